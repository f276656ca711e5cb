//! What was promised: offered in the talk, reminded of above it, and as a list of its own.

use super::{buyers, campaigns, icon, icon_button, names::either, old_buyers, orders};
use crate::{
    care::{
        ledger::{FollowUp, Standing},
        promise::{Kind, Promises},
    },
    day::Moment,
    library::Language,
    panel::{badge::Badge, state::State},
};
use maud::{Markup, html};

/// Closed ones that are listed; the table that is given out has all.
const CLOSED_SHOWN: usize = 20;
const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;

/// What the tab is called.
pub(super) fn tab(language: Language) -> &'static str {
    either(language, "跟进", "Follow-ups")
}

/// What a kind of promise is called.
pub(super) fn promise(kind: Kind, language: Language) -> String {
    Promises::shipped().title(kind).map(|title| super::names::title(title, language).to_owned()).unwrap_or_default()
}

/// What the shop promised in the open talk, each to be kept by a click; and what is overdue anywhere.
pub(super) fn in_talk(state: &State) -> Markup {
    let language = state.settings.language;
    let overdue = state.overdue();
    html! {
        @if overdue > 0 {
            button.overdue type="button" data-action="show" data-name="follow_ups" {
                (icon("triangle-alert"))
                (either(language, format!("{overdue} 件答应的事已过期，去看看"), format!("Overdue: {overdue}. Have a look")))
            }
        }
        @if !state.work.promised.is_empty() {
            section.promised aria-label=(either(language, "刚才答应的", "Promised just now")) {
                @for (place, promised) in state.work.promised.iter().enumerate() {
                    div.promise data-kind=(promised.kind.name()) {
                        p {
                            strong { (promise(promised.kind, language)) } " "
                            q dir="auto" { (promised.note) }
                            @if let Some(due) = promised.due { " " span.when { (when(due, state.moment, language)) } }
                        }
                        button.plain type="button" data-action="follow_keep" data-slot=(place) {
                            (either(language, "记下", "Keep"))
                        }
                        (icon_button("follow_skip", place, "x", either(language, "不用记", "Not needed")))
                    }
                }
            }
        }
    }
}

/// The list.
pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let open = state.follow_ups();
    let mut closed: Vec<&FollowUp> = state.ledger.follow_ups().iter().filter(|one| one.closed.is_some()).collect();
    crate::sorting::sort_by_key(&mut closed, |one| std::cmp::Reverse(&one.closed));
    html! {
        (campaigns::today(state))
        @if open.is_empty() && state.unpaid().is_empty() && state.old_buyers().is_empty() {
            div.blank {
                (icon("list-checks"))
                h1 { (either(language, "没有要跟进的", "Nothing to follow up")) }
                p { (either(
                    language,
                    "发出的话里答应了什么（几点前发货、退款、回复），会在聊天页提出来，点“记下”就列在这里，到点提醒。",
                    "What you promise in a chat (dispatch, refund, calling back) is offered there. Keep it, and it is listed \
                     here and brought up when it is due.",
                )) }
            }
        } @else if !open.is_empty() {
            ol.follow-ups aria-label=(tab(language)) { @for (one, standing) in open { (entry(one, standing, state)) } }
        }
        @if !closed.is_empty() {
            details.closed {
                summary { (either(language, format!("已完成 {}", closed.len()), format!("Done: {}", closed.len()))) }
                ul.follow-ups {
                    @for one in closed.into_iter().take(CLOSED_SHOWN) {
                        li {
                            p { strong { (promise(one.kind, language)) } " " bdi { (one.buyer) } " " span dir="auto" { (one.note) } }
                            @if let Some((at, note)) = &one.closed {
                                p.aside { (at.print()) " " span dir="auto" { (note) } }
                            }
                            button.link type="button" data-action="follow_reopen" data-name=(one.id.0) {
                                (icon("undo-2")) (either(language, "重新打开", "Open again"))
                            }
                        }
                    }
                }
            }
        }
        @if !state.ledger.follow_ups().is_empty() {
            button.link type="button" data-action="follow_export" {
                (icon("download")) (either(language, "导出表格", "Export as a table"))
            }
        }
        @if state.badge != Badge::Absent {
            label.choice {
                input id="follow-badge" type="checkbox" data-action="follow_badge" checked[state.badge == Badge::On];
                span { (either(
                    language,
                    "面板关着时，也在浏览器的图标上显示过期件数",
                    "While the panel is closed, show on the browser's icon how many are overdue",
                )) }
            }
        }
        (orders::list(state))
        (old_buyers::list(state))
        (buyers::all(state))
        (campaigns::book(state))
    }
}

fn entry(one: &FollowUp, standing: Standing, state: &State) -> Markup {
    let language = state.settings.language;
    let id = &one.id.0;
    let result = either(language, "结果（可不填）", "Result (optional)");
    html! {
        li.follow-up data-standing=(if standing == Standing::Overdue { "overdue" } else { "open" }) {
            p {
                strong { (promise(one.kind, language)) } " " bdi { (one.buyer) }
                @if let Some(due) = one.due { " " span.when { (when(due, state.moment, language)) } }
            }
            p.note dir="auto" { (one.note) }
            form.row data-action="follow_close" data-name=(id) {
                input id={ "result-" (id) } type="text" maxlength="200" autocomplete="off" aria-label=(result) placeholder=(result);
                button.primary type="submit" { (either(language, "完成", "Done")) }
            }
            div.row {
                input id={ "due-" (id) } type="datetime-local" data-action="follow_due" data-name=(id)
                    aria-label=(either(language, "什么时候跟进", "When to come back"))
                    value=(one.due.map(|due| due.print().replace(' ', "T")).unwrap_or_default());
                button.quiet type="button" data-action="follow_remove" data-name=(id)
                    aria-label=(either(language, "删除", "Remove")) title=(either(language, "删除", "Remove")) { (icon("trash-2")) }
            }
        }
    }
}

/// When something is due, and how far that is: "11-29 16:00 · 还有 2 小时".
fn when(due: Moment, now: Option<Moment>, language: Language) -> String {
    let date = due.print();
    let date = date.get(5..).unwrap_or(&date);
    let Some(now) = now else { return date.to_owned() };
    let minutes = (due.day.count() - now.day.count()) * DAY + i32::from(due.minute) - i32::from(now.minute);
    let far = match minutes.abs() {
        less if less < HOUR => either(language, format!("{less} 分钟"), format!("{less} min")),
        less if less < DAY => either(language, format!("{} 小时", less / HOUR), format!("{} h", less / HOUR)),
        more => either(language, format!("{} 天", more / DAY), format!("{} d", more / DAY)),
    };
    match (language, minutes < 0) {
        (Language::Chinese, true) => format!("{date} · 过期 {far}"),
        (Language::Chinese, false) => format!("{date} · 还有 {far}"),
        (Language::English, true) => format!("{date} · {far} overdue"),
        (Language::English, false) => format!("{date} · in {far}"),
    }
}
