//! What a team asks of its phrases, in the head of its pack: words that are not to be said, placeholders that phrases of a
//! group must have. Without a server: [`lint`](super::lint) finds what breaks it, and the panel holds what is about to be
//! inserted against it.

use super::{
    Phrase,
    collection::Library,
    facts::known,
    record::{PART, Record},
    template::Template,
};
use crate::text::normalize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The list of words that are not to be said.
pub const FORBIDDEN: &str = "forbidden";
/// The list of placeholders that phrases must have.
pub const REQUIRED: &str = "required";
const BLOCKS: &str = "blocks";

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
    /// Text that says it is not inserted; else the agent is told, and decides.
    pub blocks: bool,
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
        let forbidden = list(FORBIDDEN).map(|entry| match entry {
            Value::String(word) => Forbidden { word: word.clone(), ..Forbidden::default() },
            entry => {
                let except = entry.get("except").and_then(Value::as_array).into_iter().flatten();
                Forbidden {
                    word: text(entry, "word"),
                    instead: text(entry, "instead"),
                    except: except.filter_map(Value::as_str).map(str::to_owned).collect(),
                    blocks: entry.get(BLOCKS).and_then(Value::as_bool).unwrap_or_default(),
                }
            }
        });
        let required = list(REQUIRED)
            .map(|entry| Required { group: text(entry, "group"), placeholder: text(entry, "placeholder") });
        Self {
            forbidden: forbidden.filter(|entry| !entry.word.trim().is_empty()).collect(),
            required: required.filter(|entry| !entry.placeholder.trim().is_empty()).collect(),
        }
    }
}

/// What a field of a head says of the policy; `None` for a field that is no part of it.
#[must_use]
pub fn part_of(field: &str, value: &Value) -> Option<Policy> {
    let mut policy = Map::new();
    policy.insert(field.strip_prefix(PART)?.to_owned(), value.clone());
    Some(Policy::read(&policy.into()))
}

/// The policy as it stands in a head, one object of its parts; null for none.
#[must_use]
pub fn policy_in(head: &Record) -> Value {
    let mut policy = Map::new();
    for (field, value) in head.fields() {
        if let Some(part) = field.strip_prefix(PART) {
            policy.insert(part.to_owned(), value.clone());
        }
    }
    if policy.is_empty() { Value::Null } else { policy.into() }
}

/// The field of a head in which a list of the policy stands.
#[must_use]
pub fn field_of(list: &str) -> String {
    [PART, list].concat()
}

/// A list of a policy as it stands in a head, with one part of one entry written anew: `word`, `instead`, `except` (words
/// with spaces between), `blocks` (`true` or not), `group`, `placeholder`. The entry after the last is a new one; one
/// without its word or placeholder goes. What else stands in an entry, of newer versions, stays.
#[must_use]
pub fn edited(before: Option<&Value>, list: &str, at: usize, part: &str, text: &str) -> Value {
    let key = if list == FORBIDDEN { "word" } else { "placeholder" };
    let whole = |entry: Value| match entry {
        Value::String(word) if list == FORBIDDEN => {
            let mut entry = Map::new();
            entry.insert(key.to_owned(), word.into());
            entry
        }
        Value::Object(entry) => entry,
        _ => Map::new(),
    };
    let is_one =
        |entry: &Map<String, Value>| entry.get(key).and_then(Value::as_str).is_some_and(|key| !key.trim().is_empty());
    let before = before.and_then(Value::as_array).into_iter().flatten();
    let mut entries: Vec<Map<String, Value>> = before.cloned().map(whole).filter(is_one).collect();
    if at == entries.len() {
        entries.push(Map::new());
    }
    if let Some(entry) = entries.get_mut(at) {
        let value = match part {
            "except" => text.split([' ', '、', ',', '，', '\n', '\u{3000}']).filter(|word| !word.is_empty()).collect(),
            BLOCKS => json!(text == "true"),
            _ => text.trim().into(),
        };
        entry.insert(part.to_owned(), value);
    }
    entries.retain(is_one);
    entries.into_iter().map(Value::Object).collect()
}

impl Library {
    /// The policy of every pack that has one, by the pack's name.
    #[must_use]
    pub fn policies(&self) -> BTreeMap<String, Policy> {
        let mut policies = BTreeMap::new();
        for pack in &self.packs {
            let policy = self.policy(pack);
            if policy != Policy::default() {
                policies.insert(pack.about.id.clone(), policy);
            }
        }
        policies
    }
}

/// The first word that a text says and should not, one that blocks before all others. What any team forbids holds for all
/// that is said in its shop.
#[must_use]
pub fn forbidden_in<'a>(text: &str, policies: &'a BTreeMap<String, Policy>) -> Option<&'a Forbidden> {
    let text = normalize(text);
    let said = || policies.values().flat_map(|policy| &policy.forbidden).filter(|word| word.is_in(&text));
    said().find(|word| word.blocks).or_else(|| said().next())
}

