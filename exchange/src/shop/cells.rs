//! What stands in a cell of a shop's file: days in the styles of all programs, prices, counts, yes and no, attributes.

use qinyu::{day::Day, shop::Price};

/// Why a cell says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// Not of the kind that the column holds.
    Shape,
    /// Below zero.
    Negative,
    /// Beyond what can be meant.
    Absurd,
    /// A day that can be read in two ways, such as 03/04/2026.
    TwoWays,
}

/// Pieces of a line or in stock: above, it is a number of another kind, such as an article number.
const MAX_COUNT: u32 = 1_000_000;
/// Days that spreadsheet programs count: 1970 to 2099. Lower numbers are no dates of a shop.
const SERIALS: std::ops::RangeInclusive<i32> = 25_569..=73_050;
/// Years that an order or an offer can be of.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

/// The cell without what programs put around it: spaces, the `'` and the `="…"` that keep a number from being rounded.
#[must_use]
pub fn clean(cell: &str) -> &str {
    // Most cells begin and end with what needs no look.
    let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_bare(cell.as_bytes().first()) && is_bare(cell.as_bytes().last()) {
        return cell;
    }
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if let Some(inner) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return inner.trim();
    }
    cell.strip_prefix('\'').unwrap_or(cell)
}

/// True for a long number that a spreadsheet program has rounded and written as `3.2E+18`.
#[must_use]
pub fn is_rounded(cell: &str) -> bool {
    let Some((number, power)) = cell.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    is_number(number)
        && number.starts_with(|c: char| c.is_ascii_digit())
        && power.strip_prefix('+').is_some_and(is_number)
}

/// An amount of money.
///
/// # Errors
/// When it is none, negative or absurd.
pub fn price(cell: &str) -> Result<Price, Bad> {
    if let Some(price) = Price::parse(cell) {
        return Ok(price);
    }
    let bare = cell.trim_start_matches(['¥', '￥', ' ']);
    if bare
        .strip_prefix(['-', '−', '－'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '¥'))
    {
        return Err(Bad::Negative);
    }
    let is_plain = !bare.is_empty() && bare.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    match bare.parse::<f64>() {
        // A sum that a spreadsheet worked out: 39.900000000000006.
        Ok(yuan) if is_plain && yuan <= 1e7 => {
            let fen = (yuan * 100.0).round();
            if (yuan * 100.0 - fen).abs() < 1e-6 { Ok(Price::from_fen(fen as u64)) } else { Err(Bad::Shape) }
        }
        Ok(_) if is_plain => Err(Bad::Absurd),
        _ => Err(Bad::Shape),
    }
}

/// A number of pieces: `2`, `2.0`, `1,000`, `2件`.
///
/// # Errors
/// When it is none, negative or absurd.
pub fn count(cell: &str) -> Result<u32, Bad> {
    let bare = cell.trim_end_matches(['件', '个', '条', '套', '只', ' ']);
    if bare.strip_prefix(['-', '−']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(Bad::Negative);
    }
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    let is_whole = !whole.is_empty() && fraction.bytes().all(|c| c == b'0');
    let mut number = 0_u32;
    for byte in whole.bytes().filter(|byte| *byte != b',') {
        if !is_whole || !byte.is_ascii_digit() {
            return Err(Bad::Shape);
        }
        number = number.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
    }
    match number {
        _ if !is_whole || whole.starts_with(',') => Err(Bad::Shape),
        number if number > MAX_COUNT => Err(Bad::Absurd),
        number => Ok(number),
    }
}

