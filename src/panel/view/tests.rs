//! Snapshots of the views, and what holds for all of them.

mod buyer_states;
mod campaign_states;
mod care_states;
mod gap_states;
mod guide_states;
mod report_states;
pub(crate) mod shop_states;
mod states;
mod talks;
mod training_states;
mod written_shop;

use super::{lang, view};
use crate::{
    library::Language,
    panel::{Action, dom, update},
};
use states::*;
use std::{fs, path::Path};

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
            let control = dom::Control {
                action,
                slot: 1,
                name: attribute("data-name").unwrap_or_default(),
                value,
                is_final: true,
            };
            assert!(dom::action(control).is_some(), "{view_name}: nothing understands {action}");
            named += 1;
        }
    }
    assert!(named > 100, "only {named} controls");
}

#[test]
fn case_1_what_a_buyer_writes_is_text() {
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
