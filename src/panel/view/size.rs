//! Which size and which colours are advised and why, in the talk.

use super::{icon, names};
use crate::{
    care::size::{
        Advice, Confidence, Part, Reason,
        colour::{Season, SkinTone, Why},
    },
    library::Language,
    panel::state::State,
    shop::Measure,
    text::body::{Build, Fit, WeightUnit},
};
use maud::{Markup, html};

/// Grams of a 斤, in which Chinese shops write weights.
const JIN: u32 = 500;
const KILOGRAM: u32 = 1_000;
const CENTIMETRE: u32 = 10;

pub(super) fn view(state: &State) -> Markup {
    html! { (size(state)) (colours(state)) }
}

fn colours(state: &State) -> Markup {
    let (language, advised) = (state.settings.language, state.colour_advice());
    if advised.is_empty() {
        return html! {};
    }
    let names: Vec<_> = advised.iter().map(|(colour, _)| colour.as_str()).collect();
    html! {
        section.size aria-label=(names::either(language, "颜色建议", "Colour advice")) {
            p.said { (icon("check")) strong { (names::either(language, "建议 ", "Suggest ")) bdi { (names.join(names::comma(language))) } } }
            ul {
                @for (colour, why) in &advised {
                    li {
                        bdi { (colour) } (names::either(language, "：", ": "))
                        @for (place, one) in why.iter().enumerate() {
                            @let (why, note) = because(one, language);
                            @if place > 0 { (names::either(language, "；", "; ")) }
                            (why) " " q dir="auto" { (note) }
                        }
                    }
                }
            }
        }
    }
}

/// Why a colour is advised, and the note that says so.
fn because(why: &Why, language: Language) -> (String, &str) {
    let (zh, en, note) = match why {
        Why::Skin(tone, note) => {
            let (zh, en) = match tone {
                SkinTone::Dark => ("肤色偏黑适合", "for darker skin"),
                SkinTone::Yellow => ("肤色偏黄适合", "for yellowish skin"),
                SkinTone::Fair => ("肤色偏白适合", "for fair skin"),
                SkinTone::Any => ("不挑肤色", "for any skin"),
            };
            (zh.to_owned(), en.to_owned(), note)
        }
        Why::Season(season, note) => {
            let (zh, en) = match season {
                Season::Spring => ("春天穿", "for spring"),
                Season::Summer => ("夏天穿", "for summer"),
                Season::Autumn => ("秋天穿", "for autumn"),
                Season::Winter => ("冬天穿", "for winter"),
            };
            (zh.to_owned(), en.to_owned(), note)
        }
        Why::GoesWith(thing, note) => (format!("配{thing}"), format!("goes with {thing}"), note),
        Why::Said(note) => ("正是买家问的".into(), "just what is asked for".into(), note),
    };
    (names::either(language, zh, en), note)
}

fn size(state: &State) -> Markup {
    let language = state.settings.language;
    let Some(Advice { size, neighbour, confidence, why, ask }) = state.size_advice() else { return html! {} };
    let title = match (&size, &neighbour) {
        (None, _) => names::either(language, "尺码表里没有合适的".to_owned(), "The chart has no answer".to_owned()),
        (Some(size), Some(other)) => {
            names::either(language, format!("建议 {size}，{other} 也可以"), format!("{size}; {other} is possible"))
        }
        (Some(size), None) if confidence == Confidence::Sure => {
            names::either(language, format!("建议 {size}"), format!("Size {size}"))
        }
        (Some(size), None) => names::either(language, format!("大概 {size}"), format!("Probably {size}")),
    };
    let comma = names::comma(language);
    html! {
        section.size aria-label=(names::either(language, "尺码建议", "Size advice")) {
            p.said { (icon("check")) strong { (title) } }
            ul { @for reason in &why { li { (sentence(reason, language)) } } }
            @if !ask.is_empty() {
                p { (names::either(language, "还要问：", "Still to ask: "))
                    (ask.iter().map(|of| measure(*of, language)).collect::<Vec<_>>().join(comma)) }
            }
        }
    }
}

fn measure(of: Measure, language: Language) -> &'static str {
    let (zh, en) = match of {
        Measure::Height => ("身高", "height"),
        Measure::Weight => ("体重", "weight"),
        Measure::Chest => ("胸围", "chest"),
        Measure::Waist => ("腰围", "waist"),
        Measure::Hip => ("臀围", "hips"),
        Measure::Shoulder => ("肩宽", "shoulders"),
        Measure::Length => ("衣长", "length"),
        Measure::Foot => ("脚长", "foot"),
    };
    names::either(language, zh, en)
}

