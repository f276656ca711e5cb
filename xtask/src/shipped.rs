//! What ships as data, as the panel reads it: without the examples that only tests hold the rules against, and what is
//! noted for people.
//! [`crate::assemble`] writes it beside the panel's module.

use qinyu::rules;
use serde_json::Value;

use crate::tools::Outcome;

/// Everything that ships, as one text that [`rules::bring`] takes.
pub(crate) fn text() -> Outcome<String> {
    let mut text = String::new();
    for (name, json) in rules::files("") {
        text += &rules::file(name, &trimmed(name, json)?);
    }
    Ok(text)
}

fn trimmed(name: &str, json: &str) -> Outcome<String> {
    // A turn is told by its likeness to an intent's examples; all others are there for the tests.
    let untold: &[&str] = match name {
        "after_sales.json" | "buyers.json" | "checks.json" | "handover.json" | "moods.json" | "order_steps.json"
        | "promises.json" | "scenes.json" => &["examples", "counter_examples"],
        name if name.starts_with("intents/") => &["counter_examples"],
        // The examples are worked by the tests, and where a rule comes from is for whoever mends it.
        "clocks.json" => &["examples", "source"],
        // Which screen it is and when it was seen is for whoever mends it.
        name if name.starts_with("sites/") => &["screen"],
        _ => return Ok(json.to_owned()),
    };
    let mut file: Value =
        serde_json::from_str(json).map_err(|error| format!("src/rules/{name} isn't JSON ({error}); correct it"))?;
    let lists = file.as_object_mut().into_iter().flat_map(|file| file.values_mut()).filter_map(Value::as_array_mut);
    for rule in lists.flatten().filter_map(Value::as_object_mut) {
        rule.retain(|field, _| !untold.contains(&field.as_str()));
    }
    Ok(file.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_has_every_rule_and_the_examples_that_are_read() {
        let text = text().unwrap();
        assert!(!text.contains("counter_examples"));
        assert_eq!(text.matches("\"trust\"").count(), rules::clocks().len());
        assert!(!rules::clocks().iter().any(|clock| clock.examples.iter().any(|example| text.contains(example))));
        assert_eq!(text.matches("\"examples\"").count(), rules::intents().len());
        assert_eq!(text.matches("\"cues\"").count(), rules::intents().len() + rules::moods().len());
        assert_eq!(text.matches(rules::BEGINS).count(), rules::SHIPPED.matches(rules::BEGINS).count());
    }
}
