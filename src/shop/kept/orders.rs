//! Orders as bytes: heads one by one, the lines of each behind it.

use super::{
    KeptError, Part,
    bytes::{Reader, Writer},
};
use crate::shop::{ItemName, Line, OrderBook, OrderHead, Sold};

/// Bytes that stand for an order's number: the 48 bits that are kept of it.
const KEY: usize = 6;

/// The bytes of orders. Those of a hashed number above 48 bits keep the lower ones.
#[must_use]
pub fn write_orders(book: &OrderBook) -> Vec<u8> {
    let mut out = Writer::default();
    // Items that are bought often get short numbers.
    let mut sold = vec![0_u32; book.names.len()];
    for line in book.iter().flat_map(|(_, lines)| lines) {
        if let Some(count) = sold.get_mut(line.item as usize) {
            *count += 1;
        }
    }
    let mut order: Vec<usize> = (0..book.names.len()).collect();
    order.sort_by_key(|&name| (std::cmp::Reverse(sold.get(name).copied()), name));
    let mut short = vec![0_u32; order.len()];
    for (place, &name) in (0..).zip(&order) {
        if let Some(slot) = short.get_mut(name) {
            *slot = place;
        }
    }
    let names = || order.iter().filter_map(|&name| book.names.get(name));
    out.count(order.len());
    out.texts(names().map(|name| name.id.as_str()));
    out.texts(names().map(|name| name.code.as_str()));
    out.texts(names().map(|name| name.title.as_str()));
    // So that a reader gets the places that the names had.
    order.iter().for_each(|&name| out.count(name));
    out.count(book.len());
    let mut last = 0;
    for (head, lines) in book.iter() {
        out.signed(i64::from(head.day) - i64::from(last));
        last = head.day;
        let key = head.key.to_le_bytes();
        out.raw(key.first_chunk::<KEY>().map_or(&[], |key| key.as_slice()));
        out.raw(&head.buyer.to_le_bytes());
        out.number((lines.len() as u64) << 2 | head.sold as u64);
        for line in lines {
            let item = short.get(line.item as usize).copied().map_or(0, u64::from);
            out.number(item << 1 | u64::from(line.quantity != 1));
            if line.quantity != 1 {
                out.number(u64::from(line.quantity));
            }
        }
    }
    out.finish(Part::Orders)
}

/// Reads [`write_orders`].
///
/// # Errors
/// When the bytes are none.
pub fn read_orders(bytes: &[u8]) -> Result<OrderBook, KeptError> {
    let mut reader = Reader::new(bytes, Part::Orders)?;
    let count = reader.count()?;
    let (ids, codes, titles) = (reader.texts(count)?, reader.texts(count)?, reader.texts(count)?);
    let mut names: Vec<Option<ItemName>> = vec![None; count];
    let mut order = Vec::new();
    for ((id, code), title) in ids.into_iter().zip(codes).zip(titles) {
        let place = reader.small()?;
        let slot = names.get_mut(place as usize).filter(|slot| slot.is_none()).ok_or(KeptError::Damaged)?;
        *slot = Some(ItemName { id, code, title });
        order.push(place);
    }
    let mut book = OrderBook::new(names.into_iter().flatten().collect());
    let (count, mut day, mut lines) = (reader.count()?, 0_i64, Vec::new());
    for _ in 0..count {
        day = day.checked_add(reader.signed()?).ok_or(KeptError::Damaged)?;
        let mut key = [0; size_of::<u64>()];
        key.iter_mut().zip(reader.raw::<KEY>()?).for_each(|(slot, byte)| *slot = byte);
        let buyer = u32::from_le_bytes(reader.raw()?);
        let about = reader.number()?;
        let sold = match about & 3 {
            0 => Sold::Unsaid,
            1 => Sold::Yes,
            2 => Sold::No,
            _ => return Err(KeptError::Damaged),
        };
        lines.clear();
        for _ in 0..about >> 2 {
            let item = reader.number()?;
            let quantity = if item & 1 == 0 { 1 } else { reader.small()? };
            let place = usize::try_from(item >> 1).ok().and_then(|place| order.get(place));
            lines.push(Line { item: *place.ok_or(KeptError::Damaged)?, quantity });
        }
        let day = i32::try_from(day).map_err(|_| KeptError::Damaged)?;
        book.push_ready(OrderHead { key: u64::from_le_bytes(key), day, buyer, sold }, &lines);
    }
    reader.finish()?;
    Ok(book)
}
