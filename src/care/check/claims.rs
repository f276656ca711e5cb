//! What a draft says of price, stock, dispatch, courier and gifts, and whether the shop's data bear it out. Part of
//! [`check`](super). Where the data say nothing, nothing is contradicted.

use super::{
    Finding, Ground, Kind, Mend, Severity, Why,
    pattern::{Found, Line, Patterns},
};
use crate::{
    chat::Card,
    library::facts::{parse_yuan, yuan},
    shop::{
        Promotion, PromotionKind, Stock,
        bundle::{BundleLine, Measure, Offers},
    },
};
use std::{ops::Range, sync::LazyLock};

/// Pieces up to which "nearly sold out" is true. A shop sells fewer sizes than that from one colour in a day.
const SCARCE: u32 = 10;
/// Couriers by the names that are said.
const COURIERS: [&str; 12] =
    ["顺丰", "中通", "圆通", "申通", "韵达", "极兔", "邮政", "ems", "京东快递", "德邦", "百世", "天天快递"];

/// What is claimed; the order of [`PATTERNS`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Price,
    Together,
    InStock,
    SoldOut,
    Today,
    Gift,
    Courier,
    Left,
    Ends,
}

const CLAIMS: [(Claim, &str); 10] = [
    (
        Claim::Price,
        "!满|减|送|券|返|运费|补|差|退|定金|押金|赔|红包|再加|邮费 价格|售价|现价|卖|只要|只需|拍下|到手|到手价|单价|活动价|原价|折后|一件|这款|价钱|才 # 元|块|块钱 !!吗|么|?|降到|改|两件|三件|2件|3件|套|一共|总共|合计|一起",
    ),
    (Claim::Price, "!满|减|券|返|补 ¥|￥ # !!运费|券|退|红包"),
    (
        Claim::Together,
        "!满|第 # 件|套|双|条|个|盒|瓶|份|箱 一共|总共|合计|一起|到手|只要|只需|共|才|总价|下来 # 元|块|块钱 !!吗|么|?|满|券|返|减|送|退|运费|邮费|改|另|别的",
    ),
    (
        Claim::InStock,
        "!没|没有|无|缺|不是|非|补|等|如果|有了 有货|有现货|现货|库存充足|货很足|都有货 !!吗|么|?|到货|如果|要是",
    ),
    (
        Claim::SoldOut,
        "!不会|不|怕|以免 没货|缺货|断货|卖完了|无货|售罄|没有货|卖光了|没现货 !!吗|么|?|如果|要是|快要|马上|还是|看是|的话",
    ),
    (
        Claim::Today,
        "!不能|没法|无法|不|赶不上|昨 今天|今日|当天|今晚|马上|立刻 发货|发出|能发|可以发|就发|给您发|寄出|发走 !!吗|么|?|不了|前付款|前拍|点前|之前|如果",
    ),
    (
        Claim::Gift,
        "!不|没有|没|无法 送您|送你|赠送|附赠|还送|再送|有赠品|送一 !到|达|货|件|礼|祝|运费险|运费 !!吗|么|?|不能|没有|上门|送礼",
    ),
    (
        Claim::Courier,
        "!不|没|不能|无法|不支持 发|走|用|寄|默认 顺丰|中通|圆通|申通|韵达|极兔|邮政|ems|京东快递|德邦|百世|天天快递 !!吗|么|?|补差|到付|如果|差价|加",
    ),
    (Claim::Left, "只剩|仅剩|还剩|就剩|最后|只有|剩 # 件|套|双|个|条|瓶|盒|台|份|单|箱"),
    (
        Claim::Ends,
        "最后一天|最后一晚|最后几小时|最后半天|今晚结束|今天结束|明天涨价|马上涨价|恢复原价|要涨价|明天就没有这个价|ends_today|ends_tonight|last_day",
    ),
];

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns::default();
    for (_, pattern) in CLAIMS {
        patterns.add([pattern].into_iter(), &[]);
    }
    patterns
});

/// What a draft claims, on its ground.
pub(super) struct Claims<'a> {
    ground: &'a Ground<'a>,
    claimed: Vec<(Claim, Range<usize>)>,
    stock: Option<u32>,
}

