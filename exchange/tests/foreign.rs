//! Files of other programs, each written by another writer than ours, and what is read from them.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use exchange::{Encoding, Format, Note, Options, Place, ProblemKind, Reading, read};

fn fixture(name: &str) -> Reading {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(&path).unwrap(), name, Options::default()).unwrap()
}

/// Code, group, title and body of each phrase.
#[track_caller]
fn check(reading: &Reading, format: Format, expected: &[[&str; 4]]) {
    assert_eq!(reading.format, format);
    let found: Vec<[&str; 4]> = reading
        .phrases
        .iter()
        .map(|phrase| [phrase.code.as_str(), phrase.group.as_str(), phrase.title.as_str(), phrase.body.as_str()])
        .collect();
    assert_eq!(found, expected);
}

fn problems(reading: &Reading) -> Vec<(Place, ProblemKind)> {
    reading.problems.iter().map(|problem| (problem.place, problem.kind.clone())).collect()
}

#[test]
fn case_17_qianniu_in_gbk_with_ragged_rows() {
    let reading = fixture("qianniu_gbk.csv");
    check(
        &reading,
        Format::Qianniu,
        &[
            ["1", "发货", "亲，今天16点前付款当天发货哦", "亲，今天16点前付款当天发货哦"],
            ["2", "尺码", "亲，尺码偏小，建议拍大一码，\"穿", "亲，尺码偏小，建议拍大一码，\"穿着舒服\"最重要"],
            ["3", "", "商品有货的，放心拍", "{商品}有货的，放心拍"],
            ["4", "发货", "=现货秒发", "=现货秒发"],
        ],
    );
    assert_eq!(reading.encoding, Some(Encoding::Gb18030));
    let row = |row| Place::Row { sheet: 1, row };
    assert_eq!(problems(&reading), [(row(6), ProblemKind::EmptyBody), (row(7), ProblemKind::ExtraCells { extra: 1 })]);
    assert_eq!(reading.notes, [Note::EncodingGuessed, Note::GapsTaken(1), Note::TitlesFromBody(4)]);
    assert_eq!(reading, fixture("qianniu_gbk.csv"), "the same file gives the same ids");
}

#[test]
fn case_17_chatwoot_in_utf_16_with_tabs() {
    let reading = fixture("chatwoot_utf16.csv");
    assert_eq!(reading.encoding, Some(Encoding::Utf16Le));
    check(
        &reading,
        Format::Chatwoot,
        &[
            ["hello", "", "Hi buyer, how ca", "Hi {buyer}, how can I help?"],
            ["ship", "", "It ships today.", "It ships today."],
        ],
    );
}

#[test]
fn any_table_whose_headers_say_enough() {
    let reading = fixture("generic_bom.csv");
    check(
        &reading,
        Format::Csv,
        &[["hi", "Welcome", "Hello buyer,", "Hello {buyer},\nwelcome!"], ["bye", "Welcome", "Goodbye", "Goodbye"]],
    );
    assert!(reading.notes.contains(&Note::ColumnsPassedOver(vec!["Owner".into()])));
}

#[test]
fn feiniu_in_xls_with_texts_over_the_ends_of_records() {
    let reading = fixture("feiniu.xls");
    assert_eq!((reading.format, reading.phrases.len()), (Format::Feiniu, 119));
    let heads: Vec<_> =
        reading.phrases.iter().take(3).map(|phrase| (phrase.code.as_str(), phrase.group.as_str())).collect();
    assert_eq!(heads, [("1", ""), ("fh", "发货"), ("12.5", "售后")]);
    for (number, phrase) in (4..).zip(reading.phrases.iter().skip(3)) {
        assert_eq!(phrase.body, format!("亲，这是第{number}条话术，{}", "感谢您的耐心等待，".repeat(20)));
    }
}

#[test]
fn a_shop_s_workbook_with_its_columns_in_any_order_on_two_sheets() {
    let reading = fixture("shop_workbook.xlsx");
    check(
        &reading,
        Format::ShopWorkbook,
        &[
            ["yh", "售前", "亲，新客立减5元，拍下自动减", "亲，新客立减5元，拍下自动减"],
            ["7", "售前", "亲，今天还有现货", "亲，今天还有现货"],
            ["bq", "售后", "亲，抱歉给您添麻烦了，马上为您处", "亲，抱歉给您添麻烦了，马上为您处理"],
        ],
    );
    let passed = vec!["登记日期".to_owned(), "是否加入团队".to_owned()];
    assert_eq!(reading.notes, [Note::ColumnsPassedOver(passed), Note::SheetsPassedOver(1), Note::TitlesFromBody(3)]);
}

