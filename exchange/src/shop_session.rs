//! [`ShopSession`] as wasm, for `www/shop_worker.js`: bytes and JSON in, bytes and JSON out.

use crate::{
    Encoding,
    shop::{
        Absent, ShopKey,
        session::{ShopPart, ShopSession, shape},
    },
};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// A shop in a worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ShopFiles(ShopSession);

#[wasm_bindgen]
impl ShopFiles {
    /// An empty shop, under a key of 32 bytes; of another length, none of the kept orders would be known again.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        Self(ShopSession::new(ShopKey(key.try_into().unwrap_or_default())))
    }

    /// Takes a kept part; false when it can't be read.
    pub fn load(&mut self, part: &str, bytes: &[u8]) -> bool {
        ShopPart::from_name(part).is_some_and(|part| self.0.load(part, bytes).is_ok())
    }

    /// Begins with a file: its mapping as [`shape::read_mapping`] takes it, an encoding or nothing.
    pub fn begin(&mut self, mapping: &str, encoding: &str) {
        self.0.begin(shape::read_mapping(mapping), Encoding::from_name(encoding));
    }

    /// Takes the file's next bytes; `error` when it is over a limit, else nothing.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.0.push(bytes).map_or_else(|error| said(shape::error(&error)), |()| String::new())
    }

    /// Works for some milliseconds: `bytes`, `rows`, `problems` and whether it is `hungry`; or `error`.
    pub fn step(&mut self) -> String {
        match self.0.step() {
            Ok(progress) => {
                let mut value = shape::progress(&progress);
                value["hungry"] = json!(progress.is_hungry);
                value.to_string()
            }
            Err(error) => said(shape::error(&error)),
        }
    }

    /// What the file would do, or `error`.
    pub fn finish(&mut self) -> String {
        match self.0.finish() {
            Ok((plan, file)) => shape::plan(&plan, file).to_string(),
            Err(error) => said(shape::error(&error)),
        }
    }

    /// Drops the file.
    pub fn cancel(&mut self) {
        self.0.cancel();
    }

    /// Does what the plan said, with what the file doesn't have: `stay`, `off_shelf` or `go`. The names of changed parts.
    pub fn apply(&mut self, absent: &str) -> Vec<String> {
        let absent = match absent {
            "off_shelf" => Absent::OffShelf,
            "go" => Absent::Go,
            _ => Absent::Stay,
        };
        names(self.0.apply(absent))
    }

    /// Goes back once. The names of changed parts.
    pub fn undo(&mut self) -> Vec<String> {
        names(self.0.undo())
    }

    /// A part as it is to be kept; nothing for a name of none.
    #[must_use]
    pub fn part(&self, name: &str) -> Vec<u8> {
        ShopPart::from_name(name).map(|part| self.0.part(part)).unwrap_or_default()
    }

    /// Begins to learn; false where there is no item.
    pub fn learn_begin(&mut self) -> bool {
        self.0.learn_begin()
    }

    /// Learns for a while: `done` and `of`; nothing when all is done.
    pub fn learn_step(&mut self) -> String {
        self.0.learn_step().map_or_else(String::new, |(done, of)| json!({ "done": done, "of": of }).to_string())
    }

    /// What was learnt, as it is to be kept.
    pub fn learn_finish(&mut self) -> Vec<u8> {
        self.0.learn_finish()
    }
}

fn names(parts: Vec<ShopPart>) -> Vec<String> {
    parts.into_iter().map(|part| part.name().to_owned()).collect()
}

fn said(error: Value) -> String {
    json!({ "error": error }).to_string()
}
