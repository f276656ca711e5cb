//! Snapshots of the views, and what holds for all of them.

use super::{lang, view};
use crate::{
    library::Language,
    panel::{Action, Link, Notice, Settings, State, dom, update},
    wire::{Composer, Outcome, PageEvent, Row, RowSender, Snapshot},
};
use std::{fs, path::Path};

fn attached(text: &str) -> State {
    let mut state = State::new(Settings::default(), Vec::new());
    let row = |number: &str, sender, text: &str| Row { row: number.into(), sender, text: text.into(), card: None };
    update(
        &mut state,
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: "a".into(),
            buyer: "小鹿<b>".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: text.len() > 1_000,
            messages: vec![row("1", RowSender::Seller, "在的"), row("2", RowSender::Buyer, text)],
        })),
    );
    state
}

/// Every view that looks different, by the name of its snapshot.
fn views() -> Vec<(&'static str, State)> {
    let mut settings = State::new(Settings::default(), Vec::new());
    update(&mut settings, Action::Sites(vec!["https://im.example.com/*".into()]));
    update(&mut settings, Action::AddPack(r#"{"format":"qinyu-pack","version":1,"title":"本店","phrases":[]}"#.into()));
    update(&mut settings, Action::Show(crate::panel::Tab::Settings));
    let with = |action: Action, mut state: State| {
        update(&mut state, action);
        state
    };
    let blank = || State::new(Settings::default(), Vec::new());
    let mut dismissed = attached("什么时候发货");
    for _ in 0..3 {
        update(&mut dismissed, Action::Dismiss(1));
    }
    let mut refused = attached("什么时候发货");
    refused.notice = Some(Notice::NotInserted { outcome: Outcome::NotNoticed, text: "好的".into() });
    vec![
        ("connecting", blank()),
        ("no_access", with(Action::Link(Link::NoAccess), blank())),
        ("no_chat", with(Action::Page(PageEvent::NoChat), blank())),
        ("reload", with(Action::Link(Link::Reload), blank())),
        ("chat", attached("尺码怎么选，什么时候发货？急")),
        ("chat_english", with(Action::Language(Language::English), attached("When will it ship?"))),
        ("edit", with(Action::Edit(1), attached("谢谢"))),
        ("missing", with(Action::Choose(1), attached("在吗，这个多少钱"))),
        ("refused", refused),
        ("dismissed", dismissed),
        ("by_hand", with(Action::ByHand("可以便宜点吗".into()), blank())),
        ("settings", settings),
    ]
}

/// One element a line, so that a difference shows where it is.
fn lines(html: &str) -> String {
    html.replace('>', ">\n").replace('<', "\n<").lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn views_are_as_their_snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/views");
    let mut differing = Vec::new();
    for (name, state) in views() {
        let found = lines(&view(&state).into_string());
        let path = folder.join(format!("{name}.html"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(path, found).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != found {
            differing.push(name);
        }
    }
    assert!(differing.is_empty(), "{differing:?} differ; UPDATE_EXPECT=1 rewrites tests/views, then read the difference");
}

#[test]
fn every_action_that_a_view_names_is_understood() {
    let mut named = 0;
    for (view_name, state) in views() {
        let html = view(&state).into_string();
        for tag in html.split('<').filter(|tag| tag.contains("data-action=")) {
            let attribute = |name: &str| {
                let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
                rest.split('"').next()
            };
            let action = attribute("data-action").unwrap();
            let value = if action == "appearance" { "dark" } else { "" };
            let control = dom::Control { action, slot: 1, name: attribute("data-name").unwrap_or_default(), value };
            assert!(dom::action(control).is_some(), "{view_name}: nothing understands {action}");
            named += 1;
        }
    }
    assert!(named > 100, "only {named} controls");
}

#[test]
fn what_a_buyer_writes_is_text() {
    let html = view(&attached("<img src=x onerror=alert(1)><script>alert(2)</script>")).into_string();
    assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("<b>"));
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn the_language_is_named() {
    let mut state = attached("hi");
    assert_eq!(lang(&state), "zh-CN");
    update(&mut state, Action::Language(Language::English));
    let html = view(&state).into_string();
    assert!(html.contains("lang=\"en\"") && html.contains("Insert"));
}
