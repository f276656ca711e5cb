//! Phrases out and in again: our own tables hold every field, and other formats everything that they don't call lost.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use exchange::{Field, Format, Options, formats::handed_over, losses, read, shape, write};
use proptest::{collection::vec, option, prelude::*};
use qinyu::{
    chat::{Mood, Stage},
    day::Day,
    library::{IntentId, Language, Phrase, PhraseId, Scope, Validity},
};

/// Texts that a spreadsheet, a parser or a template could take for something else.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "",
        "=",
        "＝cmd",
        "+1",
        "－",
        "@",
        "\t=1",
        "\r",
        "\n",
        "\0",
        "'",
        "'=1",
        "''",
        "\"",
        ",",
        ";",
        "|",
        "\\",
        "\\n",
        "\\0",
        "{",
        "}",
        "{{",
        "{尺码}",
        "{快递?顺丰}",
        "{{x}}",
        "[or]",
        "[[a]]",
        "#{input:x}",
        "_x000D_",
        "<b>",
        "&amp;",
        "null",
        "true",
        "---",
        "- a",
        "# b",
        ": ",
        "sep=;",
        "亲",
        "😀",
        "\u{FEFF}",
        "\u{2028}",
        " ",
        "zh: ",
        "2026-01-01",
    ]);
    vec(prop_oneof![3 => hostile.prop_map(str::to_owned), 1 => "\\PC{0,6}"], 0..5).prop_map(|parts| parts.concat())
}

fn phrase() -> impl Strategy<Value = Phrase> {
    let day =
        || option::of((1990_u16..2100, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| Day { year, month, day }));
    let list = || vec(text(), 0..3);
    // One body a language, in the order of their tags.
    let translations = (option::of(text()), option::of(text())).prop_map(|(english, chinese)| {
        let bodies = [(Language::English, english), (Language::Chinese, chinese)];
        bodies.into_iter().filter_map(|(language, body)| Some((language, body?))).collect::<Vec<_>>()
    });
    let labels = (
        vec(text().prop_map(IntentId), 0..3),
        vec(prop::sample::select(Stage::ALL.to_vec()), 0..3),
        vec(prop::sample::select(Mood::ALL.to_vec()), 0..3),
    );
    let place = (
        list(),
        list(),
        list(),
        day(),
        day(),
        option::of((0_u16..1_440, 0_u16..=1_440).prop_filter("no time at all", |(from, to)| from != to)),
        text(),
    );
    let words = (text(), text(), text(), text(), list(), translations, list());
    let rest = (list(), list(), text(), option::of("[a-z]{1,8}"), any::<bool>());
    (words, labels, place, rest).prop_map(|(words, labels, place, rest)| Phrase {
        order: String::new(),
        id: PhraseId(String::new()),
        code: words.0,
        group: words.1,
        title: words.2,
        body: format!("亲{}", words.3),
        variants: words.4,
        translations: words.5,
        queries: words.6,
        intents: labels.0,
        stages: labels.1,
        moods: labels.2,
        tags: rest.0,
        scope: Scope { trades: place.0, shops: place.1, platforms: place.2 },
        validity: Validity { from: place.3, until: place.4, hours: place.5, campaign: place.6 },
        images: rest.1,
        note: rest.2,
        successor: rest.3.map(PhraseId),
        locked: rest.4,
    })
}

fn phrases() -> impl Strategy<Value = Vec<Phrase>> {
    vec((phrase(), text()), 1..5).prop_map(|phrases| {
        let named = |(number, (phrase, id)): (usize, (Phrase, String))| Phrase {
            id: PhraseId(format!("{id}{number}")),
            ..phrase
        };
        phrases.into_iter().enumerate().map(named).collect()
    })
}

/// A failing case is printed in full; nothing is written beside the sources.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn case_18_our_own_table_comes_back_exactly_as_csv_and_pack(phrases in phrases()) {
        for format in [Format::Csv, Format::Pack] {
            prop_assert_eq!(&losses(&phrases, format), &[]);
            let written = write(&phrases, format).unwrap();
            let reading = read(&written.bytes, written.ending, Options::default()).unwrap();
            prop_assert_eq!(reading.format, format);
            prop_assert_eq!(&reading.phrases, &phrases);
            prop_assert_eq!(&reading.problems, &[]);
        }
        prop_assert_eq!(handed_over(&shape::phrases_text(&phrases)).unwrap(), phrases);
    }

    #[test]
    fn other_formats_bring_back_what_they_do_not_call_lost(phrases in phrases()) {
        for format in [Format::Qianniu, Format::Chatwoot, Format::Espanso, Format::Beeftext, Format::TextBlaze] {
            comes_back(&phrases, format)?;
        }
    }
}

proptest! {
    // A workbook takes a hundred times as long as a table of text.
    #![proptest_config(config(100))]

    #[test]
    fn case_18_our_own_workbook_comes_back_exactly(phrases in phrases()) {
        let written = write(&phrases, Format::Xlsx).unwrap();
        let reading = read(&written.bytes, "a.xlsx", Options::default()).unwrap();
        prop_assert_eq!(&reading.phrases, &phrases);
        prop_assert_eq!(&reading.problems, &[]);
    }

    #[test]
    fn other_workbooks_bring_back_what_they_do_not_call_lost(phrases in phrases()) {
        for format in [Format::Feiniu, Format::SpeechRepo, Format::ChatgptOnCs] {
            comes_back(&phrases, format)?;
        }
    }
}

/// The body, word for word, unless it is called lost; and no phrase more or less.
fn comes_back(phrases: &[Phrase], format: Format) -> Result<(), TestCaseError> {
    for phrase in phrases {
        let one = std::slice::from_ref(phrase);
        let written = write(one, format).unwrap();
        prop_assert_eq!(&written.lost, &losses(one, format));
        let reading = read(&written.bytes, written.ending, Options::default()).unwrap();
        prop_assert_eq!(reading.format, format);
        prop_assert_eq!(reading.phrases.len(), 1);
        let lost = |field| written.lost.iter().any(|loss| loss.field == field);
        let back = &reading.phrases[0];
        if !lost(Field::Gaps) && !lost(Field::Marks) {
            let sound = qinyu::library::template::Template::parse(&phrase.body).pieces;
            let words = qinyu::library::template::Template::parse(&back.body).pieces;
            prop_assert_eq!(words, sound, "{:?}", format);
        }
        if !lost(Field::Code) && !phrase.code.is_empty() && !lost(Field::Marks) {
            prop_assert_eq!(back.code.trim(), phrase.code.trim());
        }
    }
    Ok(())
}

#[test]
fn what_is_lost_is_counted_before() {
    let phrase = |body: &str| Phrase { body: body.to_owned(), ..Phrase::default() };
    let phrases = [
        Phrase { note: "内部".into(), locked: true, ..phrase("好") },
        phrase("{快递?顺丰}发"),
        phrase("字{{花括号}}"),
        phrase("{尺码}码"),
    ];
    let lost: Vec<_> = losses(&phrases, Format::Qianniu).iter().map(|loss| (loss.field, loss.phrases)).collect();
    assert_eq!(lost, [(Field::Note, 1), (Field::Locked, 1), (Field::Gaps, 2), (Field::Marks, 1)]);
    assert_eq!(losses(&[phrase(&"长".repeat(431))], Format::Feiniu).len(), 1);
    assert!(write(&phrases, Format::Zendesk).is_err());
}
