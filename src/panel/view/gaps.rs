//! What buyers asked and no phrase answers, with what the agent wrote instead and a click that makes a phrase of it. Part
//! of the `library` tab.

use super::{icon, library, library_words::LibraryWords, names};
use crate::{
    library::{
        Language,
        facts::Facts,
        template::{Piece, Template},
    },
    panel::{desk::question_id, gaps::Topic, state::State},
};
use maud::{Markup, html};

/// The words of this room in one language.
struct GapWords {
    gaps: &'static str,
    none: &'static str,
    none_hint: &'static str,
    count: fn(usize) -> String,
    asked: fn(usize) -> String,
    answered: &'static str,
    make: &'static str,
    begin: &'static str,
    drop: &'static str,
}

const fn words(language: Language) -> &'static GapWords {
    match language {
        Language::Chinese => &GapWords {
            gaps: "待补话术",
            none: "还没有要补的",
            none_hint: "买家问了、话术里没有答案的，会记在这里，意思一样的并成一条。只在内存里，关上面板就清空。",
            count: |count| format!("{count} 个问题还没有话术。只在内存里，关上面板就清空。"),
            asked: |count| format!("问过 {count} 次"),
            answered: "您的回答",
            make: "做成话术",
            begin: "写一条",
            drop: "不需要",
        },
        Language::English => &GapWords {
            gaps: "Gaps",
            none: "No gaps yet",
            none_hint: "What buyers ask and no phrase answers is noted here, alike questions as one. It is only in memory and \
                        gone when the panel closes.",
            count: |count| match count {
                1 => "1 question has no phrase. It is only in memory and gone when the panel closes.".into(),
                count => {
                    format!("{count} questions have no phrase. They are only in memory and gone when the panel closes.")
                }
            },
            asked: |count| if count == 1 { "asked once".into() } else { format!("asked {count} times") },
            answered: "Your answer",
            make: "Make a phrase",
            begin: "Write one",
            drop: "Not needed",
        },
    }
}

/// The way here from the list.
pub(super) fn entry(state: &State) -> Markup {
    let count = state.topics().count();
    html! {
        button.link type="button" data-action="go" data-name="gaps" {
            (icon("message-square-text")) (words(state.settings.language).gaps) @if count > 0 { " " span.count { (count) } }
        }
    }
}

pub(super) fn view(state: &State, library_words: &LibraryWords) -> Markup {
    let words = words(state.settings.language);
    let count = state.topics().count();
    html! {
        div.bar {
            button.plain type="button" data-action="go" data-name="list" { (icon("arrow-left")) (library_words.back) }
            (library::tool("undo", "undo-2", library_words.undo, state.history().last().is_some()))
            (library::tool("redo", "redo-2", library_words.redo, state.history().next().is_some()))
        }
        h1.unseen { (words.gaps) }
        @if count == 0 {
            div.blank role="status" { (icon("message-square-text")) p { (words.none) } p { (words.none_hint) } }
        } @else {
            p.hint role="status" { ((words.count)(count)) }
            ul.list {
                @for (place, topic) in state.topics().enumerate() { (row(state, place, topic, words)) }
            }
        }
    }
}

fn row(state: &State, place: usize, topic: &Topic, words: &GapWords) -> Markup {
    let language = state.settings.language;
    let question = with_gaps(&topic.question, language);
    let plain = Template::parse(&topic.question).fill(&Facts::default()).text_with_gaps("{", "}");
    html! {
        li.finding {
            p { span.title dir="auto" { (question) } " " span.count { ((words.asked)(topic.count)) } }
            @for (at, (number, answer)) in topic.answers.iter().enumerate() {
                p.answer dir="auto" title=(words.answered) { (with_gaps(answer, language)) }
                button.plain type="button" id=[(at == 0).then(|| question_id(place))] data-action="make_phrase" data-name=(number) {
                    (icon("plus")) (words.make)
                }
            }
            div.row {
                @if topic.answers.is_empty() {
                    button.plain type="button" id=(question_id(place)) data-action="make_phrase" data-name=(topic.number) {
                        (icon("plus")) (words.begin)
                    }
                }
                button.quiet type="button" data-action="drop_gap" data-name=(topic.number)
                    title=(words.drop) aria-label={ (words.drop) ": " (plain) } { (icon("x")) }
            }
        }
    }
}

/// A template as words, its gaps marked.
fn with_gaps(text: &str, language: Language) -> Markup {
    html! {
        @for piece in Template::parse(text).pieces {
            @match &piece {
                Piece::Text(words) => (words),
                Piece::Gap(gap) => span.gap { "{" (names::gap(gap, language)) "}" },
                Piece::Nested(_) | Piece::Caret => {}
            }
        }
    }
}
