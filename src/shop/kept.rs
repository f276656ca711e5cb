//! The shop as it is kept: each part a run of bytes of its own, so that the panel reads the catalogue without the orders.
//!
//! A part: `QYS`, what it is, its version, then the rest. That it is what was written its name tells, the SHA-256 of the
//! whole (`www/shop.js`): proving it here again would take the panel a tenth of a second. Numbers are LEB128;
//! texts stand column by column, each as what it shares with the one before and its own end, for ids, links and
//! categories are alike. Orders lie by day: 1,000,000 lines of 400,000 orders take about 7 MB.

mod bytes;
mod orders;
mod promotions;
mod sizes;

pub use orders::{read_orders, write_orders};
pub use promotions::{read_promotions, write_promotions};
pub use sizes::{read_sets, read_size_charts, write_sets, write_size_charts};

use super::{CatalogItem, ItemId, Price, Stock};
pub(crate) use bytes::{Reader, Writer};

/// The version that is written.
const VERSION: u8 = 2;
/// The beginning of a part.
const MAGIC: &[u8] = b"QYS";

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Catalogue = 1,
    Orders = 2,
    SizeCharts = 3,
    Sets = 4,
    Learnt = 5,
    Promotions = 6,
}

/// Why bytes are no part. They stay as they are; the file can be imported again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptError {
    /// Another part, or something else.
    Other,
    /// Written by a newer version.
    Newer,
    /// Not what was written.
    Damaged,
}

/// The bytes of a catalogue.
#[must_use]
pub fn write_catalogue(items: &[CatalogItem]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(items.len());
    out.texts(items.iter().map(|item| item.id.0.as_str()));
    out.texts(items.iter().map(|item| item.title.as_str()));
    out.texts(items.iter().map(|item| item.category.as_str()));
    out.texts(items.iter().map(|item| item.image.as_deref().unwrap_or_default()));
    out.texts(items.iter().map(|item| item.link.as_deref().unwrap_or_default()));
    for item in items {
        for price in [item.price, item.cost] {
            out.number(price.map_or(0, |price| price.fen().saturating_add(1)));
        }
        out.number(match item.stock {
            Stock::Unknown => 0,
            Stock::Pieces(pieces) => u64::from(pieces) + 1,
        });
        out.number(u64::from(item.on_shelf) | u64::from(item.presale) << 1);
        out.count(item.attributes.len());
    }
    let attributes = || items.iter().flat_map(|item| &item.attributes);
    out.texts(attributes().map(|(name, _)| name.as_str()));
    out.texts(attributes().map(|(_, value)| value.as_str()));
    out.finish(Part::Catalogue)
}

/// Reads [`write_catalogue`].
///
/// # Errors
/// When the bytes are none.
pub fn read_catalogue(bytes: &[u8]) -> Result<Vec<CatalogItem>, KeptError> {
    let mut reader = Reader::new(bytes, Part::Catalogue)?;
    let count = reader.count()?;
    let [ids, titles, categories, images, links] = [(); 5].map(|()| reader.texts(count));
    let (ids, titles, categories, images, links) = (ids?, titles?, categories?, images?, links?);
    let address = |text: String| Some(text).filter(|text| !text.is_empty());
    let (mut items, mut attributes) = (Vec::new(), 0_usize);
    let texts = ids.into_iter().zip(titles).zip(categories).zip(images).zip(links);
    let mut counts = Vec::new();
    for ((((id, title), category), image), link) in texts {
        let mut price = || Ok::<_, KeptError>(reader.number()?.checked_sub(1).map(Price::from_fen));
        let (price, cost) = (price()?, price()?);
        let stock = match reader.number()?.checked_sub(1) {
            None => Stock::Unknown,
            Some(pieces) => Stock::Pieces(u32::try_from(pieces).map_err(|_| KeptError::Damaged)?),
        };
        let state = reader.number()?;
        let own = reader.count()?;
        attributes = attributes.saturating_add(own);
        counts.push(own);
        items.push(CatalogItem {
            id: ItemId(id),
            title,
            category,
            price,
            cost,
            stock,
            attributes: Vec::new(),
            image: address(image),
            link: address(link),
            on_shelf: state & 1 != 0,
            presale: state & 2 != 0,
        });
    }
    let (names, values) = (reader.texts(attributes)?, reader.texts(attributes)?);
    let mut pairs = names.into_iter().zip(values);
    for (item, own) in items.iter_mut().zip(counts) {
        item.attributes.extend(pairs.by_ref().take(own));
    }
    reader.finish()?;
    Ok(items)
}

#[cfg(test)]
mod tests;
