//! Who a size is to fit: the buyer, or someone they name. Part of [`body`](super).

use crate::text::line::Line;

/// Who is to wear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Wearer {
    /// Who writes.
    #[default]
    Buyer,
    /// Someone else, by the word for them.
    Other(&'static str),
}

/// Who buyers buy for; longer words before those that they begin with. Words for a child stand in [`CHILDREN`].
const GROWN: &[&str] = &[
    "老公",
    "男朋友",
    "男友",
    "男票",
    "对象",
    "爸爸",
    "老爸",
    "我爸",
    "父亲",
    "岳父",
    "公公",
    "爷爷",
    "外公",
    "哥哥",
    "我哥",
    "弟弟",
    "我弟",
    "老婆",
    "媳妇",
    "女朋友",
    "女友",
    "女票",
    "妈妈",
    "老妈",
    "我妈",
    "母亲",
    "岳母",
    "婆婆",
    "奶奶",
    "外婆",
    "姐姐",
    "我姐",
    "妹妹",
    "我妹",
    "闺蜜",
    "朋友",
    "同学",
    "同事",
    "husband",
    "boyfriend",
    "wife",
    "girlfriend",
    "father",
    "dad",
    "mother",
    "mom",
    "mum",
    "brother",
    "sister",
    "friend",
];
const CHILDREN: &[&str] = &[
    "儿子",
    "女儿",
    "闺女",
    "孩子",
    "小孩",
    "女孩",
    "男孩",
    "小朋友",
    "宝宝",
    "娃",
    "孙子",
    "孙女",
    "侄子",
    "侄女",
    "外甥",
    "son",
    "daughter",
    "child",
    "kid",
    "baby",
];
/// Whoever was named last.
const PRONOUNS: &[&str] = &["他", "她", "he", "she", "his", "her"];
const SELF: &[&str] = &["本人", "自己", "我", "俺", "i", "my", "me", "i'm", "im", "i’m"];
/// Each Chinese word above begins with one of these, and most characters of a chat are none.
const FIRST: &str = "他侄俺儿公同哥外女奶她妈妹姐娃婆媳孙孩宝对小岳弟我朋本母父爷爸男老自闺";
/// Before "我" these make the buyer who is helped: "给我推荐".
const HELPED: &[&str] = &["给", "帮", "和", "跟", "告诉", "发", "送", "为"];
/// Who is named so gives an opinion or is called: it isn't for them.
const OPINIONS: &[&str] =
    &["说", "觉得", "让", "叫", "推荐", "问", "嫌", "给", "买", "圈", " says", " said", " thinks"];
/// Shortly before a word for someone, these say that it is bought for them; the characters between are "我", "我家的".
const FOR: &[&str] = &["给", "帮", "送", "替", "为", "for", "for my", "for a", "for our"];
/// Characters between them.
const BETWEEN: usize = 3;
/// Right behind a word for someone, these say it too.
const WEARS: &[&str] = &["穿", "要穿", "能穿", "也穿", "想穿", "想买", "身高", "体重"];
/// The buyer wears it.
const OWN: &[&str] = &["自己穿", "给自己", "我自己", "我穿", "我能穿", "我要穿", "i wear", "for myself"];

/// Someone who is named in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    from: usize,
    /// The character behind the word.
    pub(super) end: usize,
    who: Option<Wearer>,
    /// It is bought for them.
    pub(super) is_meant: bool,
    has_opinion: bool,
}

impl Wearer {
    /// True for a child, whose sizes go by height and whose weights are told in either unit.
    #[must_use]
    pub fn is_child(self) -> bool {
        matches!(self, Self::Other(word) if CHILDREN.contains(&word))
    }
}

/// Who is named in a line, in its order.
pub(super) fn named(line: &Line) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let one = word_at(line, at);
        at = one.map_or(at + 1, |one| one.end);
        found.extend(one);
    }
    found
}

/// True where this line says that the buyer wears it.
pub(super) fn is_own(line: &Line) -> bool {
    let is_helped = |at: usize| HELPED.iter().any(|word| line.ends(at, word));
    (0..line.len()).any(|at| OWN.iter().any(|word| line.starts(at, word)) && !line.is_inside_word(at) && !is_helped(at))
}

fn word_at(line: &Line, at: usize) -> Option<Named> {
    let may_begin = line.at(at).is_some_and(|c| c.is_ascii_alphabetic() || FIRST.contains(c));
    if !may_begin || line.is_inside_word(at) {
        return None;
    }
    let is_doubled = || line.at(at) == Some('我') && line.at(at + 1) == line.at(at + 2);
    let is_whole = |word: &str| !line.is_inside_word(at + word.chars().count()) && (word.len() < 4 || !is_doubled());
    let is_here = |word: &&&'static str| line.starts(at, word) && is_whole(word);
    let other = CHILDREN.iter().chain(GROWN).find(is_here);
    let pronoun = PRONOUNS.iter().find(is_here);
    let own = SELF.iter().filter(is_here).max_by_key(|word| word.len());
    let (word, who) = match (other, pronoun, own) {
        (Some(word), ..) => (word, Some(Wearer::Other(word))),
        (None, Some(word), _) => (word, None),
        (None, None, Some(word)) => (word, Some(Wearer::Buyer)),
        (None, None, None) => return None,
    };
    let end = at + word.chars().count();
    let follows = |words: &[&str]| words.iter().any(|word| line.starts(end, word));
    // "小姐姐" is the agent, "我们" the shop's question.
    if other.is_some_and(|word| GROWN.contains(word)) && line.ends(at, "小")
        || word == &"我" && (line.starts(end, "们") || HELPED.iter().any(|word| line.ends(at, word)))
    {
        return None;
    }
    let is_for = (at.saturating_sub(BETWEEN)..=at).any(|before| FOR.iter().any(|word| line.ends(before, word)));
    let is_other = who != Some(Wearer::Buyer);
    let has_opinion = is_other && !is_for && follows(OPINIONS);
    Some(Named { from: at, end, who, is_meant: is_other && (is_for || follows(WEARS)), has_opinion })
}

impl Named {
    /// Who that is, when a pronoun stands for this one.
    pub(super) fn wearer(&self, line: &Line, other: Option<Wearer>) -> Wearer {
        let word = || PRONOUNS.iter().rfind(|word| line.starts(self.from, word)).copied().unwrap_or("他");
        self.who.or(other).unwrap_or_else(|| Wearer::Other(word()))
    }

    /// Someone else, by a word that is no pronoun.
    pub(super) fn other(&self) -> Option<Wearer> {
        self.who.filter(|who| *who != Wearer::Buyer)
    }

    /// True for someone else whose measures may follow.
    pub(super) fn is_other(&self) -> bool {
        self.who != Some(Wearer::Buyer) && !self.has_opinion
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_begins_as_is_looked_for() {
        for word in GROWN.iter().chain(CHILDREN).chain(PRONOUNS).chain(SELF) {
            assert!(word.is_ascii() || word.starts_with('i') || FIRST.contains(word.chars().next().unwrap()), "{word}");
            assert!(!named(&Line::of(word)).is_empty(), "{word}");
        }
    }
}
