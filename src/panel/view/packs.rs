//! The packs of the [`library`](super::library) tab: importing with a plan first, exporting.

use super::{backup, icon, library_names, library_words::LibraryWords, names, pictures, sharing, sign, team_folder};
use crate::{
    library::{
        Language,
        kept_pack::{KeptPack, Owner},
        plan::{Plan, PlanLine},
        seal::Verdict,
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
                            @if pack.owner != Owner::Team { (button("open_pack", id, "pencil", words.open)) }
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
            button.plain type="button" id="new-pack" data-action="new_pack" { (icon("plus")) (names::either(state.settings.language, "新建团队话术包", "New team pack")) }
        }
        (team_folder::view(state))
        (backup::export(state, words.export))
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

/// What the pack of a plan is called; nothing for one that has no title of its own.
fn pack_title<'a>(state: &'a State, plan: &'a Plan) -> Option<&'a str> {
    let kept = state.library.pack(&plan.pack.id).map(|pack| &pack.about.head);
    let titles = std::iter::once(&plan.pack.head).chain(kept).filter_map(|head| head.get("title")?.as_str());
    titles.map(str::trim).find(|title| !title.is_empty())
}

pub(super) fn plan(state: &State, plan: &Plan, words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    html! {
        (bar(words))
        h1 { (words.plan) @if let Some(title) = pack_title(state, plan) { " · " bdi { (title) } } }
        (sign::plan(state, plan, words))
        @if plan.is_empty() { p.hint { (words.nothing_to_do) } }
        (outcome(plan, words, language))
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

/// What becomes of a pack, by kind.
pub(super) fn outcome(plan: &Plan, words: &LibraryWords, language: Language) -> Markup {
    let mut head: Vec<&str> = plan.head.iter().map(|field| library_names::field(field, language)).collect();
    head.dedup();
    html! {
        @if !head.is_empty() {
            p.hint { (names::either(language, "话术包本身有改动：", "Of the pack itself changes: ")) (head.join(names::comma(language))) }
        }
        (lines(&(words.to_choose)(plan.conflicts.len()), plan.conflicts.iter(), words, language))
        (lines(&(words.added)(plan.added.len()), plan.added.iter(), words, language))
        (lines(&(words.changed)(plan.changed.len()), plan.changed.iter(), words, language))
        (lines(&(words.deleted)(plan.deleted.len()), plan.deleted.iter(), words, language))
        ul.list {
            @if plan.same > 0 { li { ((words.same)(plan.same)) } }
            @if !plan.pack.images.is_empty() { li { (pictures::brought(plan.pack.images.len(), language)) } }
            @if plan.only_here > 0 { li { ((words.only_here)(plan.only_here)) } }
            @if plan.overridden > 0 { li { ((words.overridden)(plan.overridden)) } }
        }
    }
}

/// Phrases under a heading; nothing where there are none.
pub(super) fn lines<'a>(
    label: &str,
    lines: impl ExactSizeIterator<Item = &'a PlanLine>,
    words: &LibraryWords,
    language: Language,
) -> Markup {
    let count = lines.len();
    html! {
        @if count > 0 {
            section.group {
                @if !label.is_empty() { h2 { (label) } }
                ul.list {
                    @for line in lines.take(LINES) {
                        li {
                            bdi { (line.title) }
                            span.count { (fields(line, language)) }
                        }
                    }
                    @if count > LINES { li { "… " ((words.count)(count)) } }
                }
            }
        }
    }
}

fn fields(line: &PlanLine, language: Language) -> String {
    let fields: Vec<_> = line.fields.iter().map(|field| library_names::field(field, language)).collect();
    fields.join(names::comma(language))
}
