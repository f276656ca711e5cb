//! Promotions as bytes.

use super::{
    KeptError, Part,
    bytes::{Reader, Writer},
};
use crate::{
    day::{Day, Moment},
    shop::{Issuer, ItemId, Off, Pays, Price, Promotion, PromotionId, PromotionKind, Reach, Scope, Steps, Tier},
};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The bytes of promotions.
#[must_use]
pub fn write_promotions(promotions: &[Promotion]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(promotions.len());
    out.texts(promotions.iter().map(|promotion| promotion.id.0.as_str()));
    out.texts(promotions.iter().map(|promotion| promotion.title.as_str()));
    out.texts(promotions.iter().map(|promotion| promotion.group.as_str()));
    for promotion in promotions {
        for moment in [promotion.from, promotion.until] {
            // Shifted by one, so that no time is 0.
            out.signed(moment.map_or(0, |moment| i64::from(moment.day.count()) * DAY + i64::from(moment.minute) + 1));
        }
        match &promotion.scope {
            Scope::All => out.number(0),
            Scope::Items(items) => {
                out.number(1);
                out.count(items.len());
                out.texts(items.iter().map(|item| item.0.as_str()));
            }
            Scope::Category(name) => {
                out.number(2);
                out.texts([name.as_str()].into_iter());
            }
        }
        write_kind(&promotion.kind, &mut out);
    }
    out.finish(Part::Promotions)
}

fn write_kind(kind: &PromotionKind, out: &mut Writer) {
    match kind {
        PromotionKind::PiecePrice(price) => [0, price.fen()].into_iter().for_each(|number| out.number(number)),
        PromotionKind::Percent(pays) => [1, pays.0.into()].into_iter().for_each(|number| out.number(number)),
        PromotionKind::SetPrice { members, price } => {
            [2, price.fen()].into_iter().for_each(|number| out.number(number));
            out.count(members.len());
            out.texts(members.iter().map(|(item, _)| item.0.as_str()));
            members.iter().for_each(|(_, pieces)| out.number((*pieces).into()));
        }
        PromotionKind::Reduction { by, steps: Steps::Tiers(tiers) } => {
            [3, issuer(*by)].into_iter().for_each(|number| out.number(number));
            out.count(tiers.len());
            tiers.iter().for_each(|one| tier(one, out));
        }
        PromotionKind::Reduction { by, steps: Steps::Every { at, off, most } } => {
            [4, issuer(*by)].into_iter().for_each(|number| out.number(number));
            reach(*at, out);
            out.number(off.fen());
            out.number(most.map_or(0, |most| u64::from(most) + 1));
        }
        PromotionKind::Coupon { by, tier: one } => {
            [5, issuer(*by)].into_iter().for_each(|number| out.number(number));
            tier(one, out);
        }
        PromotionKind::Gift { from, item, pieces } => {
            out.number(6);
            reach(*from, out);
            out.texts([item.0.as_str()].into_iter());
            out.number((*pieces).into());
        }
        PromotionKind::Freight { fee, free_from } => {
            [7, fee.fen(), free_from.fen()].into_iter().for_each(|number| out.number(number));
        }
    }
}

fn issuer(by: Issuer) -> u64 {
    u64::from(by == Issuer::Platform)
}

fn reach(at: Reach, out: &mut Writer) {
    let (kind, number) = match at {
        Reach::Amount(price) => (0, price.fen()),
        Reach::Pieces(pieces) => (1, pieces.into()),
    };
    [kind, number].into_iter().for_each(|number| out.number(number));
}

fn tier(tier: &Tier, out: &mut Writer) {
    reach(tier.at, out);
    let (kind, number) = match tier.off {
        Off::Amount(price) => (0, price.fen()),
        Off::Percent(pays) => (1, pays.0.into()),
    };
    [kind, number].into_iter().for_each(|number| out.number(number));
}

/// Reads [`write_promotions`].
///
/// # Errors
/// When the bytes are none.
pub fn read_promotions(bytes: &[u8]) -> Result<Vec<Promotion>, KeptError> {
    let mut reader = Reader::new(bytes, Part::Promotions)?;
    let count = reader.count()?;
    let (ids, titles, groups) = (reader.texts(count)?, reader.texts(count)?, reader.texts(count)?);
    let mut promotions = Vec::new();
    for ((id, title), group) in ids.into_iter().zip(titles).zip(groups) {
        let (from, until) = (read_moment(&mut reader)?, read_moment(&mut reader)?);
        let scope = match reader.number()? {
            0 => Scope::All,
            1 => {
                let count = reader.count()?;
                Scope::Items(reader.texts(count)?.into_iter().map(ItemId).collect())
            }
            2 => Scope::Category(one_text(&mut reader)?),
            _ => return Err(KeptError::Damaged),
        };
        let kind = read_kind(&mut reader)?;
        promotions.push(Promotion { id: PromotionId(id), title, kind, scope, from, until, group });
    }
    reader.finish()?;
    Ok(promotions)
}

fn one_text(reader: &mut Reader<'_>) -> Result<String, KeptError> {
    reader.texts(1)?.pop().ok_or(KeptError::Damaged)
}

