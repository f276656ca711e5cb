//! The greetings that the agent may switch on, in the settings.

use super::names::either;
use crate::{care::greeting::Occasion, library::Language, panel::state::State};
use maud::{Markup, html};

pub(super) fn settings(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        section.group {
            h2 { (either(language, "备好开场白", "Greetings at hand")) }
            p.hint { (either(
                language,
                "打开后，遇到下面的情形会把开场白填进空的输入框，停在那里由您发送；按任意键取消，一段对话只填一次。用的是话术库里的问候，可以改。",
                "Where you switch it on, a greeting is put into the empty input box and stays there for you to send. Any key stops it; \
                 it comes once in a talk. The words are those of the library's greetings, which you can change.",
            )) }
            @for occasion in Occasion::ALL {
                label.choice {
                    input id={ "greeting-" (occasion.name()) } type="checkbox" data-action="greeting" data-name=(occasion.name())
                        checked[state.settings.greetings.contains(&occasion)];
                    (title(occasion, language))
                }
            }
        }
    }
}

/// What an occasion is called.
pub(super) fn title(occasion: Occasion, language: Language) -> &'static str {
    match occasion {
        Occasion::OutsideHours => either(
            language,
            "客服时间以外（先在店铺信息里填“客服时间”）",
            "Outside the working hours, as the shop's details say",
        ),
        Occasion::Late => either(language, "23 点以后的问题", "A question after 23:00"),
        Occasion::BareHello => either(language, "之后又只说“在吗”", "A bare hello later on"),
        Occasion::FirstLine => {
            either(language, "第一句就是打招呼（欢迎词）", "A hello as the first line of a talk (a welcome)")
        }
    }
}
