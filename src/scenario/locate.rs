//! From a path inside a RON file, such as `units[3].agency`, to the place of the value in the text.
//!
//! A tokenizer and a tree of spans of our own: ron keeps no places after parsing. It accepts any text whatever (a broken file
//! still has a tree of what can be made out), never panics and never recurses.
//!
//! Path syntax: `.name` for a field or map key, `[i]` for an element of a list or tuple. Enum variants and `Some` may be named
//! (`travel.Matrix.minutes`) or left out (`travel.minutes`).

use std::fmt;
use std::ops::Range;

use crate::scenario::token::{Token, Tokens};

/// A path inside a file, as a chain of borrowed steps: building one costs nothing until it is shown.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// The whole file.
    Root,
    /// A field of a struct.
    Field(&'a At<'a>, &'a str),
    /// An element of a list.
    Item(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The field `name` of what stands here.
    #[must_use]
    pub const fn field(&'a self, name: &'a str) -> Self {
        At::Field(self, name)
    }

    /// The element `index` of what stands here.
    #[must_use]
    pub const fn item(&'a self, index: usize) -> Self {
        At::Item(self, index)
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => Ok(()),
            At::Field(At::Root, name) => f.write_str(name),
            At::Field(before, name) => write!(f, "{before}.{name}"),
            At::Item(before, index) => write!(f, "{before}[{index}]"),
        }
    }
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A field, map key or variant.
    Field(&'a str),
    /// An element.
    Item(usize),
}

/// The steps of a path as text; whatever is no step is taken as a name.
#[must_use]
pub fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (name, indices) = part.split_once('[').map_or((part, None), |(name, rest)| (name, Some(rest)));
        if !name.is_empty() {
            steps.push(Step::Field(name));
        }
        for index in indices.into_iter().flat_map(|rest| rest.split('[')) {
            match index.trim_end_matches(']').parse() {
                Ok(index) => steps.push(Step::Item(index)),
                Err(_) => steps.push(Step::Field(index)),
            }
        }
    }
    steps
}

#[derive(Clone, Debug, Default)]
struct Node {
    span: Range<usize>,
    /// Span of the identifier before the bracket.
    name: Option<Range<usize>>,
    /// The opening bracket, 0 for an atom.
    open: u8,
    /// Span of the field name or map key in the parent.
    key: Option<Range<usize>>,
    children: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Frame {
    node: usize,
    current: Option<usize>,
    key: Option<Range<usize>>,
}

/// Where every value of a RON text stands.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Bytes of the value, or of the innermost thing on the way that could be found.
    pub span: Range<usize>,
    /// Bytes of its field name or key, when it has one.
    pub key: Option<Range<usize>>,
    /// Whether the whole path was found.
    pub is_exact: bool,
}

