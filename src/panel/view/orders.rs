//! What the order in the talk wants said, as a short section; and the unpaid orders that were seen, in the follow-ups' tab.

use super::{draft, icon, icon_button, names, names::either};
use crate::{
    care::order_steps::When,
    day::Moment,
    library::{Language, facts::yuan},
    panel::{
        draft::Checking,
        orders::{Done, Step, Unpaid, unpaid_id},
        state::State,
    },
};
use maud::{Markup, html};

/// The one thing that fits the order's state.
pub(super) fn in_talk(state: &State, checking: &Checking<'_>) -> Markup {
    let language = state.settings.language;
    let Some(Step { rule, text, ways, suggestion, when, is_done, is_away }) = state.order_step() else {
        return html! {};
    };
    let title = names::title(&rule.title, language);
    if is_away || when == When::Over {
        return html! {
            @if is_away && !is_done {
                button.link type="button" data-action="order_again" { (icon("package")) (title) }
            }
        };
    }
    let use_it = if state.copies() { either(language, "复制", "Copy") } else { either(language, "插入", "Insert") };
    let written = suggestion.filled.text_with_gaps("{", "}");
    let is_open = !is_done && when == When::Now;
    html! {
        section.step data-step=(rule.id) aria-label=(either(language, "订单到哪一步", "What the order wants said")) {
            p { strong { (title) } @if !is_open || ways.len() == 1 { " " span.tag { (names::title(&text.title, language)) } } }
            @if is_open && ways.len() > 1 {
                div.ways role="group" aria-label=(either(language, "换一种说法", "Say it otherwise")) {
                    @for way in &ways {
                        button id={ "order-text-" (way.id) } type="button" data-action="order_text" data-name=(way.id)
                            aria-pressed=(way.id == text.id) { (names::title(&way.title, language)) }
                    }
                }
            }
            @match (is_done, when) {
                (true, _) => p.hint { (either(language, "这单已经催过一次，不再催。", "This order was urged once; not again.")) },
                (false, When::From(at)) => p.hint { (waits(at, state.moment, language)) },
                (false, _) => {
                    p.note dir="auto" { (written) }
                    (draft::of_reply(&suggestion.filled.text_with_gaps("", ""), checking, language))
                    div.actions {
                        button.plain type="button" data-action="order_say" .waits[!suggestion.filled.missing.is_empty()] { (use_it) }
                        (icon_button("order_away", 0, "x", either(language, "不用说", "Not needed")))
                    }
                }
            }
        }
    }
}

/// From when on something is said: "10:10 后再催".
fn waits(at: Moment, now: Option<Moment>, language: Language) -> String {
    let time = time(at, now);
    either(language, format!("{time} 后再催"), format!("Not before {time}"))
}

/// The time of a moment, with its day where that is another one.
fn time(at: Moment, now: Option<Moment>) -> String {
    let written = at.print();
    let from = if now.is_some_and(|now| now.day == at.day) { 11 } else { 5 };
    written.get(from..).unwrap_or_default().to_owned()
}

/// The unpaid orders that were seen.
pub(super) fn list(state: &State) -> Markup {
    let (language, unpaid) = (state.settings.language, state.unpaid());
    let done: Vec<_> = state.orders_done().collect();
    if unpaid.is_empty() && done.is_empty() {
        return html! {};
    }
    html! {
        h2 { (either(language, format!("待付款的单 {}", unpaid.len()), format!("Unpaid orders: {}", unpaid.len()))) }
        p.hint {
            (either(
                language,
                "面板开着时在聊天里看到的，和选过的订单文件里的，每单催一次，22 点到 8 点不催。只在内存里，关上面板就清空。",
                "Seen since the panel opened, in talks and in files of orders; each is urged once, never from 22:00 to 8:00. \
                 They are only in memory and gone when the panel closes.",
            ))
        }
        ol.follow-ups aria-label=(either(language, "待付款的单", "Unpaid orders")) {
            @for (place, (one, when)) in unpaid.into_iter().enumerate() { (entry(place, one, when, state)) }
        }
        @if !done.is_empty() {
            button.fold type="button" data-action="order_fold" aria-expanded=(state.buyers.orders.shows_done) {
                (icon("chevron-right"))
                (either(language, format!("处理过的 {}", done.len()), format!("Done: {}", done.len())))
            }
            @if state.buyers.orders.shows_done {
                ul.list {
                    @for (one, done, at) in &done {
                        li {
                            (who(one, language)) " " span.count { (what(*done, language)) " " (at.print()) }
                            button.quiet type="button" data-action="order_back" data-name=(one.id)
                                aria-label=(either(language, "放回去", "Put back")) title=(either(language, "放回去", "Put back")) { (icon("undo-2")) }
                        }
                    }
                }
            }
        }
    }
}

