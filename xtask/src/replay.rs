//! `cargo xtask replay FILE.jsonl`: what Qinyu would have said in chats that took place, for judging the rules and the
//! ranking on real input. It only prints: buyer text is written to no file.
//!
//! The file has one session a line, `{"id","turns":[{"role":"buyer"|"seller","text"}]}`. Masks such as `[订单x]` and the
//! lines that a page writes for the buyer (an order's number, amount and date) are cards in a real page, so they are
//! read as cards here and are not the buyer's words.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::time::Instant;

use qinyu::chat::{Card, Conversation, ConversationId, MAX_MESSAGES, Message, RowId, Sender};
use qinyu::engine::{Advice, Engine, Suggestion, reason::Weighed};
use qinyu::library::{
    Language,
    facts::{FACTS, Facts, Source},
    validity::Circumstances,
};
use qinyu::rules;
use serde::Deserialize;

use crate::tools::Outcome;

const HELP: &str = "cargo xtask replay FILE.jsonl [--summary] [--language zh|en] [--sample TURNS]
  FILE.jsonl   one session a line: {\"id\",\"turns\":[{\"role\":\"buyer\"|\"seller\",\"text\"}]}; a path from the checkout's root
  --summary    one JSON line instead of the turns; built again with optimisation, so that its times mean something
  --language   load the starter packs of one language only
  --sample     print about so many turns, the same ones each time";

/// Labels that a page puts before what it fills in itself; the words after them are no one's.
const PAGE_WORDS: &[&str] = &[
    "顾客通过点击web咚咚",
    "信息发送",
    "咨询订单号",
    "查询订单号",
    "订单编号",
    "订单号",
    "订单金额",
    "下单时间",
    "商品ID",
    "商品id",
    "商品号",
    "订单业务咨询",
    "NaN-NaN-NaN NaN:NaN",
];

#[derive(Deserialize)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) turns: Vec<Row>,
}

#[derive(Deserialize)]
pub(crate) struct Row {
    pub(crate) role: Role,
    pub(crate) text: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Buyer,
    Seller,
}

struct Options {
    file: String,
    summary: bool,
    language: Option<Language>,
    sample: Option<usize>,
}

/// What `--summary` prints.
#[derive(Default)]
struct Figures {
    sessions: usize,
    bad_lines: usize,
    turns: usize,
    with_suggestion: usize,
    with_intent: usize,
    panics: usize,
    microseconds: Vec<u128>,
}

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let Some(options) = read_arguments(arguments)? else {
        println!("{HELP}");
        return Ok(());
    };
    if options.summary && cfg!(debug_assertions) {
        let again = ["run", "--quiet", "--profile", "measure", "--package", "xtask", "--", "replay"];
        let again: Vec<&str> = again.into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let status = Command::new("cargo").args(again).status();
        return match status {
            Ok(status) if status.success() => Ok(()),
            _ => Err("the replay did not end well; its message is above".to_owned()),
        };
    }
    let text = fs::read_to_string(&options.file)
        .map_err(|error| format!("{} can't be read ({error}); name a file of sessions:\n{HELP}", options.file))?;
    let mut packs = rules::starter_packs().to_vec();
    packs.retain(|pack| pack.trade.is_none() && options.language.is_none_or(|language| pack.language == language));
    let engine = Engine::new(packs);
    let mut figures = replay(&text, &engine, &options);
    if options.summary {
        println!("{}", figures.line());
    }
    if figures.panics > 0 {
        return Err(format!("{} turns made the engine panic; it has to survive every input", figures.panics));
    }
    Ok(())
}

fn read_arguments(arguments: &[String]) -> Outcome<Option<Options>> {
    let mut options = Options { file: String::new(), summary: false, language: None, sample: None };
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "--help" => return Ok(None),
            "--summary" => options.summary = true,
            "--language" => {
                options.language = Some(match rest.next() {
                    Some("zh") => Language::Chinese,
                    Some("en") => Language::English,
                    _ => return Err(format!("--language takes zh or en\n{HELP}")),
                });
            }
            "--sample" => match rest.next().and_then(|number| number.parse().ok()) {
                Some(turns) => options.sample = Some(turns),
                None => return Err(format!("--sample takes a number of turns\n{HELP}")),
            },
            file => file.clone_into(&mut options.file),
        }
    }
    if options.file.is_empty() {
        return Err(format!("name the file of sessions to replay:\n{HELP}"));
    }
    Ok(Some(options))
}