impl Tree {
    /// The tree of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut tree = Self { nodes: vec![Node { span: 0..text.len(), ..Node::default() }] };
        let mut stack = vec![Frame::default()];
        for (token, span) in Tokens::new(text) {
            tree.take(&mut stack, token, span);
        }
        while stack.len() > 1 {
            tree.close(&mut stack, text.len());
        }
        if let Some(mut root) = stack.pop() {
            tree.finish(&mut root);
        }
        tree
    }

    fn take(&mut self, stack: &mut Vec<Frame>, token: Token, span: Range<usize>) {
        let depth = stack.len();
        let Some(frame) = stack.last_mut() else { return };
        match token {
            Token::Comma => self.finish(frame),
            Token::Colon => {
                if let Some(current) = frame.current.take() {
                    frame.key = Some(self.nodes[current].span.clone());
                }
            }
            Token::Close if depth > 1 => self.close(stack, span.end),
            Token::Atom | Token::Close => match frame.current {
                Some(current) => self.nodes[current].span.end = span.end,
                None => frame.current = Some(self.push(Node { name: Some(span.clone()), span, ..Node::default() })),
            },
            Token::Open(open) => {
                let node = match frame.current {
                    Some(current) if self.nodes[current].open == 0 => current,
                    _ => self.push(Node { span, ..Node::default() }),
                };
                self.nodes[node].open = open;
                frame.current = Some(node);
                stack.push(Frame { node, ..Frame::default() });
            }
        }
    }

    fn push(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn finish(&mut self, frame: &mut Frame) {
        let key = frame.key.take();
        if let Some(current) = frame.current.take() {
            self.nodes[current].key = key;
            self.nodes[frame.node].children.push(current);
        }
    }

    fn close(&mut self, stack: &mut Vec<Frame>, end: usize) {
        if let Some(mut frame) = stack.pop() {
            self.finish(&mut frame);
            self.nodes[frame.node].span.end = end;
        }
    }

    /// Where a path leads; the innermost thing found when it leads nowhere.
    #[must_use]
    pub fn locate(&self, text: &str, path: &str) -> Located {
        let steps = steps(path);
        let mut node = self.nodes[0].children.first().copied().unwrap_or(0);
        for step in &steps {
            let Some(next) = self.step(text, node, *step) else {
                return Located { span: self.head(node), key: self.nodes[node].key.clone(), is_exact: false };
            };
            node = next;
        }
        let span = if steps.is_empty() { self.head(node) } else { self.nodes[node].span.clone() };
        Located { span, key: self.nodes[node].key.clone(), is_exact: true }
    }

    /// The path of the innermost value around a byte, variants and `Some` left out.
    #[must_use]
    pub fn path_at(&self, text: &str, byte: usize) -> String {
        let mut path = String::new();
        let mut node = self.nodes[0].children.first().copied().unwrap_or(0);
        let holds = |child: usize| self.nodes[child].key.as_ref().map_or(self.nodes[child].span.start, |key| key.start) <= byte;
        loop {
            let here = &self.nodes[node];
            let position = here.children.partition_point(|child| holds(*child));
            let Some(child) = position.checked_sub(1).map(|last| here.children[last]) else { return path };
            if byte >= self.nodes[child].span.end {
                return path;
            }
            match &self.nodes[child].key {
                Some(key) if path.is_empty() => path.push_str(bare(&text[key.clone()])),
                Some(key) => path.extend([".", bare(&text[key.clone()])]),
                None if self.only_child(node).is_some() && here.name.is_some() => {}
                None => path.push_str(&format!("[{}]", position - 1)),
            }
            node = child;
        }
    }

    /// The name of a container and its opening bracket, or the whole of an atom.
    fn head(&self, node: usize) -> Range<usize> {
        let node = &self.nodes[node];
        match (&node.name, node.open) {
            (_, 0) => node.span.clone(),
            (Some(name), _) => name.clone(),
            (None, _) => node.span.start..(node.span.start + 1).min(node.span.end),
        }
    }

    fn step(&self, text: &str, mut node: usize, step: Step<'_>) -> Option<usize> {
        loop {
            let here = &self.nodes[node];
            match step {
                Step::Field(name) => {
                    let has_name =
                        |child: &&usize| self.nodes[**child].key.as_ref().is_some_and(|key| bare(&text[key.clone()]) == name);
                    if let Some(child) = here.children.iter().find(has_name) {
                        return Some(*child);
                    }
                    if here.name.as_ref().is_some_and(|own| &text[own.clone()] == name) {
                        return Some(node);
                    }
                }
                Step::Item(index) => {
                    let inner = self.only_child(node).filter(|inner| here.name.is_some() && self.nodes[*inner].open != 0);
                    if inner.is_none() {
                        return here.children.get(index).copied();
                    }
                }
            }
            node = self.only_child(node)?;
        }
    }

    /// The content of a newtype such as `Some(…)` or `List(…)`.
    fn only_child(&self, node: usize) -> Option<usize> {
        match (&self.nodes[node].open, self.nodes[node].children.as_slice()) {
            (b'(', [only]) if self.nodes[*only].key.is_none() => Some(*only),
            _ => None,
        }
    }
}

fn bare(key: &str) -> &str {
    key.trim_start_matches("r#").trim_matches('"')
}

