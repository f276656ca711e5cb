//! The baskets of `tests/offers/examples.tsv`, worked out by hand, against what the shop's arithmetic says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should say where")]

use qinyu::{
    day::Moment,
    shop::{
        Issuer, ItemId, Off, Pays, Price, Promotion, PromotionId, PromotionKind, Reach, Scope, Steps, Tier,
        bundle::{BundleLine, Change, Gap, Measure, Offers},
    },
};
use std::collections::BTreeMap;

const EXAMPLES: &str = include_str!("offers/examples.tsv");

type Items<'a> = BTreeMap<&'a str, (&'a str, Price)>;

fn yuan(text: &str) -> Price {
    Price::parse(text).unwrap_or_else(|| panic!("{text} is no amount"))
}

fn reach(text: &str) -> Reach {
    text.strip_suffix("pc").map_or_else(|| Reach::Amount(yuan(text)), |pieces| Reach::Pieces(pieces.parse().unwrap()))
}

fn pays(text: &str) -> Pays {
    Pays(text.parse::<u16>().unwrap() * 10)
}

fn tier(text: &str) -> Tier {
    match text.split_once('-') {
        Some((at, off)) => Tier { at: reach(at), off: Off::Amount(yuan(off)) },
        None => {
            let (at, part) = text.split_once('*').unwrap();
            Tier { at: reach(at), off: Off::Percent(pays(part)) }
        }
    }
}

fn members(text: &str) -> Vec<(ItemId, u32)> {
    let member = |text: &str| {
        let item = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let need = text.strip_suffix(item).unwrap().parse().unwrap_or(1);
        (ItemId(item.into()), need)
    };
    text.split('+').map(member).collect()
}

fn promotion(number: usize, text: &str) -> Promotion {
    let (mut scope, mut group, mut from, mut until, mut words) = (Scope::All, String::new(), None, None, Vec::new());
    for word in text.split_whitespace() {
        if let Some(category) = word.strip_prefix("@/") {
            scope = Scope::Category(category.into());
        } else if let Some(items) = word.strip_prefix('@') {
            scope = Scope::Items(items.split(',').map(|item| ItemId(item.into())).collect());
        } else if let Some(name) = word.strip_prefix('#') {
            group = name.into();
        } else if let Some(day) = word.strip_prefix("from:") {
            from = Some(Moment::parse(&format!("{day} 00:00")).unwrap());
        } else if let Some(day) = word.strip_prefix("until:") {
            until = Some(Moment::parse(&format!("{day} 23:59")).unwrap());
        } else {
            words.push(word);
        }
    }
    let (name, by) = words[0].strip_prefix('x').map_or((words[0], Issuer::Shop), |name| (name, Issuer::Platform));
    let kind = match (name, &words[1..]) {
        ("price", [price]) => PromotionKind::PiecePrice(yuan(price)),
        ("percent", [part]) => PromotionKind::Percent(pays(part)),
        ("set", [set]) => {
            let (items, price) = set.split_once('=').unwrap();
            PromotionKind::SetPrice { members: members(items), price: yuan(price) }
        }
        ("tier", tiers) => {
            PromotionKind::Reduction { by, steps: Steps::Tiers(tiers.iter().map(|text| tier(text)).collect()) }
        }
        ("every", [every, most @ ..]) => {
            let (at, off) = every.split_once('-').unwrap();
            let most = most.get(1).map(|most| most.parse().unwrap());
            PromotionKind::Reduction { by, steps: Steps::Every { at: reach(at), off: yuan(off), most } }
        }
        ("coupon", [text]) => PromotionKind::Coupon { by, tier: tier(text) },
        ("gift", [from, item]) => PromotionKind::Gift { from: reach(from), item: ItemId((*item).into()), pieces: 1 },
        ("freight", [fee, "free", from]) => PromotionKind::Freight { fee: yuan(fee), free_from: yuan(from) },
        _ => panic!("{text} is no promotion"),
    };
    Promotion { id: PromotionId(format!("p{number}")), title: text.into(), kind, scope, from, until, group }
}

fn basket(text: &str, items: &Items<'_>) -> Vec<BundleLine> {
    let line = |text: &str| {
        let (item, quantity) = text.split_at(1);
        let (category, price) = items[item];
        let quantity = if quantity.is_empty() { 1 } else { quantity.parse().unwrap() };
        BundleLine { item: ItemId(item.into()), category: category.into(), price, quantity }
    };
    text.split_whitespace().filter(|text| *text != "-").map(line).collect()
}

fn or_none(parts: &[String], divider: &str) -> String {
    if parts.is_empty() { "-".into() } else { parts.join(divider) }
}

/// What the arithmetic says, in the columns of the file.
fn told(promotions: &str, wanted: &str, items: &Items<'_>) -> [String; 5] {
    let (measure, promotions) = match promotions.strip_prefix("remaining; ") {
        Some(promotions) => (Measure::Remaining, promotions),
        None => (Measure::ItemPrices, promotions),
    };
    let promotions: Vec<Promotion> = promotions
        .split(';')
        .filter(|text| *text != "-")
        .enumerate()
        .map(|(at, text)| promotion(at + 1, text.trim()))
        .collect();
    let (wanted, added) = wanted.split_once(" + ").map_or((wanted, None), |(wanted, added)| (wanted, Some(added)));
    let wanted = basket(wanted, items);
    let offers = Offers::at(&promotions, Moment::parse("2026-11-11 10:00").unwrap(), measure);
    let quote = offers.quote(&wanted);
    let lines: Vec<_> = quote.lines.iter().map(|line| format!("{} {}", line.line.item.0, line.pays)).collect();
    let gifts: Vec<_> = quote.gifts.iter().map(|gift| format!("{} {}", gift.promotion.0, gift.item.0)).collect();
    let freight = quote.freight.map_or_else(|| "-".into(), |freight| freight.fee.to_string());
    let mut next: Vec<_> = offers
        .next_steps(&wanted)
        .iter()
        .map(|step| {
            let gap = match step.gap {
                Gap::Amount(gap) => gap.to_string(),
                Gap::Pieces(pieces) => format!("{pieces}pc"),
            };
            let gives = step.gift.as_ref().map_or_else(String::new, |gift| format!(" gives {}", gift.item.0));
            format!("{} +{gap} saves {} pays {}{gives}", step.promotion.0, step.saving, step.pays)
        })
        .collect();
    for line in added.iter().flat_map(|added| basket(added, items)) {
        let added = offers.adding(&wanted, &line);
        let change = match added.change {
            Change::More(more) => format!("{more} more"),
            Change::Less(less) => format!("{less} less"),
        };
        next.push(format!("add {} {change}, saves {}", line.item.0, added.saving));
    }
    [or_none(&lines, " "), freight, quote.pays.to_string(), or_none(&gifts, "; "), or_none(&next, "; ")]
}

#[test]
fn what_was_worked_out_by_hand_comes_out() {
    let (mut items, mut examples, mut wrong) = (Items::new(), 0, Vec::new());
    for line in EXAMPLES.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let ["item", item, category, price] = cells[..] {
            items.insert(item, (category, yuan(price)));
            continue;
        }
        let [name, promotions, wanted, expected @ .., _] = &cells[..] else { panic!("{line}") };
        let told = told(promotions, wanted, &items);
        if told != *expected {
            wrong.push(format!("{name}: {promotions}, {wanted}\n  by hand {expected:?}\n  told    {told:?}"));
        }
        examples += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(examples >= 60, "only {examples} examples");
}
