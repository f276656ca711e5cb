//! The room for practice, in the chat tab in place of a page's talk: the scenes, a rehearsal with what was found of each
//! reply, and what could have been said at its end.

use super::{chat, clock, draft, icon, names::either, offers, size, words::Words};
use crate::{
    care::{
        check::Severity,
        clock::Level,
        training::{Aim, Ending, Feedback, Judged, Line, Rehearsal, scenes},
    },
    library::Language,
    panel::{
        draft::Checking,
        state::State,
        training::{On, composer_id},
    },
    rules::Title,
};
use maud::{Markup, html};

/// What the room is called.
fn room(language: Language) -> &'static str {
    either(language, "陪练", "Practice")
}

/// The way into the room, where there is no talk to answer.
pub(super) fn entry(language: Language) -> Markup {
    html! {
        button.link.alone.to-practice type="button" data-action="train_room" {
            (icon("message-square-text")) (either(language, "先和模拟买家练一练", "Practise with a pretend buyer"))
        }
    }
}

/// The way into the room from the settings.
pub(super) fn settings(language: Language) -> Markup {
    html! {
        section.group {
            h2 { (room(language)) }
            p.hint { (either(
                language,
                "和模拟买家对话：讲价、催件、退换、要加微信……每句都有反馈。只在这台电脑的内存里，不计数，不保存。",
                "Talk with a pretend buyer who haggles, complains or sends the size. Each reply is looked at; nothing is counted \
                 or kept.",
            )) }
            (entry(language))
        }
    }
}

/// The room, while it is open.
pub(super) fn view(state: &State, checking: &Checking<'_>, words: &Words) -> Option<Markup> {
    match &state.training.on {
        Some(on) => Some(rehearsal(state, on, checking, words)),
        None => state.training.is_open.then(|| list(state)),
    }
}

fn list(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        header.head {
            h1 id="train-scenes" tabindex="-1" { (room(language)) }
            p.aside { (either(
                language,
                "选一位模拟买家。像平时一样回复，建议、检查、尺码都照常用；不会碰网页，也不计数、不保存。",
                "Choose a pretend buyer and answer as always: replies, checks and sizes work as they do in a chat. The page is \
                 not touched; nothing is counted or kept.",
            )) }
        }
        (waits(state))
        ul.scenes {
            @for scene in scenes() {
                li {
                    button.plain type="button" data-action="train_begin" data-name=(scene.id) aria-describedby={ "trains-" (scene.id) } {
                        strong { (title(&scene.title, language)) }
                        span.aside id={ "trains-" (scene.id) } { (title(&scene.trains, language)) }
                    }
                }
            }
        }
        button.link type="button" data-action="train_close" {
            (icon("arrow-left")) (either(language, "回到网页的聊天", "Back to the chat in the page"))
        }
    }
}

fn rehearsal(state: &State, on: &On, checking: &Checking<'_>, words: &Words) -> Markup {
    let (rehearsal, language) = (&on.rehearsal, state.settings.language);
    let scene = rehearsal.scene();
    let (step, steps) = rehearsal.progress();
    html! {
        header.head.training {
            div.who {
                h1 { (room(language)) "：" (title(&scene.title, language)) }
                span.aside { (step) "/" (steps) }
            }
            p.aside { (title(&scene.trains, language)) }
            button.link type="button" data-action="train_leave" { (icon("arrow-left")) (either(language, "换一个场景", "Another scene")) }
            button.link type="button" data-action="train_close" { (icon("x")) (either(language, "结束陪练", "End the practice")) }
        }
        (waits(state))
        div role="log" aria-label=(either(language, "对话和反馈", "The talk and what was found")) {
            ol.rehearsal { @for line in rehearsal.lines() { (said(*line, rehearsal, language)) } }
        }
        @match rehearsal.ending() {
            Some(ending) => (summary(rehearsal, ending, language)),
            None => {
                (waiting(rehearsal, state.now, language))
                (composer(state, on, language))
                (draft::view(state, checking))
                (chat::picked(state, checking, words))
                @if !state.conversation.buyer_turn().is_empty() {
                    (size::view(state))
                    (chat::suggestions(state, checking, words))
                    (offers::view(state))
                }
            }
        }
    }
}

/// That a buyer in the page waits meanwhile.
fn waits(state: &State) -> Markup {
    let language = state.settings.language;
    let page = state.of_page();
    html! {
        @if !page.buyer_turn().is_empty() && !state.settings.is_own(&page.buyer) {
            button.overdue type="button" data-action="train_close" {
                (icon("triangle-alert")) (either(language, "网页里有买家在等，去回复", "A buyer in the page is waiting. Go and answer"))
            }
        }
    }
}

/// How long the pretend buyer waits, as that of a real one is shown.
fn waiting(rehearsal: &Rehearsal, now: u64, language: Language) -> Markup {
    let Some(wait @ (seconds, limit)) = rehearsal.waiting(now) else { return html! {} };
    let level = Level::of(seconds, limit);
    html! {
        div.clock data-level=(clock::level(level)) {
            (icon("clock")) span.waiting { (clock::waited("", wait, level, language)) }
            // Said once a level, not with every second.
            p.unseen role="status" { (clock::warning(level, limit, language)) }
        }
    }
}

