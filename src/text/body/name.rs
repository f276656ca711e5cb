//! What a number is called: "身高165", "三围90 70 95", "70的腰围". Part of [`body`](super).

use super::BodyMeasure as Of;
use crate::text::line::Line;

/// What stands before a number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    /// The measures that are named together, in their order: "身高体重165 110".
    pub(super) of: Vec<Of>,
    /// Where the first of them begins, or the number.
    pub(super) begin: usize,
    /// The number is called something that no chart asks a body for: "袖长58".
    pub(super) is_other: bool,
    /// Named in English, where girths are told in inches.
    pub(super) is_latin: bool,
}

/// Names, longer ones before those that they end with; an empty list is for lengths that are none of a body's here.
const NAMES: &[(&str, &[Of])] = &[
    ("三围", &[Of::Chest, Of::Waist, Of::Hip]),
    ("measurements", &[Of::Chest, Of::Waist, Of::Hip]),
    ("净身高", &[Of::Height]),
    ("身高", &[Of::Height]),
    ("个子", &[Of::Height]),
    ("个头", &[Of::Height]),
    ("height", &[Of::Height]),
    ("体重", &[Of::Weight]),
    ("weight", &[Of::Weight]),
    ("weighs", &[Of::Weight]),
    ("weigh", &[Of::Weight]),
    ("下胸围", &[]),
    ("下胸", &[]),
    ("上胸围", &[Of::Chest]),
    ("胸围", &[Of::Chest]),
    ("胸", &[Of::Chest]),
    ("chest", &[Of::Chest]),
    ("bust", &[Of::Chest]),
    ("高腰", &[]),
    ("中腰", &[]),
    ("低腰", &[]),
    ("收腰", &[]),
    ("腰围", &[Of::Waist]),
    ("裤腰", &[Of::Waist]),
    ("腰", &[Of::Waist]),
    ("waist", &[Of::Waist]),
    ("臀围", &[Of::Hip]),
    ("臀", &[Of::Hip]),
    ("屁股", &[Of::Hip]),
    ("hips", &[Of::Hip]),
    ("hip", &[Of::Hip]),
    ("肩宽", &[Of::Shoulder]),
    ("垫肩", &[]),
    ("落肩", &[]),
    ("肩", &[Of::Shoulder]),
    ("shoulders", &[Of::Shoulder]),
    ("shoulder", &[Of::Shoulder]),
    ("脚长", &[Of::Foot]),
    ("足长", &[Of::Foot]),
    ("脚", &[Of::Foot]),
    ("foot length", &[Of::Foot]),
    ("foot", &[Of::Foot]),
    ("长", &[]),
    ("宽", &[]),
    ("厚", &[]),
    ("深", &[]),
    ("围", &[]),
    ("直径", &[]),
    ("length", &[]),
    ("width", &[]),
];
/// Names that count only where nothing else is called so: "跟高5", "净重10".
const ALONE: &[(char, Of)] = &[('高', Of::Height), ('重', Of::Weight)];
/// Before one of [`ALONE`].
const BEFORE_ALONE: &str = " ,.、;/我他她公婆友爸妈哥弟姐妹儿娃宝";
/// The same with two characters, for a 柜子 is high too.
const CHILD_BEFORE: &[&str] = &["儿子", "孩子", "妻子"];
/// Between a name and its number.
const BETWEEN: &str = " :,=是为有约大概差不多在的量了刚好就、/和;~-现";
/// The same in English.
const BETWEEN_WORDS: &[&str] = &["about", "around", "approx", "is", "are", "of", "and", "my", "i", "'s", "roughly"];
/// Characters and words between them at most.
const REACH: usize = 6;
/// Names behind a number: "165高", "70的腰围", "28 inch waist".
const BEHIND: &[(&str, Of)] = &[
    ("高", Of::Height),
    ("的个子", Of::Height),
    ("的个头", Of::Height),
    ("的身高", Of::Height),
    ("tall", Of::Height),
    ("的体重", Of::Weight),
    ("的胸围", Of::Chest),
    ("chest", Of::Chest),
    ("bust", Of::Chest),
    ("的腰围", Of::Waist),
    ("的腰", Of::Waist),
    ("waist", Of::Waist),
    ("的臀围", Of::Hip),
    ("hips", Of::Hip),
    ("的脚", Of::Foot),
];
/// "165高的", but not the 高 of these.
const NOT_TALL: &str = "腰领跟帮中档";

/// What the number at a place is called by the words before it.
pub(super) fn names(line: &Line, at: usize) -> Names {
    let mut found = Names { begin: at, ..Names::default() };
    while found.of.len() < NAMES.len() {
        let Some((begin, of, is_latin)) = name_before(line, found.begin) else { break };
        if of.is_empty() {
            found.is_other |= found.of.is_empty();
            break;
        }
        found.begin = begin;
        found.is_latin |= is_latin;
        found.of.splice(0..0, of);
    }
    found
}

fn name_before(line: &Line, at: usize) -> Option<(usize, Vec<Of>, bool)> {
    let mut end = at;
    for _ in 0..=REACH {
        if let Some((name, of)) = NAMES.iter().find(|(name, _)| line.ends(end, name)) {
            return Some((end - name.chars().count(), of.to_vec(), name.is_ascii()));
        }
        let last = line.at(end.checked_sub(1)?);
        let is_signed = |at: usize| line.at(at.saturating_sub(1)).is_some_and(|c| BEFORE_ALONE.contains(c));
        let is_free = |at: usize| at == 0 || is_signed(at) || CHILD_BEFORE.iter().any(|word| line.ends(at, word));
        if let Some((_, of)) = ALONE.iter().find(|(name, _)| last == Some(*name)).filter(|_| is_free(end - 1)) {
            return Some((end - 1, vec![*of], false));
        }
        let word = BETWEEN_WORDS.iter().find(|word| line.ends(end, word));
        let sign = last.is_some_and(|c| BETWEEN.contains(c));
        end -= word.map(|word| word.chars().count()).or(sign.then_some(1))?;
    }
    None
}

/// What the number that ends at a place is called by the words behind it, if they don't begin the next number.
pub(super) fn name_behind(line: &Line, end: usize) -> Option<(Of, bool)> {
    let begin = line.run(end, |c| c == ' ');
    let (name, of) = BEHIND.iter().find(|(name, _)| line.starts(begin, name))?;
    let behind = begin + name.chars().count();
    let next = line.run(behind, |c| BETWEEN.contains(c));
    let is_of_next = line.at(next).is_some_and(super::number::begins);
    let is_of_piece = *name == "高" && line.at(behind).is_some_and(|c| NOT_TALL.contains(c));
    (!is_of_next && !is_of_piece).then(|| (*of, name.is_ascii()))
}
