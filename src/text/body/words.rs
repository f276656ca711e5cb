//! Words for a build, wishes for a fit, and the size that someone wears otherwise. Part of [`body`](super).

use super::number::number;
use crate::text::line::Line;

/// What of a build a size must make room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Build {
    /// 偏胖, 微胖.
    Heavy,
    /// 偏瘦.
    Thin,
    /// 肩宽.
    BroadShoulders,
    /// 胳膊粗.
    ThickArms,
    /// 胸大.
    FullBust,
    /// 肚子大.
    Belly,
    /// 胯宽, 屁股大.
    BroadHips,
    /// 腿粗.
    ThickLegs,
}

/// How someone likes to wear things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// 宽松, oversize.
    Loose,
    /// 修身.
    Slim,
}

/// Builds by their words, which are looked for without [`SOME`].
const BUILDS: &[(Build, &[&str])] = &[
    (
        Build::Heavy,
        &[
            "偏胖",
            "微胖",
            "我胖",
            "人胖",
            "比较胖",
            "有点胖",
            "很胖",
            "太胖",
            "胖胖",
            "胖子",
            "chubby",
            "overweight",
            "plus size",
        ],
    ),
    (
        Build::Thin,
        &["偏瘦", "我瘦", "人瘦", "比较瘦", "有点瘦", "很瘦", "太瘦", "瘦瘦", "瘦子", "骨架小", "skinny", "slender"],
    ),
    (Build::BroadShoulders, &["肩宽", "肩膀宽", "宽肩", "broad shoulders", "wide shoulders"]),
    (Build::ThickArms, &["胳膊粗", "手臂粗", "大臂粗", "膀子粗", "拜拜肉", "麒麟臂", "big arms", "thick arms"]),
    (Build::FullBust, &["胸大", "胸部大", "big bust", "busty"]),
    (Build::Belly, &["肚子大", "有肚子", "小肚子", "大肚子", "有点肚子", "肚腩", "肚子上有肉", "belly", "tummy"]),
    (Build::BroadHips, &["胯宽", "胯大", "屁股大", "臀部大", "wide hips", "big hips"]),
    (Build::ThickLegs, &["腿粗", "腿部粗", "thick thighs", "big thighs", "thick legs"]),
];
/// Each Chinese word for a build has one of these, and most lines of a chat have none.
const OF_BUILDS: &str = "胖瘦肩骨臂膀胳肉胸肚胯屁臀腿";
/// Between the part and what is said of it: "胳膊有点粗".
const SOME: &[&str] = &["有一点", "有点", "有些", "比较", "特别", "稍微", "挺", "很", "略", "也"];
/// Before a word these say that it isn't so, or that a piece does it: "显胖".
const NOT: &[&str] = &["不", "没", "没有", "显", "不算", "不太", "不是", "不是很", "遮", "not ", "no ", "n't "];
/// Behind a word these make a measure or a question of it.
const ASKED: &[&str] = &["多少", "多宽", "几", "是", "尺寸", "大概", "概", "小", ":"];

const LOOSE: &[&str] =
    &["宽松", "松一点", "松点", "宽一点", "宽点", "大一点", "大点", "大一码", "oversize", "loose", "baggy"];
const SLIM: &[&str] = &["修身", "紧身", "贴身", "收身", "紧一点", "slim", "fitted", "tight", "太紧"];
/// Shortly before a fit, these say that it is wished.
const WISHES: &[&str] =
    &["喜欢", "想", "要", "爱", "习惯", "希望", "偏好", "平时穿", "都穿", "like", "prefer", "want", "love", "wear"];
const NOT_WISHED: &[&str] = &["不", "别", "没", "not", "n't", "hate"];
/// Characters between a wish and its fit.
const WISH_REACH: usize = 9;
/// Behind a fit these say that it is wished, even alone.
const A_LITTLE: &[&str] = &["点", "一点", "一些", "些", "风格", "的感觉"];
/// These make it a question about the piece: "宽松吗", "修身款吗".
const OF_THE_PIECE: &[&str] = &["吗", "么", "款吗", "版吗", "的吗", "还是", "不", "款还是", "版还是", "?"];

