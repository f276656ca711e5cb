//! Snapshots of the views, and what holds for all of them.

use super::{lang, view};
use crate::{
    engine::Engine,
    library::{Language, pack_file},
    panel::{Action, Link, Notice, Settings, State, dom, update},
    wire::{Composer, Outcome, PageEvent, Row, RowSender, Snapshot},
};
use std::{fs, path::Path, rc::Rc};

/// A pack of its own, so that a better starter phrase changes no snapshot.
const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
  {"id":"ship","title":"发货时间","body":"付款后{发货时间}发出，走{快递}。","queries":["什么时候发货"],"intents":["ask_dispatch"],"stages":["shipping"]},
  {"id":"ship-check","title":"查发货","body":"我查一下仓库的进度，{买家?亲}稍等。","queries":["发货了吗"],"intents":["ask_dispatch"],"stages":["shipping"]},
  {"id":"ship-en","title":"Dispatch","body":"We ship within {ship_time}.","queries":["when will it ship"],"intents":["ask_dispatch"]},
  {"id":"price","title":"议价","body":"价格已经是活动价了，您看满减怎么凑合适？","queries":["可以便宜点吗"],"intents":["ask_discount"]},
  {"id":"thanks","title":"不客气","body":"不客气，有需要随时叫我。","queries":["谢谢"],"intents":["thank"]}
]}"#;

fn blank() -> State {
    let mut state = State::new(Settings::default(), Vec::new());
    state.engine = Rc::new(Engine::new(vec![pack_file::parse(PACK).unwrap().0]));
    state
}

fn attached(text: &str) -> State {
    let mut state = blank();
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
    let mut settings = blank();
    update(&mut settings, Action::Sites(vec!["https://im.example.com/*".into()]));
    update(&mut settings, Action::AddPack(r#"{"format":"qinyu-pack","version":1,"title":"本店","phrases":[]}"#.into()));
    update(&mut settings, Action::Show(crate::panel::Tab::Settings));
    let with = |action: Action, mut state: State| {
        update(&mut state, action);
        state
    };
    let mut dismissed = attached("什么时候发货");
    for _ in 0..2 {
        update(&mut dismissed, Action::Dismiss(1));
    }
    let mut picked = attached("谢谢");
    let (id, last_row, trigger, query) = ("a".into(), "2".into(), "/".into(), "发货时间".into());
    update(&mut picked, Action::Page(PageEvent::PickQuery { request: 1, id, last_row, trigger, query }));
    update(&mut picked, Action::Page(PageEvent::Pick { request: 1, entry: 0 }));
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
        ("missing", with(Action::Choose(1), attached("什么时候发货"))),
        ("picked", picked),
        ("refused", refused),
        ("dismissed", dismissed),
        ("by_hand", with(Action::ByHand("可以便宜点吗".into()), blank())),
        ("settings", settings),
    ]
}

/// One element a line, so that a difference shows where it is.
fn lines(html: &str) -> String {
    html.replace('>', ">\n").replace('<', "\n<").lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        + "\n"
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
    assert!(
        differing.is_empty(),
        "{differing:?} differ; UPDATE_EXPECT=1 rewrites tests/views, then read the difference"
    );
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
    let mut state = attached("When will it ship?");
    assert_eq!(lang(&state), "zh-CN");
    update(&mut state, Action::Language(Language::English));
    let html = view(&state).into_string();
    assert!(html.contains("lang=\"en\"") && html.contains("Insert"));
}