impl Forbidden {
    /// True if a text says the word, other than in one of the longer words that are innocent.
    #[must_use]
    pub fn is_said_in(&self, text: &str) -> bool {
        self.is_in(&normalize(text))
    }

    fn is_in(&self, text: &str) -> bool {
        let word = normalize(&self.word);
        let except: Vec<_> = self.except.iter().map(|word| normalize(word)).collect();
        places(text, &word).any(|at| {
            !except.iter().any(|longer| {
                let mut starts = longer.match_indices(&word).filter_map(|(start, _)| at.checked_sub(start));
                starts.any(|from| text.get(from..from + longer.len()) == Some(longer))
            })
        })
    }
}

/// Where a word stands in a text, both normalised. One in Latin letters is a whole word: "qq" is not in "qqq".
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let whole = move |at: &usize| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !(word.starts_with(is_part) && before.is_some_and(is_part)
            || word.ends_with(is_part) && after.is_some_and(is_part))
    };
    text.match_indices(word).map(|(at, _)| at).filter(move |at| !word.is_empty() && whole(at))
}

/// The name that a fact goes by.
fn fact(name: &str) -> &str {
    known(name).map_or(name, |fact| fact.id)
}

impl Required {
    /// True if a body has no such placeholder, under any of its names.
    #[must_use]
    pub fn lacks_in(&self, body: &Template) -> bool {
        !body.gaps().any(|gap| fact(&gap.name) == fact(&self.placeholder))
    }

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
    fn a_teams_word_is_found_in_its_own_right() {
        let first =
            Forbidden {
                word: "第一".into(), except: vec!["第一次".into(), "第一时间".into()], ..Forbidden::default()
            };
        assert!(first.is_said_in("全网第一") && first.is_said_in("第一次来就拿第一"));
        assert!(!first.is_said_in("您是第一次来吧，我第一时间回您"));
        let qq = Forbidden { word: "QQ".into(), ..Forbidden::default() };
        assert!(qq.is_said_in("加 ｑｑ 聊") && qq.is_said_in("QQ号") && !qq.is_said_in("sqqs"));
    }

    #[test]
    fn a_policy_is_edited_entry_by_entry_and_keeps_what_is_newer() {
        let mut policy = json!({ "forbidden": ["保证", 7, { "word": "第一", "more": 2 }] });
        for (list, at, part, text) in [
            (FORBIDDEN, 0, "instead", "尽量"),
            (FORBIDDEN, 1, "except", "第一次、第一时间"),
            (FORBIDDEN, 1, BLOCKS, "true"),
            (FORBIDDEN, 2, "word", " 最 "),
            (FORBIDDEN, 9, "word", "没有这一行"),
            (REQUIRED, 0, "placeholder", "发货时间"),
            (REQUIRED, 0, "group", "物流"),
            (REQUIRED, 1, "group", "没有空位就不是一条"),
        ] {
            policy[list] = edited(policy.get(list), list, at, part, text);
        }
        let expected = json!({ "required": [{ "group": "物流", "placeholder": "发货时间" }], "forbidden": [
            { "word": "保证", "instead": "尽量" },
            { "word": "第一", "more": 2, "except": ["第一次", "第一时间"], "blocks": true },
            { "word": "最" },
        ]});
        assert_eq!(policy, expected);
        assert_eq!(edited(policy.get(FORBIDDEN), FORBIDDEN, 0, "word", "").as_array().unwrap().len(), 2);
        assert_eq!(edited(None, REQUIRED, 0, "placeholder", "x"), json!([{ "placeholder": "x" }]));
    }

    #[test]
    fn a_word_that_blocks_is_told_before_one_that_warns() {
        let word = |word: &str, blocks| Forbidden { word: word.into(), blocks, ..Forbidden::default() };
        let policy = |words: Vec<Forbidden>| Policy { forbidden: words, required: Vec::new() };
        let policies = BTreeMap::from([
            ("a".to_owned(), policy(vec![word("保证", false)])),
            ("b".to_owned(), policy(vec![word("最", true)])),
        ]);
        let told = |text| forbidden_in(text, &policies).map(|word| word.word.as_str());
        assert_eq!((told("保证最快"), told("保证快"), told("很快")), (Some("最"), Some("保证"), None));
    }

    #[test]
    fn a_group_holds_those_below_it() {
        let required = |group: &str| Required { group: group.into(), placeholder: "x".into() };
        let phrase = Phrase { group: "物流/发货".into(), ..Phrase::default() };
        assert!(required("物流").is_about(&phrase) && required("").is_about(&phrase));
        assert!(!required("物").is_about(&phrase) && !required("物流/发货/急").is_about(&phrase));
    }
}
