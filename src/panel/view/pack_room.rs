//! A pack of the agent's or one that they look after: its title, language, trade and the team's rules, each a field that
//! is kept as it is left; and the way of a phrase into another pack. Part of the `library` tab.

use super::{
    icon, library,
    library_words::LibraryWords,
    names::{self, either},
    packs,
};
use crate::{
    library::{
        Language,
        collection::Shown,
        facts::FACTS,
        kept_pack::{KeptPack, Owner},
        policy::{FORBIDDEN, Forbidden, Policy, REQUIRED, Required, policy_in},
    },
    panel::{Breach, state::State},
    rules,
};
use maud::{Markup, html};

pub(super) fn view(state: &State, id: &str, words: &LibraryWords) -> Markup {
    let Some(pack) = state.library.pack(id) else { return html! { (packs::bar(words)) } };
    let language = state.settings.language;
    let head = pack.about.phrase_pack();
    let policy = Policy::read(&policy_in(&pack.about.head));
    html! {
        div.bar {
            button.plain type="button" data-action="go" data-name="packs" { (icon("arrow-left")) (words.back) }
            (library::tool("undo", "undo-2", words.undo, state.history().last().is_some()))
            (library::tool("redo", "redo-2", words.redo, state.history().next().is_some()))
        }
        h1.unseen { (packs::title(pack, words)) }
        (line("title", words.title, &head.title, &packs::title(pack, words)))
        div.pair.even {
            label.field {
                span { (either(language, "语言", "Language")) }
                select id="field-language" data-action="field" data-name="language" {
                    @for (one, label) in [(Language::Chinese, "中文"), (Language::English, "English")] {
                        option value=(one.tag()) selected[head.language == one] { (label) }
                    }
                }
            }
            label.field {
                span { (words.trades) }
                select id="field-trade" data-action="field" data-name="trade" {
                    option value="" selected[head.trade.is_none()] { (either(language, "不限", "Any")) }
                    @for trade in rules::TRADES {
                        option value=(trade) selected[head.trade.as_deref() == Some(trade)] { (names::trade(trade, language)) }
                    }
                }
            }
        }
        @if let Some(seal) = state.library.binding(&pack.about.id) {
            p.hint {
                (either(language, "团队规定以签名为准，由负责人改：", "The team's rules are as they were signed, and changed by: "))
                bdi { (seal.by) }
            }
        } @else if pack.owner == Owner::Maintained {
            (forbidden(&policy.forbidden, language))
            (required(state, &policy.required, language))
        }
    }
}

fn line(name: &str, label: &str, value: &str, hint: &str) -> Markup {
    html! {
        label.field {
            span { (label) }
            input id={ "field-" (name) } type="text" autocomplete="off" dir="auto" data-action="field" data-name=(name) placeholder=(hint) value=(value);
        }
    }
}

/// The words that are not to be said, and an empty line for the next one.
fn forbidden(words: &[Forbidden], language: Language) -> Markup {
    let none = Forbidden::default();
    html! {
        section.group.rules {
            h2 { (either(language, "团队禁用词", "Words not to be said")) }
            p.hint { (either(language,
                "同事插入的话里有这个词会提醒；打勾的不让插入。清空词就去掉这一条。",
                "Colleagues are told when they insert one; ticked ones are kept out. Emptying the word drops the rule.")) }
            @for (at, word) in words.iter().chain([&none]).enumerate() {
                @let of = |part: &str| format!("{FORBIDDEN}:{at}:{part}");
                div.rule {
                    (line(&of("word"), either(language, "禁用词", "Word"), &word.word, either(language, "例如 保证", "Such as: guaranteed")))
                    @if at < words.len() {
                        (line(&of("instead"), either(language, "改说", "Say instead"), &word.instead, ""))
                        (line(&of("except"), either(language, "这些词里不算", "Not within"), &word.except.join(" "), either(language, "例如 第一次 第一时间", "Longer, innocent words")))
                        label.choice {
                            input id={ "toggle-" (of("blocks")) } type="checkbox" data-action="toggle" data-name=(of("blocks")) checked[word.blocks];
                            (either(language, "不让插入", "Keep out"))
                        }
                    }
                }
            }
        }
    }
}

