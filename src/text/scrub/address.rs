//! Where someone lives: names of places, each smaller than the one before, down to a house or a door. A region alone is
//! none: "浙江省杭州市" is where half of all parcels go. Part of [`scrub`](super::scrub()).

use super::{Private, line::Line};

/// How small a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Province,
    City,
    District,
    Street,
    Premises,
    House,
}

/// What the names of places end with, longer ones first where one ends with another; and the most characters before it.
const ENDINGS: &[(&str, Level, usize)] = &[
    ("自治区", Level::Province, 5),
    ("省", Level::Province, 3),
    ("自治州", Level::City, 6),
    ("市", Level::City, 5),
    ("街道", Level::Street, 5),
    ("大道", Level::Street, 6),
    ("小区", Level::Premises, 8),
    ("社区", Level::Premises, 8),
    ("园区", Level::Premises, 8),
    ("开发区", Level::District, 6),
    ("新区", Level::District, 5),
    ("区", Level::District, 5),
    ("县", Level::District, 5),
    ("镇", Level::Street, 5),
    ("乡", Level::Street, 5),
    ("村", Level::Street, 5),
    ("路", Level::Street, 6),
    ("街", Level::Street, 6),
    ("巷", Level::Street, 6),
    ("胡同", Level::Street, 5),
    ("花园", Level::Premises, 8),
    ("公寓", Level::Premises, 8),
    ("大厦", Level::Premises, 8),
    ("广场", Level::Premises, 8),
    ("公馆", Level::Premises, 8),
    ("大学", Level::Premises, 8),
    ("中学", Level::Premises, 8),
    ("小学", Level::Premises, 8),
    ("苑", Level::Premises, 8),
    ("府", Level::Premises, 8),
];
/// What the number of a house or a door ends with.
const DOORS: &[&str] =
    &["号楼", "号院", "号门", "号", "弄", "栋", "幢", "座", "单元", "室", "楼", "层", "户", "房", "组"];
/// Doors that goods, days and links have too ("3号色", "2号链接", "5号发"): they are none without a street or house before.
const LOOSE: &[&str] = &["号", "层", "楼", "座", "组", "房"];
/// Numerals of houses written in words.
const NUMERALS: &str = "一二三四五六七八九十百";
/// What no place's name has in it: words before an address, or between two sentences.
const NO_NAME: &str = "在到是寄发至址往给于的了您你我他她这那哪去有没不可吗呢吧啊哦要帮改填写把从和跟就都会能请麻烦亲";
/// What ends as a place's name does and is none.
const NO_PLACES: &[&str] = &[
    "超市",
    "上市",
    "城市",
    "门市",
    "夜市",
    "股市",
    "同市",
    "本市",
    "全市",
    "套路",
    "走路",
    "线路",
    "道路",
    "思路",
    "马路",
    "电路",
    "网路",
    "逛街",
    "上街",
    "政府",
    "读大学",
];
/// Characters of numbers before a door's word.
const DOOR: usize = 5;

/// An address from here on, and its end.
pub(super) fn address(line: &Line, at: usize) -> Option<(usize, Private)> {
    // A name begins with the run of Chinese characters, behind a word that no name has in it, or behind another place.
    if at > 0 && line.at(at - 1).is_some_and(|c| is_han(c) && !NO_NAME.contains(c)) {
        return None;
    }
    let (mut end, mut levels) = (at, Vec::new());
    let mut is_tight = false;
    loop {
        let begin = if levels.is_empty() { end } else { line.run(end, |c| matches!(c, ' ' | ',' | '，' | '-')) };
        let last = levels.last().copied();
        if let Some((to, word)) = door(line, begin, last) {
            is_tight |= !LOOSE.contains(&word) || last == Some(Level::Street) || last == Some(Level::Premises);
            levels.push(Level::House);
            end = to;
        } else if let Some((to, level)) = place(line, begin).and_then(|found| behind(last, found)) {
            levels.push(level);
            end = to;
        } else {
            break;
        }
    }
    let count = |level: Level| levels.iter().filter(|known| **known == level).count();
    let regions = count(Level::Province) + count(Level::City) + count(Level::District);
    let spots = count(Level::Street) + count(Level::Premises);
    let is_address = match count(Level::House) {
        0 => regions > 2 || regions > 0 && spots > 0,
        1 => is_tight && regions + spots > 0,
        doors => is_tight && doors + regions + spots > 1,
    };
    let what = if is_for_returns(line, at) { Private::ReturnAddress } else { Private::Address };
    is_address.then_some((end, what))
}

/// A place behind another, if it is smaller. Behind a street's name "三区" is a part of an estate.
fn behind(last: Option<Level>, (to, level): (usize, Level)) -> Option<(usize, Level)> {
    match last {
        Some(Level::Street | Level::Premises) if level == Level::District => Some((to, Level::Premises)),
        Some(last) if level < last => None,
        _ => Some((to, level)),
    }
}

/// "12号", "3栋", "A座", "501室"; behind another door the number alone. The word that it ends with is told.
fn door(line: &Line, at: usize, last: Option<Level>) -> Option<(usize, &'static str)> {
    let number = line.run(at, |c| c.is_ascii_alphanumeric() || c == '-' || NUMERALS.contains(c));
    if number == at || number > at + DOOR {
        return None;
    }
    match DOORS.iter().find(|word| line.starts(number, word)) {
        Some(word) => Some((number + word.chars().count(), *word)),
        None if last == Some(Level::House) && line.at(at)?.is_ascii_digit() && number > at + 2 => Some((number, "")),
        None => None,
    }
}

/// A name of a place that begins here, the shortest.
fn place(line: &Line, at: usize) -> Option<(usize, Level)> {
    for length in 1..=8 {
        let end = at + length;
        let c = line.at(end - 1)?;
        let is_named = is_han(c) && !NO_NAME.contains(c) || c.is_ascii_digit() && length > 1;
        if !is_named {
            return None;
        }
        let ending = ENDINGS.iter().find(|(word, _, most)| length <= *most && line.starts(end, word));
        if let Some((word, level, _)) = ending {
            let to = end + word.chars().count();
            // "北苑街道": what ends there is the name of something smaller.
            let goes_on = ENDINGS.iter().any(|(word, ..)| line.starts(to, word));
            let least = if matches!(level, Level::Province | Level::City) { 2 } else { 1 };
            let is_word = NO_PLACES.iter().any(|word| {
                to.checked_sub(word.chars().count()).is_some_and(|from| from >= at && line.starts(from, word))
            });
            if is_word || goes_on || length < least {
                continue;
            }
            return Some((to, *level));
        }
    }
    None
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// True where the words before speak of sending something back.
fn is_for_returns(line: &Line, at: usize) -> bool {
    let before: String = line.chars(at.saturating_sub(16), at).collect();
    ["退货", "退回", "寄回", "退换", "退到", "退给"].iter().any(|word| before.contains(word))
}
