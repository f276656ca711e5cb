//! What the chat tab says of the page itself: the sites that are known, and what of the open one can't be read.

use super::{icon, names, teach};
use crate::{library::Language, panel::State, rules, wire::Missing};
use maud::{Markup, html};

/// What the agent calls the site of an adapter that was written for one.
pub(super) fn title(adapter: &str, language: Language) -> Option<String> {
    let site = rules::sites().iter().find(|site| site.name == adapter && !site.sites.is_empty())?;
    Some(names::title(&site.title, language).to_owned())
}

/// A button for each known site: the browser is asked for it, no address need be pasted.
pub(super) fn known_sites(language: Language) -> Markup {
    html! {
        div.known-sites role="group" aria-label=(names::either(language, "常用聊天页", "Known chat pages")) {
            @for site in rules::sites() {
                @if let Some(address) = site.sites.first() {
                    button.plain type="button" data-action="allow_known" data-name=(address) {
                        (names::title(&site.title, language))
                    }
                }
            }
        }
    }
}

/// On a known site whose adapter finds no chat.
pub(super) fn nothing_open(site: &str, language: Language) -> (String, String) {
    match language {
        Language::Chinese => (
            format!("{site}：没有读到打开的会话"),
            "点开一位买家的会话就好。会话开着还是这样，说明页面改版了：教亲语再认一遍就好，也可以把买家的话粘贴到下面。".into(),
        ),
        Language::English => (
            format!("{site}: no open chat is found"),
            "Open a buyer's chat. If one is open, the page has changed: teach it to Qinyu, or paste the buyer's words below.".into(),
        ),
    }
}

/// What of the open chat could not be read, and what to do about it.
pub(super) fn missing(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        // While it is taught, the step says what to do.
        @for part in state.missing.iter().filter(|_| state.teaching.is_none()) {
            p.warning.unread data-part=(name(*part)) { (icon("triangle-alert")) (sentence(*part, language)) }
        }
        // Two contacts of one name are nothing that could be taught.
        @if state.teaching.is_none() && state.missing.iter().any(|part| *part != Missing::Twin) { (teach::begin(language)) }
    }
}

const fn name(part: Missing) -> &'static str {
    match part {
        Missing::Log => "log",
        Missing::Sender => "sender",
        Missing::Text => "text",
        Missing::Name => "name",
        Missing::Twin => "twin",
    }
}

fn sentence(part: Missing, language: Language) -> &'static str {
    let (chinese, english) = match part {
        Missing::Log => (
            "这个页面改版了，现在按通用方式读取，可能认错人。插入前请看一眼。",
            "This page has changed. It is read as any chat now, which may mistake who wrote what: look before you insert.",
        ),
        Missing::Sender => (
            "这个页面改版了：分不清哪些是买家说的。可以把买家的话粘贴到下面。",
            "This page has changed: it can't be told which lines are the buyer's. Paste them below.",
        ),
        Missing::Text => (
            "这个页面改版了：读不到消息的文字。可以把买家的话粘贴到下面。",
            "This page has changed: what the lines say can't be read. Paste them below.",
        ),
        Missing::Name => (
            "读不到买家是谁，为免发错人，只能复制，不能插入。",
            "Who the buyer is can't be read. So that nothing reaches the wrong one, replies can be copied, not inserted.",
        ),
        Missing::Twin => (
            "会话列表里有两位同名的买家，为免发错人，只能复制，不能插入。",
            "Two contacts have this name. So that nothing reaches the wrong one, replies can be copied, not inserted.",
        ),
    };
    names::either(language, chinese, english)
}