fn replay(text: &str, engine: &Engine, options: &Options) -> Figures {
    let mut figures = Figures::default();
    let (sessions, bad_lines) = read_sessions(text);
    (figures.sessions, figures.bad_lines) = (sessions.len(), bad_lines);
    let all: usize = sessions.iter().map(|session| ends_of_turns(&session.turns).count()).sum();
    let facts = settings();
    // The files don't tell when a chat took place; what is limited in time is left out.
    let here = Circumstances::default();
    for session in &sessions {
        for (number, end) in ends_of_turns(&session.turns).enumerate() {
            let conversation = conversation(session, end);
            let started = Instant::now();
            let advice = catch_unwind(AssertUnwindSafe(|| engine.suggest(&conversation, &facts, &here)));
            figures.microseconds.push(started.elapsed().as_micros());
            figures.turns += 1;
            let Ok(advice) = advice else {
                eprintln!("{} turn {}: the engine panicked", session.id, number + 1);
                figures.panics += 1;
                continue;
            };
            figures.with_suggestion += usize::from(!advice.suggestions.is_empty());
            figures.with_intent += usize::from(!advice.intents.is_empty());
            if !options.summary && is_sampled(&session.id, number, options.sample, all) {
                print!("{}", show(session, number, &conversation, &advice));
            }
        }
    }
    figures
}

/// The good lines, and how many bad ones were named and passed over.
pub(crate) fn read_sessions(text: &str) -> (Vec<Session>, usize) {
    let (mut sessions, mut bad_lines) = (Vec::new(), 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Session>(line) {
            Ok(session) => sessions.push(session),
            Err(error) => {
                // The parser's message may quote the line; its place and kind are enough to find it.
                eprintln!(
                    "line {}: not a session (column {}, {:?}); passed over",
                    number + 1,
                    error.column(),
                    error.classify()
                );
                bad_lines += 1;
            }
        }
    }
    (sessions, bad_lines)
}

/// Positions of the last row of each run of buyer rows.
pub(crate) fn ends_of_turns(turns: &[Row]) -> impl Iterator<Item = usize> + '_ {
    let is_buyer = |at: usize| turns.get(at).is_some_and(|row| row.role == Role::Buyer);
    (0..turns.len()).filter(move |at| is_buyer(*at) && !is_buyer(at + 1))
}

pub(crate) fn conversation(session: &Session, end: usize) -> Conversation {
    let first = (end + 1).saturating_sub(MAX_MESSAGES);
    let rows = session.turns.iter().enumerate().take(end + 1).skip(first);
    let messages = rows.map(|(at, row)| {
        let (text, card) = match row.role {
            Role::Buyer => without_page_words(&row.text),
            Role::Seller => (row.text.clone(), None),
        };
        let sender = if row.role == Role::Buyer { Sender::Buyer } else { Sender::Seller };
        Message { row: RowId(at.to_string()), sender, text, card }
    });
    Conversation { id: ConversationId(session.id.clone()), buyer: String::new(), messages: messages.collect() }
}

/// The buyer's own words, and the card that a real page would have shown for the rest.
fn without_page_words(text: &str) -> (String, Option<Card>) {
    let mut own = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                own.push(' ');
            }
            c if depth == 0 => own.push(c),
            _ => {}
        }
    }
    let mut order = text.contains("[订单");
    for words in PAGE_WORDS {
        order |= own.contains(words);
        own = own.replace(&format!("{words}:"), " ").replace(&format!("{words}："), " ");
        own = if words.contains('N') || *words == "订单业务咨询" { own.replace(words, " ") } else { own };
    }
    let own = own.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == '，' || c == ':').to_owned();
    if own.is_empty() && !order && text.contains('[') {
        // Nothing but a masked number, name or address: the number stands for what was there.
        return ("0".repeat(12), None);
    }
    (own, order.then(|| Card::Order { number: String::new(), state: None, amount: None }))
}

/// A shop that has filled in its settings: those gaps are closed, with their names standing for their values.
pub(crate) fn settings() -> Facts {
    let mut facts = Facts::default();
    for fact in FACTS.iter().filter(|fact| fact.source == Source::Settings) {
        facts.set(fact.id, &format!("‹{}›", fact.chinese));
    }
    facts
}

