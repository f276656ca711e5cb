//! Rows of promotions. Those of one id and kind are its tiers, as 满 300 减 30 and 满 600 减 80.

use super::{Field, Wrong, catalogue::category, cells, cells::Bad, intake::Cells};
use qinyu::{
    day::Moment,
    shop::{Issuer, ItemId, Off, Pays, Price, Promotion, PromotionId, PromotionKind, Reach, Scope, Steps, Tier},
};
use std::collections::HashMap;

/// The last minute of a day: an end without a time means all of the day.
const LAST_MINUTE: u16 = 24 * 60 - 1;
/// 85折 is 8.5折; below, two figures are a slip, as 12折, or no discount, as 10折.
const LEAST_OF_HUNDRED: u16 = 30;
/// Words for all items of the shop.
const ALL: &[&str] = &["", "全店", "全部", "所有商品", "all"];
/// What stands before a category where items could stand.
const CATEGORY: &[&str] = &["类目:", "类目：", "category:"];

/// Promotions that grow.
#[derive(Debug, Default)]
pub(super) struct Promotions {
    promotions: Vec<Promotion>,
    seen: HashMap<PromotionId, usize>,
}

impl Promotions {
    pub(super) fn row(&mut self, cells: &mut Cells<'_>) {
        let id = PromotionId(cells.get(Field::PromotionId).to_owned());
        if id.0.is_empty() {
            return cells.refuse(Field::PromotionId, Wrong::Missing);
        }
        let Ok(scope) = scope(cells.get(Field::Items), cells.get(Field::Category)) else {
            return cells.refuse(Field::Items, Wrong::Shape);
        };
        let kind = match kind(cells, &scope) {
            Ok(kind) => kind,
            Err((field, wrong)) => return cells.refuse(field, wrong),
        };
        // One whose time is not understood would be promised when it is over.
        let times =
            [(Field::From, 0), (Field::Until, LAST_MINUTE)].map(|(field, minute)| moment(cells.get(field), minute));
        let [Ok(from), Ok(until)] = times else {
            let field = if times[0].is_err() { Field::From } else { Field::Until };
            return cells.refuse(field, Wrong::Shape);
        };
        let scope = if matches!(kind, PromotionKind::SetPrice { .. }) { Scope::All } else { scope };
        let (title, group) = (cells.get(Field::Title).to_owned(), cells.get(Field::Group).to_owned());
        let told = Promotion { id, title, kind, scope, from, until, group };
        let known = self.seen.get(&told.id).and_then(|&place| self.promotions.get_mut(place));
        if let Some(known) = known {
            if *known == told {
                cells.note(Field::PromotionId, Wrong::RepeatedRow);
            } else if !add_tier(known, &told) {
                cells.note(Field::PromotionId, Wrong::RepeatedItem);
            }
            return;
        }
        self.seen.insert(told.id.clone(), self.promotions.len());
        self.promotions.push(told);
    }

    pub(super) fn finish(self) -> Vec<Promotion> {
        self.promotions
    }
}

/// Adds the tier of a row to a promotion of the same items, if both have tiers; false if not.
fn add_tier(known: &mut Promotion, told: &Promotion) -> bool {
    let is_alike = known.scope == told.scope && (known.from, known.until) == (told.from, told.until);
    let (
        PromotionKind::Reduction { by, steps: Steps::Tiers(tiers) },
        PromotionKind::Reduction { by: other, steps: Steps::Tiers(more) },
    ) = (&mut known.kind, &told.kind)
    else {
        return false;
    };
    let adds = is_alike && by == other;
    if adds {
        tiers.extend(more.iter().filter(|tier| !tiers.contains(tier)).copied().collect::<Vec<_>>());
    }
    adds
}

type Refused = (Field, Wrong);

