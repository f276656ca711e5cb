//! The packs of the [`library`](super::library) tab: importing with a plan first, exporting, choosing between edits that
//! were made apart.

use super::{icon, library_names, library_words::LibraryWords, names, sharing, sign, team_folder};
use crate::{
    library::{
        kept_pack::{KeptPack, Owner},
        plan::{Plan, PlanLine},
        record::{DELETED, Version},
        seal::{Seal, Verdict},
    },
    panel::{sign::planned, state::State},
};
use maud::{Markup, html};

/// Lines of a plan that are shown of each kind; the rest is counted.
const LINES: usize = 50;

/// What people call a pack.
pub(super) fn title(pack: &KeptPack, words: &LibraryWords) -> String {
    if pack.owner == Owner::Personal && pack.title() == pack.about.id {
        return words.personal.to_owned();
    }
    pack.title().to_owned()
}

pub(super) fn view(state: &State, words: &LibraryWords) -> Markup {
    html! {
        (bar(words))
        h1.unseen { (words.packs) }
        section.group {
            h2 { (words.packs) }
            ul.list.packs {
                @for pack in &state.library.packs {
                    @let id = &pack.about.id;
                    li {
                        bdi { (title(pack, words)) }
                        span.count { (library_names::owner(pack.owner, state.settings.language)) " · " ((words.count)(pack.len())) }
                        div.controls {
                            @if pack.owner != Owner::Personal {
                                label.choice {
                                    input id={ "maintain-" (id) } type="checkbox" data-action="maintain" data-name=(id) checked[pack.owner == Owner::Maintained];
                                    (words.maintain)
                                }
                            }
                            (button("export_pack", id, "download", words.export))
                            (sharing::formats(id, state.settings.language))
                            @if pack.owner != Owner::Personal { (button("drop_pack", id, "trash-2", words.drop)) }
                            @if pack.owner == Owner::Maintained { (button("sign_room", id, "key-round", names::either(state.settings.language, "签名", "Sign"))) }
                        }
                        (sign::kept(state, pack))
                    }
                }
                @for pack in &state.library.starters {
                    li {
                        bdi { (pack.title) }
                        span.count { (library_names::owner(Owner::Starter, state.settings.language)) " · " ((words.count)(pack.phrases.len())) }
                    }
                }
            }
        }
        (team_folder::view(state))
        section.group {
            h2 { (words.import) }
            p.hint { (words.import_hint) }
            label.plain.file {
                (icon("upload")) (words.import)
                input.unseen id="read-pack" type="file" accept=".json,.csv,.xlsx,.xls,.yml,.yaml,.txt" data-action="read_pack";
            }
        }
    }
}

/// The way back to the packs.
pub(super) fn back(words: &LibraryWords) -> Markup {
    html! {
        div.bar { button.plain type="button" data-action="go" data-name="packs" { (icon("arrow-left")) (words.packs) } }
    }
}

pub(super) fn bar(words: &LibraryWords) -> Markup {
    html! {
        div.bar { button.plain type="button" data-action="go" data-name="list" { (icon("arrow-left")) (words.back) } }
    }
}

fn button(action: &str, name: &str, icon_name: &str, label: &str) -> Markup {
    html! {
        button.quiet type="button" data-action=(action) data-name=(name) aria-label=(label) title=(label) { (icon(icon_name)) }
    }
}