fn what(done: Done, language: Language) -> &'static str {
    let (zh, en) = match done {
        Done::Urged => ("催过", "urged"),
        Done::Kept => ("记为跟进", "a follow-up"),
        Done::LeftOut => ("不催", "left"),
    };
    either(language, zh, en)
}

fn who(one: &Unpaid, language: Language) -> Markup {
    html! {
        @if one.buyer.is_empty() && one.is_of_file {
            (either(language, "订单 ", "Order ")) bdi { (one.order) }
        } @else {
            bdi { @if one.buyer.is_empty() { (either(language, "没有名字", "No name")) } @else { (one.buyer) } }
        }
        @if let Some(amount) = one.amount { " " (either(language, format!("{} 元", yuan(amount)), format!("¥{}", yuan(amount)))) }
    }
}

fn entry(place: usize, one: &Unpaid, when: When, state: &State) -> Markup {
    let language = state.settings.language;
    let is_open = state.is_open(one);
    let seen = time(one.seen, state.moment);
    let use_it = if is_open && !state.copies() {
        either(language, "插入", "Insert")
    } else {
        either(language, "复制", "Copy")
    };
    html! {
        li.follow-up.unpaid {
            p {
                strong { (who(one, language)) } " "
                span.when {
                    @if one.is_of_file { (either(language, format!("{seen} 拍下"), format!("placed at {seen}"))) }
                    @else { (either(language, format!("{seen} 看到"), format!("seen at {seen}"))) }
                }
            }
            @if one.is_of_file {
                p.hint {
                    @if !one.buyer.is_empty() { (either(language, "订单 ", "Order ")) bdi { (one.order) } " " }
                    bdi { (one.title) }
                }
            }
            @if let Some((text, suggestion)) = state.urging(one) {
                p.note dir="auto" { span.tag { (names::title(&text.title, language)) } " " (suggestion.filled.text_with_gaps("{", "}")) }
            }
            @if let When::From(at) = when { p.hint { (waits(at, state.moment, language)) } }
            div.row {
                @if when == When::Now {
                    button.primary id=(unpaid_id(place)) type="button" data-action="order_urge" data-name=(one.id) { (use_it) }
                }
                button.plain id=[(when != When::Now).then(|| unpaid_id(place))] type="button" data-action="order_keep" data-name=(one.id) {
                    (either(language, "记为跟进", "Keep as a follow-up"))
                }
                button.quiet type="button" data-action="order_drop" data-name=(one.id)
                    aria-label=(either(language, "不催", "Leave it")) title=(either(language, "不催", "Leave it")) { (icon("x")) }
            }
        }
    }
}

/// What is kept of an unpaid order as a follow-up.
pub(super) fn note(amount: Option<u64>, language: Language) -> String {
    let amount = amount.map(yuan);
    match (language, amount) {
        (Language::Chinese, Some(amount)) => format!("拍下还没付款，{amount} 元，提醒一次"),
        (Language::Chinese, None) => "拍下还没付款，提醒一次".into(),
        (Language::English, Some(amount)) => format!("Ordered and not paid, ¥{amount}: remind once"),
        (Language::English, None) => "Ordered and not paid: remind once".into(),
    }
}
