//! What a page can throw at the engine: huge, empty, invisible, broken. It must survive, stay within its caps, and take
//! no more than a bounded multiple of an ordinary turn's time.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Conversation, ConversationId, Message, RowId, Sender},
    engine::{Advice, Engine, SUGGESTIONS},
    library::{
        Language, Phrase, PhrasePack,
        facts::Facts,
        search::{SearchIndex, SearchOptions},
        validity::Circumstances,
    },
    rules,
};
use std::time::{Duration, Instant};

fn row(sender: Sender, text: &str) -> Message {
    Message { row: RowId(String::new()), sender, text: text.into(), card: None }
}

fn talk(messages: Vec<Message>) -> Conversation {
    Conversation { id: ConversationId("hostile".into()), buyer: String::new(), messages }
}

fn turn(text: &str) -> Conversation {
    talk(vec![row(Sender::Buyer, text)])
}

fn engine() -> Engine {
    Engine::new(rules::starter_packs().to_vec())
}

/// Suggests twice, checks the caps and that the same comes out.
#[track_caller]
fn check(engine: &Engine, conversation: &Conversation) -> Advice {
    let advice = engine.suggest(conversation, &Facts::default(), &Circumstances::default());
    assert!(advice.suggestions.len() <= SUGGESTIONS);
    assert_eq!(advice, engine.suggest(conversation, &Facts::default(), &Circumstances::default()));
    advice
}

#[test]
fn case_2_odd_text_gives_fewer_suggestions_never_a_panic() {
    let engine = engine();
    let marks = format!("发货{}", "\u{301}".repeat(1_000));
    let nested = "[".repeat(2_000);
    for text in [
        "",
        " \n\t ",
        "????",
        "。。。",
        "👌",
        "\u{200b}\u{200d}\u{feff}",
        "\u{202e}货发候时么什\u{202c}",
        "\u{fffd}\u{fffd}\u{fffd}",
        "\u{0}\u{1}\u{7f}",
        "{买家}{{}}{",
        "|||^!*_ ^ ! |",
        "𠮷野家𠮷野家",
        &marks,
        &nested,
    ] {
        check(&engine, &turn(text));
    }
    let seen = check(&engine, &turn("什\u{200b}么时\u{202e}候发\u{ad}货"));
    assert_eq!(
        seen.intents.first().map(|found| found.intent.0.as_str()),
        Some("ask_dispatch"),
        "invisible marks hide nothing"
    );
}

#[test]
fn nothing_at_all_is_no_reason_to_suggest() {
    let engine = engine();
    assert!(check(&engine, &talk(Vec::new())).suggestions.is_empty());
    assert!(check(&engine, &talk(vec![row(Sender::System, "买家已下单")])).suggestions.is_empty());
    assert!(
        check(&engine, &talk(vec![row(Sender::Buyer, "在吗"), row(Sender::Seller, "在的")])).suggestions.is_empty()
    );
    let empty = Phrase { queries: vec![String::new()], ..Phrase::default() };
    for phrases in [Vec::new(), vec![empty.into()]] {
        let pack =
            PhrasePack { id: String::new(), title: String::new(), language: Language::Chinese, trade: None, phrases };
        assert!(check(&Engine::new(vec![pack]), &turn("什么时候发货")).suggestions.is_empty());
    }
    assert!(check(&Engine::new(Vec::new()), &turn("什么时候发货")).suggestions.is_empty());
}

/// Hostile turns may take this many times the time of an ordinary one: some are as much longer. They take 40 times at most;
/// the rest is for a busy machine. Without the caps it would be thousands of times.
const TIMES_AS_LONG: u32 = 200;

#[test]
fn case_3_size_costs_in_proportion() {
    let engine = engine();
    let least = |conversation: &Conversation| {
        let timed = || {
            let started = Instant::now();
            std::hint::black_box(engine.suggest(conversation, &Facts::default(), &Circumstances::default()));
            started.elapsed()
        };
        (0..5).map(|_| timed()).min().unwrap()
    };
    let ordinary = least(&turn("你好,这件什么时候发货,几天能到")).max(Duration::from_micros(50));
    let long = "那个,我想问下发货和退款,".repeat(334);
    let many: Vec<_> =
        (0..10_000).map(|number| row(Sender::Buyer, if number % 2 == 0 { "发货" } else { "?" })).collect();
    let apart = "发 货?".repeat(1_000);
    let same = "货".repeat(4_000);
    for (what, hostile) in [
        ("4,000 characters", turn(&long)),
        ("10,000 rows", talk(many)),
        ("a thousand sentences", turn(&apart)),
        ("one character", turn(&same)),
    ] {
        let taken = least(&hostile);
        assert!(taken <= ordinary * TIMES_AS_LONG, "{what}: {taken:?}, an ordinary turn {ordinary:?}");
        check(&engine, &hostile);
    }
}

/// Case 19: a pack of 50,000 codes, each the beginning of others, made to be slow to look up. No pattern of a pack's is ever
/// run; what a query costs is bounded. Held against reading all the texts once, in the same run.
#[test]
fn case_19_fifty_thousand_codes_made_to_be_slow_are_looked_up_in_bounded_time() {
    let phrase = |number: usize| Phrase {
        code: format!("{}{number}", "a".repeat(number % 40)),
        title: "(a+)+$".into(),
        body: format!("{}，{}", "啊阿呵".repeat(10), "a".repeat(number % 30)),
        ..Phrase::default()
    };
    let phrases: Vec<Phrase> = (0..50_000).map(phrase).collect();
    let index = SearchIndex::new(&phrases);
    let time = |run: &dyn Fn() -> usize| {
        let times = (0..3).map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        });
        times.min().unwrap()
    };
    let texts = phrases.iter().flat_map(|phrase| [&phrase.code, &phrase.title, &phrase.body]);
    let once = time(&|| texts.clone().map(|text| text.to_lowercase().matches("zz").count()).sum());
    let options = SearchOptions::default();
    for query in
        ["a".repeat(10_000), "(a+)+$".into(), "a ".repeat(600), "aaaaaaaaaaaaaaaaaaaaaaaab".into(), "啊".repeat(300)]
    {
        let took = time(&|| index.find(&query, &options).len());
        assert!(took < once * 8, "{took:?} for {:.12}…, {once:?} for reading everything", query);
    }
    let found = index.find("aaa43", &options);
    assert_eq!(found.first().map(|hit| phrases[hit.phrase].code.as_str()), Some("aaa43"));
}