/// A day, with or without a time after it: `2026-11-24`, `2026/11/24 8:05`, `20261124`, `20261124080500`, `24.11.2026`,
/// `2026年11月24日`, `11/24/2026` where only one reading is a day, and the days that spreadsheets count (`46350.34`).
///
/// # Errors
/// When it is none, or two.
pub fn day(cell: &str) -> Result<Day, Bad> {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let (head, rest) = cell.split_at_checked(digits).ok_or(Bad::Shape)?;
    let day = match (digits, rest.chars().next()) {
        (8 | 12 | 14, None) => {
            let part = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
            of(part(0..4), part(4..6), part(6..8))
        }
        (5, None | Some('.')) if rest.bytes().skip(1).all(|c| c.is_ascii_digit()) => {
            let serial: i32 = head.parse().map_err(|_| Bad::Shape)?;
            // The first of January 1970 is the day 25569.
            let first = Day { year: 1970, month: 1, day: 1 }.count();
            Some(serial)
                .filter(|serial| SERIALS.contains(serial))
                .and_then(|serial| Day::from_count(first + serial - SERIALS.start()))
        }
        (1..=4, Some(mark @ ('-' | '/' | '.' | '年'))) => return parts(head, mark, rest),
        _ => None,
    };
    day.ok_or(Bad::Shape)
}

/// Year, month and day between marks.
fn parts(first: &str, mark: char, rest: &str) -> Result<Day, Bad> {
    let end_mark = if mark == '年' { '月' } else { mark };
    let (second, rest) = rest.strip_prefix(mark).and_then(|rest| rest.split_once(end_mark)).ok_or(Bad::Shape)?;
    let (third, after) =
        rest.split_at_checked(rest.bytes().take_while(u8::is_ascii_digit).count()).ok_or(Bad::Shape)?;
    let after = after.strip_prefix('日').unwrap_or(after);
    if !(after.is_empty()
        || after.starts_with([' ', 'T', '\u{A0}'])
        || (mark == '年' && after.starts_with(|c: char| c.is_ascii_digit())))
    {
        return Err(Bad::Shape);
    }
    if first.len() == 4 {
        return of(first, second, third).ok_or(Bad::Shape);
    }
    if third.len() != 4 || mark == '年' {
        return Err(Bad::Shape);
    }
    let (day_first, month_first) = (of(third, second, first), of(third, first, second));
    match (day_first, month_first) {
        // With points the day stands first wherever they are written.
        (Some(day), _) if mark == '.' => Ok(day),
        (Some(one), Some(other)) if one != other => Err(Bad::TwoWays),
        (Some(day), _) | (None, Some(day)) if mark != '.' => Ok(day),
        _ => Err(Bad::Shape),
    }
}

fn of(year: &str, month: &str, day: &str) -> Option<Day> {
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let day = Day { year, month, day };
    // A day that no calendar has comes back from its count as another one.
    let fits = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day.day);
    (fits && Day::from_count(day.count()) == Some(day)).then_some(day)
}

/// Yes or no, in the words that exports have for a column that tells whether something is `on`.
#[must_use]
pub fn yes_no(cell: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "是",
        "1",
        "y",
        "yes",
        "true",
        "√",
        "在售",
        "上架",
        "已上架",
        "出售中",
        "销售中",
        "在架",
        "预售",
        "on",
        "on sale",
        "onsale",
        "active",
        "presale",
    ];
    const NO: &[&str] = &[
        "否",
        "0",
        "n",
        "no",
        "false",
        "×",
        "下架",
        "已下架",
        "仓库中",
        "在仓库",
        "停售",
        "现货",
        "off",
        "inactive",
        "instock",
        "无",
    ];
    let lower = cell.to_lowercase();
    match lower.as_str() {
        word if YES.contains(&word) || word.starts_with("预售") => Some(true),
        word if NO.contains(&word) => Some(false),
        _ => None,
    }
}

/// Whether what a file says about an order's state means that it was bought: closed, given back and not yet paid is not.
#[must_use]
pub fn is_bought(state: &str) -> bool {
    const NOT: &[&str] = &[
        "交易关闭",
        "已关闭",
        "订单关闭",
        "取消",
        "退款成功",
        "已退款",
        "全额退款",
        "等待买家付款",
        "待付款",
        "未付款",
        "cancel",
        "closed",
        "refunded",
        "unpaid",
        "returned",
    ];
    // A request for money back that was closed leaves the order as it was; of a part given back, the rest was bought.
    let kept = state.contains("退款关闭") || state.contains("部分退款") || state.contains("partially");
    kept || !NOT.iter().any(|word| state.contains(word))
}