impl<'a> Claims<'a> {
    pub(super) fn read(line: &Line, ground: &'a Ground<'a>) -> Self {
        let claim = |found: Found| Some((CLAIMS.get(found.owner)?.0, found.place));
        let mut claimed: Vec<_> = PATTERNS.find(line).into_iter().filter_map(claim).collect();
        let together: Vec<_> = claimed.iter().filter(|(claim, _)| *claim == Claim::Together).cloned().collect();
        // "3 件到手 99 元" is no price of one.
        let is_sum =
            |place: &Range<usize>| together.iter().any(|(_, sum)| sum.start < place.end && place.start < sum.end);
        claimed.retain(|(claim, place)| *claim != Claim::Price || !is_sum(place));
        let stock = match ground.item.map(|item| item.stock) {
            Some(Stock::Pieces(pieces)) => Some(pieces),
            _ => None,
        };
        Self { ground, claimed, stock }
    }

    /// True for words of scarcity that are true: so few pieces are left, or a promotion ends today.
    pub(super) fn bear_out(&self, place: &Range<usize>) -> bool {
        let here = |claim: Claim| {
            self.claimed.iter().any(|(one, at)| *one == claim && at.start < place.end && place.start < at.end)
        };
        if here(Claim::Ends) {
            return self.ends_today();
        }
        // A number is held against the stock below.
        self.stock.is_some_and(|stock| stock <= SCARCE) || here(Claim::Left) && self.stock.is_some()
    }

    fn ends_today(&self) -> bool {
        let Some(today) = self.ground.moment.map(|moment| moment.day) else { return false };
        let is_for =
            |promotion: &Promotion| self.ground.item.is_none_or(|item| promotion.covers(&item.id, &item.category));
        let ends = |promotion: &Promotion| promotion.until.is_some_and(|until| until.day == today) && is_for(promotion);
        let told = self.ground.facts.get("campaign_end").unwrap_or_default();
        let date = format!("{}月{}", today.month, today.day);
        // With what stands behind it: 11月2 is in 11月29日.
        let names = [today.print(), format!("{date}日"), format!("{date}号")];
        self.ground.promotions.iter().any(ends)
            || ["今天", "今晚", "today"].iter().any(|word| told.contains(word))
            || names.iter().any(|name| told.contains(name.as_str()))
    }

    pub(super) fn contradicted(&self, line: &Line) -> Vec<Finding> {
        let finding = |(claim, place): &(Claim, Range<usize>)| {
            let (why, mend) = self.against(line, *claim, place)?;
            let severity =
                if matches!(why, Why::NoGift | Why::Courier(_)) { Severity::Hint } else { Severity::Warning };
            Some(Finding { kind: Kind::Contradiction, severity, place: line.bytes(place), why, mend })
        };
        self.claimed.iter().filter_map(finding).collect()
    }

    /// What speaks against a claim, and how it is mended.
    fn against(&self, line: &Line, claim: Claim, place: &Range<usize>) -> Option<(Why, Option<Mend>)> {
        let said = || number(line, place);
        let instead = |(at, _): (Range<usize>, u64), text: String| Mend { place: line.bytes(&at), text };
        match claim {
            Claim::Price => {
                let price = self.ground.item?.price?.fen();
                // "一件139元": the amount is the last.
                let said = last_number(line, place)?;
                (!self.may_cost(said.1, price)).then(|| (Why::Price(price), Some(instead(said, yuan(price)))))
            }
            Claim::Together => self.against_sum(line, place),
            Claim::InStock if self.stock == Some(0) => Some((Why::Stock(0), None)),
            Claim::InStock if self.ground.item?.presale => Some((Why::Presale, None)),
            Claim::SoldOut => self.stock.filter(|stock| *stock > 0).map(|stock| (Why::Stock(stock), None)),
            Claim::Today => self.against_today(),
            Claim::Gift => {
                let gives = |promotion: &Promotion| matches!(promotion.kind, PromotionKind::Gift { .. });
                let promotions = self.ground.promotions;
                let is_unknown = promotions.is_empty() || self.ground.facts.get("gift").is_some();
                (!is_unknown && !promotions.iter().any(gives)).then_some((Why::NoGift, None))
            }
            Claim::Courier => {
                let ours = self.ground.facts.get("courier")?.to_lowercase();
                let words: String = line.chars(place.clone()).iter().collect();
                let named = COURIERS.iter().find(|name| words.contains(**name))?;
                (!ours.contains(named)).then(|| (Why::Courier(ours.clone()), None))
            }
            Claim::Left => {
                let (said, stock) = (said()?, self.stock?);
                (said.1 != u64::from(stock) * 100)
                    .then(|| (Why::Stock(stock), (stock <= SCARCE).then(|| instead(said, stock.to_string()))))
            }
            Claim::InStock | Claim::Ends => None,
        }
    }

