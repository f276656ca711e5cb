//! What is wrong with a text, marked and said: with what stands in the page's input box, and with replies on their cards.

use super::{icon, names::either};
use crate::{
    care::check::{Finding, Kind, Severity, Why},
    library::{Language, facts::yuan},
    panel::{draft::Checking, state::State},
};
use maud::{Markup, html};

/// What the agent typed, with its findings; nothing while there is none.
pub(super) fn view(state: &State, checking: &Checking<'_>) -> Markup {
    let language = state.settings.language;
    let findings = checking.check(&state.typed);
    if findings.is_empty() || state.answers_by_hand() {
        return html! {};
    }
    html! {
        section.draft aria-label=(either(language, "输入框里的内容", "What stands in the input box")) aria-live="polite" {
            p.text dir="auto" { (marked(&state.typed, &findings)) }
            ul {
                @for (place, finding) in findings.iter().enumerate() {
                    li data-kind=(finding.kind.name()) data-severity=(severity(finding.severity)) {
                        p { (icon("triangle-alert")) (why(&finding.why, language)) }
                        @if let Some(mend) = &finding.mend {
                            button.plain type="button" data-action="mend_draft" data-slot=(place) {
                                (either(language, "改成", "Say instead")) q { (mend.text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is wrong with a reply, in a line each; hints are for what the agent writes.
pub(super) fn of_reply(text: &str, checking: &Checking<'_>, language: Language) -> Markup {
    let told =
        |finding: &&Finding| finding.severity > Severity::Hint && !matches!(finding.kind, Kind::Team | Kind::OpenGap);
    html! {
        @for finding in checking.check(text).iter().filter(told) {
            p.warning.broken data-kind=(finding.kind.name()) {
                (icon("triangle-alert"))
                span { q { (text.get(finding.place.clone()).unwrap_or_default()) } " " (why(&finding.why, language)) }
            }
        }
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Warning => "warning",
        Severity::Grave => "grave",
    }
}

/// The text with the words of its findings marked; where they overlap, the graver one is.
fn marked(text: &str, findings: &[Finding]) -> Markup {
    let mut cuts: Vec<usize> = findings.iter().flat_map(|one| [one.place.start, one.place.end]).collect();
    cuts.extend([0, text.len()]);
    crate::sorting::sort(&mut cuts);
    cuts.dedup();
    let pieces = cuts.windows(2).filter_map(|pair| match pair {
        [start, end] => Some((text.get(*start..*end)?, findings.iter().find(|one| one.place.contains(start)))),
        _ => None,
    });
    html! {
        @for (piece, finding) in pieces {
            @match finding.filter(|finding| finding.kind != Kind::TooLong) {
                Some(finding) => mark data-severity=(severity(finding.severity)) { (piece) },
                None => (piece),
            }
        }
    }
}

/// That a text was held back.
pub(super) fn held(reason: &Why, words: &str, language: Language) -> String {
    let reason = why(reason, language);
    match language {
        Language::Chinese => format!("没有插入：“{words}”——{reason}。确定要发，再点一次。"),
        Language::English => format!("Not inserted: “{words}”. {reason}. If you are sure, choose it once more."),
    }
}

/// Why something should not be said.
pub(super) fn why(why: &Why, language: Language) -> String {
    let say = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    match why {
        Why::Rule(title) => say(title.zh.clone(), title.en.clone()),
        Why::Price(fen) => say(
            format!("商品表里是 {} 元，和这里写的不一样", yuan(*fen)),
            format!("The catalogue says {} yuan", yuan(*fen)),
        ),
        Why::Sum(pieces, fen) => say(
            format!("{pieces} 件按现在的优惠是 {} 元", yuan(*fen)),
            format!("With today's promotions {pieces} cost {} yuan", yuan(*fen)),
        ),
        Why::Stock(0) => say("商品表里已经没有库存".into(), "The catalogue says that it is sold out".into()),
        Why::Stock(pieces) => {
            say(format!("商品表里还有 {pieces} 件"), format!("The catalogue says that {pieces} are left"))
        }
        Why::Presale => {
            say("这是预售商品，现在还发不了".into(), "It is sold before it is there and can't be sent yet".into())
        }
        Why::Dispatch(told) => {
            say(format!("店铺设置里的发货时间是“{told}”"), format!("The shop's settings say of the dispatch: “{told}”"))
        }
        Why::Courier(told) => {
            say(format!("店铺设置里的快递是“{told}”"), format!("The shop's settings say: sent by “{told}”"))
        }
        Why::NoGift => say("活动里没有赠品，送得出再说".into(), "No promotion gives anything along".into()),
        Why::Length(chars) => say(
            format!("{chars} 字太长，买家很难看完，分几条发"),
            format!("{chars} characters are too long for a chat; send several lines"),
        ),
        Why::Gap(name) => say(
            format!("“{name}”还没有填，买家会看到括号"),
            format!("“{name}” isn't filled in; the buyer would see the braces"),
        ),
        Why::Said => {
            say("这句话刚才发过了，换个说法".into(), "It was said before in this talk; say it otherwise".into())
        }
        Why::NotOfThisTalk => say(
            "号码或地址不在这段对话里，核对是不是别的买家的".into(),
            "This number or address isn't in this talk; it may be another buyer's".into(),
        ),
        Why::OtherBuyer => say("这是另一位买家的名字".into(), "Another buyer is called so".into()),
        Why::Team => say("团队不让说这个词".into(), "The team does not want this to be said".into()),
    }
}
