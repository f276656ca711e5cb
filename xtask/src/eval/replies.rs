//! Whether the reply that an agent gave is the one that is suggested: `reply-ranking` among fifty, of which one was said;
//! `replay` in whole sessions, with the sentences that the agents use most as the library. Each beside the engine
//! without the table of meanings.

use super::{
    Options,
    figures::{print, reciprocal, within},
    lines::{drawn, rows, rows_of},
    table,
};
use crate::{
    replay::{self, Role, Row, Session},
    tools::Outcome,
};
use qinyu::{
    chat::{Conversation, MAX_MESSAGES, Message, RowId, Sender},
    engine::{Engine, Situation, ranking::Ranked, reason::Reason},
    library::{
        Language, Phrase, PhraseId, PhrasePack,
        facts::Facts,
        stamp::Writer,
        usage::{Decision, Usage},
        validity::Circumstances,
    },
    rules,
    text::{Bigrams, embedding::Table, normalize},
};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    fs,
    sync::Arc,
};

/// Sentences of the library that a replay has.
const LIBRARY: usize = 500;
/// One in so many sessions is left aside by training; it is played where no other file is given to take the library from.
const KEPT: u64 = 4;
/// Likeness in percent from which two sentences are one reply.
const ONE_REPLY: usize = 90;

#[derive(Deserialize)]
struct Moment {
    context: Vec<Row>,
    candidates: Vec<String>,
    answer: usize,
}

/// `eval reply-ranking`; `--features` writes how each candidate was like the talk, for learning the weights.
pub(super) fn reply_ranking(options: &Options) -> Outcome {
    let moments: Vec<Moment> = rows(options)?;
    let table = Arc::new(table(options)?);
    let mut features = String::from("moment,right,characters,answers,talk,before\n");
    let mut measure = |table: Option<&Arc<Table>>| {
        let mut shown = Shown::default();
        let ranks: Vec<usize> = moments
            .iter()
            .enumerate()
            .map(|(number, moment)| {
                let engine = engine(&moment.candidates, table);
                let ranked = engine.rank_all(&conversation(&moment.context), &Unknown::default().situation());
                if table.is_some() {
                    ranked.iter().for_each(|one| write_features(&mut features, number, moment, one));
                }
                shown.add(&ranked, moment.answer);
                let score = ranked.iter().find(|one| one.phrase == moment.answer).map_or(0, |one| one.score);
                // Among equals the right one stands last, so that no tie is luck.
                ranked.iter().filter(|one| one.score >= score).count().saturating_sub(1)
            })
            .collect();
        let mut figures = vec![
            ("r@1", within(&ranks, 1)),
            ("r@5", within(&ranks, 5)),
            ("r@10", within(&ranks, 10)),
            ("mrr", reciprocal(&ranks)),
        ];
        figures.extend(shown.figures(moments.len()));
        figures
    };
    let (reached, baseline) = (measure(Some(&table)), measure(None));
    if let Ok(path) = options.path("features") {
        fs::write(path, features).map_err(|error| format!("{path} can't be written: {error}"))?;
    }
    print("reply-ranking", moments.len(), &reached, &baseline);
    Ok(())
}

/// Whether what is shown is worth it, and whether nothing is where nothing fits.
#[derive(Default)]
struct Shown {
    first: usize,
    first_right: usize,
    without: usize,
}

impl Shown {
    fn add(&mut self, ranked: &[Ranked], answer: usize) {
        let best = ranked.iter().find(|one| one.is_worth_showing());
        self.first += usize::from(best.is_some());
        self.first_right += usize::from(best.is_some_and(|best| best.phrase == answer));
        self.without += usize::from(ranked.iter().any(|one| one.phrase != answer && one.is_worth_showing()));
    }

    /// In how many of the moments something is shown, how often the first is the reply, and in how many something would
    /// be shown if the reply were not there.
    fn figures(&self, moments: usize) -> [(&'static str, f64); 3] {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        [
            ("shown", share(self.first, moments)),
            ("precision", share(self.first_right, self.first)),
            ("shown_without", share(self.without, moments)),
        ]
    }
}

fn write_features(out: &mut String, number: usize, moment: &Moment, one: &Ranked) {
    let weights = rules::weights();
    let mut shares = [0.0; 4];
    for weighed in &one.reasons {
        let (at, weight) = match &weighed.reason {
            Reason::Like { .. } => (0, weights.characters),
            Reason::Answers { .. } => (1, weights.answers),
            Reason::Talk { .. } => (2, weights.talk),
            Reason::GoesOn { .. } => (3, weights.before),
            _ => continue,
        };
        shares[at] = f64::from(weighed.points) / f64::from(weight);
    }
    let [characters, answers, talk, before] = shares;
    let right = usize::from(one.phrase == moment.answer);
    let _ = writeln!(out, "{number},{right},{characters:.4},{answers:.4},{talk:.4},{before:.4}");
}

