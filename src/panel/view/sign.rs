//! Whose word a pack is, among the [`packs`]: what a copy is worth before it is imported, what is kept of a
//! signed pack, and the room in which the lead signs.

use super::{icon, library_words::LibraryWords, names::either, packs, sign_words::words};
use crate::{
    library::{
        Language,
        exchanged::{KeyRefused, Signed},
        folder::FileProblem,
        kept_pack::{KeptPack, Owner},
        plan::Plan,
        seal::{Seal, Verdict},
    },
    panel::{
        sign::{can_publish, planned, usable_key},
        state::State,
    },
};
use maud::{Markup, html};

/// Changed titles that are listed before signing.
const LINES: usize = 20;

/// What there is to say of a planned pack, and the way to trust its key.
pub(super) fn plan(state: &State, plan: &Plan, library_words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let words = words(language);
    let seal = state.library.seals.get(&plan.pack.id);
    let signed = state.desk.shared.signed("");
    let name = seal.map_or("", |seal| seal.by.as_str());
    html! {
        @match (planned(state, plan), seal) {
            (None, _) => p.signed role="status" { (words.checking) },
            (Some(Verdict::Trusted), Some(seal)) => (good(seal, words.unchanged)),
            (Some(Verdict::Unsigned), None) => {},
            (Some(Verdict::Unsigned), Some(_)) => (warning("warn", &(words.unsigned)(name))),
            (Some(Verdict::Changed), Some(_)) => (warning("warn", &(words.changed_pinned)(name))),
            (Some(Verdict::Older), _) => (warning("warn", words.older)),
            (Some(Verdict::Forged), _) => (warning("bad", words.forged)),
            (Some(Verdict::OtherKey), _) => {
                (warning("bad", &(words.other_key)(name)))
                dl.keys-apart {
                    dt { (words.trusted_key) } dd { @if let Some(seal) = seal { (fingerprint(&seal.fingerprint)) } }
                    dt { (words.this_key) } dd { @for one in signed { (fingerprint(&one.fingerprint)) } }
                }
            },
            (Some(_), _) => (unpinned(signed, language)),
        }
        @if planned(state, plan) == Some(Verdict::New) {
            p.hint { (words.first_time) }
            @let gone = plan.lacking(&state.library);
            (packs::lines(&(words.exactly)(gone.len()), gone.iter(), library_words, language))
            (packs::lines(&(words.exactly_changed)(plan.conflicts.len()), plan.conflicts.iter(), library_words, language))
            div.row {
                @for one in signed.iter().filter(|one| one.is_unchanged) {
                    button.primary type="button" id="trust" data-action="trust_planned" data-name=(one.key) {
                        (icon("shield-check")) (words.trust_planned)
                    }
                }
                (file("load-public", "load_public", "", words.load_public))
            }
        }
    }
}

/// What there is to say of a kept pack.
pub(super) fn kept(state: &State, pack: &KeptPack) -> Markup {
    let language = state.settings.language;
    let words = words(language);
    let id = &pack.about.id;
    let signed = state.desk.shared.signed(id);
    let Some(seal) = state.library.seals.get(id) else {
        return html! {
            (unpinned(signed, language))
            @for one in signed.iter().filter(|one| one.is_genuine && one.is_unchanged) {
                p.hint { (words.first_time) }
                div.row {
                    button.plain type="button" data-action="trust" data-name={ (one.key) "\n" (id) } { (icon("shield-check")) (words.trust) }
                    (file(&format!("load-public-{id}"), "load_public", id, words.load_public))
                }
            }
        };
    };
    let is_unchanged = signed.first().is_none_or(|one| one.is_unchanged);
    html! {
        @match (is_unchanged, seal.is_own, pack.owner) {
            (true, ..) => (good(seal, words.unchanged)),
            (false, true, _) => (warning("warn", words.sign_again)),
            (false, false, Owner::Maintained) => (warning("warn", &(words.not_signed_yet)(&seal.by))),
            (false, false, _) => (warning("warn", &(words.differs)(&seal.by))),
        }
        button.link type="button" data-action="forget_key" data-name=(id) { (words.forget) }
    }
}

/// The signatures of a pack for which no key is trusted.
fn unpinned(signed: &[Signed], language: Language) -> Markup {
    let words = words(language);
    html! {
        @for one in signed {
            @if !one.is_genuine {
                (warning("bad", words.forged))
            } @else {
                p.signed data-tone=(if one.is_unchanged { "" } else { "warn" }) {
                    span { (words.signed_by) bdi { (one.by) } " · " (if one.is_unchanged { words.unchanged } else { words.changed }) }
                    (fingerprint(&one.fingerprint))
                }
            }
        }
    }
}

fn good(seal: &Seal, what: &str) -> Markup {
    html! {
        p.signed data-tone="good" { (icon("shield-check")) span { bdi { (seal.by) } " · " (what) } (fingerprint(&seal.fingerprint)) }
    }
}

fn warning(tone: &str, text: &str) -> Markup {
    html! { p.signed data-tone=(tone) { (icon("triangle-alert")) span { (text) } } }
}

fn fingerprint(fingerprint: &str) -> Markup {
    html! { code.fingerprint { (fingerprint) } }
}