/// The name of the root type: the first identifier after comments and attributes.
#[must_use]
pub fn root_name(text: &str) -> Option<(&str, Range<usize>)> {
    let (token, span) = Tokens::new(text).next()?;
    let name = &text[span.clone()];
    (token == Token::Atom && name.starts_with(|c: char| c.is_alphabetic() || c == '_')).then_some((name, span))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
    use serde::{Deserialize, Serialize};

    use super::{Tree, root_name, steps};

    const TEXT: &str = "#![enable(implicit_some)]\n/* a /* nested */ comment */ World( // World(\n  name: (zh: \"省（\\\")\", en: r#\"a \" b\"#),\n  units: List([ (id: 'x', at: Some((1.5, -inf)),), (id: '\\'', r#type: 0x1_F) ]),\n  travel: Matrix(places: [\"a\"], minutes: [[0., 1e-5]]),\n  law: Mixture([(weight: 1, law: Exponential(mean_min: -2.0))]), map: {\"k\": 1, \"l\": None},\n)";

    fn at(path: &str) -> &'static str {
        let located = Tree::new(TEXT).locate(TEXT, path);
        assert!(located.is_exact, "{path}");
        &TEXT[located.span]
    }

    #[test]
    fn paths_lead_to_values() {
        assert_eq!(root_name(TEXT).unwrap().0, "World");
        assert_eq!(at("name.en"), "r#\"a \" b\"#");
        assert_eq!(at("name.zh"), "\"省（\\\")\"");
        assert_eq!((at("units[1].id"), at("units[1].type"), at("units.List[0].id")), ("'\\''", "0x1_F", "'x'"));
        assert_eq!((at("units[0].at[1]"), at("units[0].at.Some[0]")), ("-inf", "1.5"));
        assert_eq!((at("travel.minutes[0][1]"), at("travel.Matrix.places[0]")), ("1e-5", "\"a\""));
        assert_eq!((at("law[0].law.mean_min"), at("law.Mixture[0].weight")), ("-2.0", "1"));
        assert_eq!((at("map.k"), at("map.l")), ("1", "None"));
        let tree = Tree::new(TEXT);
        let path = |piece: &str| tree.path_at(TEXT, TEXT.find(piece).unwrap());
        assert_eq!((path("1e-5"), path("0x1_F")), ("travel.minutes[0][1]".into(), "units[1].type".into()));
        assert_eq!((path("-2.0"), path("-inf")), ("law[0].law.mean_min".into(), "units[0].at[1]".into()));
    }

    #[test]
    fn what_is_not_there_leads_to_what_holds_it() {
        let tree = Tree::new(TEXT);
        let missing = tree.locate(TEXT, "travel.speed");
        assert!(!missing.is_exact);
        assert_eq!(&TEXT[missing.span], "Matrix");
        assert_eq!(steps("a.b[3][4].c").len(), 5);
    }

    #[test]
    fn ten_thousand_brackets_are_no_trouble() {
        let text = "(".repeat(10_000);
        assert!(!Tree::new(&text).locate(&text, "a.b[1]").is_exact);
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Value {
        Flag(bool),
        Number(f64),
        Whole(i64),
        Letter(char),
        Text(String),
        Nothing,
        Maybe(Option<Box<Value>>),
        Pair(Box<Value>, Box<Value>),
        List(Vec<Value>),
        Map(BTreeMap<String, Value>),
        Fields { first: Box<Value>, r#type: Box<Value> },
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            any::<f64>().prop_filter("a number", |x| !x.is_nan()).prop_map(Value::Number),
            any::<i64>().prop_map(Value::Whole),
            any::<char>().prop_map(Value::Letter),
            any::<String>().prop_map(Value::Text),
            Just(Value::Nothing),
        ];
        leaf.prop_recursive(5, 40, 4, |inner| {
            let boxed = inner.clone().prop_map(Box::new);
            prop_oneof![
                prop::option::of(boxed.clone()).prop_map(Value::Maybe),
                (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Value::Pair(a, b)),
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::btree_map("[a-z]{1,6}", inner, 0..4).prop_map(Value::Map),
                (boxed.clone(), boxed).prop_map(|(first, r#type)| Value::Fields { first, r#type }),
            ]
        })
    }

    /// Every value below with its path, variants named.
    fn all(value: &Value, path: &str, found: &mut Vec<(String, Value)>) {
        found.push((path.to_owned(), value.clone()));
        match value {
            Value::Maybe(Some(inner)) => all(inner, &format!("{path}.Maybe.Some"), found),
            Value::Pair(a, b) => {
                all(a, &format!("{path}.Pair[0]"), found);
                all(b, &format!("{path}.Pair[1]"), found);
            }
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    all(item, &format!("{path}.List[{i}]"), found);
                }
            }
            Value::Map(entries) => {
                for (key, entry) in entries {
                    all(entry, &format!("{path}.Map.{key}"), found);
                }
            }
            Value::Fields { first, r#type } => {
                all(first, &format!("{path}.first"), found);
                all(r#type, &format!("{path}.Fields.type"), found);
            }
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn the_text_at_a_path_parses_to_the_value_there(value in value(), pretty: bool) {
            let root = BTreeMap::from([("v", value.clone())]);
            let text = if pretty { ron::ser::to_string_pretty(&root, ron::ser::PrettyConfig::default()) } else { ron::to_string(&root) }.unwrap();
            let tree = Tree::new(&text);
            let mut found = Vec::new();
            all(&value, "v", &mut found);
            for (path, expected) in found {
                let located = tree.locate(&text, &path);
                assert!(located.is_exact, "{path} in {text}");
                let (start, written) = (located.span.start, &text[located.span]);
                let parsed = if path.ends_with(".Some") { ron::from_str::<Option<Value>>(written).map(Option::unwrap) } else { ron::from_str(written) };
                assert_eq!(parsed, Ok(expected), "{path} in {text}");
                let again = tree.locate(&text, &tree.path_at(&text, start));
                assert!(again.is_exact && again.span.contains(&start), "{path} in {text}");
            }
        }

        #[test]
        fn no_text_makes_it_panic(text: String, path: String) {
            let located = Tree::new(&text).locate(&text, &path);
            assert!(text.get(located.span).is_some());
            let _ = root_name(&text);
        }

        #[test]
        fn no_rubble_of_ron_makes_it_panic(text in "[a-z(){}\\[\\]:,'\"\\\\/*#!br 0-9省\n]{0,60}", path in "[a-z.\\[\\]0-9]{0,12}") {
            let located = Tree::new(&text).locate(&text, &path);
            assert!(text.get(located.span).is_some());
        }
    }
}
