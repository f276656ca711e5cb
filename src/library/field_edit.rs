//! What a field of the editor means for a phrase: from its text, or a chosen label, to the value of the record's field.

use super::{Phrase, phrase_fields};
use serde_json::{Value, json};

/// Stands on a line of its own between two wordings, which may hold line breaks.
pub const BETWEEN_WORDINGS: &str = "---";

/// A field and its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldEdit {
    /// The field.
    pub field: String,
    /// The value.
    pub value: Value,
}

impl FieldEdit {
    /// The edit that a field's text stands for. Lists are written a line each, tags a word each; `english` is the
    /// phrase's English body.
    #[must_use]
    pub fn typed(field: &str, text: &str) -> Self {
        let words =
            || text.split([' ', '、', ',', '，', '\n', '\u{3000}']).map(str::trim).filter(|tag| !tag.is_empty());
        let value = match field {
            "queries" => text.lines().map(str::trim).filter(|line| !line.is_empty()).collect(),
            "tags" | "shops" | "platforms" => words().collect(),
            "variants" => wordings(text).into_iter().collect(),
            "english" if text.trim().is_empty() => json!({}),
            "english" => json!({ "en": text }),
            _ => text.into(),
        };
        Self { field: if field == "english" { "translations" } else { field }.to_owned(), value }
    }

    /// The edit that chooses a label of a list, or no longer; of `locked` there is one label.
    #[must_use]
    pub fn toggled(phrase: &Phrase, field: &str, label: &str) -> Self {
        if field == "locked" {
            return Self { field: field.to_owned(), value: (!phrase.locked).into() };
        }
        let fields = phrase_fields::write(phrase);
        let mut labels: Vec<Value> = fields.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
        match labels.iter().position(|known| known == label) {
            Some(at) => drop(labels.remove(at)),
            None => labels.push(label.into()),
        }
        Self { field: field.to_owned(), value: labels.into() }
    }

    /// The edit that gives a list these items.
    #[must_use]
    pub fn list(field: &str, items: &[String]) -> Self {
        Self { field: field.to_owned(), value: items.into() }
    }

    /// The edits that make one phrase another, a field each.
    #[must_use]
    pub fn between(before: &Phrase, after: &Phrase) -> Vec<Self> {
        let (before, mut after) = (phrase_fields::write(before), phrase_fields::write(after));
        for (field, value) in &before {
            // A null would let the team's value through where the agent's own lies over it.
            after.entry(field).or_insert_with(|| match value {
                Value::Array(_) => json!([]),
                Value::Object(_) => json!({}),
                Value::Bool(_) => json!(false),
                _ => json!(""),
            });
        }
        let changed = after.into_iter().filter(|(field, value)| before.get(field) != Some(value));
        changed.map(|(field, value)| Self { field, value }).collect()
    }

    /// The value of an emptied field.
    #[must_use]
    pub const fn nothing() -> Value {
        Value::Null
    }

    /// True if the phrase has that value already.
    #[must_use]
    pub fn changes_nothing(&self, phrase: &Phrase) -> bool {
        let fields = phrase_fields::write(phrase);
        match fields.get(&self.field) {
            Some(value) => *value == self.value,
            None => match &self.value {
                Value::String(text) => text.is_empty(),
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                Value::Bool(flag) => !flag,
                _ => false,
            },
        }
    }
}

/// The wordings of a text in which lines of [`BETWEEN_WORDINGS`] stand between them.
fn wordings(text: &str) -> Vec<String> {
    let mut wordings = vec![Vec::new()];
    for line in text.lines() {
        if line.trim() == BETWEEN_WORDINGS {
            wordings.push(Vec::new());
        } else if let Some(wording) = wordings.last_mut() {
            wording.push(line);
        }
    }
    let joined = wordings.into_iter().map(|lines| lines.join("\n").trim().to_owned());
    joined.filter(|wording| !wording.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_values() {
        let check = |field, text, name: &str, value: Value| {
            assert_eq!(FieldEdit::typed(field, text), FieldEdit { field: name.into(), value });
        };
        check("title", "发票", "title", json!("发票"));
        check("queries", "能开票吗\n\n 要发票 ", "queries", json!(["能开票吗", "要发票"]));
        check("tags", "常用、 夜班,双11", "tags", json!(["常用", "夜班", "双11"]));
        check("variants", "一\n行\n---\n\n --- \n二", "variants", json!(["一\n行", "二"]));
        check("english", "We ship.", "translations", json!({ "en": "We ship." }));
        check("english", " ", "translations", json!({}));
    }

    #[test]
    fn a_changed_phrase_is_told_field_by_field() {
        let before =
            Phrase { code: "zd".into(), body: "在".into(), queries: vec!["在吗".into()], ..Phrase::default() };
        let after = Phrase { body: "在的".into(), title: "在".into(), note: String::new(), ..Phrase::default() };
        let edits = FieldEdit::between(&before, &after);
        let mut told: Vec<_> = edits.iter().map(|edit| format!("{}={}", edit.field, edit.value)).collect();
        told.sort();
        assert_eq!(told, [r#"body="在的""#, r#"code="""#, "queries=[]", r#"title="在""#]);
        assert_eq!(FieldEdit::between(&before, &before), []);
    }

    #[test]
    fn what_changes_nothing_is_told() {
        let phrase = Phrase { tags: vec!["常用".into()], ..Phrase::default() };
        assert!(FieldEdit::typed("tags", "常用").changes_nothing(&phrase));
        assert!(FieldEdit::typed("note", "").changes_nothing(&phrase));
        assert!(!FieldEdit::typed("note", "x").changes_nothing(&phrase));
        let toggled = FieldEdit::toggled(&phrase, "tags", "常用");
        assert!(!toggled.changes_nothing(&phrase) && toggled.value == json!([]));
        assert_eq!(FieldEdit::toggled(&phrase, "locked", "").value, json!(true));
    }
}
