//! What a team asks of its phrases, in the head of its pack: words that are not to be said, placeholders that phrases of a
//! group must have. [`lint`](super::lint) finds what breaks it, without a server.

use super::Phrase;
use serde_json::Value;

/// The field of a pack's head.
pub const POLICY: &str = "policy";

/// A team's rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Words that are not to be said.
    pub forbidden: Vec<Forbidden>,
    /// Placeholders that phrases must have.
    pub required: Vec<Required>,
}

/// A word that is not to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forbidden {
    /// The word. Letter case and width don't count; one in Latin letters is a whole word.
    pub word: String,
    /// What is said instead; empty for nothing of the kind.
    pub instead: String,
    /// Longer words that hold it and are innocent: 第一次 for 第一.
    pub except: Vec<String>,
}

/// A placeholder that phrases of a group must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// The group, with those below it; empty for every phrase.
    pub group: String,
    /// The placeholder's name.
    pub placeholder: String,
}

impl Policy {
    /// Reads a policy as it stands in a pack's head, as `docs/pack-format.md` describes it; what can't be read is left out.
    #[must_use]
    pub fn read(value: &Value) -> Self {
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |name: &str| value.get(name).and_then(Value::as_array).into_iter().flatten();
        let forbidden = list("forbidden").map(|entry| match entry {
            Value::String(word) => Forbidden { word: word.clone(), ..Forbidden::default() },
            entry => {
                let except = entry.get("except").and_then(Value::as_array).into_iter().flatten();
                Forbidden {
                    word: text(entry, "word"),
                    instead: text(entry, "instead"),
                    except: except.filter_map(Value::as_str).map(str::to_owned).collect(),
                }
            }
        });
        let required = list("required")
            .map(|entry| Required { group: text(entry, "group"), placeholder: text(entry, "placeholder") });
        Self {
            forbidden: forbidden.filter(|entry| !entry.word.trim().is_empty()).collect(),
            required: required.filter(|entry| !entry.placeholder.trim().is_empty()).collect(),
        }
    }
}

impl Required {
    /// True for a phrase of its group.
    #[must_use]
    pub fn is_about(&self, phrase: &Phrase) -> bool {
        let below = phrase.group.strip_prefix(&self.group);
        self.group.is_empty() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_policy_is_read_as_far_as_it_goes() {
        let policy = Policy::read(&json!({
            "forbidden": ["保证", { "word": "第一", "instead": "很多人选的", "except": ["第一次", 3] }, { "word": " " }, 7],
            "required": [{ "group": "物流", "placeholder": "发货时间" }, { "group": "物流" }],
        }));
        let words: Vec<_> = policy.forbidden.iter().map(|entry| (entry.word.as_str(), entry.except.len())).collect();
        assert_eq!(words, [("保证", 0), ("第一", 1)]);
        assert_eq!(policy.required.len(), 1);
        for odd in [json!(null), json!([]), json!({ "forbidden": "保证" })] {
            assert_eq!(Policy::read(&odd), Policy::default());
        }
    }

    #[test]
    fn a_group_holds_those_below_it() {
        let required = |group: &str| Required { group: group.into(), placeholder: "x".into() };
        let phrase = Phrase { group: "物流/发货".into(), ..Phrase::default() };
        assert!(required("物流").is_about(&phrase) && required("").is_about(&phrase));
        assert!(!required("物").is_about(&phrase) && !required("物流/发货/急").is_about(&phrase));
    }
}