fn kind(cells: &Cells<'_>, scope: &Scope) -> Result<PromotionKind, Refused> {
    let by = match cells.get(Field::Issuer).to_lowercase().as_str() {
        "" | "店铺" | "商家" | "shop" => Issuer::Shop,
        "平台" | "platform" => Issuer::Platform,
        _ => return Err((Field::Issuer, Wrong::Shape)),
    };
    let cell = cells.get(Field::Off);
    if cell.is_empty() {
        return Err((Field::Off, Wrong::Missing));
    }
    let off_bad = |bad: Bad| (Field::Off, Wrong::from(bad));
    let price = || cells::price(cell).map_err(off_bad);
    let at = || reach(cells.get(Field::Threshold)).map_err(|bad| (Field::Threshold, Wrong::from(bad)));
    Ok(match cells.get(Field::Kind).to_lowercase().as_str() {
        "满减" | "满折" | "跨店满减" | "reduction" => {
            let tier = Tier { at: at()?, off: off(cell).map_err(off_bad)? };
            PromotionKind::Reduction { by, steps: Steps::Tiers(vec![tier]) }
        }
        "每满减" | "every" => {
            PromotionKind::Reduction { by, steps: Steps::Every { at: at()?, off: price()?, most: None } }
        }
        "优惠券" | "店铺券" | "平台券" | "券" | "coupon" => {
            PromotionKind::Coupon { by, tier: Tier { at: at()?, off: off(cell).map_err(off_bad)? } }
        }
        "折扣" | "打折" | "percent" => PromotionKind::Percent(pays(cell).ok_or((Field::Off, Wrong::Shape))?),
        "限时价" | "特价" | "price" => PromotionKind::PiecePrice(price()?),
        "套餐价" | "套餐" | "set price" => {
            let members = pieces(cells.get(Field::Items)).ok_or((Field::Items, Wrong::Shape))?;
            PromotionKind::SetPrice { members, price: price()? }
        }
        "赠品" | "gift" => {
            let gift = pieces(cell).and_then(|gift| gift.into_iter().next());
            let (item, pieces) = gift.ok_or((Field::Off, Wrong::Shape))?;
            // A gift with an item comes from its first piece on.
            let with_item = cells.get(Field::Threshold).is_empty() && *scope != Scope::All;
            PromotionKind::Gift { from: if with_item { Reach::Pieces(1) } else { at()? }, item, pieces }
        }
        "运费" | "包邮" | "freight" => {
            let Reach::Amount(free_from) = at()? else { return Err((Field::Threshold, Wrong::Shape)) };
            PromotionKind::Freight { fee: price()?, free_from }
        }
        "" => return Err((Field::Kind, Wrong::Missing)),
        _ => return Err((Field::Kind, Wrong::Shape)),
    })
}

/// A sum, or a number of pieces: `300`, `满300元`, `2件`. Nothing asks for nothing.
fn reach(cell: &str) -> Result<Reach, Bad> {
    let bare = cell.trim_start_matches('满').trim_end_matches('元');
    match bare.strip_suffix('件') {
        _ if bare.is_empty() => Ok(Reach::Amount(Price::ZERO)),
        Some(count) => cells::count(count).map(Reach::Pieces),
        None => cells::price(bare).map(Reach::Amount),
    }
}

/// An amount, or a part where it says 折.
fn off(cell: &str) -> Result<Off, Bad> {
    if cell.contains('折') {
        return pays(cell).map(Off::Percent).ok_or(Bad::Shape);
    }
    cells::price(cell.trim_start_matches('减').trim_end_matches('元')).map(Off::Amount)
}

/// The part that is paid, as shops write it: `8`, `8.5折`, `85折`. What is no part of the price is none.
fn pays(cell: &str) -> Option<Pays> {
    let bare = cell.trim_start_matches('打').trim_end_matches('折').trim();
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    let is_number = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) || fraction.len() > 2 {
        return None;
    }
    let hundredths: u16 = format!("{whole}{fraction:0<2}").parse().ok()?;
    // 8.5 and 85 are both eight and a half tenths.
    let thousandths = if whole.len() == 1 { hundredths } else { hundredths / 10 };
    let is_meant =
        if whole.len() == 1 { thousandths > 0 } else { (LEAST_OF_HUNDRED..100).contains(&whole.parse().ok()?) };
    is_meant.then_some(Pays(thousandths))
}

