//! The tokens of RON, made out of any text whatever.

use std::ops::Range;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// An opening bracket.
    Open(u8),
    /// A closing bracket of any kind.
    Close,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A string, character, number or identifier, or one character that is nothing of the language.
    Atom,
}

/// The tokens of a text with their bytes; comments and attributes are left out.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of a text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}'));
            let skipped = rest.len() - blank.len();
            let more = if blank.starts_with("//") {
                blank.find('\n').unwrap_or(blank.len())
            } else if blank.starts_with("/*") {
                block_comment(blank)
            } else if blank.starts_with('#') {
                blank.find(']').map_or(blank.len(), |end| end + 1)
            } else {
                0
            };
            self.at += skipped + more;
            if more == 0 {
                return;
            }
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank();
        let start = self.at;
        let first = self.rest().chars().next()?;
        let (token, length) = match first {
            '(' | '[' | '{' => (Token::Open(first as u8), 1),
            ')' | ']' | '}' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            ':' => (Token::Colon, 1),
            _ => (Token::Atom, atom(self.rest())),
        };
        self.at += length;
        Some((token, start..self.at))
    }
}

/// Length of a block comment, nested ones included; to the end of the text when it is not closed.
fn block_comment(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" if depth == 1 => return at + 2,
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    text.len()
}

/// Length of a string, character, number or identifier, at least one character.
fn atom(text: &str) -> usize {
    let prefix = text.len() - text.trim_start_matches(['b', 'r']).len();
    if prefix <= 2 {
        let after = &text[prefix..];
        let hashes = after.len() - after.trim_start_matches('#').len();
        let is_raw = text[..prefix].ends_with('r');
        if is_raw && after[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = prefix + hashes + 1;
            return text[body..].find(&close).map_or(text.len(), |end| body + end + close.len());
        }
        if !is_raw && after.starts_with('"') {
            return prefix + quoted(after);
        }
        if !is_raw && after.starts_with('\'') {
            return prefix + character(after);
        }
        if is_raw && hashes == 1 {
            return prefix + 1 + word(&after[1..]).max(usize::from(prefix + 1 == 0));
        }
    }
    word(text).max(text.chars().next().map_or(0, char::len_utf8))
}

fn word(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-' | '=')).len()
}

fn quoted(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn character(text: &str) -> usize {
    let inside = &text[1..];
    let from = if inside.starts_with('\\') { 2 } else { inside.chars().next().map_or(0, char::len_utf8) };
    match inside.get(from..).and_then(|rest| rest.find('\'')) {
        Some(end) if end <= 10 => 1 + from + end + 1,
        _ => 1,
    }
}
