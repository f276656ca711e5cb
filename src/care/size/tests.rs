//! Charts and bodies, the sizes that come of them. Part of [`size`](super).

use super::*;
use crate::shop::{ChartOf, Range, Size};

/// A chart from lines like "M height 155-160 weight 45-50kg"; lengths in centimetres.
pub(super) fn chart(lines: &str) -> SizeChart {
    let range = |text: &str| {
        let (text, unit) = text.strip_suffix("kg").map_or((text, 10.0), |text| (text, 1_000.0));
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let number = |text: &str| (text.parse::<f64>().unwrap() * unit).round() as u32;
        Range { from: number(from), to: number(to) }
    };
    let sizes = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let ranges = words[1..].chunks(2).map(|pair| {
            let measure = Measure::ALL.into_iter().find(|of| format!("{of:?}").to_lowercase() == pair[0]).unwrap();
            (measure, range(pair[1]))
        });
        Size { name: words[0].to_owned(), ranges: ranges.collect() }
    });
    SizeChart { of: ChartOf::Category("女装".into()), sizes: sizes.collect() }
}

/// An advice on one line: the size, the one beside it, how sure, what is asked.
pub(super) fn show(advice: &Advice) -> String {
    let size = advice.size.as_deref().unwrap_or("-");
    let neighbour = advice.neighbour.as_ref().map(|name| format!("/{name}")).unwrap_or_default();
    let asked: String = advice.ask.iter().map(|measure| format!(" {measure:?}?")).collect();
    format!("{size}{neighbour} {:?}{asked}", advice.confidence)
}

/// The names of the reasons.
pub(super) fn why(advice: &Advice) -> Vec<String> {
    let name = |why: &Reason| format!("{why:?}").split([' ', '(', '{']).next().unwrap().to_owned();
    advice.why.iter().map(name).collect()
}

pub(super) fn advised(chart: &SizeChart, said: &str) -> Advice {
    advise(&Body::hear(said.lines()), chart)
}