fn composer(state: &State, on: &On, language: Language) -> Markup {
    let label = either(language, "您的回复（Enter 发送）", "Your reply (Enter sends it)");
    html! {
        details.aims id={ "aims-" (on.rehearsal.feedback().len()) } {
            summary { (either(language, "提示：这一句要做到什么", "Hint: what this reply is to do")) }
            ul { @for aim in on.rehearsal.aims() { li { (aim_title(aim, language)) } } }
        }
        div.saying {
            textarea id=(composer_id(on)) rows="2" data-action="train_type" dir="auto" aria-label=(label) placeholder=(label) { (state.typed) }
            button.primary type="button" data-action="train_say" { (either(language, "发送", "Send")) }
        }
    }
}

fn said(line: Line, rehearsal: &Rehearsal, language: Language) -> Markup {
    let is_last = |at: usize| at + 1 == rehearsal.feedback().len();
    html! {
        @match line {
            Line::Note(note) => li.note { p.aside { (title(note, language)) } },
            Line::Buyer(text) => li data-sender="buyer" {
                span.unseen { (either(language, "买家：", "Buyer: ")) }
                p dir="auto" { (text) }
            },
            Line::Agent(at) => @if let Some(feedback) = rehearsal.feedback().get(at) {
                li data-sender="seller" {
                    span.unseen { (either(language, "您：", "You: ")) }
                    p dir="auto" { (feedback.reply) }
                    (found(at, feedback, is_last(at), language))
                }
            },
        }
    }
}

/// What was found of a reply; that of the last one stands open.
fn found(at: usize, feedback: &Feedback, is_last: bool, language: Language) -> Markup {
    let met = feedback.aims.iter().filter(|one| one.is_met).count();
    let all = feedback.aims.len();
    html! {
        // Under another name once the talk went on: what is opened stays open otherwise.
        details.feedback id={ "feedback-" (at) (if is_last { "-last" } else { "" }) } open[is_last] {
            summary {
                (either(language, format!("做到 {met}/{all}"), format!("{met} of {all} done")))
                @if let Some(waited) = feedback.waited {
                    (either(language, format!(" · {waited} 秒后回复"), format!(" · answered after {waited} s")))
                }
                @if feedback.is_overruled { (either(language, " · 您判断做到了", " · done, as you see it")) }
            }
            ul { @for one in &feedback.aims { (judged(*one, language)) } }
            @for finding in feedback.findings.iter().filter(|finding| finding.severity > Severity::Hint) {
                p.warning {
                    (icon("triangle-alert"))
                    span { q { (feedback.reply.get(finding.place.clone()).unwrap_or_default()) } " " (draft::why(&finding.why, language)) }
                }
            }
        }
        @if is_last && !feedback.is_met() {
            button.link type="button" data-action="train_overrule" {
                (icon("check")) (either(language, "其实说到了，接着练", "It was said: go on"))
            }
        }
    }
}

fn judged(one: Judged, language: Language) -> Markup {
    let name = if one.is_met { "check" } else { "x" };
    html! {
        li data-met=(one.is_met) {
            (icon(name))
            span.unseen { (if one.is_met { either(language, "做到：", "Done: ") } else { either(language, "没做到：", "Not done: ") }) }
            (aim_title(one.aim, language))
        }
    }
}

fn aim_title(aim: Aim, language: Language) -> String {
    match aim {
        Aim::Said(rule) => title(&rule.title, language).to_owned(),
        Aim::Clean => either(language, "不说违规、伤人的话", "Nothing forbidden and nothing that hurts").to_owned(),
        Aim::InTime(seconds) => {
            either(language, format!("{seconds} 秒内回复"), format!("An answer within {seconds} seconds"))
        }
    }
}

/// What there is to say at the end: no mark, but what was missed and what could have been said there.
fn summary(rehearsal: &Rehearsal, ending: Ending, language: Language) -> Markup {
    let aims = rehearsal.feedback().iter().flat_map(|one| one.aims.iter().map(|aim| aim.is_met || one.is_overruled));
    let (met, all) = aims.fold((0, 0), |(met, all), is_met| (met + usize::from(is_met), all + 1));
    let missed = rehearsal.feedback().iter().filter(|one| !one.is_overruled && one.aims.iter().any(|aim| !aim.is_met));
    html! {
        section.group.ended {
            h2 id="train-ended" tabindex="-1" {
                (match ending {
                    Ending::Served => either(language, "练完了：买家得到了答复", "Done: the buyer was served"),
                    Ending::Gone => either(language, "买家走了", "The buyer went away"),
                })
            }
            p.hint { (either(
                language,
                format!("要做到的 {all} 点，看到了 {met} 点。这是按词句看的，可能看漏，不是打分。"),
                format!("Of {all} points {met} were seen. They are told by words and may be mistaken: this is no mark."),
            )) }
            @for feedback in missed {
                div.missed {
                    p dir="auto" { q { (feedback.reply) } }
                    ul { @for one in feedback.aims.iter().filter(|one| !one.is_met) { (judged(*one, language)) } }
                    @if feedback.aims.iter().any(|one| !one.is_met && !matches!(one.aim, Aim::InTime(_))) {
                        p {
                            @match &feedback.suggested {
                                Some(_) => (either(language, "当时的建议：", "Suggested there: ")),
                                None => (either(language, "可以这样说：", "Could be said: ")),
                            }
                            q dir="auto" { (feedback.suggested.as_deref().unwrap_or(feedback.model)) }
                        }
                    }
                }
            }
            div.row {
                button.primary type="button" data-action="train_begin" data-name=(rehearsal.scene().id) { (either(language, "再练一次", "Once more")) }
                button.plain type="button" data-action="train_leave" { (either(language, "换一个场景", "Another scene")) }
            }
        }
    }
}

fn title(title: &Title, language: Language) -> &str {
    super::names::title(title, language)
}