/// Names with values: `颜色分类:白色;尺寸:1.5m床`. What has no name goes by 规格.
#[must_use]
pub fn attributes(cell: &str) -> Vec<(String, String)> {
    let marks: &[char] = if cell.contains([';', '；', '\n', '|']) { &[';', '；', '\n', '|'] } else { &[',', '，'] };
    let parts = cell.split(marks).map(str::trim).filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, value) = part.split_once([':', '：', '=']).unwrap_or(("规格", part));
        (name.trim().to_owned(), value.trim().to_owned())
    };
    parts.map(pair).filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_the_styles_of_all_programs() {
        let expected = Day { year: 2026, month: 11, day: 24 };
        for text in [
            "2026-11-24",
            "2026/11/24 8:05",
            "2026/11/24 08:05:59",
            "20261124",
            "20261124080559",
            "24.11.2026",
            "2026.11.24",
            "2026年11月24日",
            "2026年11月24日 8时5分",
            "2026-11-24T08:05:00+08:00",
            "46350",
            "46350.3368",
            "24/11/2026",
            "11/24/2026",
            "2026年11月24日08:05",
        ] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        assert_eq!(day("2026/1/5").map(Day::print).as_deref(), Ok("2026-01-05"));
        assert_eq!(day("03/04/2026"), Err(Bad::TwoWays));
        assert_eq!(day("04/04/2026").map(Day::print).as_deref(), Ok("2026-04-04"));
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "12",
            "123456",
            "99999",
            "昨天",
            "2026-11",
            "2026-11-24-01",
            "0206-11-24",
            "24.13.2026",
            "11.24.2026",
            "2026-11-241x",
            "-5",
            "2026年11月",
            "40000M",
        ] {
            assert_eq!(day(text), Err(Bad::Shape), "{text}");
        }
    }

    #[test]
    fn amounts_and_counts() {
        assert_eq!(price("39.900000000000006"), Ok(Price::from_fen(3_990)));
        assert_eq!(price("¥1,299.00"), Ok(Price::from_fen(129_900)));
        for (text, bad) in [
            ("-5", Bad::Negative),
            ("¥-5.00", Bad::Negative),
            ("99999999999", Bad::Absurd),
            ("39.999", Bad::Shape),
            ("暂无", Bad::Shape),
            ("", Bad::Shape),
            ("1e5", Bad::Shape),
        ] {
            assert_eq!(price(text), Err(bad), "{text}");
        }
        for (text, number) in [("2", Ok(2)), ("2.0", Ok(2)), ("1,000", Ok(1_000)), ("3件", Ok(3)), ("0", Ok(0))] {
            assert_eq!(count(text), number, "{text}");
        }
        for (text, bad) in [
            ("-1", Bad::Negative),
            ("1.5", Bad::Shape),
            ("", Bad::Shape),
            (",", Bad::Shape),
            ("9999999999999", Bad::Absurd),
            ("两", Bad::Shape),
        ] {
            assert_eq!(count(text), Err(bad), "{text}");
        }
    }

    #[test]
    fn words_of_exports() {
        assert_eq!(
            ["上架", "仓库中", "预售 12月1日", "TRUE", "也许"].map(yes_no),
            [Some(true), Some(false), Some(true), Some(true), None]
        );
        for state in ["交易关闭", "退款成功", "等待买家付款", "卖家已取消", "cancelled"] {
            assert!(!is_bought(state), "{state}");
        }
        for state in ["交易成功", "卖家已发货，等待买家确认", "退款关闭", "没有申请退款", "部分退款", ""]
        {
            assert!(is_bought(state), "{state}");
        }
        let pairs =
            |cell| attributes(cell).into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        assert_eq!(pairs("颜色分类：白色;尺寸:1.5m，双人;  "), ["颜色分类=白色", "尺寸=1.5m，双人"]);
        assert_eq!(pairs("白色, 材质:棉"), ["规格=白色", "材质=棉"]);
        assert!(
            is_rounded("3.2E+18")
                && is_rounded("1E+05")
                && !is_rounded("E1")
                && !is_rounded("12E5")
                && !is_rounded("AE+1")
        );
        assert_eq!(["=\"123\"", "'123", "\t123 ", "\"1"].map(clean), ["123", "123", "123", "\"1"]);
    }
}