#[test]
fn questions_with_an_answer_and_another_wording() {
    let reading = fixture("questions.xlsx");
    assert_eq!(reading.format, Format::Questions);
    let [first, second] = reading.phrases.as_slice() else { panic!("{}", reading.phrases.len()) };
    assert_eq!((first.body.as_str(), first.variants.len()), ("亲，不可以的，请手洗", 1));
    assert_eq!((first.queries.as_slice(), first.group.as_str()), (&["能放洗碗机吗".to_owned()][..], "保温杯"));
    assert_eq!((second.body.as_str(), second.variants.len()), ("亲，6小时以上", 0));
}

#[test]
fn chatgpt_on_cs_below_its_help() {
    let reading = fixture("chatgpt_on_cs.xlsx");
    assert_eq!(reading.format, Format::ChatgptOnCs);
    let first = &reading.phrases[0];
    assert_eq!(first.queries, ["发货", "什么时候 发"]);
    assert_eq!((first.body.as_str(), first.variants.as_slice()), ("亲，今天发", &["亲，马上发出哦".to_owned()][..]));
    assert_eq!(
        (first.images.as_slice(), first.scope.platforms.as_slice()),
        (&["ship.png".to_owned()][..], &["千牛".to_owned()][..])
    );
    assert!(reading.notes.contains(&Note::SettingDropped { name: "regex", count: 1 }));
}

#[test]
fn speech_repo() {
    let reading = fixture("speech_repo.xlsx");
    check(&reading, Format::SpeechRepo, &[["", "结束语", "亲，感谢支持", "亲，感谢支持"]]);
    assert_eq!(reading.phrases[0].tags, ["感谢", "告别"]);
}

#[test]
fn espanso_with_forms_and_variables() {
    let reading = fixture("espanso.yml");
    check(
        &reading,
        Format::Espanso,
        &[
            [":hi", "", "Greeting", "Hello, how can I help?"],
            [":addr", "", "We ship from {Ha", "We ship from {{Hangzhou}},\n{today}.\n"],
            [":size", "", "Size size, heigh", "Size {size}, height {height?170cm}"],
            [":ip", "", "out", "{out}"],
            ["", "", "r", "r"],
        ],
    );
    assert_eq!(reading.phrases[0].tags, ["hello", "welcome"]);
    assert_eq!(problems(&reading), [(Place::Entry(4), ProblemKind::Command)]);
    for name in ["regex", "triggers"] {
        assert!(reading.notes.contains(&Note::SettingDropped { name, count: 1 }), "{name}");
    }
}

#[test]
fn beeftext_and_text_blaze() {
    let reading = fixture("beeftext.json");
    check(
        &reading,
        Format::Beeftext,
        &[["szz", "Sizes／fit", "Size", "Size {size} {{fits}}"], ["up", "", "Hello upper_x", "Hello {upper_x}"]],
    );
    assert_eq!(reading.phrases[0].note, "for tops");
    assert!(reading.notes.contains(&Note::SettingDropped { name: "matchingMode", count: 1 }));
    let reading = fixture("text_blaze.json");
    check(
        &reading,
        Format::TextBlaze,
        &[["/hi", "Support", "Hello", "Hi {buyer?there}"], ["/now", "Support", "When", "It is {time_HH_mm}"]],
    );
    assert_eq!(problems(&reading), [(Place::Entry(2), ProblemKind::Command), (Place::Entry(3), ProblemKind::BadShape)]);
}

#[test]
fn macros_of_help_desks() {
    let reading = fixture("gorgias.json");
    check(
        &reading,
        Format::Gorgias,
        &[["", "", "Where is it", "Hi {buyer}, it is on its way."], ["", "", "Html only", "One\nTwo & three"]],
    );
    assert_eq!(reading.phrases[0].tags, ["shipping", "wismo"]);
    let reading = fixture("zendesk.json");
    check(
        &reading,
        Format::Zendesk,
        &[["", "Refunds/Late", "Sorry", "Sorry {buyer}, {if_x}we{endif} refund it."], ["", "", "Off", "bye"]],
    );
    assert_eq!(reading.phrases[0].tags, ["late", "refund"]);
    check(&fixture("intercom.json"), Format::Intercom, &[["", "", "Hello", "Hi {buyer?there}!"]]);
}