fn read_moment(reader: &mut Reader<'_>) -> Result<Option<Moment>, KeptError> {
    let number = reader.signed()?;
    if number == 0 {
        return Ok(None);
    }
    let minutes = number.checked_sub(1).ok_or(KeptError::Damaged)?;
    let day = i32::try_from(minutes.div_euclid(DAY)).ok().and_then(Day::from_count).ok_or(KeptError::Damaged)?;
    Ok(Some(Moment { day, minute: minutes.rem_euclid(DAY) as u16 }))
}

fn read_kind(reader: &mut Reader<'_>) -> Result<PromotionKind, KeptError> {
    Ok(match reader.number()? {
        0 => PromotionKind::PiecePrice(price(reader)?),
        1 => PromotionKind::Percent(read_pays(reader)?),
        2 => {
            let price = price(reader)?;
            let count = reader.count()?;
            let items = reader.texts(count)?;
            let mut members = Vec::new();
            for item in items {
                members.push((ItemId(item), reader.small()?));
            }
            PromotionKind::SetPrice { members, price }
        }
        3 => {
            let by = read_issuer(reader)?;
            let tiers = (0..reader.count()?).map(|_| read_tier(reader)).collect::<Result<_, _>>()?;
            PromotionKind::Reduction { by, steps: Steps::Tiers(tiers) }
        }
        4 => {
            let (by, at, off) = (read_issuer(reader)?, read_reach(reader)?, price(reader)?);
            let most = reader.number()?.checked_sub(1).map(u32::try_from).transpose();
            let most = most.map_err(|_| KeptError::Damaged)?;
            PromotionKind::Reduction { by, steps: Steps::Every { at, off, most } }
        }
        5 => PromotionKind::Coupon { by: read_issuer(reader)?, tier: read_tier(reader)? },
        6 => {
            PromotionKind::Gift { from: read_reach(reader)?, item: ItemId(one_text(reader)?), pieces: reader.small()? }
        }
        7 => PromotionKind::Freight { fee: price(reader)?, free_from: price(reader)? },
        _ => return Err(KeptError::Damaged),
    })
}

fn price(reader: &mut Reader<'_>) -> Result<Price, KeptError> {
    reader.number().map(Price::from_fen)
}

fn read_pays(reader: &mut Reader<'_>) -> Result<Pays, KeptError> {
    u16::try_from(reader.number()?).map(Pays).map_err(|_| KeptError::Damaged)
}

fn read_issuer(reader: &mut Reader<'_>) -> Result<Issuer, KeptError> {
    match reader.number()? {
        0 => Ok(Issuer::Shop),
        1 => Ok(Issuer::Platform),
        _ => Err(KeptError::Damaged),
    }
}

fn read_reach(reader: &mut Reader<'_>) -> Result<Reach, KeptError> {
    match reader.number()? {
        0 => price(reader).map(Reach::Amount),
        1 => reader.small().map(Reach::Pieces),
        _ => Err(KeptError::Damaged),
    }
}

fn read_tier(reader: &mut Reader<'_>) -> Result<Tier, KeptError> {
    let at = read_reach(reader)?;
    let off = match reader.number()? {
        0 => Off::Amount(price(reader)?),
        1 => Off::Percent(read_pays(reader)?),
        _ => return Err(KeptError::Damaged),
    };
    Ok(Tier { at, off })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotions_of_all_kinds_come_back_and_damage_does_no_harm() {
        let item = |id: &str| ItemId(id.into());
        let tier = Tier { at: Reach::Pieces(2), off: Off::Percent(Pays(900)) };
        let amount = Tier { at: Reach::Amount(Price::from_fen(30_000)), off: Off::Amount(Price::from_fen(3_000)) };
        let every = Steps::Every { at: amount.at, off: Price::from_fen(5_000), most: Some(2) };
        let kinds = [
            (PromotionKind::PiecePrice(Price::from_fen(7_900)), Scope::Items([item("1"), item("12")].into())),
            (PromotionKind::Percent(Pays(850)), Scope::Category("家纺 > 被子".into())),
            (
                PromotionKind::SetPrice {
                    members: vec![(item("1"), 1), (item("2"), 3)],
                    price: Price::from_fen(25_000),
                },
                Scope::All,
            ),
            (PromotionKind::Reduction { by: Issuer::Shop, steps: Steps::Tiers(vec![tier, amount]) }, Scope::All),
            (PromotionKind::Reduction { by: Issuer::Platform, steps: every }, Scope::All),
            (PromotionKind::Coupon { by: Issuer::Platform, tier: amount }, Scope::All),
            (PromotionKind::Gift { from: amount.at, item: item("9"), pieces: 2 }, Scope::All),
            (PromotionKind::Freight { fee: Price::from_fen(1_000), free_from: Price::from_fen(9_900) }, Scope::All),
        ];
        let promotion = |(place, (kind, scope)): (usize, (PromotionKind, Scope))| Promotion {
            id: PromotionId(format!("P{place}")),
            title: format!("优惠 {place}"),
            kind,
            scope,
            from: Moment::parse("2026-10-20 00:00").filter(|_| place % 2 == 0),
            until: Moment::parse("2026-11-12 23:59"),
            group: if place == 3 { "双十一".into() } else { String::new() },
        };
        let all: Vec<Promotion> = kinds.into_iter().enumerate().map(promotion).collect();
        let bytes = write_promotions(&all);
        assert_eq!(read_promotions(&bytes), Ok(all));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let _ = read_promotions(&damaged); // told by the name of the part; here it need not panic
        }
        assert_eq!(read_promotions(&write_promotions(&[])), Ok(Vec::new()));
    }
}
