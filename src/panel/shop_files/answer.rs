//! The door between the panel and the worker that reads the shop's files: its answers come as JSON (`www/shop_worker.js`,
//! `exchange/src/shop/session/shape.rs`), and what the agent said about columns goes there and is remembered as JSON.

use crate::{chat::OrderState, day::Moment};
use serde_json::{Map, Value};

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShopAnswer {
    /// How far the reading is.
    Reading(Progress),
    /// The file is read, and put to what is kept.
    Planning,
    /// What it would do, which kept parts can't be read, and the newest of its orders.
    Plan(Plan, Vec<String>, Vec<FileOrder>),
    /// A column is missing.
    Lacking(Lacking),
    /// The reading was stopped; nothing changed.
    Cancelled,
    /// It is kept, and whether that can be undone.
    Kept(bool),
    /// Nothing of the file was read or kept.
    Failed(Failure),
    /// What is learnt, of how much.
    Learning(u64, u64),
    /// It is learnt.
    Learnt,
    /// Something that needs no answer.
    Other,
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes that were worked through.
    pub bytes: u64,
    /// Bytes of the file.
    pub of: u64,
    /// Rows that were read.
    pub rows: u64,
    /// Problems that were found.
    pub problems: u64,
}

/// What a file would do. Names are those of the second module; the view has words for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What the file holds.
    pub kind: String,
    /// Rows below its header.
    pub rows: u64,
    /// What is new.
    pub added: u64,
    /// What would change.
    pub changed: u64,
    /// What is kept as the file tells it.
    pub same: u64,
    /// What is kept and not in the file.
    pub absent: u64,
    /// Orders that would count no more.
    pub withdrawn: u64,
    /// Headers that nothing is read from.
    pub passed_over: Vec<String>,
    /// Rows that were refused.
    pub refused: u64,
    /// All problems.
    pub problem_count: u64,
    /// The first ones.
    pub problems: Vec<RowProblem>,
    /// Unpaid orders of the file that can still be urged, as the panel found.
    pub unpaid: usize,
}

/// An order as a file tells it. In memory alone, for it names its buyer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileOrder {
    /// Its number.
    pub number: String,
    /// That it is unpaid, or paid and not sent; nothing of any other state.
    pub state: Option<OrderState>,
    /// When it was placed.
    pub placed: Option<Moment>,
    /// Whose it is, while it is unpaid; may be empty.
    pub buyer: String,
    /// What is to be paid, in fen.
    pub amount: Option<u64>,
    /// What is in it.
    pub lines: Vec<FileLine>,
}

/// Something that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileLine {
    /// What the file calls it.
    pub title: String,
    /// Its options, as they are written.
    pub options: String,
    /// How many; nothing where the file doesn't say.
    pub quantity: Option<u64>,
}

/// Something that is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowProblem {
    /// The row, from 1.
    pub row: u64,
    /// The field of its column; empty for the whole row.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// The row was refused.
    pub is_refused: bool,
}

/// What a file lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lacking {
    /// What it seems to hold.
    pub kind: String,
    /// Its headers.
    pub seen: Vec<String>,
    /// The fields that are missing: of each list, one.
    pub missing: Vec<Vec<String>>,
}

/// Why a file was not read or not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failure {
    /// Why.
    pub kind: String,
    /// Encodings that fit, each with the beginning of the text as it reads then.
    pub candidates: Vec<(String, String)>,
}

/// What the agent said about a file's columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What the file holds; empty when its headers tell.
    pub kind: String,
    /// Headers by their fields.
    pub columns: Vec<(String, String)>,
}

/// A mapping with the header row that it was said of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// The header row.
    pub headers: Vec<String>,
    /// What was said.
    pub mapping: Mapping,
}

/// Reads an answer; what is none needs no answer either.
#[must_use]
pub fn read(json: &str) -> ShopAnswer {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    match text(&value, "at").as_str() {
        "reading" => ShopAnswer::Reading(Progress {
            bytes: number(&value, "bytes"),
            of: number(&value, "of"),
            rows: number(&value, "rows"),
            problems: number(&value, "problems"),
        }),
        "planning" => ShopAnswer::Planning,
        "plan" => {
            let told = value.get("plan").unwrap_or(&Value::Null);
            ShopAnswer::Plan(plan(told), texts(&value, "lost"), list(told, "recent").map(order).collect())
        }
        "cancelled" => ShopAnswer::Cancelled,
        "kept" => ShopAnswer::Kept(is(&value, "undo")),
        "learning" => ShopAnswer::Learning(number(&value, "done"), number(&value, "of")),
        "learnt" => ShopAnswer::Learnt,
        "failed" => failed(value.get("error").unwrap_or(&Value::Null)),
        _ => ShopAnswer::Other,
    }
}

