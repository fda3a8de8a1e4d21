//! Chinese place names in pinyin with English generics: `Lu'an`, `Guoyang County`, `Shexian County`, `Gugou Hui Township`.
//!
//! The specific is written as one word without tones. A syllable that begins with a, o or e is set off by an apostrophe. A
//! specific of one character takes its generic into the word (歙县, Shexian County). A province and a prefecture-level city keep
//! the bare specific.

use pinyin::ToPinyin;

use crate::world::generic::{GENERICS, PEOPLES};
use crate::world::reading;

/// A name cut into its specific, the peoples in its title and its generic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts<'a> {
    specific: &'a str,
    generic: &'static str,
    english: &'static str,
}

fn parts(name: &str) -> Parts<'_> {
    GENERICS.iter().find(|(generic, _)| name.len() > generic.len() && name.ends_with(generic)).map_or(
        Parts { specific: name, generic: "", english: "" },
        |(generic, english)| Parts { specific: &name[..name.len() - generic.len()], generic, english },
    )
}

/// The specific of a name: 巢湖市 gives 巢湖, 古沟回族乡 gives 古沟; a specific of one character keeps its generic (歙县).
#[must_use]
pub fn specific(name: &str) -> &str {
    let (bare, _) = without_peoples(parts(name).specific);
    if bare.chars().count() < 2 { name } else { bare }
}

/// The name of a division in pinyin with its English generic.
#[must_use]
pub fn division(name: &str) -> String {
    let parts = parts(name);
    let (bare, peoples) = without_peoples(parts.specific);
    let whole = if bare.chars().count() < 2 { format!("{bare}{}", parts.generic) } else { bare.to_owned() };
    let words = std::iter::once(word(&whole)).chain(peoples.into_iter().rev().map(str::to_owned));
    let name = words.collect::<Vec<_>>().join(" ");
    format!("{name} {}", parts.english).trim_end().to_owned()
}

/// The name of a province or prefecture-level city: the bare specific in pinyin (六安市, Lu'an).
#[must_use]
pub fn bare(name: &str) -> String {
    match specific(name) {
        "内蒙古" => "Inner Mongolia".to_owned(),
        "陕西" => "Shaanxi".to_owned(),
        specific => word(specific),
    }
}

/// A Chinese word as one word of pinyin. Characters without a reading stay as they are.
#[must_use]
pub fn word(chinese: &str) -> String {
    let mut text = String::new();
    for syllable in syllables(chinese) {
        if !text.is_empty() && syllable.starts_with(['a', 'o', 'e']) {
            text.push('\'');
        }
        text.push_str(&syllable);
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn syllables(chinese: &str) -> Vec<String> {
    if let Some(whole) = reading::of_specific(chinese) {
        return whole.into_iter().map(str::to_owned).collect();
    }
    chinese.chars().map(syllable).collect()
}

fn syllable(character: char) -> String {
    let usual = || character.to_pinyin().map(pinyin::Pinyin::plain);
    reading::of_character(character).or_else(usual).map_or_else(|| character.to_string(), str::to_owned)
}

/// Cuts the peoples off the end of a specific, the last one first.
fn without_peoples(specific: &str) -> (&str, Vec<&'static str>) {
    let mut bare = specific;
    let mut peoples = Vec::new();
    while let Some((people, english)) =
        PEOPLES.iter().find(|(people, _)| bare.ends_with(people) && bare.chars().count() > people.chars().count() + 1)
    {
        bare = &bare[..bare.len() - people.len()];
        peoples.push(*english);
    }
    (bare, peoples)
}

#[cfg(test)]
mod tests {
    use super::{bare, division, specific};

    #[test]
    fn place_names_keep_their_own_readings() {
        for (chinese, english) in [
            ("涡阳县", "Guoyang County"),
            ("歙县", "Shexian County"),
            ("黟县", "Yixian County"),
            ("和县", "Hexian County"),
            ("泗县", "Sixian County"),
            ("枞阳县", "Zongyang County"),
            ("砀山县", "Dangshan County"),
            ("濉溪县", "Suixi County"),
            ("旌德县", "Jingde County"),
            ("颍上县", "Yingshang County"),
            ("长丰县", "Changfeng County"),
            ("当涂县", "Dangtu County"),
            ("谯城区", "Qiaocheng District"),
            ("瑶海区", "Yaohai District"),
            ("埇桥区", "Yongqiao District"),
            ("蚌山区", "Bengshan District"),
            ("郊区", "Jiaoqu District"),
            ("无为市", "Wuwei City"),
            ("城关镇", "Chengguan Town"),
            ("流波䃥镇", "Liubozhuang Town"),
            ("永安街道", "Yong'an Subdistrict"),
            ("女山湖镇", "Nüshanhu Town"),
        ] {
            assert_eq!(division(chinese), english);
        }
        for (chinese, english) in [("六安市", "Lu'an"), ("亳州市", "Bozhou"), ("蚌埠市", "Bengbu"), ("安徽省", "Anhui")]
        {
            assert_eq!(bare(chinese), english);
        }
    }

    #[test]
    fn peoples_stand_between_specific_and_generic() {
        assert_eq!(division("古沟回族乡"), "Gugou Hui Township");
        assert_eq!(division("牌坊回族满族乡"), "Paifang Hui Manchu Township");
        assert_eq!(division("三江侗族自治县"), "Sanjiang Dong Autonomous County");
    }

    #[test]
    fn a_specific_of_one_character_keeps_its_generic() {
        assert_eq!((specific("歙县"), specific("巢湖市"), specific("孤堆回族乡")), ("歙县", "巢湖", "孤堆"));
    }
}
