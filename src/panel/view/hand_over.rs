//! That a talk is for somebody else, with the words for the buyer and a summary for whoever takes it over; and that a turn is
//! advertising. The summary is made of names of ours and the catalogue's title: no word, name, number or address of the buyer's.

use super::{
    guide::{away, step_title, title},
    icon_button,
    names::{self, either},
};
use crate::{
    care::guide::CaseStep,
    chat::Mood,
    library::Language,
    panel::{
        guide::{HandOver, Seen},
        state::State,
    },
    rules::SpamRule,
};
use maud::{Markup, html};

/// Things asked for that the summary names, as the talk's head does.
const ASKS: usize = 2;

/// Who should see to the talk, what the buyer is told, and the summary.
pub(super) fn view(state: &State, one: &HandOver) -> Markup {
    let language = state.settings.language;
    let to = names::title(&one.to.title, language);
    let line = match (language, one.why) {
        (Language::Chinese, Some((_, why))) => format!("像要转给{to}：{}", why.zh),
        (Language::English, Some((_, why))) => format!("Looks like one for {to}: {}", why.en),
        (Language::Chinese, None) => format!("转给{to}"),
        (Language::English, None) => format!("Hand over to {to}"),
    };
    let spoken = state.buyer_language();
    html! {
        div.matter data-seen=(Seen::HandOver.name()) data-name=[one.why.map(|(id, _)| id)] {
            p { strong { (line) } }
            (away(Seen::HandOver, language))
            button.plain type="button" data-action="guide_tell" { (names::title(&one.to.say, spoken)) }
            p.summed dir="auto" { (summary(state)) }
            (icon_button("guide_copy", 0, "copy", either(language, "复制交接小结", "Copy the summary")))
        }
    }
}

/// What a turn advertises, a short answer, and what to mind.
pub(super) fn spam(rule: &SpamRule, spoken: Language, language: Language) -> Markup {
    html! {
        div.matter data-seen=(Seen::Spam.name()) data-name=(rule.id) {
            p { strong { (names::title(&rule.title, language)) } " " (names::title(&rule.note, language)) }
            (away(Seen::Spam, language))
            button.plain type="button" data-action="guide_answer" { (names::title(&rule.say, spoken)) }
        }
    }
}

/// Two lines for whoever takes the talk over.
pub(super) fn summary(state: &State) -> String {
    let language = state.settings.language;
    let guided = &state.work.guide;
    let say = |chinese: &str, english: &str, what: &str| match language {
        Language::Chinese => format!("{chinese}：{what}"),
        Language::English => format!("{english}: {what}"),
    };
    let mut first = Vec::new();
    if let Some(one) = &guided.hand_over {
        let to = names::title(&one.to.title, language);
        let to = either(language, format!("转{to}"), format!("For {to}"));
        first.push(match one.why {
            Some((_, why)) => say(&to, &to, names::title(why, language)),
            None => to,
        });
    }
    first.push(say("阶段", "Stage", names::stage(state.advice.stage, language)));
    if guided.mood != Mood::Calm {
        first.push(say("情绪", "Mood", names::mood(guided.mood, language)));
    }
    let mut second = Vec::new();
    let catalog = &state.selling.shop.catalog;
    if let Some(item) = state.selling.topic.item().and_then(|item| catalog.get(item)) {
        second.push(say("商品", "Item", &item.title));
    }
    let asks = guided.asks.iter().filter_map(|intent| state.intents().title(intent)).take(ASKS);
    let asks: Vec<&str> = asks.map(|title| names::title(title, language)).collect();
    if !asks.is_empty() {
        second.push(say("诉求", "Asks", &asks.join(names::comma(language))));
    }
    if let Some(progress) = guided.progress() {
        let case = title(progress.case, language);
        let at = progress.shown.map(|step| step_title(step, language));
        let at = at.map(|at| either(language, format!("，到“{at}”"), format!(", at “{at}”"))).unwrap_or_default();
        let far = format!("{}/{}", progress.done(), CaseStep::ALL.len());
        let far = either(language, format!("（{far}）"), format!(" ({far})"));
        second.push(say("处理", "Case", &[case, &at, &far].concat()));
    }
    let join = |parts: Vec<String>| parts.join(either(language, "；", "; "));
    [join(first), join(second)].into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
