//! JSON from a stranger's file, read strictly: no name twice in an object, bounded depth and size. The first step of
//! [`pack_file`](super::pack_file).

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::{cell::Cell, fmt};

/// Deepest nesting of a pack file: a pack holds phrases that hold lists; a third of this is more than any needs.
pub const MAX_DEPTH: usize = 32;
/// Values in one file: 100,000 phrases of thirty. A small file of brackets could else take a thousand times its size.
pub const MAX_VALUES: usize = 3_000_000;

/// Why a text is no JSON that is read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in bytes.
    pub column: usize,
    /// Why.
    pub kind: JsonErrorKind,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Not JSON, or cut off.
    Syntax,
    /// One object has a name twice.
    DuplicateName,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More values than a pack can hold.
    TooLarge,
}

/// Reads a text.
///
/// # Errors
/// When it is not JSON, or not such as is read here.
pub fn read(text: &str) -> Result<Value, JsonError> {
    let found = Cell::new(JsonErrorKind::Syntax);
    let left = Cell::new(MAX_VALUES);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let strict = Strict { depth: 0, left: &left, found: &found };
    let read = strict.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| JsonError {
        line: error.line(),
        column: error.column(),
        kind: found.replace(JsonErrorKind::Syntax),
    })
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    left: &'a Cell<usize>,
    found: &'a Cell<JsonErrorKind>,
}

impl Strict<'_> {
    fn refuse<E: Error>(self, kind: JsonErrorKind) -> E {
        self.found.set(kind);
        E::custom("refused")
    }

    fn inside<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(JsonErrorKind::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else { return Err(self.refuse(JsonErrorKind::TooLarge)) };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if map.contains_key(&name) {
                return Err(self.refuse(JsonErrorKind::DuplicateName));
            }
            map.insert(name, entries.next_value_seed(inside)?);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: JsonErrorKind, line: usize) {
        let error = read(text).unwrap_err();
        assert_eq!((error.kind, error.line), (kind, line), "{}", &text[..text.len().min(60)]);
    }

    #[test]
    fn reads_what_is_json() {
        let text = r#"{"a":[1,-2,2.5,true,null,"字\n"],"__proto__":{}}"#;
        assert_eq!(
            read(text).unwrap().to_string(),
            text.replace(r#"{"a""#, r#"{"__proto__":{},"a""#).replace(r#","__proto__":{}}"#, "}")
        );
    }

    #[test]
    fn case_15_refuses_what_could_mislead_or_exhaust() {
        check("{\"a\":1,\n\"a\":2}", JsonErrorKind::DuplicateName, 2);
        check(&"[".repeat(10_000), JsonErrorKind::TooDeep, 1);
        check(&format!("[{}0]", "0,".repeat(MAX_VALUES)), JsonErrorKind::TooLarge, 1);
        for text in ["", "{", "[1]]", "NaN", "{\"a\":\"\\ud83d\"}", "{a:1}"] {
            check(text, JsonErrorKind::Syntax, 1);
        }
        assert!(read(&format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).is_ok());
    }
}