/// The placeholders that phrases must have, and an empty line for the next one.
fn required(state: &State, rules: &[Required], language: Language) -> Markup {
    let none = Required { group: String::new(), placeholder: String::new() };
    html! {
        section.group.rules {
            h2 { (either(language, "必须有的空位", "Gaps that must be there")) }
            p.hint { (either(language, "这个分组里的话术都要有这个空位；分组不填就是全部。", "Every phrase of the group has to have the gap; without a group, every phrase.")) }
            @for (at, rule) in rules.iter().chain([&none]).enumerate() {
                @let of = |part: &str| format!("{REQUIRED}:{at}:{part}");
                div.rule.pair.even {
                    label.field {
                        span { (either(language, "空位", "Gap")) }
                        input id={ "field-" (of("placeholder")) } type="text" list="gaps" autocomplete="off" dir="auto" data-action="field"
                            data-name=(of("placeholder")) value=(rule.placeholder);
                    }
                    @if at < rules.len() {
                        label.field {
                            span { (either(language, "分组", "Group")) }
                            input id={ "field-" (of("group")) } type="text" list="groups" autocomplete="off" dir="auto" data-action="field"
                                data-name=(of("group")) value=(rule.group);
                        }
                    }
                }
            }
            datalist id="gaps" { @for fact in FACTS { option value=(either(language, fact.chinese, fact.id)) {} } }
            datalist id="groups" { @for group in library::groups(state) { option value=(group) {} } }
        }
    }
}

/// The ways of a phrase into another pack.
pub(super) fn elsewhere(state: &State, one: &Shown, words: &LibraryWords) -> Markup {
    let language = state.settings.language;
    let others: Vec<&KeptPack> =
        state.library.packs.iter().filter(|pack| pack.owner != Owner::Team && pack.about.id != one.pack).collect();
    let choice = |action: &str, label: &str| {
        html! {
            select id={ (action) } data-action=(action) data-name=(one.phrase.id.0) aria-label=(label) {
                option value="" selected { (label) }
                @for pack in &others { option value=(pack.about.id) { (packs::title(pack, words)) } }
            }
        }
    };
    let is_own = matches!(one.owner, Owner::Personal | Owner::Maintained);
    html! {
        @if !others.is_empty() {
            div.row {
                @if is_own { (choice("move_to", either(language, "移到话术包…", "Move to a pack…"))) }
                (choice("copy_to", either(language, "复制到话术包…", "Copy to a pack…")))
            }
        }
    }
}

/// What took a phrase's place, to be named by its title or code.
pub(super) fn successor(state: &State, one: &Shown) -> Markup {
    let language = state.settings.language;
    let named = one.phrase.successor.as_ref().map(|id| super::check::name(state, id)).unwrap_or_default();
    html! {
        label.field {
            span { (either(language, "已换成", "Replaced by")) }
            input id="field-successor" type="text" autocomplete="off" dir="auto" data-action="field" data-name="successor"
                placeholder=(either(language, "另一条的标题或编码；填了就不再推荐这一条", "Title or code of another phrase; this one is no longer offered"))
                value=(named);
        }
    }
}

/// A rule of the team that a phrase breaks, in a few words.
pub(super) fn breach(breach: &Breach, language: Language) -> String {
    match breach {
        Breach::Forbidden(word) => forbidden_word(word, language),
        Breach::Required(gap) => either(language, format!("缺少 {{{gap}}}"), format!("lacks {{{gap}}}")),
    }
}

pub(super) fn forbidden_word(word: &Forbidden, language: Language) -> String {
    let Forbidden { word, .. } = word;
    either(language, format!("有禁用词“{word}”"), format!("says “{word}”"))
}
