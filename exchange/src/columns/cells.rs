//! Lists, days and hours in one cell.

use qinyu::day::Day;

/// An empty item of a list, which an empty line would not show.
const NOTHING: &str = "\\0";

/// A list as the lines of a cell.
pub fn join(items: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let lines: Vec<String> = items
        .into_iter()
        .map(|item| match item.as_ref() {
            "" => NOTHING.to_owned(),
            item => item.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r"),
        })
        .collect();
    lines.join("\n")
}

/// The opposite of [`join`]; empty lines, which people leave in cells, are no items.
pub fn split(cell: &str) -> impl Iterator<Item = String> {
    cell.split(['\n', '\r']).filter(|line| !line.is_empty()).map(|line| {
        if line == NOTHING {
            return String::new();
        }
        let mut item = String::with_capacity(line.len());
        let mut rest = line.chars();
        while let Some(c) = rest.next() {
            match (c, if c == '\\' { rest.clone().next() } else { None }) {
                ('\\', Some(mark @ ('\\' | 'n' | 'r'))) => {
                    rest.next();
                    item.push(match mark {
                        'n' => '\n',
                        'r' => '\r',
                        _ => '\\',
                    });
                }
                _ => item.push(c),
            }
        }
        item
    })
}

pub(super) fn day_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// A day as people write it: 2026-11-11, 2026/11/11, 2026.11.11, 2026年11月11日, with or without a time after it.
pub(super) fn day(text: &str) -> Option<Day> {
    let date = text.trim().split([' ', 'T']).next()?;
    let mut parts = date.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let day =
        Day { year: parts.next()?.parse().ok()?, month: parts.next()?.parse().ok()?, day: parts.next()?.parse().ok()? };
    (parts.next().is_none() && (1..=12).contains(&day.month) && (1..=31).contains(&day.day)).then_some(day)
}

pub(super) fn hours_text((from, until): (u16, u16)) -> String {
    let moment = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", moment(from), moment(until))
}

/// Hours as people write them: 09:00-18:00, also with a full-width colon or 至.
pub(super) fn hours(text: &str) -> Option<(u16, u16)> {
    let text = text.replace('：', ":").replace(['至', '~', '～', '—', '–'], "-");
    let (from, until) = text.split_once('-')?;
    let minute = |moment: &str| {
        let (hour, minute) = moment.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60).then(|| hour.checked_mul(60)?.checked_add(minute)).flatten()
    };
    Some((minute(from)?, minute(until)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_from_its_cell() {
        for list in [vec![], vec![""], vec!["a", "", "b\nc\\n\r"], vec!["\\0", "\\"], vec!["  "]] {
            assert_eq!(split(&join(&list)).collect::<Vec<_>>(), list);
        }
        assert_eq!(split("a\r\n\r\nb\n").collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn days_and_hours_as_people_write_them() {
        let festival = Some(Day { year: 2026, month: 11, day: 11 });
        for text in ["2026-11-11", "2026/11/11", "2026年11月11日", "2026.11.11", " 2026-11-11 00:00:00"] {
            assert_eq!(day(text), festival, "{text}");
        }
        for text in ["11月", "2026-13-01", "2026-1-1-1", "soon"] {
            assert_eq!(day(text), None, "{text}");
        }
        for text in ["22:00-02:30", "22:00 至 2:30", "22：00～02：30"] {
            assert_eq!(hours(text), Some((1320, 150)), "{text}");
        }
        assert_eq!(hours("9-18"), None);
        assert_eq!(hours(&hours_text((u16::MAX, 0))), Some((u16::MAX, 0)));
    }
}