    /// What so many pieces of the item cost is worked out with what the shop takes off; a sum between that and the prices of
    /// the catalogue deceives nobody.
    fn against_sum(&self, line: &Line, place: &Range<usize>) -> Option<(Why, Option<Mend>)> {
        let (first, pieces) = number(line, place)?;
        let (at, said) = last_number(line, &(first.end..place.end))?;
        let pieces = u32::try_from(pieces / 100).ok().filter(|pieces| *pieces > 1)?;
        let basket = [BundleLine::of(self.ground.item?, pieces)?];
        let quote = Offers::at(self.ground.promotions, self.ground.moment?, Measure::default()).quote(&basket);
        let may_be = quote.goods.min(quote.pays).fen()..=quote.list.max(quote.pays).fen();
        let is_known = may_be.contains(&said) || self.said_here().any(|sum| sum == said);
        let mend = || Mend { place: line.bytes(&at), text: yuan(quote.goods.fen()) };
        (!is_known).then(|| (Why::Sum(pieces, quote.goods.fen()), Some(mend())))
    }

    fn against_today(&self) -> Option<(Why, Option<Mend>)> {
        if self.ground.item.is_some_and(|item| item.presale) {
            return Some((Why::Presale, None));
        }
        let told = self.ground.facts.get("ship_time")?;
        let says = |words: &[&str]| words.iter().any(|word| told.contains(word));
        let is_later = says(&["明天", "次日", "隔天", "48小时", "72小时", "24小时", "预售", "天内", "周一", "工作日"])
            && !says(&["今天", "当天", "当日"]);
        let is_past = self.ground.moment.zip(until(told)).is_some_and(|(now, until)| now.minute >= until);
        (is_later || is_past).then(|| (Why::Dispatch(told.to_owned()), None))
    }

    /// True for an amount, in fen, that an item of this price may be told to cost.
    fn may_cost(&self, said: u64, price: u64) -> bool {
        let promotions = self.ground.promotions;
        let fixed = promotions.iter().filter_map(|promotion| match &promotion.kind {
            PromotionKind::PiecePrice(price) | PromotionKind::SetPrice { price, .. } => Some(price.fen()),
            _ => None,
        });
        // What these take off is worked out with a whole basket.
        let reduces = |promotion: &Promotion| {
            use PromotionKind::{Coupon, Percent, Reduction};
            matches!(promotion.kind, Percent(_) | Reduction { .. } | Coupon { .. })
        };
        said < price && promotions.iter().any(reduces)
            || fixed.chain([price]).chain(self.said_here()).any(|sum| sum == said)
    }

    /// Amounts that stand in the talk and in the facts.
    fn said_here(&self) -> impl Iterator<Item = u64> {
        let conversation = self.ground.conversation;
        let cards = conversation.messages.iter().filter_map(|message| match message.card.as_ref()? {
            Card::Product { price, .. } => *price,
            Card::Order { amount, .. } => *amount,
            Card::Coupon | Card::Image => None,
        });
        let texts = conversation.messages.iter().map(|message| message.text.as_str());
        let texts = texts.chain(self.ground.facts.iter().map(|(_, value)| value));
        cards.chain(texts.flat_map(numbers))
    }
}

/// The first number of a place, with its value in hundredths, as an amount is read.
fn number(line: &Line, place: &Range<usize>) -> Option<(Range<usize>, u64)> {
    let (at, end) = place.clone().find_map(|at| Some((at, line.number(at)?)))?;
    let digits: String = line.chars(at..end).iter().collect();
    let value = parse_yuan(digits.trim_end_matches('.')).or_else(|| numeral(&digits))?;
    Some((at..end, value))
}

/// The last number of a place: "一共" begins with one, too.
fn last_number(line: &Line, place: &Range<usize>) -> Option<(Range<usize>, u64)> {
    let mut last = number(line, place)?;
    while let Some(next) = number(line, &(last.0.end..place.end)) {
        last = next;
    }
    Some(last)
}

fn numeral(word: &str) -> Option<u64> {
    let at = "一二三四五六七八九十".chars().position(|c| word.chars().eq([c]));
    let small = at.and_then(|at| u64::try_from(at + 1).ok()).or_else(|| (word == "两").then_some(2));
    small.map(|small| small * 100)
}

fn numbers(text: &str) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    words.filter_map(|word| parse_yuan(word.trim_matches('.'))).collect()
}

/// "16点前", "16:00前": until when it goes out on the same day, in minutes of the day.
fn until(told: &str) -> Option<u16> {
    let before = told.split('前').next().filter(|before| before.len() < told.len())?;
    let tail = before.trim_end_matches(['点', '之', '时']);
    let clock = tail.rsplit(|c: char| !c.is_ascii_digit() && c != ':').next()?;
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}