pub(super) fn plan(state: &State, plan: &Plan, words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let lines = |label: String, lines: &[PlanLine]| {
        html! {
            @if !lines.is_empty() {
                section.group {
                    h2 { (label) }
                    ul.list {
                        @for line in lines.iter().take(LINES) {
                            li {
                                bdi { (line.title) }
                                span.count { (fields(line, language)) }
                            }
                        }
                        @if lines.len() > LINES { li { "… " ((words.count)(lines.len())) } }
                    }
                }
            }
        }
    };
    html! {
        (bar(words))
        h1 { (words.plan) }
        (sign::plan(state, plan))
        @if plan.is_empty() { p.hint { (words.nothing_to_do) } }
        (lines((words.to_choose)(plan.conflicts.len()), &plan.conflicts))
        (lines((words.added)(plan.added.len()), &plan.added))
        (lines((words.changed)(plan.changed.len()), &plan.changed))
        (lines((words.deleted)(plan.deleted.len()), &plan.deleted))
        ul.list {
            @if plan.changes_head { li { (names::either(language, "话术包的标题或团队规则有更新", "The pack's title or the team's rules change")) } }
            @if plan.same > 0 { li { ((words.same)(plan.same)) } }
            @if plan.only_here > 0 { li { ((words.only_here)(plan.only_here)) } }
            @if plan.overridden > 0 { li { ((words.overridden)(plan.overridden)) } }
        }
        @if !plan.problems.is_empty() {
            section.group {
                h2 { ((words.refused)(plan.problems.len())) }
                ul.list {
                    @for problem in plan.problems.iter().take(LINES) {
                        li { bdi { "#" (problem.position) " " (problem.id) } span.count { (library_names::problem(&problem.kind, language)) } }
                    }
                }
            }
        }
        (sharing::remarks(&state.desk.shared, words, language))
        @let verdict = planned(state, plan);
        @let is_safe = verdict == Some(Verdict::Trusted) || verdict == Some(Verdict::Unsigned) && !state.library.seals.contains_key(&plan.pack.id);
        div.row {
            button type="button" id="import" data-action="import" class=(if is_safe { "primary" } else { "plain" })
                disabled[plan.is_empty() || verdict.is_none_or(Verdict::is_refused)] { (words.do_import) }
            button.plain type="button" data-action="go" data-name="packs" { (words.cancel) }
        }
    }
}

fn fields(line: &PlanLine, language: crate::library::Language) -> String {
    let fields: Vec<_> = line.fields.iter().map(|field| library_names::field(field, language)).collect();
    fields.join(names::comma(language))
}

/// A field that was edited apart.
pub(super) struct Open {
    pack: String,
    id: String,
    title: String,
    field: String,
    versions: Vec<Version>,
}

/// Every field that someone has to choose, in packs that the agent may write to.
pub(super) fn open_conflicts(state: &State) -> Vec<Open> {
    let mut open = Vec::new();
    for pack in state.library.packs.iter().filter(|pack| pack.owner != Owner::Team) {
        let locked = state.library.binding(&pack.about.id).map(Seal::locked);
        let is_open = |id: &String| locked.is_none_or(|locked| !locked.contains_key(id));
        for (id, entry) in pack.entries.iter().filter(|(id, entry)| entry.has_conflict && is_open(id)) {
            let record = entry.record();
            let phrase = &entry.phrase;
            let title = if phrase.title.trim().is_empty() { &phrase.body } else { &phrase.title };
            let of = |field: &str, versions: &[Version]| Open {
                pack: pack.about.id.clone(),
                id: id.clone(),
                title: title.clone(),
                field: field.to_owned(),
                versions: versions.to_vec(),
            };
            open.extend(record.conflicts().map(|(field, versions)| of(field, versions)));
            if record.is_deletion_open() {
                open.push(of(DELETED, &[]));
            }
        }
    }
    open
}

pub(super) fn conflicts(state: &State, words: &LibraryWords) -> Markup {
    let open = open_conflicts(state);
    let language = state.settings.language;
    html! {
        (bar(words))
        p.hint { (if open.is_empty() { words.no_conflicts } else { words.conflicts_hint }) }
        @for one in open.iter().take(LINES) {
            @let name = [one.field.as_str(), one.pack.as_str(), one.id.as_str()].join("\n");
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
                        p dir="auto" { (shown(version, words)) }
                        @if let Some(stamp) = &version.stamp { span.count { (stamp.writer.name()) } }
                        button.plain type="button" data-action="settle" data-name=(name) data-slot=(at) { (words.choose) }
                    }
                }
            }
        }
    }
}

fn shown(version: &Version, words: &LibraryWords) -> String {
    let empty = || words.nothing.to_owned();
    match (version.value.as_str(), version.value.as_array()) {
        (Some(""), _) => empty(),
        (Some(text), _) => text.to_owned(),
        (_, Some(list)) if list.is_empty() => empty(),
        (_, Some(list)) => list.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join("\n"),
        _ if version.value.is_null() => empty(),
        _ => version.value.to_string(),
    }
}
