//! Ways out of the platform that no word list holds: telephone numbers spelled with tricks, links to elsewhere. Part of
//! [`check`](super).

use super::{Finding, Ground, Kind, Severity, Why, pattern::Line};
use crate::rules::Title;
use std::{ops::Range, sync::LazyLock};

/// Digits of a mobile number in China.
const MOBILE: usize = 11;
/// Sites of the platforms themselves: links within them lead nobody away.
const OWN_SITES: [&str; 16] = [
    "taobao.com",
    "tmall.com",
    "tb.cn",
    "1688.com",
    "alibaba.com",
    "alipay.com",
    "jd.com",
    "3.cn",
    "pinduoduo.com",
    "yangkeduo.com",
    "douyin.com",
    "jinritemai.com",
    "kuaishou.com",
    "kwaixiaodian.com",
    "shopee.cn",
    "cainiao.com",
];

static WHY: LazyLock<[Title; 2]> = LazyLock::new(|| {
    let title = |zh: &str, en: &str| Title { zh: zh.into(), en: en.into() };
    [
        title(
            "变着写法的电话号码，平台会当作引导到站外",
            "A telephone number spelled with tricks; the platform takes it for leading away",
        ),
        title("链接到平台外，平台会处罚", "A link out of the platform, which is punished"),
    ]
});

pub(super) fn ways_out(draft: &str, line: &Line, ground: &Ground<'_>) -> Vec<Finding> {
    let [number, link] = &*WHY;
    // What the shop sells stands where its catalogue says.
    let is_own = |place: &Range<usize>| draft.get(line.bytes(place)).is_some_and(|words| (ground.is_own)(words));
    let found = disguised(draft, line).map(|place| (place, number));
    let found = found.into_iter().chain(links(line).filter(|place| !is_own(place)).map(|place| (place, link)));
    let finding = |(place, why): (Range<usize>, &'static Title)| Finding {
        kind: Kind::Contact,
        severity: Severity::Grave,
        place: line.bytes(&place),
        why: Why::Rule(why),
        mend: None,
    };
    found.map(finding).collect()
}

/// What a sign counts for as a digit, however it is written.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(c.to_digit(10)?).ok(),
        '〇' | '零' | 'o' => Some(0),
        '一' | '幺' | '壹' | 'l' => Some(1),
        '二' | '两' | '贰' => Some(2),
        '三' | '叁' => Some(3),
        '四' | '肆' => Some(4),
        '五' | '伍' => Some(5),
        '六' | '陆' => Some(6),
        '七' | '柒' => Some(7),
        '八' | '捌' => Some(8),
        '九' | '玖' => Some(9),
        _ => None,
    }
}

/// A mobile number not all in plain digits, single signs between them or not.
fn disguised(draft: &str, line: &Line) -> Option<Range<usize>> {
    let mut start = 0;
    while start < line.len() {
        let (mut end, mut digits) = (start, Vec::new());
        // One sign between two digits is part of the trick.
        let next = |end: usize| {
            let reach = if end == start { 1 } else { 2 };
            (end..end + reach).find_map(|at| Some((at + 1, digit(line.at(at)?)?)))
        };
        while let Some((behind, value)) = next(end).filter(|_| digits.len() <= MOBILE) {
            digits.push(value);
            end = behind;
        }
        if digits.len() == MOBILE && digits.first() == Some(&1) && digits.get(1).is_some_and(|second| *second > 2) {
            let written = draft.get(line.bytes(&(start..end))).unwrap_or_default();
            let is_plain = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '０'..='９');
            if !written.chars().all(is_plain) {
                return Some(start..end);
            }
        }
        start = end.max(start + 1);
    }
    None
}

/// Links to sites that are not the platform's.
fn links(line: &Line) -> impl Iterator<Item = Range<usize>> {
    let begins = |at: usize| {
        let starts = |word: &str| word.chars().enumerate().all(|(ahead, c)| line.at(at + ahead) == Some(c));
        ["http://", "https://"].into_iter().find(|begin| starts(begin))
    };
    (0..line.len()).filter_map(move |at| {
        let host_at = at + begins(at)?.len();
        let is_of_host = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '@' | '_');
        let host: String = line.chars(host_at..line.len()).iter().take_while(|c| is_of_host(c)).collect();
        let is_own = OWN_SITES.iter().any(|site| {
            host.strip_suffix(site)
                .is_some_and(|before| (before.is_empty() || before.ends_with('.')) && !before.contains('@'))
        });
        let end = line.chars(at..line.len()).iter().take_while(|c| c.is_ascii_graphic()).count();
        (!is_own).then_some(at..at + end)
    })
}
