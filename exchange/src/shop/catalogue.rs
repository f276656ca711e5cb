//! Rows of a catalogue as items. An item comes in with what can be read of it; without an id or a title there is none.

use super::{Field, Wrong, cells, intake::Cells};
use qinyu::shop::{COLOURS, CatalogItem, ItemId, Stock, order_book::CODE};
use std::collections::HashMap;

/// Attributes that have a column of their own, in the order in which they stand behind the others.
pub(super) const OF_COLUMNS: [(&str, Field); 2] = [(COLOURS, Field::Colours), (CODE, Field::Code)];

/// A catalogue that grows.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    items: Vec<CatalogItem>,
    places: HashMap<String, usize>,
}

impl Catalogue {
    pub(super) fn row(&mut self, cells: &mut Cells<'_>) {
        let Some(item) = item(cells) else { return };
        match self.places.get(&item.id.0).and_then(|place| self.items.get(*place)) {
            Some(known) if *known == item => cells.note(Field::ItemId, Wrong::RepeatedRow),
            Some(_) => cells.refuse(Field::ItemId, Wrong::RepeatedItem),
            None => {
                self.places.insert(item.id.0.clone(), self.items.len());
                self.items.push(item);
            }
        }
    }

    pub(super) fn finish(self) -> Vec<CatalogItem> {
        self.items
    }
}

fn item(cells: &mut Cells<'_>) -> Option<CatalogItem> {
    let link = text(cells, Field::Link);
    let named = cells.get(Field::ItemId);
    if cells::is_rounded(named) {
        cells.refuse(Field::ItemId, Wrong::Rounded);
        return None;
    }
    let id = Some(named).filter(|id| !id.is_empty()).or_else(|| id_of(cells.get(Field::Link)));
    let title = cells.get(Field::Title);
    for (field, value) in [(Field::ItemId, id.unwrap_or_default()), (Field::Title, title)] {
        if value.is_empty() {
            cells.refuse(field, Wrong::Missing);
            return None;
        }
    }
    let mut attributes = cells::attributes(cells.get(Field::Attributes));
    // What has a column of its own stands last, wherever the file has it, so that the same item is told the same.
    for (name, field) in OF_COLUMNS {
        let (own, others): (Vec<_>, Vec<_>) = attributes.into_iter().partition(|(known, _)| known == name);
        let value = text(cells, field).or_else(|| own.first().map(|(_, value)| value.as_str()));
        let own = value.map(|value| (name.to_owned(), value.to_owned()));
        attributes = others.into_iter().chain(own).collect();
    }
    Some(CatalogItem {
        id: ItemId(id.unwrap_or_default().to_owned()),
        title: one_line(title),
        category: category(cells.get(Field::Category)),
        price: cells.value(Field::Price, cells::price),
        cost: cells.value(Field::Cost, cells::price),
        stock: cells.value(Field::Stock, cells::count).map_or(Stock::Unknown, Stock::Pieces),
        attributes,
        image: address(cells, Field::Image),
        link: link.and_then(|_| address(cells, Field::Link)),
        // An item of a file that doesn't say can be bought: exports hold what is on the shelf. One of which it says what
        // isn't understood is not offered.
        on_shelf: yes_no(cells, Field::OnShelf, true, false),
        presale: yes_no(cells, Field::Presale, false, true),
    })
}

fn text<'a>(cells: &Cells<'a>, field: Field) -> Option<&'a str> {
    Some(cells.get(field)).filter(|text| !text.is_empty())
}

fn yes_no(cells: &mut Cells<'_>, field: Field, if_empty: bool, if_unknown: bool) -> bool {
    let Some(word) = text(cells, field) else { return if_empty };
    cells::yes_no(word).unwrap_or_else(|| {
        cells.note(field, Wrong::Shape);
        if_unknown
    })
}

/// The largest picture that is kept in the catalogue itself.
const PICTURE_BYTES: usize = 16_384;

/// An address of the web; of several, the first.
fn address(cells: &mut Cells<'_>, field: Field) -> Option<String> {
    let all = text(cells, field)?;
    if field == Field::Image && all.starts_with("data:image/") && all.len() <= PICTURE_BYTES {
        return Some(all.to_owned());
    }
    let first = all.split([';', '；', '|', '\n', ' ']).next().unwrap_or(all).trim();
    let whole = if first.starts_with("//") { format!("https:{first}") } else { first.to_owned() };
    let is_address = whole.starts_with("https://") || whole.starts_with("http://");
    if !is_address {
        cells.note(field, Wrong::Shape);
    }
    is_address.then_some(whole)
}

/// The id in the address of an item's page.
fn id_of(link: &str) -> Option<&str> {
    let (_, query) = link.split_once('?')?;
    let id = query.split(['&', '#']).find_map(|part| part.strip_prefix("id="))?;
    Some(id).filter(|id| !id.is_empty() && id.bytes().all(|c| c.is_ascii_digit()))
}

/// Levels that exports put between `>`, `>>`, `/` or `-` with spaces, all as ` > `.
pub(super) fn category(cell: &str) -> String {
    let levels = cell.split(['>', '＞', '/', '|']).map(str::trim).filter(|level| !level.is_empty());
    levels.collect::<Vec<_>>().join(" > ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