/// Before a size that is worn otherwise.
const USUAL: &[&str] =
    &["平时", "平常", "一般", "通常", "习惯", "一直", "以前", "之前", "日常", "usually", "normally", "always", "usual"];
/// Before a size that is worn now, if nothing is asked about it.
const WORN: &[&str] = &["我穿", "都穿", "他穿", "她穿", "现在穿", "鞋穿", "脚穿", "i wear"];
/// Characters between such a word and the size.
const USUAL_REACH: usize = 16;
/// Behind a size these ask whether it fits.
const QUESTIONS: &[&str] = &["吗", "么", "行", "可", "合适", "能", "会", "好", "够", "?"];
/// Between sizes that are told together: "38码/M".
const TOGETHER: &str = " /、或和到-码号的";
/// Sizes in numbers of shoes, trousers and dresses that are told in a chat, in thousandths.
const NUMBERED: std::ops::RangeInclusive<u64> = 20_000..=60_000;
/// English dress sizes begin at 0; they count only behind the word "size".
const DRESS: std::ops::RangeInclusive<u64> = 0..=60_000;
/// Sizes that are told together at most.
const SIZES: usize = 3;

/// Sizes in letters, those that begin like others first.
pub const LETTER_SIZES: &[&str] = &["xxxl", "xxl", "5xl", "4xl", "3xl", "2xl", "xl", "xs", "s", "m", "l"];

const WORD_SIZES: &[(&str, &str)] =
    &[("extra large", "XL"), ("extra small", "XS"), ("small", "S"), ("medium", "M"), ("large", "L")];

/// The builds that a normalised line tells.
pub(super) fn builds(said: &str) -> Vec<Build> {
    if !said.contains(|c: char| c.is_ascii_alphabetic() || OF_BUILDS.contains(c)) {
        return Vec::new();
    }
    let bare = SOME.iter().fold(said.to_owned(), |said, word| said.replace(word, ""));
    let lines = [(said, Line::of(said)), (&bare, Line::of(&bare))];
    let is_in = |word: &str| lines.iter().any(|(said, line)| said.contains(word) && stands(line, word));
    BUILDS.iter().filter(|(_, words)| words.iter().any(|word| is_in(word))).map(|(build, _)| *build).collect()
}

/// True where a word for a build stands that is neither denied nor a measure.
fn stands(line: &Line, word: &str) -> bool {
    let is_said = |at: usize| {
        let behind = at + word.chars().count();
        let is_measure = line.at(line.run(behind, |c| c == ' ')).is_some_and(|c| c.is_ascii_digit());
        let is = line.starts(at, word) && !line.is_inside_word(at);
        is && !is_measure
            && !NOT.iter().any(|word| line.ends(at, word))
            && !ASKED.iter().any(|word| line.starts(behind, word))
    };
    (0..line.len()).any(is_said)
}

/// The last fit that a normalised line wishes for.
pub(super) fn fit(said: &str, line: &Line) -> Option<Fit> {
    let words = LOOSE.iter().map(|word| (*word, Fit::Loose)).chain(SLIM.iter().map(|word| (*word, Fit::Slim)));
    let words: Vec<_> = words.filter(|(word, _)| said.contains(word)).collect();
    if words.is_empty() {
        return None;
    }
    (0..line.len()).rev().find_map(|at| {
        let (word, fit) = words.iter().find(|(word, _)| line.starts(at, word) && !line.is_inside_word(at))?;
        let behind = at + word.chars().count();
        let begins = |words: &[&str]| words.iter().any(|word| line.starts(behind, word));
        let reach = (at.saturating_sub(WISH_REACH)..=at).rev();
        let clause = reach.take_while(|at| line.at(*at).is_none_or(|c| !",.?;!。".contains(c)));
        let places: Vec<usize> = clause.collect();
        let stands = |words: &[&str]| places.iter().any(|at| words.iter().any(|word| line.ends(*at, word)));
        let is_wished = stands(WISHES) || begins(A_LITTLE);
        let other = if *fit == Fit::Loose { Fit::Slim } else { Fit::Loose };
        // "太紧" alone complains of a piece; only who wants none of it wishes something.
        let is_complaint = *word == "太紧" && !stands(NOT_WISHED);
        (is_wished && !begins(OF_THE_PIECE) && !is_complaint).then_some(if stands(NOT_WISHED) { other } else { *fit })
    })
}