/// The same turns at each run, spread over the whole file (FNV-1a of the turn's name).
fn is_sampled(session: &str, number: usize, sample: Option<usize>, all: usize) -> bool {
    let Some(sample) = sample else { return true };
    let name = format!("{session} {number}");
    let hash = qinyu::text::hash(name.bytes());
    usize::try_from((hash >> 20) % all.max(1) as u64).is_ok_and(|place| place < sample)
}

fn show(session: &Session, number: usize, conversation: &Conversation, advice: &Advice) -> String {
    let intents: Vec<_> = advice.intents.iter().take(3).map(|found| found.intent.0.as_str()).collect();
    let intents = if intents.is_empty() { "-".to_owned() } else { intents.join(", ") };
    let turn: Vec<_> = conversation.buyer_turn().iter().map(|message| message.text.clone()).collect();
    let before = conversation.messages.iter().rev().find(|message| message.sender == Sender::Seller);
    let mut out = format!(
        "{} turn {}   stage {}   asks {intents}   mood {}\n",
        session.id,
        number + 1,
        advice.stage.name(),
        advice.mood.mood.name()
    );
    if let Some(before) = before {
        out.push_str(&format!("  seller  {}\n", before.text));
    }
    out.push_str(&format!("  buyer   {}\n", turn.join(" / ")));
    for (place, suggestion) in advice.suggestions.iter().enumerate() {
        let reasons: Vec<_> =
            suggestion.reasons.iter().map(|Weighed { reason, points }| format!("{points:+} {reason}")).collect();
        out.push_str(&format!("  {}  {}\n     {}\n", place + 1, with_gaps(suggestion), reasons.join("; ")));
    }
    out.push('\n');
    out
}

fn with_gaps(suggestion: &Suggestion) -> String {
    suggestion.filled.text_with_gaps("[", "]")
}

impl Figures {
    fn line(&mut self) -> String {
        self.microseconds.sort_unstable();
        let at = |percent: usize| {
            let place = (self.microseconds.len() * percent / 100).min(self.microseconds.len().saturating_sub(1));
            self.microseconds.get(place).copied().unwrap_or(0)
        };
        let mut fields: BTreeMap<&str, serde_json::Value> = BTreeMap::new();
        fields.insert("sessions", self.sessions.into());
        fields.insert("bad_lines", self.bad_lines.into());
        fields.insert("turns", self.turns.into());
        fields.insert("turns_with_suggestion", self.with_suggestion.into());
        fields.insert("turns_with_intent", self.with_intent.into());
        fields.insert("panics", self.panics.into());
        let times = serde_json::json!({ "median": at(50) as u64, "p95": at(95) as u64 });
        fields.insert("microseconds_per_turn", times);
        serde_json::json!(fields).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_speaks_for_itself_not_for_the_buyer() {
        let (own, card) = without_page_words("[订单编号:[订单x]，订单金额:[金额x]，下单时间:[日期x] [时间x]]");
        assert_eq!((own.as_str(), card.is_some()), ("", true));
        let (own, card) = without_page_words("咨询订单号:[订单x] 商品ID:[数字x] 这个为啥少了");
        assert_eq!((own.as_str(), card.is_some()), ("这个为啥少了", true));
        let (own, card) = without_page_words("寄到[地址x]要几天");
        assert_eq!((own.as_str(), card.is_none()), ("寄到 要几天", true));
    }

    #[test]
    fn a_bad_line_is_counted_and_a_run_of_rows_is_one_turn() {
        let text = "{\"id\":\"a\",\"turns\":[{\"role\":\"buyer\",\"text\":\"你好\"},{\"role\":\"buyer\",\"text\":\"包邮吗\"}]}\nno\n";
        let options = Options { file: String::new(), summary: true, language: None, sample: None };
        let figures = replay(text, &Engine::new(rules::starter_packs().to_vec()), &options);
        assert_eq!((figures.sessions, figures.bad_lines, figures.turns, figures.panics), (1, 1, 1, 0));
    }

    #[test]
    fn no_file_is_answered_with_what_to_do() {
        assert!(task(&[]).is_err_and(|reason| reason.contains("name the file")));
        assert!(task(&["none.jsonl".to_owned()]).is_err_and(|reason| reason.contains("name a file")));
    }
}
