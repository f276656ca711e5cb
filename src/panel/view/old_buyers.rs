//! Old buyers who are due, in the follow-ups' tab: whom to write to, why, with which words, and what became of it.

use super::{icon, names, names::either};
use crate::{
    care::buyers::{
        about::Field,
        due::{AFTER_DAYS, AGAIN_DAYS, Due},
    },
    panel::{
        buyers::{Old, old_id},
        state::State,
    },
};
use maud::{Markup, html};

/// Old buyers that are listed at once; the next ones come as these are done.
const LISTED: usize = 20;
/// The shop's fact that the first message is about.
const OFFER: &str = "discount";

/// The list; nothing while nobody is noted.
pub(super) fn list(state: &State) -> Markup {
    let language = state.settings.language;
    if state.buyers.records.kept().next().is_none() {
        return html! {};
    }
    let old = state.old_buyers();
    html! {
        h2 { (either(language, format!("老客回访 {}", old.len()), format!("Old buyers: {}", old.len()))) }
        p.hint {
            (either(
                language,
                format!("记了首次购买、满 {AFTER_DAYS} 天没联系过的；发过 {AGAIN_DAYS} 天还没回来的再问一次，之后不再打扰。消息由您自己发。"),
                format!("Noted buyers whose first purchase was {AFTER_DAYS} days ago or more; once more {AGAIN_DAYS} days later, \
                    then no longer. You send the message yourself."),
            ))
        }
        @if !old.is_empty() {
            label.field {
                span { (either(language, "这次给老客的优惠", "What returning customers get now")) }
                input id="old-offer" type="text" autocomplete="off" dir="auto" data-action="shop" data-name=(OFFER)
                    placeholder=(names::example(OFFER, language)) value=(state.settings.shop.get(OFFER).unwrap_or_default());
            }
            ol.follow-ups aria-label=(either(language, "老客回访", "Old buyers")) {
                @for (place, one) in old.iter().take(LISTED).enumerate() { (entry(place, one, state)) }
            }
        }
    }
}

fn entry(place: usize, one: &Old<'_>, state: &State) -> Markup {
    let language = state.settings.language;
    let id = one.buyer.key.id().0;
    let why = match one.due {
        Due::First(days) => either(language, format!("首购 {days} 天前"), format!("bought first {days} days ago")),
        Due::Again(days) => {
            either(language, format!("{days} 天前发过，还没回来"), format!("written to {days} days ago, not back yet"))
        }
    };
    let use_it = if one.is_here { either(language, "插入", "Insert") } else { either(language, "复制", "Copy") };
    html! {
        li.follow-up.old data-name=(id) {
            p { bdi { strong { (one.buyer.key.name) } } " " span.when { (why) } }
            @if !one.buyer.about.get(Field::Note).is_empty() { p.aside dir="auto" { (one.buyer.about.get(Field::Note)) } }
            @if let Some(day) = one.bought {
                p.said { (icon("check")) (either(language, format!("订单里 {} 又买了", day.print()),
                    format!("Bought again on {}, the orders say", day.print()))) }
            }
            @if let Some(suggestion) = &one.suggestion {
                p.note dir="auto" { (suggestion.filled.text_with_gaps("{", "}")) }
                @if !suggestion.filled.missing.is_empty() {
                    p.warning {
                        (icon("triangle-alert"))
                        (either(language, "先填上：", "Fill in first: "))
                        (suggestion.filled.missing.iter().map(|gap| names::fact(gap, language)).collect::<Vec<_>>().join(names::comma(language)))
                    }
                }
            }
            div.row {
                button.primary id=(old_id(place)) type="button" data-action="buyer_say" data-name=(id) { (use_it) }
                button.plain type="button" data-action="buyer_written" data-name=(id) { (either(language, "已发", "Sent")) }
                button.plain type="button" data-action="buyer_back" data-name=(id) { (either(language, "回来了", "Came back")) }
                button.plain type="button" data-action="buyer_out" data-name=(id) { (either(language, "不打扰", "Leave out")) }
            }
        }
    }
}
