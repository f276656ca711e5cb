//! A page being taught: what to point at now, what was understood, and whether it is right.

use super::{icon, names::either};
use crate::{
    chat::Sender,
    library::Language,
    panel::{State, teach::Teaching},
    wire::{Part, Untaught},
};
use maud::{Markup, html};

/// Lines that are shown as a sample.
const SAMPLE: usize = 6;

/// The button that begins it.
pub(super) fn begin(language: Language) -> Markup {
    html! {
        button.plain.alone type="button" data-action="teach" {
            (icon("mouse-pointer-click")) (either(language, "教亲语认这个页面", "Teach Qinyu this page"))
        }
    }
}

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let Some(teaching) = &state.teaching else { return html! {} };
    html! {
        section.teach aria-label=(either(language, "教亲语认这个页面", "Teach Qinyu this page")) {
            ol {
                @for part in Part::ALL { (step(part, teaching, language)) }
            }
            div role="status" {
                @if let Some(why) = teaching.failed {
                    p.warning { (icon("triangle-alert")) (untaught(why, language)) }
                } @else if teaching.learnt.is_some() && teaching.part.is_none() {
                    (proof(state))
                }
            }
            div.actions {
                @if teaching.learnt.is_some() && teaching.part.is_none() {
                    button.primary type="button" data-action="teach_save" { (either(language, "对的，记住", "Right, keep it")) }
                }
                @if teaching.part == Some(Part::Name) {
                    button.plain type="button" data-action="teach_skip" { (either(language, "没有名字，跳过", "No name: skip")) }
                }
                @if teaching.failed.is_some() || teaching.learnt.is_some() {
                    button.plain type="button" data-action="teach" { (either(language, "重来", "Again")) }
                }
                button.plain type="button" data-action="teach_cancel" { (either(language, "取消", "Cancel")) }
            }
        }
    }
}

fn step(part: Part, teaching: &Teaching, language: Language) -> Markup {
    let shown = teaching.pointed.iter().rev().find(|(pointed, _)| *pointed == part).map(|(_, text)| text);
    let is_now = teaching.part == Some(part);
    let (chinese, english) = match part {
        Part::BuyerLine => ("在聊天页里点一句买家说的话", "In the chat page, click a line of the buyer's"),
        Part::OwnLine => ("再点一句自己说的话", "Click a line of your own"),
        Part::Composer => ("点一下输入框", "Click the input box"),
        Part::Name => ("点一下买家的名字，认准人才能插入", "Click the buyer's name: only who is known is written to"),
    };
    html! {
        li.now[is_now] aria-current=[is_now.then_some("step")] {
            (either(language, chinese, english))
            @if let Some(text) = shown.filter(|text| !text.is_empty()) { " " bdi.pointed { (text) } }
        }
    }
}

/// What is read of the page by what was learnt.
fn proof(state: &State) -> Markup {
    let language = state.settings.language;
    let messages = &state.conversation.messages;
    let count = |sender| messages.iter().filter(|message| message.sender == sender).count();
    let (buyer, seller) = (count(Sender::Buyer), count(Sender::Seller));
    let said = messages.iter().filter(|message| message.is_said() && !message.text.is_empty());
    let said: Vec<_> = said.collect();
    html! {
        p { @match language {
            Language::Chinese => { "读到买家 " (buyer) " 句，自己 " (seller) " 句，对吗？" }
            Language::English => { "Read: " (buyer) " of the buyer's, " (seller) " of yours. Right?" }
        } }
        ul.sample {
            @for message in said.iter().skip(said.len().saturating_sub(SAMPLE)) {
                li data-sender=(if message.sender == Sender::Buyer { "buyer" } else { "seller" }) {
                    b { (match message.sender {
                        Sender::Buyer => either(language, "买家", "Buyer"),
                        Sender::Seller | Sender::Robot | Sender::System => either(language, "自己", "You"),
                    }) }
                    " " bdi { (message.text) }
                }
            }
        }
        @if state.conversation.buyer.is_empty() {
            p.warning { (icon("triangle-alert")) (either(
                language,
                "没有点名字：建议照样给，但只能复制，不能插入。",
                "Without a name replies are suggested, but can only be copied.",
            )) }
        }
    }
}

const fn untaught(why: Untaught, language: Language) -> &'static str {
    let (chinese, english) = match why {
        Untaught::Apart => (
            "这两句不在同一个消息列表里。请直接点文字，再试一次。",
            "These are no two lines of one list. Click right on the words, and try again.",
        ),
        Untaught::Sides => (
            "分不清这两句是谁说的。换两句差别明显的再试，最好是两边的纯文字。",
            "What tells the two apart can't be seen. Try two other lines, best plain text of both sides.",
        ),
        Untaught::Composer => (
            "点的不是输入框，或者没法再找到它。请点正在打字的地方。",
            "That was no input box, or none that can be found again. Click where you type.",
        ),
        Untaught::Name => (
            "这个名字没法再找到。请点聊天上方的买家名。",
            "That name can't be found again. Click the buyer's name above the chat.",
        ),
        Untaught::Cancelled => ("已取消。", "Cancelled."),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
