//! The scenes for practice as the pretend chat of `www/` plays them: what the buyers say, without what a good reply does, for
//! a page judges nothing. [`crate::assemble`] writes them beside the page.

use qinyu::rules::{self, SceneRule, SceneStep};
use serde_json::{Value, json};

/// Where they stand; git leaves it alone.
pub(crate) const FILE: &str = "www/scenes.js";

/// A script with one constant: the page may ask for nothing.
pub(crate) fn script() -> String {
    let scenes: Vec<Value> = rules::scenes().scenes.iter().map(scene).collect();
    format!("'use strict';\nconst SCENES = {};\n", Value::from(scenes))
}

fn scene(scene: &SceneRule) -> Value {
    let card = scene.card.as_ref().map(|(title, fen)| {
        let price = format!("{}.{:02}", fen / 100, fen % 100);
        json!({ "title": title, "price": price })
    });
    json!({
        "id": scene.id, "buyer": scene.buyer, "title": scene.title.zh, "trains": scene.trains.zh, "card": card,
        "steps": scene.steps.iter().map(step).collect::<Vec<_>>(), "closing": scene.closing, "gone": scene.gone,
    })
}

fn step(step: &SceneStep) -> Value {
    json!({ "note": step.note.as_ref().map(|note| &note.zh), "says": step.says, "missed": step.missed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_knows_every_buyer_and_no_answer() {
        let script = script();
        let json = script.strip_prefix("'use strict';\nconst SCENES = ").and_then(|rest| rest.strip_suffix(";\n"));
        let told: Vec<Value> = serde_json::from_str(json.unwrap()).unwrap();
        let scenes = rules::scenes().scenes;
        assert_eq!(told.len(), scenes.len());
        for (told, scene) in told.iter().zip(&scenes) {
            assert_eq!(told["steps"].as_array().unwrap().len(), scene.steps.len());
            for step in &scene.steps {
                assert!(!script.contains(&step.model), "{}", step.model);
            }
        }
        assert_eq!(told[0]["card"], json!({ "title": "宽松直筒裤", "price": "169.00" }));
    }
}