#[track_caller]
pub(super) fn check_each(chart: &SizeChart, cases: &[(&str, &str)]) {
    let wrong = cases.iter().filter_map(|(said, expected)| {
        let advice = advised(chart, said);
        let shown = show(&advice);
        (shown != *expected).then(|| format!("{said}: {shown}, not {expected}: {:?}\n", advice.why))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

/// A women's top, ranges that touch.
pub(super) fn top() -> SizeChart {
    chart(
        "S height 150-155 weight 40-47kg chest 80-84
         M height 155-160 weight 47-53kg chest 84-88
         L height 160-165 weight 53-60kg chest 88-92
         XL height 165-170 weight 60-67kg chest 92-96",
    )
}

/// Men's trousers by waist and hips, with gaps.
fn trousers() -> SizeChart {
    chart(
        "30 waist 76-78 hip 94-96
         31 waist 79-81 hip 97-99
         32 waist 82-84 hip 100-102
         34 waist 87-90 hip 105-108",
    )
}

/// Shoes by the foot's length, one length each.
fn shoes() -> SizeChart {
    chart(
        "37 foot 23.5
         38 foot 24
         39 foot 24.5
         40 foot 25",
    )
}

/// Children's, by height only.
fn children() -> SizeChart {
    chart(
        "90 height 85-95
         100 height 95-105
         110 height 105-115
         120 height 115-125",
    )
}

#[test]
fn a_top() {
    check_each(
        &top(),
        &[
            ("身高158体重100斤", "M Sure"),
            ("身高152体重85斤", "S Sure"),
            ("身高163 体重113斤", "L Sure"),
            ("身高168体重64公斤", "XL Sure"),
            ("身高158，50kg，胸围86", "M Sure"),
            // Only one measure is known.
            ("身高158", "M Partly Weight? Chest?"),
            ("体重100斤", "M Partly Height? Chest?"),
            ("胸围86", "M Partly Height? Weight?"),
            // At a border both fit; the larger one.
            ("身高160 体重53kg", "L/M Between Chest?"),
            // Close to a border, or not.
            ("身高158 体重105斤", "M/L Between Chest?"),
            ("身高155 体重96斤", "M/S Between Chest?"),
            // Close to the lower border, but the height forbids the smaller one.
            ("身高158 体重96斤", "M Sure"),
            ("身高158 体重97斤", "M Sure"),
            ("身高159 体重100斤", "M/L Between Chest?"),
            // The measures disagree: the larger one.
            ("身高158 体重115斤", "L/M Between Chest?"),
            ("身高168 体重90斤", "XL/S Between Chest?"),
            ("身高158 体重100斤 胸围94", "XL/M Between"),
            // A range that was told.
            ("身高158，98-102斤", "M Sure"),
            ("身高157，体重100-110斤", "M/L Between Chest?"),
            ("100-110斤穿什么", "L/M Between Height? Chest?"),
            // Outside of all.
            ("身高175体重110斤", "- None"),
            ("身高158体重150斤", "- None"),
            ("身高145体重70斤", "- None"),
            ("身高148体重100斤", "M Sure"),
            // Nothing to go by.
            ("穿多大", "- None Height? Weight?"),
            ("腰围70", "- None Height? Weight?"),
            ("身高158 体重75 胸围86", "M Partly Weight?"),
            ("身高165体重80", "XL/L Between Weight? Chest?"),
        ],
    );
}

#[test]
fn trousers_shoes_and_children() {
    check_each(
        &trousers(),
        &[
            ("腰围77 臀围95", "30 Sure"),
            ("腰围2尺4", "31 Partly Hip?"),
            ("腰围78.5 臀围98", "31/30 Between"),
            ("腰围85 臀围101", "34/32 Between"),
            ("腰围95", "- None"),
            ("180 75kg", "- None Waist? Hip?"),
            ("平时穿32", "32 Partly Waist? Hip?"),
        ],
    );
    check_each(
        &shoes(),
        &[
            ("脚长24", "38 Sure"),
            ("脚长242mm", "39/38 Between"),
            ("脚长24.5厘米 平时38码", "39 Sure"),
            ("脚长27", "- None"),
            ("脚长20", "- None"),
            ("身高165", "- None Foot?"),
        ],
    );
    check_each(
        &children(),
        &[
            ("宝宝身高90", "90 Sure"),
            ("孩子1米1 36斤", "110 Sure"),
            ("儿子身高95", "100/90 Between"),
            ("女儿身高104", "100/110 Between"),
            ("身高130", "- None"),
        ],
    );
}

#[test]
fn charts_that_are_odd() {
    check_each(&chart(""), &[("165 110斤", "- None")]);
    let unordered = chart(
        "XL height 165-170
         S height 150-155
         L height 160-165
         M height 155-160",
    );
    check_each(&unordered, &[("身高159", "M/L Between"), ("身高151", "S Sure"), ("身高168", "XL Sure")]);
    let overlapping = chart(
        "M height 155-165
         L height 160-170
         XL height 165-175",
    );
    check_each(
        &overlapping,
        &[
            ("身高157", "M Sure"),
            ("身高161", "M/L Between"),
            ("身高164", "L/M Between"),
            ("身高165", "L/XL Between"),
            ("身高174", "XL Sure"),
        ],
    );
    let turned = chart("均码 height 170-150");
    check_each(&turned, &[("身高160", "均码 Sure"), ("身高180", "- None")]);
    let same = chart(
        "A height 150-160
         B height 150-160",
    );
    check_each(&same, &[("身高155", "B/A Between")]);
    let partly = chart(
        "S height 150-160
         M weight 50-60kg
         L",
    );
    check_each(
        &partly,
        &[("身高155 体重55kg", "M/S Between"), ("身高155", "S Partly Weight?"), ("胸围88", "- None Height? Weight?")],
    );
    let endless = SizeChart {
        of: ChartOf::Category(String::new()),
        sizes: vec![Size { name: "大".into(), ranges: vec![(Measure::Height, Range { from: 0, to: u32::MAX })] }],
    };
    check_each(&endless, &[("身高155", "大 Sure")]);
    let of_the_piece = chart("M length 65\nL length 67");
    check_each(&of_the_piece, &[("165 110斤", "- None")]);
}

#[test]
fn the_reasons_stand_beside() {
    for (said, expected) in [
        ("身高158体重100斤", vec!["Within", "Within"]),
        ("身高158 体重105斤", vec!["Within", "Within", "Close"]),
        ("身高158 体重115斤", vec!["Within", "Disagree"]),
        ("身高160 体重53kg", vec!["Within", "Within", "Overlap", "Overlap"]),
        ("100-110斤穿什么", vec!["Within", "Spread", "OnlyOne"]),
        ("身高175体重110斤", vec!["AboveLargest"]),
        ("身高148体重100斤", vec!["Within", "BelowSmallest"]),
        ("身高158 体重100", vec!["Within", "Within", "WeightTakenAs"]),
        ("身高158体重100斤 平时穿L", vec!["Within", "Within", "OtherThanWorn"]),
        ("身高165体重80", vec!["Within", "Overlap", "OnlyOne", "UnclearWeight"]),
        ("腰围70", vec!["ChartLacks"]),
        ("平时穿M码", vec!["WornOtherwise", "NothingHeard"]),
        ("在吗", vec!["NothingHeard"]),
        ("体重80", vec!["UnclearWeight"]),
    ] {
        assert_eq!(why(&advised(&top(), said)), expected, "{said}");
    }
    let gap = advised(&trousers(), "腰围85");
    let part = Part { measure: Measure::Waist, from: 850, to: 850 };
    assert!(gap.why.contains(&Reason::Gap { part, below: 840, above: 870, other: "32".into() }), "{:?}", gap.why);
    assert_eq!(why(&advise(&Body::default(), &chart(""))), ["EmptyChart"]);
}

#[test]
fn no_chart_and_no_line_is_too_odd() {
    for said in ["1".repeat(100_000), "身高".repeat(10_000), "\u{202e}👩\u{200d}👧165 110斤".to_owned(), String::new()]
    {
        for chart in [top(), trousers(), shoes(), children(), chart("")] {
            assert_eq!(advised(&chart, &said), advised(&chart, &said));
        }
    }
}
