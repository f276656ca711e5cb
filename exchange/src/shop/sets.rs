//! Rows of sets that the shop made by hand.

use super::{Field, Wrong, cells, intake::Cells};
use qinyu::shop::{HandMadeSet, ItemId, Relation};
use std::collections::HashMap;

/// Sets that grow.
#[derive(Debug, Default)]
pub(super) struct Sets {
    sets: Vec<HandMadeSet>,
    seen: HashMap<(Vec<ItemId>, ItemId), Relation>,
}

impl Sets {
    pub(super) fn row(&mut self, cells: &mut Cells<'_>) {
        let mut anchors = ids(cells.get(Field::Anchors));
        let offered = ids(cells.get(Field::Offered));
        anchors.sort_unstable();
        anchors.dedup();
        for (field, ids) in [(Field::Anchors, &anchors), (Field::Offered, &offered)] {
            if ids.is_empty() {
                return cells.refuse(field, Wrong::Missing);
            }
            if ids.iter().any(|id| cells::is_rounded(&id.0)) {
                return cells.refuse(field, Wrong::Rounded);
            }
        }
        let Some(relation) = read_relation(cells.get(Field::Relation)) else {
            return cells.refuse(Field::Relation, Wrong::Shape);
        };
        for offered in offered {
            if anchors.contains(&offered) {
                cells.note(Field::Offered, Wrong::Shape);
                continue;
            }
            match self.seen.get(&(anchors.clone(), offered.clone())) {
                Some(known) if *known == relation => cells.note(Field::Anchors, Wrong::RepeatedRow),
                Some(_) => cells.note(Field::Relation, Wrong::RepeatedItem),
                None => {
                    self.seen.insert((anchors.clone(), offered.clone()), relation);
                    self.sets.push(HandMadeSet { anchors: anchors.clone(), relation, offered });
                }
            }
        }
    }

    pub(super) fn finish(self) -> Vec<HandMadeSet> {
        self.sets
    }
}

fn ids(cell: &str) -> Vec<ItemId> {
    let marks = [',', '，', ';', '；', '+', '|', '\n', '、'];
    cell.split(marks).map(str::trim).filter(|id| !id.is_empty()).map(|id| ItemId(id.to_owned())).collect()
}

/// A relation by its word; without one, the things are used together, as those of a set are.
fn read_relation(word: &str) -> Option<Relation> {
    match word.to_lowercase().as_str() {
        "" | "互补" | "搭配" | "complement" => Some(Relation::Complement),
        "延伸" | "补充" | "extension" => Some(Relation::Extension),
        "替代" | "替换" | "substitute" => Some(Relation::Substitute),
        _ => None,
    }
}