/// Why a file of the team's folder is set aside, as far as keys have to do with it.
pub(super) fn set_aside(problem: &FileProblem, language: Language) -> &'static str {
    let words = words(language);
    match problem {
        FileProblem::NotTrusted(Verdict::Unsigned) => words.file_unsigned,
        FileProblem::NotTrusted(Verdict::OtherKey) => words.file_other_key,
        FileProblem::NotTrusted(Verdict::Changed) => words.file_changed,
        FileProblem::NotTrusted(_) => words.file_forged,
        _ => words.checking,
    }
}

/// That colleagues' edits wait for the lead.
pub(super) fn waiting(count: usize, language: Language) -> String {
    (words(language).waiting)(count)
}

/// Why a file is no key.
pub(super) fn no_key(refused: KeyRefused, language: Language) -> &'static str {
    match refused {
        KeyRefused::Public => either(
            language,
            "这是公钥，只能用来核对。签名要用 .secret.key 那个文件。",
            "That is the public key, for checking. Signing takes the .secret.key file.",
        ),
        KeyRefused::Damaged => either(
            language,
            "密钥文件被改过或不完整，请从备份再拷一份。",
            "The key file was changed or cut; copy it again from your backup.",
        ),
        KeyRefused::Newer => {
            either(language, "密钥来自更新的版本，请先更新亲语。", "The key is of a newer version; update Qinyu first.")
        }
        KeyRefused::NoKey => either(
            language,
            "这不是密钥文件，请选 .secret.key 结尾的那个。",
            "Not a key file; choose the one that ends with .secret.key.",
        ),
    }
}

/// The room in which the lead signs a pack.
pub(super) fn room(state: &State, id: &str, library_words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let words = words(language);
    let Some(pack) = state.library.pack(id) else { return html! { (packs::back(library_words)) } };
    let seal = state.library.seals.get(id);
    let is_signed = seal.is_some() && state.desk.shared.signed(id).first().is_some_and(|one| one.is_unchanged);
    let (titles, policy) = state.library.changed_locks(id);
    html! {
        (packs::back(library_words))
        h1 { bdi { (packs::title(pack, library_words)) } " · " (words.sign_room) }
        @match seal {
            Some(seal) if is_signed => (good(seal, words.unchanged)),
            Some(_) => (warning("warn", words.sign_again)),
            None => p.hint { (words.never_signed) },
        }
        @if !titles.is_empty() || policy {
            section.group {
                h2 { (words.changed_locks) }
                p.hint { (words.changed_locks_hint) }
                ul.list {
                    @if policy { li { (words.policy) } }
                    @for title in titles.iter().take(LINES) { li { bdi { (title) } } }
                    @if titles.len() > LINES { li { "… " ((library_words.count)(titles.len())) } }
                }
                button.plain type="button" data-action="put_back" { (icon("undo-2")) (words.put_back) }
            }
        }
        (key(state, id))
        @if is_signed {
            section.group {
                h2 { (words.hand_out) }
                @if !can_publish(state, id) { p.hint { (words.no_folder) } }
                div.row {
                    @if can_publish(state, id) {
                        button.primary type="button" id="publish" data-action="publish" { (icon("upload")) (words.publish) }
                    }
                    button.plain type="button" id="export-signed" data-action="export_pack" data-name=(id) { (icon("download")) (library_words.export) }
                }
            }
        }
    }
}

fn key(state: &State, id: &str) -> Markup {
    let words = words(state.settings.language);
    let usable = usable_key(state, id);
    html! {
        section.group {
            h2 { (words.key) }
            @if let Some(key) = &state.desk.key {
                p.signed { (icon("key-round")) span { bdi { (key.name) } } (fingerprint(&key.fingerprint)) }
                @if key.is_new { p.signed data-tone="warn" role="status" { (icon("triangle-alert")) span { (words.new_key) } } }
                @if usable.is_some() {
                    p.hint { (words.read_out) }
                    div.row {
                        button.primary type="button" id="sign" data-action="sign" { (icon("shield-check")) (words.sign) }
                        button.plain type="button" data-action="save_public" { (icon("download")) (words.save_public) }
                    }
                } @else if let Some(seal) = state.library.seals.get(id) {
                    (warning("bad", &(words.not_this_key)(&seal.by)))
                    (fingerprint(&seal.fingerprint))
                }
            } @else {
                p.hint { (words.key_hint) }
            }
            @if usable.is_none() {
                div.row { (file("load-key", "load_key", "", words.load_key)) }
                @if !state.library.seals.contains_key(id) {
                    form.row data-action="new_key" {
                        input id="key-name" type="text" maxlength="60" autocomplete="off" dir="auto" aria-label=(words.key_name) placeholder=(words.key_name);
                        button.plain type="submit" { (icon("key-round")) (words.make_key) }
                    }
                }
            }
        }
    }
}

fn file(id: &str, action: &str, pack: &str, label: &str) -> Markup {
    html! {
        label.plain.file {
            (icon("upload")) (label)
            input.unseen id=(id) type="file" accept=".key,.txt" data-action=(action) data-name=(pack);
        }
    }
}
