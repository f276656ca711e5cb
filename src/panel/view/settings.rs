//! The settings tab: the shop's facts and packs, the sites, language and looks. Everything is kept as it is changed.

use super::{backup, buyers, chat::allow_site, greeting, habits, icon, names, training, words::Words};
use crate::{
    library::{
        Language,
        facts::{FACTS, Source},
    },
    panel::{settings::Appearance, state::State},
    rules,
};
use maud::{Markup, html};

pub(super) fn view(state: &State, words: &Words) -> Markup {
    html! {
        h1.unseen { (words.settings) }
        (shop(state, words))
        (trades(state, words))
        (sites(state, words))
        (greeting::settings(state))
        (looks(state, words))
        (buyers::settings(state))
        (training::settings(state.settings.language))
        (habits::settings(state))
        (backup::backup(state, words.export))
    }
}

fn shop(state: &State, words: &Words) -> Markup {
    let facts = FACTS.iter().filter(|fact| fact.source == Source::Settings);
    html! {
        section.group {
            h2 { (words.shop) }
            p.hint { (words.shop_hint) }
            @for fact in facts {
                label.field {
                    span { (names::fact(fact.id, state.settings.language)) }
                    input id={ "shop-" (fact.id) } type="text" autocomplete="off" dir="auto" data-action="shop"
                        data-name=(fact.id) placeholder=(names::example(fact.id, state.settings.language)) value=(state.settings.shop.get(fact.id).unwrap_or_default());
                }
            }
        }
    }
}

fn trades(state: &State, words: &Words) -> Markup {
    html! {
        section.group {
            h2 { (words.trades) }
            p.hint { (words.trades_hint) }
            div.choices {
                @for trade in rules::TRADES {
                    label.choice {
                        input id={ "trade-" (trade) } type="checkbox" data-action="trade" data-name=(trade)
                            checked[state.settings.trades.iter().any(|known| known == trade)];
                        (names::trade(trade, state.settings.language))
                    }
                }
            }
        }
    }
}

fn sites(state: &State, words: &Words) -> Markup {
    html! {
        section.group {
            h2 { (words.sites) }
            p.hint { (words.sites_hint) }
            ul.list {
                @for site in &state.sites {
                    @let host = site.trim_start_matches("https://").trim_end_matches("/*");
                    li {
                        bdi { (host) }
                        button.quiet type="button" data-action="forget_site" data-name=(site) title=(words.forget)
                            aria-label={ (words.forget) " " (host) } { (icon("trash-2")) }
                    }
                }
            }
            (allow_site(words))
            @let taught = state.library.taught();
            @if !taught.is_empty() {
                h2 { (names::either(state.settings.language, "教过的页面", "Pages that were taught")) }
                ul.list {
                    @for one in &taught {
                        @let host = one.site.trim_start_matches("https://");
                        @let forget = names::either(state.settings.language, "忘掉", "Forget");
                        li {
                            bdi { (host) }
                            @if state.library.may_write(&one.pack) {
                                button.quiet type="button" data-action="teach_forget" data-name={ (one.pack) "\n" (one.site) }
                                    title=(forget) aria-label={ (forget) " " (host) } { (icon("trash-2")) }
                            }
                        }
                    }
                }
            }
            label.field {
                span { (names::either(state.settings.language, "店铺自己的账号", "The shop's own accounts")) }
                input id="own-accounts" type="text" autocomplete="off" dir="auto" data-action="own_accounts"
                    aria-describedby="own-accounts-hint" value=(state.settings.own_accounts);
            }
            p.hint id="own-accounts-hint" {
                (names::either(
                    state.settings.language,
                    "自己人用来拍单、试聊的买家号，多个用逗号分开。它们发的话不算买家说的。",
                    "Accounts that you buy or try the chat out with, parted by commas. What they write is no buyer's.",
                ))
            }
        }
    }
}

fn looks(state: &State, words: &Words) -> Markup {
    let settings = &state.settings;
    html! {
        section.group {
            label.field {
                span { (words.trigger) }
                input id="trigger" type="text" autocomplete="off" spellcheck="false" dir="ltr" data-action="trigger"
                    aria-describedby="trigger-hint" value=(settings.trigger.text());
            }
            p.hint id="trigger-hint" { (words.trigger_hint) }
            label.choice {
                input id="fuzzy-sounds" type="checkbox" data-action="fuzzy_sounds" checked[settings.fuzzy_sounds];
                (words.fuzzy_sounds)
            }
            label.field {
                span { (words.name) }
                input id="name" type="text" autocomplete="off" dir="auto" data-action="name" aria-describedby="name-hint" value=(settings.name);
            }
            p.hint id="name-hint" { (words.name_hint) }
            label.field {
                span { (words.language) }
                select id="language" data-action="language" {
                    option value="zh" selected[settings.language == Language::Chinese] { "简体中文" }
                    option value="en" selected[settings.language == Language::English] { "English" }
                }
            }
            label.field {
                span { (words.appearance) }
                select id="appearance" data-action="appearance" {
                    @for (appearance, label) in Appearance::ALL.into_iter().zip(words.appearances) {
                        option value=(appearance.name()) selected[settings.appearance == appearance] { (label) }
                    }
                }
            }
        }
    }
}