/// `eval replay`
pub(super) fn replay(options: &Options) -> Outcome {
    let (mut played, used): (Vec<Session>, Vec<Session>) = match options.path("train") {
        Ok(path) => (rows(options)?, rows_of(path)?),
        Err(_) => rows(options)?.into_iter().partition(|session: &Session| drawn(&session.id).is_multiple_of(KEPT)),
    };
    played.retain(|session| !session.turns.is_empty());
    let library = most_used(&used);
    let known: Vec<Bigrams> = library.iter().map(|body| Bigrams::of(&normalize(body))).collect();
    let table = Arc::new(table(options)?);
    let (plain, reading) = (engine(&library, None), engine(&library, Some(&table)));
    let mut turns = 0;
    let agent = Unknown { usage: usage(&reading, &used, &library), ..Unknown::default() };
    let nobody = Unknown::default();
    let (mut reached, mut baseline) = (Hits::default(), Hits::default());
    for session in &played {
        for (at, row) in session.turns.iter().enumerate().skip(1) {
            let answers =
                row.role == Role::Seller && session.turns.get(at - 1).is_some_and(|before| before.role == Role::Buyer);
            let reply = Bigrams::of(&normalize(&row.text));
            if !answers || !known.iter().any(|body| body.likeness(&reply) >= ONE_REPLY) {
                continue;
            }
            turns += 1;
            let talk = replay::conversation(session, at - 1);
            for (hits, engine, agent) in [(&mut reached, &reading, &agent), (&mut baseline, &plain, &nobody)] {
                let advice = engine.advise(&talk, &agent.situation());
                let one = |body: &str| Bigrams::of(&normalize(body)).likeness(&reply) >= ONE_REPLY;
                hits.add(&row.text, advice.suggestions.iter().position(|suggestion| one(&suggestion.body)));
            }
        }
    }
    println!(
        "{} sessions, a library of {} sentences from {} others, {turns} turns",
        played.len(),
        library.len(),
        used.len()
    );
    print("replay", turns, &reached.figures(turns), &baseline.figures(turns));
    Ok(())
}

/// An agent of whom nothing is known but how phrases were used.
#[derive(Default)]
struct Unknown {
    facts: Facts,
    circumstances: Circumstances,
    unwanted: HashSet<PhraseId>,
    usage: Usage,
}

impl Unknown {
    fn situation(&self) -> Situation<'_> {
        let Self { facts, circumstances, unwanted, usage } = self;
        Situation { facts, circumstances, unwanted, usage, day: 0 }
    }
}

/// What the panel would know of the library's use, had the agents of these sessions answered with it.
fn usage(engine: &Engine, sessions: &[Session], library: &[String]) -> Usage {
    let (mut usage, writer, nobody) = (Usage::default(), Writer::default(), Unknown::default());
    usage.set_own(writer.name());
    let places: HashMap<String, usize> = library.iter().enumerate().map(|(at, body)| (normalize(body), at)).collect();
    for session in sessions {
        for (at, row) in session.turns.iter().enumerate().skip(1).filter(|(_, row)| row.role == Role::Seller) {
            let Some(place) = places.get(&normalize(&row.text)) else { continue };
            let phrase = PhraseId(place.to_string());
            usage.note(&phrase, 0);
            let talk = replay::conversation(session, at - 1);
            let advice = engine.advise(&talk, &nobody.situation());
            if let Some(intent) = advice.wants.filter(|_| !talk.buyer_turn().is_empty()) {
                usage.decide(&intent, &[(phrase, Decision::Accepted)], &writer, 0, false);
            }
        }
    }
    usage
}

#[derive(Default)]
struct Hits {
    first: usize,
    any: usize,
    characters: usize,
    saved: usize,
}

impl Hits {
    fn add(&mut self, reply: &str, place: Option<usize>) {
        let length = reply.chars().count();
        self.characters += length;
        self.first += usize::from(place == Some(0));
        self.any += usize::from(place.is_some());
        self.saved += if place.is_some() { length } else { 0 };
    }

    fn figures(&self, turns: usize) -> Vec<(&'static str, f64)> {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        vec![
            ("turns", turns as f64),
            ("top1", share(self.first, turns)),
            ("top3", share(self.any, turns)),
            ("characters_saved", share(self.saved, self.characters)),
        ]
    }
}

/// The sellers' sentences that are used most, the most used first.
fn most_used(sessions: &[Session]) -> Vec<String> {
    let mut uses: HashMap<String, (usize, &str)> = HashMap::new();
    for row in sessions.iter().flat_map(|session| &session.turns).filter(|row| row.role == Role::Seller) {
        uses.entry(normalize(&row.text)).or_insert((0, &row.text)).0 += 1;
    }
    let mut uses: Vec<_> = uses.into_values().collect();
    uses.sort_by_key(|(count, text)| (std::cmp::Reverse(*count), *text));
    uses.into_iter().take(LIBRARY).map(|(_, text)| text.to_owned()).collect()
}

fn engine(bodies: &[String], table: Option<&Arc<Table>>) -> Engine {
    let phrase = |(at, body): (usize, &String)| {
        let id = PhraseId(at.to_string());
        Arc::new(Phrase { id, body: body.clone(), ..Phrase::default() })
    };
    let phrases = bodies.iter().enumerate().map(phrase).collect();
    let (id, title) = (String::new(), String::new());
    let mut engine = Engine::new(vec![PhrasePack { id, title, language: Language::Chinese, trade: None, phrases }]);
    if let Some(table) = table {
        engine.bring(Arc::clone(table));
        engine.read_on(bodies.len());
    }
    engine
}

fn conversation(rows: &[Row]) -> Conversation {
    let last = rows.iter().enumerate().skip(rows.len().saturating_sub(MAX_MESSAGES));
    let messages = last.map(|(at, row)| Message {
        row: RowId(at.to_string()),
        sender: if row.role == Role::Buyer { Sender::Buyer } else { Sender::Seller },
        text: row.text.clone(),
        card: None,
    });
    Conversation { messages: messages.collect(), ..Conversation::default() }
}