/// Items with pieces: `101×1;102×2`.
fn pieces(cell: &str) -> Option<Vec<(ItemId, u32)>> {
    let parts = cell.split([';', '；', ',', '，', '+', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (id, count) = part.split_once(['×', '*']).unwrap_or((part, "1"));
        let (id, count) = (id.trim(), cells::count(count.trim()).ok()?);
        (count > 0 && !id.is_empty() && !cells::is_rounded(id)).then(|| (ItemId(id.to_owned()), count))
    };
    let all: Option<Vec<_>> = parts.map(pair).collect();
    all.filter(|all| !all.is_empty())
}

fn scope(items: &str, of_category: &str) -> Result<Scope, Bad> {
    let lower = items.to_lowercase();
    let named = CATEGORY.iter().find_map(|mark| lower.starts_with(mark).then(|| items.get(mark.len()..)).flatten());
    match named {
        Some(name) => Ok(Scope::Category(category(name))),
        None if ALL.contains(&lower.as_str()) && !of_category.is_empty() => Ok(Scope::Category(category(of_category))),
        None if ALL.contains(&lower.as_str()) => Ok(Scope::All),
        None => {
            let items = pieces(items).ok_or(Bad::Shape)?;
            Ok(Scope::Items(items.into_iter().map(|(id, _)| id).collect()))
        }
    }
}

/// A day, with a time or at this minute; nothing for an empty cell.
pub(super) fn moment(cell: &str, minute: u16) -> Result<Option<Moment>, Bad> {
    if cell.is_empty() {
        return Ok(None);
    }
    let day = cells::day(cell)?;
    let Some((_, time)) = cell.split_once([' ', 'T']) else { return Ok(Some(Moment { day, minute })) };
    let mut parts = time.trim().split([':', '：']);
    let mut number = |below: u16| parts.next().and_then(|part| part.parse::<u16>().ok()).filter(|part| *part < below);
    let (hour, minute) = (number(24).ok_or(Bad::Shape)?, number(60).ok_or(Bad::Shape)?);
    Ok(Some(Moment { day, minute: hour * 60 + minute }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::{Mapping, ShopKey, ShopKind, ShopOptions, ShopRows, read};

    fn promotions(rows: &str) -> (Vec<Promotion>, u32) {
        let text = format!("活动ID,名称,类型,门槛,优惠,商品,开始时间,结束时间,发起方\n{rows}");
        let options = ShopOptions { encoding: None, mapping: Mapping::default(), key: ShopKey([0; 32]) };
        let file = read(text.as_bytes(), options).unwrap();
        assert_eq!(file.kind, ShopKind::Promotions);
        let ShopRows::Promotions(promotions) = file.rows else { panic!() };
        (promotions, file.problems.refused)
    }

    #[test]
    fn kinds_as_shops_write_them() {
        let (read, refused) = promotions(
            "1,甲,满减,300,30,全店,2026-10-20 08:30,2026-11-12,店铺\n1,甲,满减,600,80,全店,2026-10-20 08:30,2026-11-12,店铺\n\
             2,乙,折扣,,8.5折,类目:家纺/被子,,,\n3,丙,套餐价,,249.00,7×1;8×2,,,\n4,丁,赠品,199,9×1,全店,,,\n5,戊,跨店满减,2件,9折,7;8,,,平台\n",
        );
        assert_eq!((read.len(), refused), (5, 0));
        let yuan = |yuan: u64| Price::from_fen(yuan * 100);
        let tier = |at, off| Tier { at: Reach::Amount(yuan(at)), off: Off::Amount(yuan(off)) };
        let steps = Steps::Tiers(vec![tier(300, 30), tier(600, 80)]);
        assert_eq!(read[0].kind, PromotionKind::Reduction { by: Issuer::Shop, steps });
        assert_eq!(read[0].from, Moment::parse("2026-10-20 08:30"));
        assert_eq!(read[0].until, Moment::parse("2026-11-12 23:59"));
        assert_eq!(
            (&read[1].kind, &read[1].scope),
            (&PromotionKind::Percent(Pays(850)), &Scope::Category("家纺 > 被子".into()))
        );
        let id = |id: &str| ItemId(id.into());
        assert_eq!(
            read[2].kind,
            PromotionKind::SetPrice { members: vec![(id("7"), 1), (id("8"), 2)], price: yuan(249) }
        );
        assert_eq!(read[3].kind, PromotionKind::Gift { from: Reach::Amount(yuan(199)), item: id("9"), pieces: 1 });
        let steps = Steps::Tiers(vec![Tier { at: Reach::Pieces(2), off: Off::Percent(Pays(900)) }]);
        assert_eq!(read[4].kind, PromotionKind::Reduction { by: Issuer::Platform, steps });
        assert_eq!(read[4].scope, Scope::Items([id("7"), id("8")].into()));
    }

    #[test]
    fn what_is_not_understood_is_not_promised() {
        for row in [
            ",甲,满减,300,30,全店,,,",
            "1,甲,秒杀,300,30,全店,,,",
            "1,甲,满减,三百,30,全店,,,",
            "1,甲,满减,300,-30,全店,,,",
            "1,甲,满减,300,,全店,,,",
            "1,甲,折扣,,12,全店,,,",
            "1,甲,折扣,,0,全店,,,",
            "1,甲,满减,300,30,全店,2026-13-01,,",
            "1,甲,满减,300,30,全店,,2026-11-11 25:00,",
            "1,甲,套餐价,,100,全店×0,,,",
            "1,甲,满减,300,30,全店,,,别人",
        ] {
            assert_eq!(promotions(&format!("{row}\n")), (Vec::new(), 1), "{row}");
        }
        assert_eq!(
            ["8", "8折", "85", "9.5", "98折", "10", "", "1.234"].map(pays),
            [Some(Pays(800)), Some(Pays(800)), Some(Pays(850)), Some(Pays(950)), Some(Pays(980)), None, None, None]
        );
    }
}
