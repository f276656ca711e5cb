//! `cargo xtask gaps --data FILE [--pack FILE]...`: a library checked against chats that took place. Every turn of a buyer
//! goes through the engine; what it has nothing to say to is put together by meaning, what is asked most first. It only
//! prints: words of people are written to no file, and what names someone is taken out of what is printed.

use std::{collections::HashSet, fs, sync::Arc};

use qinyu::chat::Conversation;
use qinyu::engine::{
    Engine,
    gaps::{Question, asked, clusters},
};
use qinyu::library::{PhrasePack, pack_file, validity::Circumstances};
use qinyu::rules;
use qinyu::text::{embedding::Table, scrub};
use serde_json::json;

use crate::replay::{conversation, ends_of_turns, read_sessions, settings};
use crate::tools::Outcome;

const HELP: &str = "cargo xtask gaps --data FILE [--pack FILE]... [--least 0] [--clusters 40]
  --data      chats, one a line: {\"id\",\"turns\":[{\"role\":\"buyer\"|\"seller\",\"text\"}]}; a path from the checkout's root
  --pack      a pack file to check, as often as there are; without one the general starter packs
  --least     points (an intent has 1000) that the best suggestion must have for a turn to count as answered: weak ones are shown too
  --clusters  so many groups are printed at most";

/// The table of meanings that ships.
const MEANINGS: &str = "www/meanings.bin";
/// Groups that are printed.
const CLUSTERS: usize = 40;
/// Other ways in which a question was asked that are printed with it.
const OTHERS: usize = 2;

#[derive(Debug, PartialEq, Eq)]
struct Options {
    data: String,
    packs: Vec<String>,
    least: i32,
    clusters: usize,
}

/// What a library does in chats.
#[derive(Debug, Default, PartialEq, Eq)]
struct Played {
    turns: usize,
    answered: usize,
    /// Turns without words, or with nothing but a greeting or thanks, that nothing answers: they ask nothing.
    ask_nothing: usize,
    /// What was asked in the others.
    unanswered: Vec<String>,
}

pub(crate) fn task(arguments: &[String]) -> Outcome {
    let Options { data, packs, least, clusters: most } = read_arguments(arguments)?;
    let text = fs::read_to_string(&data).map_err(|error| format!("{data} can't be read ({error})\n{HELP}"))?;
    let mut library = packs.iter().map(|path| read_pack(path)).collect::<Outcome<Vec<_>>>()?;
    if packs.is_empty() {
        library = rules::starter_packs().iter().filter(|pack| pack.trade.is_none()).cloned().collect();
    }
    let table = fs::read(MEANINGS).map_err(|error| format!("{MEANINGS} can't be read: {error}"))?;
    let table = Table::read(&table).map_err(|error| format!("{MEANINGS}: {error}"))?;
    let mut engine = Engine::new(library);
    engine.bring(Arc::new(table));
    while engine.read_on(usize::MAX) {}
    let (sessions, bad_lines) = read_sessions(&text);
    let talks = sessions.iter().flat_map(|session| ends_of_turns(&session.turns).map(|end| conversation(session, end)));
    let played = play(&engine, talks, least);
    let questions: Vec<_> = played.unanswered.iter().map(|line| Question::new(line, engine.meaning(line))).collect();
    let found = clusters(&questions);
    let Played { turns, answered, ask_nothing, unanswered } = &played;
    println!(
        "{turns} turns in {} chats: {answered} have a suggestion, {} have none worth it",
        sessions.len(),
        unanswered.len()
    );
    println!("{ask_nothing} more have none and ask nothing");
    let several = found.iter().filter(|cluster| cluster.members.len() > 1).count();
    println!("{} questions, {several} of them asked more than once\n", found.len());
    let shown = |at: usize| unanswered.get(at).map(|line| scrub(line, &[]).text).unwrap_or_default();
    for cluster in found.iter().take(most) {
        println!("{:>5}  {}", cluster.members.len(), shown(cluster.nearest));
        let mut said = HashSet::from([shown(cluster.nearest)]);
        let others = cluster.members.iter().map(|at| shown(*at)).filter(|line| said.insert(line.clone()));
        others.take(OTHERS).for_each(|line| println!("         {line}"));
    }
    println!(
        "{}",
        json!({ "task": "gaps", "n": sessions.len(), "turns": turns, "answered": answered, "unanswered": unanswered.len(),
            "ask_nothing": ask_nothing, "clusters": found.len(), "asked_more_than_once": several, "bad_lines": bad_lines })
    );
    Ok(())
}

/// Asks the engine at the end of each turn of a buyer.
fn play(engine: &Engine, talks: impl Iterator<Item = Conversation>, least: i32) -> Played {
    let (facts, here) = (settings(), Circumstances::default());
    let mut played = Played::default();
    for talk in talks {
        let advice = engine.suggest(&talk, &facts, &here);
        let rows: Vec<_> = talk.buyer_turn().iter().map(|message| message.text.as_str()).collect();
        let question = asked(&rows.join("\n"));
        let is_courteous = !advice.intents.is_empty()
            && advice.intents.iter().all(|found| engine.intents().is_courtesy(&found.intent));
        played.turns += 1;
        if advice.suggestions.first().is_some_and(|best| best.score >= least) {
            played.answered += 1;
        } else if question.is_empty() || is_courteous {
            played.ask_nothing += 1;
        } else {
            played.unanswered.push(question);
        }
    }
    played
}

fn read_pack(path: &str) -> Outcome<PhrasePack> {
    let json = fs::read_to_string(path).map_err(|error| format!("{path} can't be read ({error}); name a pack file"))?;
    let (pack, problems) = pack_file::parse(&json).map_err(|error| format!("{path}: {error}"))?;
    if !problems.is_empty() {
        eprintln!("{path}: {} phrases are left out or only read in part", problems.len());
    }
    Ok(pack)
}

fn number<N: std::str::FromStr>(name: &str, value: &str) -> Outcome<N> {
    value.parse().map_err(|_| format!("{name} takes a number\n{HELP}"))
}

fn read_arguments(arguments: &[String]) -> Outcome<Options> {
    let mut options = Options { data: String::new(), packs: Vec::new(), least: 0, clusters: CLUSTERS };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().ok_or_else(|| format!("{name} wants a value\n{HELP}"))?;
        match name.as_str() {
            "--data" => options.data.clone_from(value),
            "--pack" => options.packs.push(value.clone()),
            "--least" => options.least = number(name, value)?,
            "--clusters" => options.clusters = number(name, value)?,
            _ => return Err(format!("{name} is not understood\n{HELP}")),
        }
    }
    if options.data.is_empty() {
        return Err(format!("name the file of chats\n{HELP}"));
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_phrase_is_told_and_what_asks_nothing_is_not() {
        let pack = r#"{"format":"qinyu-pack","version":1,"phrases":[
            {"id":"a","body":"可以开发票的","queries":["能开发票吗"],"intents":["ask_invoice"]}]}"#;
        let engine = Engine::new(vec![pack_file::parse(pack).unwrap().0]);
        let chats = ["你好", "能开发票吗", "这个能放进洗碗机里洗吗", "谢谢"];
        let turns = chats.map(|line| {
            format!("{{\"role\":\"buyer\",\"text\":\"{line}\"}},{{\"role\":\"seller\",\"text\":\"在的\"}}")
        });
        let (sessions, bad_lines) = read_sessions(&format!("{{\"id\":\"a\",\"turns\":[{}]}}\nno\n", turns.join(",")));
        let session = &sessions[0];
        let played = play(&engine, ends_of_turns(&session.turns).map(|end| conversation(session, end)), 0);
        let unanswered = vec!["这个能放进洗碗机里洗吗".to_owned()];
        assert_eq!((bad_lines, played), (1, Played { turns: 4, answered: 1, ask_nothing: 2, unanswered }));
    }

    #[test]
    fn what_is_missing_is_named() {
        let told =
            |arguments: &[&str]| read_arguments(&arguments.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert!(told(&[]).is_err_and(|reason| reason.contains("name the file")));
        assert!(told(&["--pack"]).is_err_and(|reason| reason.contains("wants a value")));
        let packs = vec!["b".to_owned(), "c".to_owned()];
        let options = Options { data: "a".into(), packs, least: 0, clusters: CLUSTERS };
        assert_eq!(told(&["--data", "a", "--pack", "b", "--pack", "c"]), Ok(options));
    }
}
