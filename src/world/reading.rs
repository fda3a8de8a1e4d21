//! Readings of characters in place names that differ from the everyday one. Pinyin without tones; `ü` is kept.

/// Whole specifics (names without their generic) whose reading cannot be had character by character.
const SPECIFICS: [(&str, &str); 13] = [
    ("六安", "lu an"),
    ("蚌埠", "beng bu"),
    ("小蚌埠", "xiao beng bu"),
    ("蚌山", "beng shan"),
    ("涡阳", "guo yang"),
    ("涡南", "guo nan"),
    ("阜阳开发区京九", "jing jiu"),
    ("长官", "zhang guan"),
    ("单王", "shan wang"),
    ("单桥", "shan qiao"),
    ("解集", "xie ji"),
    ("重庆", "chong qing"),
    ("西藏", "xi zang"),
];

/// Characters that place names read in one way, whatever the dictionary puts first.
const CHARACTERS: [(char, &str); 56] = [
    ('亳', "bo"),
    ('歙', "she"),
    ('黟', "yi"),
    ('枞', "zong"),
    ('砀', "dang"),
    ('濉', "sui"),
    ('颍', "ying"),
    ('谯', "qiao"),
    ('埇', "yong"),
    ('长', "chang"),
    ('乐', "le"),
    ('朝', "chao"),
    ('会', "hui"),
    ('圩', "wei"),
    ('埠', "bu"),
    ('堡', "bao"),
    ('疃', "tuan"),
    ('垾', "han"),
    ('郢', "ying"),
    ('畈', "fan"),
    ('堨', "e"),
    ('姥', "lao"),
    ('褚', "chu"),
    ('葛', "ge"),
    ('阚', "kan"),
    ('郜', "gao"),
    ('鲖', "tong"),
    ('烔', "tong"),
    ('炀', "yang"),
    ('柘', "zhe"),
    ('皋', "gao"),
    ('撮', "cuo"),
    ('泊', "bo"),
    ('浍', "hui"),
    ('淠', "pi"),
    ('汊', "cha"),
    ('槎', "cha"),
    ('洽', "qia"),
    ('凫', "fu"),
    ('笪', "da"),
    ('柏', "bai"),
    ('百', "bai"),
    ('石', "shi"),
    ('大', "da"),
    ('万', "wan"),
    ('南', "nan"),
    ('都', "du"),
    ('巷', "xiang"),
    ('铺', "pu"),
    ('盛', "sheng"),
    ('沈', "shen"),
    ('曲', "qu"),
    ('陂', "bei"),
    ('觉', "jue"),
    ('厦', "xia"),
    ('䃥', "zhuang"),
];

/// The syllables of a specific that is an exception as a whole.
#[must_use]
pub fn of_specific(specific: &str) -> Option<Vec<&'static str>> {
    SPECIFICS.iter().find(|(name, _)| *name == specific).map(|(_, reading)| reading.split(' ').collect())
}

/// The reading of a character that is an exception.
#[must_use]
pub fn of_character(character: char) -> Option<&'static str> {
    CHARACTERS.iter().find(|(listed, _)| *listed == character).map(|(_, reading)| *reading)
}
