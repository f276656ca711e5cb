//! What a session says, as JSON: the door between the worker and the panel. Names are those of [`ShopKind`], [`Field`] and
//! [`Wrong`](super::super::Wrong); never what stands in a cell but of the newest orders, and of headers only those of a row that was
//! understood.

use super::super::{
    Field, Mapping, Progress, RecentLine, RecentOrder, ShopError, ShopFile, ShopKind, ShopPlan, ShopProblem,
};
use crate::shape::failure;
use qinyu::chat::OrderState;
use serde_json::{Value, json};

/// Problems that are told one by one: a person mends the first ones, or the whole file. All are counted.
pub const TOLD: usize = 200;
/// Items that would change and are told one by one.
const ITEMS: usize = 50;

/// A mapping from `{"kind": …, "columns": {field: header}}`; what is not understood is passed over.
#[must_use]
pub fn read_mapping(text: &str) -> Mapping {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let kind = value.get("kind").and_then(Value::as_str).and_then(ShopKind::from_name);
    let columns = value.get("columns").and_then(Value::as_object).into_iter().flatten();
    let column = |(field, header): (&String, &Value)| Some((Field::from_name(field)?, header.as_str()?.to_owned()));
    Mapping { kind, columns: columns.filter_map(column).collect() }
}

/// How far a reading is.
#[must_use]
pub fn progress(progress: &Progress) -> Value {
    json!({ "bytes": progress.bytes, "rows": progress.rows, "problems": progress.problems })
}

/// What a file would do, with what was wrong in it.
#[must_use]
pub fn plan(plan: &ShopPlan, file: &ShopFile) -> Value {
    let items: Vec<Value> = plan
        .items
        .iter()
        .take(ITEMS)
        .map(|item| json!({ "id": item.id.0, "fields": item.fields.iter().map(|field| field.name()).collect::<Vec<_>>() }))
        .collect();
    json!({
        "kind": plan.kind.name(),
        "rows": file.row_count,
        "added": plan.added,
        "changed": plan.changed,
        "same": plan.same,
        "absent": plan.absent,
        "withdrawn": plan.withdrawn,
        "items": items,
        "encoding": file.encoding.map(crate::Encoding::name),
        "fields": file.fields.iter().map(|field| field.name()).collect::<Vec<_>>(),
        "passed_over": file.passed_over,
        "refused": file.problems.refused,
        "problem_count": file.problems.len(),
        "problems": file.problems.listed.iter().take(TOLD).map(problem).collect::<Vec<_>>(),
        "recent": file.recent.iter().map(recent).collect::<Vec<_>>(),
    })
}

/// An order as it stands; the panel asks no more of a state than whether it is unpaid or paid and not sent.
fn recent(order: &RecentOrder) -> Value {
    let state = match order.state {
        OrderState::Unpaid => "unpaid",
        OrderState::Paid => "paid",
        _ => "",
    };
    let line = |line: &RecentLine| json!({ "title": line.title, "options": line.options, "quantity": line.quantity });
    json!({
        "number": order.number,
        "state": state,
        "placed": order.placed.map(qinyu::day::Moment::print),
        "buyer": order.buyer,
        "amount": order.amount.map(qinyu::shop::Price::fen),
        "lines": order.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn problem(problem: &ShopProblem) -> Value {
    json!({
        "row": problem.row,
        "column": problem.field.map(Field::name),
        "reason": problem.wrong.name(),
        "refused": problem.is_refused,
    })
}

/// Why nothing of a file is read.
#[must_use]
pub fn error(error: &ShopError) -> Value {
    match error {
        ShopError::File(error) => failure(error),
        ShopError::TooLarge => json!({ "kind": "too_large" }),
        ShopError::NoHeader => json!({ "kind": "no_header" }),
        ShopError::Columns { kind, seen, missing } => json!({
            "kind": "columns",
            "of": kind.name(),
            "seen": seen,
            "missing": missing
                .iter()
                .map(|one_of| one_of.iter().map(|field| field.name()).collect::<Vec<_>>())
                .collect::<Vec<_>>(),
        }),
    }
}
