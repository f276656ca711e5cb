//! What a query finds, as a table, and what stands first; hostile input; edits. [`super::oracle`] tests that nothing is
//! missed.

use super::{Hit, SearchIndex, SearchOptions, Usage};
use crate::library::Phrase;

fn phrase(title: &str, body: &str) -> Phrase {
    Phrase { title: title.into(), body: body.into(), ..Phrase::default() }
}

fn library() -> Vec<Phrase> {
    vec![
        Phrase {
            code: "fh".into(),
            group: "售前/物流".into(),
            queries: vec!["什么时候发货".into(), "今天能寄出吗".into()],
            tags: vec!["仓库".into()],
            ..phrase("发货时间", "亲，{发货时间?今天16点前}付款的订单当天发出～")
        },
        Phrase {
            code: "th1".into(),
            queries: vec!["怎么退货".into()],
            ..phrase("七天无理由", "收到后七天内都可以退，吊牌别剪哦")
        },
        Phrase {
            group: "售后/退款".into(), ..phrase("退款到账", "退款会在1到3天原路退回您的银行卡")
        },
        phrase("重量", "这款很轻，重量只有200克，长途带着也不重复占地方"),
        phrase("连WiFi", "长按配网键，wifi密码输好就能连上 🎉"),
        Phrase {
            variants: vec!["尺码偏小一点，建议拍大一码".into()], ..phrase("尺码", "按平时的尺码拍就行")
        },
        phrase("Shipping", "Your order ships today, the tracking number follows."),
        phrase("運費說明", "偏遠地區運費補差價"),
        phrase("生产日期", "都是新鲜日期，谢谢亲的信任"),
    ]
}

/// How marks are written in the tables: the text with brackets around what is marked.
fn marked(phrase: &Phrase, hit: &Hit) -> String {
    let Some(field) = hit.marks.first().map(|mark| mark.field) else { return String::new() };
    let mut shown = String::new();
    for (at, c) in field.of(phrase).chars().enumerate() {
        let of = |edge: fn(&std::ops::Range<usize>) -> usize| {
            hit.marks.iter().any(|mark| mark.field == field && edge(&mark.chars) == at)
        };
        shown.extend(of(|chars| chars.start).then_some('['));
        shown.push(c);
        shown.extend(of(|chars| chars.end - 1).then_some(']'));
    }
    shown
}

