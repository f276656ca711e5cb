//! Why a phrase is suggested, or why not, in words: the reasons on a card with what each of them adds, and in the editor
//! what holds the phrase back in the open conversation.

use super::{check, findings, names, names::either, words::Words};
use crate::{
    engine::{
        Hindrance,
        reason::{Reason, Weighed},
    },
    library::PhraseId,
    panel::state::State,
};
use maud::{Markup, html};

/// Reasons that a card gives: the fourth adds a few points.
const ON_A_CARD: usize = 3;

/// What a card says of its reasons: the heaviest, with their share in what speaks for the phrase, and what is left to do.
pub(super) fn card(reasons: &[Weighed], state: &State, words: &Words) -> Markup {
    let told = reasons.iter().filter(|weighed| weighed.is_told());
    let (why, left): (Vec<_>, Vec<_>) = told.partition(|weighed| weighed.points > 0);
    let all: i32 = why.iter().map(|weighed| weighed.points).sum();
    html! {
        ul.reasons {
            @for Weighed { reason, points } in why.into_iter().take(ON_A_CARD) {
                li { (said(reason, state, words)) " " span.share { (100 * points / all.max(1)) "%" } }
            }
            @for Weighed { reason, .. } in left { li { (said(reason, state, words)) } }
        }
    }
}

/// What holds a phrase back in what is answered now, or that it is shown.
pub(super) fn why_not(state: &State, id: &PhraseId, words: &Words) -> Markup {
    let language = state.settings.language;
    let Some(found) = state.why_not(id) else {
        return html! { p.hint { (either(language, "收起来的话术不会推荐。", "A phrase that was put away is not suggested.")) } };
    };
    html! {
        p.hint { (held_back(&found.hindrance, state)) }
        @if !found.reasons.is_empty() && found.hindrance != Hindrance::NothingAsked {
            table.points {
                caption.unseen { (either(language, "得分", "Points")) }
                tbody {
                    @for Weighed { reason, points } in &found.reasons {
                        tr { td { (said(reason, state, words)) } td.number { (signed(*points)) } }
                    }
                    tr.sum { td { (either(language, "合计", "In all")) } td.number { (shown(found.score)) } }
                    @for (place, other) in (1..).zip(state.shown()) {
                        tr {
                            td { bdi { (either(language, "推荐", "Suggested")) " " (place) ": " (check::name(state, &other.phrase)) } }
                            td.number { (shown(other.score)) }
                        }
                    }
                }
            }
        }
    }
}

/// Points as they are shown: an intent is a hundred.
fn shown(points: i32) -> String {
    format!("{}{}", if points < 0 { "−" } else { "" }, (points / 10).unsigned_abs())
}

fn signed(points: i32) -> String {
    format!("{}{}", if points < 0 { "" } else { "+" }, shown(points))
}

fn held_back(hindrance: &Hindrance, state: &State) -> String {
    let language = state.settings.language;
    let text = match hindrance {
        Hindrance::Shown(place) => {
            return either(language, format!("正在推荐，第 {place} 条。"), format!("It is suggestion {place} now."));
        }
        Hindrance::Weak { wanted } => {
            return either(
                language,
                format!(
                    "和买家这句关系不大：不到 {} 分，或没有一条说得上是在回答。补一条买家问法会更容易推荐。",
                    shown(*wanted)
                ),
                format!(
                    "Little to do with what the buyer said: under {} points, or nothing makes it an answer. A buyer phrasing would help.",
                    shown(*wanted)
                ),
            );
        }
        Hindrance::Outdone { least } => {
            return either(
                language,
                format!("前面的更合适，或已有一条说得差不多（最后一条 {} 分）。", shown(*least)),
                format!(
                    "Others fit better, or one of them says nearly the same (the last has {} points).",
                    shown(*least)
                ),
            );
        }
        Hindrance::Refused(refusal) => {
            let why = findings::refusal(refusal, language, |id| check::name(state, id));
            let unknown =
                either(language, "限时的话术，现在还不知道时间", "limited in time, and the time is not known")
                    .to_owned();
            let why = why.unwrap_or(unknown);
            return either(language, format!("现在不能用：{why}。"), format!("Not to be said now: {why}."));
        }
        Hindrance::NothingAsked => ("买家没有等着回答的话。", "The buyer waits for no answer."),
        Hindrance::OtherLanguage => ("买家说的是另一种语言。", "The buyer writes in another language."),
        Hindrance::Dismissed => ("这一轮点过“不要这条”。", "It was put away for this turn."),
        Hindrance::CourtesyOnly => {
            ("只是客套话，买家还有事等着回答。", "A courtesy, while something else waits for an answer.")
        }
        Hindrance::Said => ("这次对话里已经说过。", "It was said in this conversation."),
    };
    either(language, text.0, text.1).to_owned()
}

fn said(reason: &Reason, state: &State, words: &Words) -> String {
    let language = state.settings.language;
    match reason {
        Reason::Intent { intent, words: said } => {
            let title = state.intents().title(intent);
            let title = title.map_or(intent.0.as_str(), |title| names::title(title, language));
            (words.reason_intent)(title, &said.join("…"))
        }
        Reason::Like { query, .. } => (words.reason_like)(query),
        Reason::Means { query, .. } => (words.reason_means)(query),
        Reason::Answers { .. } => words.reason_answers.into(),
        Reason::GoesOn { .. } => either(language, "接着刚才说的", "goes on from what was said").into(),
        Reason::Talk { .. } => words.reason_talk.into(),
        Reason::Stage(stage) => (words.reason_stage)(names::stage(*stage, language)),
        Reason::Mood(mood) => (words.reason_mood)(names::mood(*mood, language)),
        Reason::Heard(facts) => {
            let facts: Vec<_> = facts.iter().map(|fact| names::fact(fact, language)).collect();
            (words.reason_heard)(&facts.join(names::comma(language)))
        }
        Reason::Missing(count) => (words.reason_missing)(*count),
        Reason::Said => words.reason_said.into(),
        Reason::Habit { taken: 0 } => either(language, "这种情况常没用它", "mostly passed over").into(),
        Reason::Habit { taken } => {
            either(language, format!("常这样答 {taken} 次"), format!("taken {taken} times for this"))
        }
        Reason::Used { count } => either(language, format!("用过 {count} 次"), format!("used {count} times")),
        Reason::Season => either(language, "专为这几天写的", "written for these days").into(),
        Reason::Product => either(language, "说到这件商品", "takes up the item").into(),
    }
}