fn plan(value: &Value) -> Plan {
    let problem = |one: &Value| RowProblem {
        row: number(one, "row"),
        column: text(one, "column"),
        reason: text(one, "reason"),
        is_refused: is(one, "refused"),
    };
    Plan {
        kind: text(value, "kind"),
        rows: number(value, "rows"),
        added: number(value, "added"),
        changed: number(value, "changed"),
        same: number(value, "same"),
        absent: number(value, "absent"),
        withdrawn: number(value, "withdrawn"),
        passed_over: texts(value, "passed_over"),
        refused: number(value, "refused"),
        problem_count: number(value, "problem_count"),
        problems: list(value, "problems").map(problem).collect(),
        unpaid: 0,
    }
}

fn order(value: &Value) -> FileOrder {
    let number = |value: &Value, name: &str| value.get(name).and_then(Value::as_u64);
    let line = |one: &Value| FileLine {
        title: text(one, "title"),
        options: text(one, "options"),
        quantity: number(one, "quantity"),
    };
    FileOrder {
        number: text(value, "number"),
        state: match text(value, "state").as_str() {
            "unpaid" => Some(OrderState::Unpaid),
            "paid" => Some(OrderState::Paid),
            _ => None,
        },
        placed: Moment::parse(&text(value, "placed")),
        buyer: text(value, "buyer"),
        amount: number(value, "amount"),
        lines: list(value, "lines").map(line).collect(),
    }
}

fn failed(error: &Value) -> ShopAnswer {
    let kind = text(error, "kind");
    if kind == "columns" {
        let missing = list(error, "missing").map(|one_of| all(Some(one_of))).collect();
        return ShopAnswer::Lacking(Lacking { kind: text(error, "of"), seen: texts(error, "seen"), missing });
    }
    let candidates = list(error, "candidates").map(|one| (text(one, "encoding"), text(one, "preview"))).collect();
    ShopAnswer::Failed(Failure { kind, candidates })
}

/// A mapping as the worker takes it.
#[must_use]
pub fn print_mapping(mapping: &Mapping) -> String {
    mapping_value(mapping).to_string()
}

fn mapping_value(mapping: &Mapping) -> Value {
    let columns = mapping.columns.iter().map(|(field, header)| (field.clone(), header.as_str().into()));
    let columns: Map<String, Value> = columns.collect();
    let fields = [("kind".to_owned(), mapping.kind.as_str().into()), ("columns".to_owned(), columns.into())];
    Value::Object(fields.into_iter().collect())
}

/// Mappings as they are kept.
#[must_use]
pub fn print_remembered(remembered: &[Remembered]) -> String {
    let one = |known: &Remembered| {
        let mut value = mapping_value(&known.mapping);
        if let Value::Object(fields) = &mut value {
            fields.insert("headers".into(), known.headers.clone().into());
        }
        value
    };
    remembered.iter().map(one).collect::<Value>().to_string()
}

/// Reads [`print_remembered`]; what can't be read was not said.
#[must_use]
pub fn read_remembered(json: &str) -> Vec<Remembered> {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let one = |one: &Value| {
        let columns = one.get("columns").and_then(Value::as_object).into_iter().flatten();
        let column = |(field, header): (&String, &Value)| Some((field.clone(), header.as_str()?.to_owned()));
        Remembered {
            headers: texts(one, "headers"),
            mapping: Mapping { kind: text(one, "kind"), columns: columns.filter_map(column).collect() },
        }
    };
    value.as_array().into_iter().flatten().map(one).collect()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(value: &Value, name: &str) -> u64 {
    value.get(name).and_then(Value::as_u64).unwrap_or_default()
}

fn is(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or_default()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    all(value.get(name))
}

fn all(list: Option<&Value>) -> Vec<String> {
    let texts = list.and_then(Value::as_array).into_iter().flatten();
    texts.filter_map(Value::as_str).map(str::to_owned).collect()
}