/// A value in the unit that the reader thinks in, without its name: "165", "110".
fn value(of: Measure, value: u32, language: Language) -> String {
    let unit = match (of, language) {
        (Measure::Weight, Language::Chinese) => JIN,
        (Measure::Weight, Language::English) => KILOGRAM,
        _ => CENTIMETRE,
    };
    let tenths = (value * 10 + unit / 2) / unit;
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// A value with its unit: "165 cm", "110 斤".
fn with_unit(of: Measure, from: u32, to: u32, language: Language) -> String {
    let unit = match (of, language) {
        (Measure::Weight, Language::Chinese) => "斤",
        (Measure::Weight, Language::English) => "kg",
        _ => "cm",
    };
    let (least, most) = (value(of, from, language), value(of, to, language));
    if least == most { format!("{least} {unit}") } else { format!("{least}–{most} {unit}") }
}

fn part(part: Part, language: Language) -> String {
    format!("{} {}", measure(part.measure, language), with_unit(part.measure, part.from, part.to, language))
}

fn build(of: Build, language: Language) -> &'static str {
    let (zh, en) = match of {
        Build::Heavy => ("偏胖", "heavy build"),
        Build::Thin => ("偏瘦", "slim build"),
        Build::BroadShoulders => ("肩宽", "broad shoulders"),
        Build::ThickArms => ("胳膊粗", "strong arms"),
        Build::FullBust => ("胸大", "full bust"),
        Build::Belly => ("有肚子", "belly"),
        Build::BroadHips => ("胯宽", "broad hips"),
        Build::ThickLegs => ("腿粗", "strong legs"),
    };
    names::either(language, zh, en)
}

fn sentence(reason: &Reason, language: Language) -> String {
    let say = |zh: String, en: String| names::either(language, zh, en);
    let told = |one: &Part| part(*one, language);
    let bound = |one: &Part, at: u32| value(one.measure, at, language);
    match reason {
        Reason::Within { part, range, size } => {
            let (part, range) = (told(part), with_unit(part.measure, range.from, range.to, language));
            say(format!("{part}，{size} 码是 {range}"), format!("{part}: {size} is for {range}"))
        }
        Reason::Close { part, border, other } => {
            let (part, border) = (told(part), bound(part, *border));
            say(
                format!("{part}，很接近 {other} 的边界 {border}"),
                format!("{part} is close to {border}, where {other} begins"),
            )
        }
        Reason::Overlap { part, other } => {
            say(format!("{}，{other} 也合适", told(part)), format!("{} fits {other} too", told(part)))
        }
        Reason::Gap { part, below, above, other } => {
            let (words, below, above) = (told(part), bound(part, *below), bound(part, *above));
            say(
                format!("{words}，在两个码之间（{below}、{above}），取大的；小的是 {other}"),
                format!("{words} lies between two sizes ({below}, {above}): the larger one; the smaller is {other}"),
            )
        }
        Reason::Spread { part, other } => say(
            format!("{} 跨了几个码，取大的；{other} 也可能", told(part)),
            format!("{} reaches over several sizes: the larger one; {other} is possible", told(part)),
        ),
        Reason::Disagree { larger, smaller, other } => {
            let (larger, smaller) = (measure(*larger, language), measure(*smaller, language));
            say(
                format!("{larger}和{smaller}对应的码不同，按{larger}取大；按{smaller}是 {other}"),
                format!("{larger} and {smaller} say different sizes: the larger one; by {smaller} it is {other}"),
            )
        }
        Reason::Liked(Fit::Loose, from) => {
            say(format!("喜欢宽松，比 {from} 大一码"), format!("liked loose: one up from {from}"))
        }
        Reason::Liked(Fit::Slim, from) => {
            say(format!("喜欢修身，比 {from} 小一码"), format!("liked slim: one down from {from}"))
        }
        Reason::Built(of, from) => {
            let of = build(*of, language);
            say(format!("{of}，从 {from} 调整"), format!("{of}: changed from {from}"))
        }
        Reason::NoLarger => say("喜欢宽松，但没有更大的码".into(), "liked loose, but there is no larger size".into()),
        Reason::AboveLargest { part, bound: at, largest } => {
            let at = bound(part, *at);
            say(
                format!("{}，超过最大码 {largest}（到 {at}）", told(part)),
                format!("{} is more than the largest, {largest}, is for ({at})", told(part)),
            )
        }
        Reason::BelowSmallest { part, bound: at, smallest } => {
            let at = bound(part, *at);
            say(
                format!("{}，不到最小码 {smallest}（{at} 起）", told(part)),
                format!("{} is less than the smallest, {smallest}, is for ({at})", told(part)),
            )
        }
        Reason::OnlyOne(of) => {
            let of = measure(*of, language);
            say(format!("只知道{of}"), format!("only the {of} is known"))
        }
        Reason::ChartLacks(all) => {
            let all: Vec<_> = all.iter().map(|of| measure(*of, language)).collect();
            let all = all.join(names::comma(language));
            say(format!("尺码表里没有{all}"), format!("the chart has no {all}"))
        }
        Reason::NothingHeard => say("买家还没说身材".into(), "the buyer told no measure yet".into()),
        Reason::EmptyChart => say("尺码表是空的".into(), "the chart is empty".into()),
        Reason::WornOtherwise(size) => say(format!("平时穿 {size}"), format!("wears {size} otherwise")),
        Reason::OtherThanWorn(size) => say(
            format!("和平时穿的 {size} 不同，提醒一下"),
            format!("other than {size}, which is worn otherwise: mention it"),
        ),
        Reason::WeightTakenAs(WeightUnit::Jin) => say("体重按斤算".into(), "the weight is taken as jin".into()),
        Reason::WeightTakenAs(WeightUnit::Kilogram) => {
            say("体重按公斤算".into(), "the weight is taken as kilograms".into())
        }
        Reason::UnclearWeight(written) => {
            say(format!("“{written}”是斤还是公斤，要问清"), format!("“{written}”: ask whether jin or kilograms"))
        }
    }
}