/// The one place where the tables search: the first hit, its marked text.
fn check(query: &str, expected: &str) {
    let phrases = library();
    let hits = SearchIndex::new(&phrases).find(query, &SearchOptions::default());
    let found = hits.first().map(|hit| marked(&phrases[hit.phrase], hit)).unwrap_or_default();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn one_box_understands_it_all() {
    for (query, expected) in [
        // Chinese, letters, codes and labels.
        ("发货", "[发货]时间"),
        ("fh", "[fh]"),
        ("TH1", "[th1]"),
        ("退款到", "[退款到]账"),
        ("仓库", "[仓库]"),
        ("物流", "售前/[物流]"),
        ("寄出", "今天能[寄出]吗"),
        ("wifi密", "长按配网键，[wifi密]码输好就能连上 🎉"),
        ("🎉", "长按配网键，wifi密码输好就能连上 [🎉]"),
        ("200克", "这款很轻，重量只有[200克]，长途带着也不重复占地方"),
        ("偏小", "尺码[偏小]一点，建议拍大一码"),
        ("Ｓｈｉｐｓ", "Your order [ships] today, the tracking number follows."),
        // Over what is passed over, on either side.
        ("您，的银行卡", "退款会在1到3天原路退回[您的银行卡]"),
        ("很轻重量", "这款[很轻]，[重量]只有200克，长途带着也不重复占地方"),
        // Full pinyin, unfinished, initials, mixed.
        ("fahuo", "[发货]时间"),
        ("fah", "[发货]时间"),
        ("fhsj", "[发货时间]"),
        ("fhuoshij", "[发货时间]"),
        ("发huo", "[发货]时间"),
        ("f货s", "[发货时]间"),
        ("tkdz", "[退款到账]"),
        ("lianwifi", "[连WiFi]"),
        ("wifimm", "长按配网键，[wifi密码]输好就能连上 🎉"),
        // Polyphones, each as it is read here.
        ("zhongliang", "[重量]"),
        ("chongfu", "这款很轻，重量只有200克，长途带着也不[重复]占地方"),
        ("yinhangka", "退款会在1到3天原路退回您的[银行卡]"),
        ("changtu", "这款很轻，重量只有200克，[长途]带着也不重复占地方"),
        // Sounds that are mixed up, characters of the same sound.
        ("cima", "[尺码]"),
        ("senchanriqi", "[生产日期]"),
        ("tuikuandaozang", "[退款到账]"),
        ("发或时间", "[发货时间]"),
        // Traditional characters, on either side.
        ("發貨時間", "[发货时间]"),
        ("运费", "[運費]說明"),
        ("yunfei", "[運費]說明"),
        // One slip.
        ("fahou", "[发货]时间"),
        ("shenngchan", "[生产]日期"),
        ("tuiksuan", "[退款]到账"),
        ("退款到涨", "[退款到账]"),
        ("发的货时间", "[发货时间]"),
        ("退款到涨了", ""),
        ("shpiping", "[Shipping]"),
        // Several words, all of them, in any field and any order.
        ("时间 fahuo", "[发货时间]"),
        ("当天 wuliu", "亲，{发货时间?今天16点前}付款的订单[当天]发出～"),
        ("发货 退款", ""),
        ("发货 ~", "[发货]时间"),
    ] {
        check(query, expected);
    }
}

fn found(phrases: &[Phrase], query: &str, options: &SearchOptions) -> Vec<usize> {
    SearchIndex::new(phrases).find(query, options).into_iter().map(|hit| hit.phrase).collect()
}

#[test]
fn the_better_field_and_place_stand_first() {
    let phrases = [
        phrase("", "亲，退货请看这里"),
        phrase("", "退货请看这里"),
        phrase("", "退货"),
        Phrase { group: "退货".into(), ..phrase("", "g") },
        Phrase { tags: vec!["退货".into()], ..phrase("", "t") },
        Phrase { queries: vec!["怎么退货".into()], ..phrase("", "q") },
        phrase("不退货", "i"),
        phrase("退货流程", "s"),
        Phrase { code: "退货1".into(), ..phrase("", "c") },
    ];
    for query in ["退货", "tuihuo", "th"] {
        assert_eq!(found(&phrases, query, &SearchOptions::default()), [8, 7, 6, 5, 4, 3, 2, 1, 0], "{query}");
    }
}

#[test]
fn what_is_spelled_out_stands_before_what_is_guessed() {
    let phrases =
        [phrase("是哦", ""), phrase("", "上海哦"), phrase("", "sho 鞋"), phrase("四海", ""), phrase("书号", "")];
    assert_eq!(found(&phrases, "sho", &SearchOptions::default()), [2, 0, 1]);
    assert_eq!(found(&phrases, "shihai", &SearchOptions::default()), [3]);
    let precise = SearchOptions { fuzzy_sounds: false, ..SearchOptions::default() };
    assert_eq!(found(&[phrase("三安", "")], "shangang", &SearchOptions::default()), [0]);
    assert!(found(&[phrase("三安", "")], "shangang", &precise).is_empty());
}

#[test]
fn recent_and_often_used_come_first_among_equals() {
    let phrases: Vec<_> = (0..100).map(|number| phrase(&format!("发货{number:02}"), "b")).collect();
    let mut index = SearchIndex::new(&phrases);
    index.set_usage(70, Usage { count: 1, days_ago: 20 });
    index.set_usage(80, Usage { count: 1, days_ago: 2 });
    index.set_usage(90, Usage { count: 200, days_ago: 2 });
    index.set_usage(1_000, Usage { count: 1, days_ago: 0 });
    for query in ["发货", "fahuo", "fh", "", "发货 f"] {
        let hits = index.find(query, &SearchOptions { limit: 5, ..SearchOptions::default() });
        assert_eq!(hits.iter().map(|hit| hit.phrase).collect::<Vec<_>>(), [90, 80, 70, 0, 1], "{query}");
        assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
    }
    index.set_usage(90, Usage::default());
    assert_eq!(index.find("fh", &SearchOptions::default())[0].phrase, 80);
}

#[test]
fn an_edit_is_found_at_once_and_what_was_there_is_not() {
    let phrases = library();
    let mut index = SearchIndex::new(&phrases);
    let first =
        |index: &SearchIndex, query: &str| index.find(query, &SearchOptions::default()).first().map(|hit| hit.phrase);
    index.replace(0, phrase("开发票", "电子发票"));
    index.replace(phrases.len(), phrase("新的一条", ""));
    index.set_usage(phrases.len(), Usage { count: 1, days_ago: 0 });
    assert_eq!((first(&index, "发货时间"), first(&index, "kfp")), (None, Some(0)));
    assert_eq!((first(&index, "新的"), first(&index, "退款")), (Some(phrases.len()), Some(2)));
    assert_eq!(
        (first(&index, ""), index.find("", &SearchOptions::default()).len()),
        (Some(phrases.len()), phrases.len() + 1)
    );
    index.replace(0, phrases[0].clone());
    assert_eq!((first(&index, "发货时间"), first(&index, "kfp")), (Some(0), None));
}

#[test]
fn odd_queries_cost_little_and_break_nothing() {
    let phrases = library();
    let index = SearchIndex::new(&phrases);
    let long = ["发", "x", "a b ", ".*", "\u{301}", "🎉", "fahuo", "((", "zhuang", "\u{202e}", "\0", "1"]
        .map(|part| part.repeat(10_000));
    for query in
        long.iter().map(String::as_str).chain(["", " ", ".*", "[a-z", "%", "\\", "👩\u{200d}👧", "ﬁ", "\u{10ffff}"])
    {
        for limit in [0, 1, usize::MAX] {
            assert!(
                index.find(query, &SearchOptions { limit, ..SearchOptions::default() }).len()
                    <= limit.min(phrases.len())
            );
        }
    }
    let nothing = SearchIndex::new(&[]);
    assert!(
        nothing.find("发货", &SearchOptions::default()).is_empty()
            && nothing.find("", &SearchOptions::default()).is_empty()
    );
    let odd = [phrase("", ""), phrase("~~~", "\u{301}\u{301}"), phrase(&"长".repeat(10_000), &"x y".repeat(3_000))];
    assert_eq!(found(&odd, "长长长", &SearchOptions::default()), [2]);
    assert_eq!(found(&odd, "~", &SearchOptions::default()), [1]);
}
