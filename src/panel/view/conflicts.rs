//! Edits that were made apart, side by side: what each says, who made it and when, and the choice. Part of the `library`
//! tab.

use super::{
    library_names,
    library_words::LibraryWords,
    names::either,
    packs::{bar, title},
};
use crate::{
    library::{
        Language,
        kept_pack::{KeptPack, Owner},
        policy::{Policy, part_of},
        record::{DELETED, Record, Version},
        seal::Seal,
        stamp::Stamp,
    },
    panel::state::State,
};
use maud::{Markup, html};

/// Conflicts that are shown at once; choosing brings the next ones.
const AT_ONCE: usize = 50;
/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// Letters of an installation's name that tell it from the others of a team.
const SHORT: usize = 4;

/// A field that was edited apart.
pub(super) struct Open<'a> {
    pack: &'a KeptPack,
    id: &'a str,
    title: String,
    field: String,
    versions: Vec<Version>,
}

/// Every field that someone has to choose, in packs that the agent may write to.
pub(super) fn open_conflicts<'a>(state: &'a State, words: &LibraryWords) -> Vec<Open<'a>> {
    let mut open = Vec::new();
    for pack in state.library.packs.iter().filter(|pack| pack.owner != Owner::Team) {
        let mut add = |id: &'a str, title: &str, record: &Record| {
            let of = |field: &str, versions: &[Version]| {
                let (title, field) = (title.to_owned(), field.to_owned());
                Open { pack, id, title, field, versions: versions.to_vec() }
            };
            open.extend(record.conflicts().map(|(field, versions)| of(field, versions)));
            if record.is_deletion_open() {
                open.push(of(DELETED, &[]));
            }
        };
        if pack.about.head.conflicts().next().is_some() {
            add("", &title(pack, words), &pack.about.head);
        }
        // What a trusted key locked is as it was signed, whatever was edited.
        let locked = state.library.binding(&pack.about.id).map(Seal::locked);
        let is_open = |id: &String| locked.is_none_or(|locked| !locked.contains_key(id));
        for (id, entry) in pack.entries.iter().filter(|(id, entry)| entry.has_conflict && is_open(id)) {
            add(id, entry.phrase.name(), &entry.record());
        }
    }
    open
}

pub(super) fn view(state: &State, words: &LibraryWords) -> Markup {
    let open = open_conflicts(state, words);
    let language = state.settings.language;
    html! {
        (bar(words))
        p.hint { (if open.is_empty() { words.no_conflicts } else { words.conflicts_hint }) }
        @for one in open.iter().take(AT_ONCE) {
            @let name = [one.field.as_str(), one.pack.about.id.as_str(), one.id].join("\n");
            section.group.conflict {
                h2 { bdi { (one.title) } " · " (if one.field == DELETED { words.deleted_and_edited } else { library_names::field(&one.field, language) }) }
                @if one.field == DELETED {
                    div.row {
                        button.plain type="button" data-action="settle" data-name=(name) data-slot="0" { (words.keep_phrase) }
                        button.plain type="button" data-action="settle" data-name=(name) data-slot="1" { (words.delete_phrase) }
                    }
                }
                @for (at, version) in one.versions.iter().enumerate() {
                    div.version {
                        p dir="auto" { (shown(version, &one.field, words, language)) }
                        span.count { (who_and_when(state, one.pack, version.stamp.as_ref())) }
                        button.plain type="button" data-action="settle" data-name=(name) data-slot=(at) { (words.choose) }
                    }
                }
            }
        }
    }
}

/// A version's value as an agent reads it.
fn shown(version: &Version, field: &str, words: &LibraryWords, language: Language) -> String {
    let empty = || words.nothing.to_owned();
    if let Some(Policy { forbidden, required }) = part_of(field, &version.value) {
        let forbidden = forbidden.into_iter().map(|word| word.word);
        let all: Vec<_> = forbidden.chain(required.into_iter().map(|one| format!("{{{}}}", one.placeholder))).collect();
        return if all.is_empty() { empty() } else { all.join(super::names::comma(language)) };
    }
    match (version.value.as_str(), version.value.as_array()) {
        (Some(""), _) => empty(),
        (Some(text), _) => text.to_owned(),
        (_, Some(list)) if list.is_empty() => empty(),
        (_, Some(list)) => list.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n"),
        _ if version.value.is_null() => empty(),
        _ => version.value.to_string(),
    }
}

/// Who made an edit, and when.
fn who_and_when(state: &State, pack: &KeptPack, stamp: Option<&Stamp>) -> String {
    let language = state.settings.language;
    let Some(stamp) = stamp else { return either(language, "导入时就有", "as it was imported").to_owned() };
    let writer = &stamp.writer;
    let who = if !state.installation.is_empty() && writer.name().starts_with(&state.installation) {
        either(language, "您", "you").to_owned()
    } else if let Some(name) = pack.writer_name(writer) {
        name.to_owned()
    } else {
        let short: String = writer.name().chars().take(SHORT).collect();
        either(language, format!("没写名字的同事（{short}）"), format!("a colleague without a name ({short})"))
    };
    match when(state, stamp.time.millis) {
        Some(when) => format!("{who} · {when}"),
        None => who,
    }
}

/// A moment as it is said: the day by its distance, the hour by the agent's clock; `None` while that is not known.
fn when(state: &State, millis: u64) -> Option<String> {
    let language = state.settings.language;
    let moment = state.moment?;
    let ago = i64::try_from(state.now.saturating_sub(millis) / 60_000).ok()?;
    let minute = i64::from(moment.minute) - ago;
    let (days, of_day) = (-minute.div_euclid(DAY), minute.rem_euclid(DAY));
    let clock = format!("{:02}:{:02}", of_day / 60, of_day % 60);
    Some(match days {
        ..=0 => either(language, format!("今天 {clock}"), format!("today {clock}")),
        1 => either(language, format!("昨天 {clock}"), format!("yesterday {clock}")),
        _ => either(language, format!("{days} 天前 {clock}"), format!("{days} days ago, {clock}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{day::Moment, library::stamp::Writer, panel::Kept};

    #[test]
    fn a_moment_is_told_by_the_agents_clock() {
        let mut state = State::new(Kept::default(), Writer::new("a").unwrap());
        let minutes = |ago: u64| state_now() - ago * 60_000;
        fn state_now() -> u64 {
            1_795_514_820_000
        }
        assert_eq!(when(&state, 5), None);
        (state.now, state.moment) = (state_now(), Moment::parse("2026-11-24 10:00"));
        let told: Vec<_> =
            [0, 599, 601, 24 * 60 + 1, 3 * 24 * 60].map(minutes).map(|at| when(&state, at).unwrap()).into();
        assert_eq!(told, ["今天 10:00", "今天 00:01", "昨天 23:59", "昨天 09:59", "3 天前 10:00"]);
    }
}
