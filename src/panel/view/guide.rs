//! After-sales cases in the talk: one is proposed in a line, the open one shows the step that comes next.

use super::{
    hand_over, icon,
    names::{self, either},
};
use crate::{
    care::{
        guide::{CaseId, CaseStep, Guide, Progress},
        hand_over::HandOvers,
    },
    library::Language,
    panel::{
        guide::{CASE, Seen},
        state::State,
    },
};
use maud::{Markup, html};

/// What was seen in the talk, and the open case.
pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let guided = &state.work.guide;
    html! {
        @if let Some(rule) = guided.spam { (hand_over::spam(rule, state.buyer_language(), language)) }
        @if let Some(one) = &guided.hand_over { (hand_over::view(state, one)) }
        @if let Some(case) = guided.proposal() {
            div.matter data-seen=(Seen::Case.name()) data-name=(case.0) {
                p { (proposal(case, guided.open.is_some(), language)) }
                button.plain type="button" data-action="guide_open" data-name=(case.0) {
                    (either(language, "打开", "Open"))
                }
                (away(Seen::Case, language))
            }
        }
        @if let Some(progress) = guided.progress() { (open(state, progress)) }
    }
}

/// All cases and whoever a talk can go to, for the agent to choose from by hand.
pub(super) fn list(state: &State) -> Markup {
    if state.work.guide.open.is_some() {
        return html! {};
    }
    let is_listed = state.work.guide.is_listed;
    html! {
        button.link type="button" data-action="guide_list" aria-expanded=(is_listed) {
            (icon("list-checks")) (either(state.settings.language, "售后步骤和转交", "After-sales steps, hand-over"))
        }
        @if is_listed { (cases(state)) }
    }
}

/// Puts a line away.
pub(super) fn away(seen: Seen, language: Language) -> Markup {
    let label = either(language, "不是，收起", "No, put it away");
    html! {
        button.quiet type="button" data-action="guide_away" data-name=(seen.name()) aria-label=(label) title=(label) {
            (icon("x"))
        }
    }
}

fn proposal(case: CaseId, is_other_open: bool, language: Language) -> String {
    let title = title(case, language);
    match (language, is_other_open) {
        (Language::Chinese, false) => format!("像是{title}，打开处理步骤？"),
        (Language::Chinese, true) => format!("像是{title}，换成它的步骤？"),
        (Language::English, false) => format!("Looks like: {title}. Open its steps?"),
        (Language::English, true) => format!("Looks like: {title}. Change to its steps?"),
    }
}

/// What a case is called.
pub(super) fn title(case: CaseId, language: Language) -> &'static str {
    Guide::shipped().title(case).map(|title| names::title(title, language)).unwrap_or_default()
}

/// What a step is called.
pub(super) fn step_title(step: CaseStep, language: Language) -> &'static str {
    Guide::shipped().step_title(step).map(|title| names::title(title, language)).unwrap_or_default()
}

fn cases(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        nav.rooms aria-label=(either(language, "售后情况", "After-sales cases")) {
            @for (case, title) in Guide::shipped().cases() {
                button type="button" data-action="guide_open" data-name=(case.0)
                    aria-pressed=(state.work.guide.open == Some(case)) { (names::title(title, language)) }
            }
        }
        nav.rooms aria-label=(either(language, "转交", "Hand over")) {
            @for target in HandOvers::shipped().targets() {
                button type="button" data-action="guide_hand_over" data-name=(target.id) {
                    (either(language, "转给", "To ")) (names::title(&target.title, language))
                }
            }
        }
    }
}

fn open(state: &State, progress: &Progress) -> Markup {
    let language = state.settings.language;
    let (done, all) = (progress.done(), CaseStep::ALL.len());
    let (other, close) = (either(language, "换成别的情况", "Another case"), either(language, "收起", "Close"));
    html! {
        section.guide aria-labelledby=(CASE) data-case=(progress.case.0) {
            div.bar {
                h2 id=(CASE) tabindex="-1" { (title(progress.case, language)) " " span.when { (done) "/" (all) } }
                button.quiet type="button" data-action="guide_list" aria-expanded=(state.work.guide.is_listed)
                    aria-label=(other) title=(other) { (icon("list-checks")) }
                button.quiet type="button" data-action="guide_close" aria-label=(close) title=(close) { (icon("x")) }
            }
            @if state.work.guide.is_listed { (cases(state)) }
            nav.rooms aria-label=(either(language, "步骤", "Steps")) {
                @for step in CaseStep::ALL {
                    @let is_done = progress.is_done(step);
                    button type="button" data-action="guide_step" data-name=(step.name())
                        aria-pressed=(progress.shown == Some(step)) data-done[is_done]
                        aria-label=[is_done.then(|| done_label(step, language))] {
                        @if is_done { "✓ " } (step_title(step, language))
                    }
                }
            }
            @match progress.shown {
                Some(step) => (shown(state, progress, step)),
                None => p.aside {
                    (either(language, "六步都做完了，辛苦啦。", "All six steps are done. Well done."))
                },
            }
        }
    }
}

fn done_label(step: CaseStep, language: Language) -> String {
    let title = step_title(step, language);
    either(language, format!("{title}，做完了"), format!("{title}, done"))
}

/// The step that shows: what to do, what to ask for, what to say, when it is for somebody else.
fn shown(state: &State, progress: &Progress, step: CaseStep) -> Markup {
    let language = state.settings.language;
    let guide = Guide::shipped();
    let Some(rule) = guide.step(progress.case, step) else { return html! {} };
    let evidence: Vec<&str> = guide.evidence(rule).map(|title| names::title(title, language)).collect();
    let is_done = progress.is_done(step);
    html! {
        p { (names::title(&rule.what, language)) }
        @if !evidence.is_empty() {
            p.aside { (either(language, "请买家提供：", "Ask for: ")) (evidence.join(names::comma(language))) }
        }
        @for saying in state.sayings() {
            button.plain type="button" data-action="guide_say" data-name=(saying.name) dir="auto"
                title=(either(language, "放进输入框", "Put it into the input box")) { (saying.text) }
        }
        @if let Some(hand_over) = &rule.hand_over {
            @if let Some(target) = HandOvers::shipped().target(&hand_over.to) {
                p.aside {
                    (names::title(&hand_over.when, language)) (either(language, "：", ": "))
                    button.link type="button" data-action="guide_hand_over" data-name=(target.id) {
                        (either(language, "转给", "Hand over to ")) (names::title(&target.title, language))
                    }
                }
            }
        }
        @if step == CaseStep::Record {
            button.link type="button" data-action="guide_copy" {
                (icon("copy")) (either(language, "复制小结，贴进订单备注", "Copy a summary for the order's note"))
            }
        }
        button.primary type="button" data-action="guide_tick" data-name=(step.name()) {
            (if is_done { either(language, "还没做完", "Not done yet") } else { either(language, "这步做完了", "Done") })
        }
    }
}