/// The sizes that a normalised line says are worn otherwise, as they are written on labels.
pub(super) fn usual(said: &str, line: &Line) -> Vec<String> {
    if !USUAL.iter().chain(WORN).any(|word| said.contains(word)) {
        return Vec::new();
    }
    let begins = |at: usize, words: &[&str]| {
        let word = words.iter().find(|word| line.starts(at, word) && !line.is_inside_word(at))?;
        Some(at + word.chars().count())
    };
    let told = |at| begins(at, USUAL).map(|end| sizes(line, end, &[]));
    let worn = |at| begins(at, WORN).map(|end| sizes(line, end, QUESTIONS));
    let found = (0..line.len()).filter_map(|at| told(at).or_else(|| worn(at)));
    found.into_iter().find(|sizes| !sizes.is_empty()).unwrap_or_default()
}

/// The sizes from here on that stand together, unless such a question follows.
fn sizes(line: &Line, begin: usize, questions: &[&str]) -> Vec<String> {
    let clause = (begin..begin + USUAL_REACH).take_while(|at| line.at(*at).is_some_and(|c| !",?;!。".contains(c)));
    let Some(mut at) = clause.into_iter().find(|at| size(line, *at).is_some()) else { return Vec::new() };
    let mut found = Vec::new();
    while let Some((end, name)) = size(line, at).filter(|_| found.len() < SIZES) {
        found.push(name);
        at = line.run(end, |c| TOGETHER.contains(c));
    }
    if questions.iter().any(|word| line.starts(at, word)) { Vec::new() } else { found }
}

/// The size that stands here and the character behind it.
fn size(line: &Line, at: usize) -> Option<(usize, String)> {
    // The m of "i'm" is none.
    if line.is_inside_word(at) || ["'", "’"].iter().any(|sign| line.ends(at, sign)) {
        return None;
    }
    if let Some((word, name)) = WORD_SIZES.iter().find(|(word, _)| line.starts(at, word)) {
        return Some((at + word.chars().count(), (*name).to_owned()));
    }
    if let Some(word) = LETTER_SIZES.iter().find(|word| line.starts(at, word)) {
        let end = at + word.chars().count();
        return (!line.is_inside_word(end)).then(|| (end, word.to_ascii_uppercase()));
    }
    let read = number(line, at)?;
    let end = read.end;
    let written = || line.chars(at, end).collect::<String>();
    if line.at(end) == Some('/') {
        // "160/84a" is one size by height and girth.
        let girth = line.run(end + 1, |c| c.is_ascii_digit());
        let whole = girth + usize::from(line.at(girth).is_some_and(|c| c.is_ascii_alphabetic()));
        let is_whole = read.digits == 3 && (2..=3).contains(&(girth - end - 1)) && !line.is_inside_word(whole);
        if is_whole {
            return Some((whole, line.chars(at, whole).collect::<String>().to_ascii_uppercase()));
        }
    }
    let is_called = line.ends(at, "size ") && DRESS.contains(&read.thousandths);
    let goes_on = line.at(end).is_some_and(|c| c.is_ascii_alphanumeric() || "元块斤天件公岁米厘寸".contains(c));
    let is_size = (NUMBERED.contains(&read.thousandths) || is_called) && !goes_on;
    let is_whole = |name: String| if name.is_ascii() { name } else { (read.thousandths / 1_000).to_string() };
    is_size.then(|| (end, is_whole(written())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_a_build_is_looked_for() {
        for word in BUILDS.iter().flat_map(|(_, words)| *words) {
            assert_eq!(builds(word).len(), 1, "{word}");
        }
    }
}
