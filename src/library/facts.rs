//! What a gap can name, and what fills it. The facts come from the page, from what the buyer said, from
//! the shop's settings, or the agent is asked; [`template`](super::template) puts them in.

use std::collections::BTreeMap;

/// What a value is, so that the panel asks for it with the right field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words.
    Text,
    /// An amount, written in yuan with two places.
    Money,
    /// A whole number.
    Count,
    /// A moment or a deadline, as it is to be said: "今天16点前".
    Time,
    /// A calendar day.
    Date,
}

/// Where a value usually comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The page's header.
    Page,
    /// A product or order card in the chat.
    Card,
    /// The buyer's own words.
    Said,
    /// The shop's settings.
    Settings,
    /// The agent, in place.
    Asked,
}

/// A fact that placeholders can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Its name in English packs and in storage.
    pub id: &'static str,
    /// Its name in Chinese packs.
    pub chinese: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Where the value usually comes from.
    pub source: Source,
}

const fn fact(id: &'static str, chinese: &'static str, kind: Kind, source: Source) -> Fact {
    Fact { id, chinese, kind, source }
}

/// Every known fact. A placeholder with another name is the shop's own and is asked for as text.
pub const FACTS: &[Fact] = &[
    fact("buyer", "买家", Kind::Text, Source::Page),
    fact("shop", "店铺", Kind::Text, Source::Settings),
    fact("agent", "客服", Kind::Text, Source::Settings),
    fact("item", "商品", Kind::Text, Source::Card),
    fact("other_item", "推荐商品", Kind::Text, Source::Asked),
    fact("price", "价格", Kind::Money, Source::Card),
    fact("size", "尺码", Kind::Text, Source::Said),
    fact("advised_size", "建议尺码", Kind::Text, Source::Asked),
    fact("colour", "颜色", Kind::Text, Source::Said),
    fact("advised_colour", "建议颜色", Kind::Text, Source::Asked),
    fact("colours", "可选颜色", Kind::Text, Source::Asked),
    fact("quantity", "数量", Kind::Count, Source::Said),
    fact("spec", "规格", Kind::Text, Source::Asked),
    fact("stock", "库存", Kind::Count, Source::Asked),
    fact("material", "材质", Kind::Text, Source::Asked),
    fact("merit", "卖点", Kind::Text, Source::Asked),
    fact("height", "身高", Kind::Text, Source::Said),
    fact("weight", "体重", Kind::Text, Source::Said),
    fact("usage", "使用方法", Kind::Text, Source::Asked),
    fact("care", "洗护方法", Kind::Text, Source::Asked),
    fact("suitable_for", "适用人群", Kind::Text, Source::Asked),
    fact("compatibility", "适配型号", Kind::Text, Source::Asked),
    fact("ingredients", "成分", Kind::Text, Source::Asked),
    fact("shelf_life", "保质期", Kind::Text, Source::Asked),
    fact("production_date", "生产日期", Kind::Date, Source::Asked),
    fact("storage", "储存方法", Kind::Text, Source::Asked),
    fact("warranty", "质保期", Kind::Text, Source::Asked),
    fact("installation", "安装方式", Kind::Text, Source::Asked),
    fact("contents", "包装清单", Kind::Text, Source::Asked),
    fact("certificate", "检测报告", Kind::Text, Source::Asked),
    fact("age", "适用年龄", Kind::Text, Source::Asked),
    fact("campaign", "活动名称", Kind::Text, Source::Settings),
    fact("campaign_end", "活动截止", Kind::Time, Source::Settings),
    fact("discount", "优惠内容", Kind::Text, Source::Settings),
    fact("coupon", "优惠券", Kind::Text, Source::Settings),
    fact("threshold", "满减门槛", Kind::Money, Source::Asked),
    fact("short_of", "还差金额", Kind::Money, Source::Asked),
    fact("gift", "赠品", Kind::Text, Source::Settings),
    fact("ship_time", "发货时间", Kind::Time, Source::Settings),
    fact("dispatch_by", "这单发货时间", Kind::Time, Source::Asked),
    fact("ship_from", "发货地", Kind::Text, Source::Settings),
    fact("courier", "快递", Kind::Text, Source::Settings),
    fact("free_shipping", "包邮条件", Kind::Text, Source::Settings),
    fact("freight", "运费", Kind::Money, Source::Asked),
    fact("arrival", "预计到达", Kind::Time, Source::Asked),
    fact("tracking", "运单号", Kind::Text, Source::Card),
    fact("parcel_state", "物流状态", Kind::Text, Source::Asked),
    fact("order_number", "订单号", Kind::Text, Source::Card),
    fact("amount", "订单金额", Kind::Money, Source::Card),
    fact("address", "收货地址", Kind::Text, Source::Asked),
    fact("phone", "联系电话", Kind::Text, Source::Asked),
    fact("pay_before", "付款截止", Kind::Time, Source::Asked),
    fact("restock_time", "补货时间", Kind::Time, Source::Asked),
    fact("presale_time", "预售发货时间", Kind::Time, Source::Asked),
    fact("invoice_time", "开票时间", Kind::Text, Source::Settings),
    fact("return_days", "退货天数", Kind::Count, Source::Settings),
    fact("return_address", "退货地址", Kind::Text, Source::Settings),
    fact("refund_time", "退款时效", Kind::Text, Source::Settings),
    fact("refund_amount", "退款金额", Kind::Money, Source::Asked),
    fact("reply_time", "回复时间", Kind::Time, Source::Asked),
    fact("solution", "处理方案", Kind::Text, Source::Asked),
    fact("compensation", "补偿方案", Kind::Text, Source::Asked),
    fact("working_hours", "客服时间", Kind::Text, Source::Settings),
];

/// The fact of that English or Chinese name.
#[must_use]
pub fn known(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.id == name || fact.chinese == name)
}

/// What can fill a gap: values as they are to be written, by fact or by a name of the shop's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    values: BTreeMap<String, String>,
}

impl Facts {
    /// Knows a value under a fact's name in either language. An empty value is no value.
    pub fn set(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.values.insert(canonical(name).to_owned(), value.trim().to_owned());
        }
    }

    /// The value for a placeholder's name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(canonical(name)).map(String::as_str)
    }

    /// Every value with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Forgets a value.
    pub fn clear(&mut self, name: &str) {
        self.values.remove(canonical(name));
    }

    /// Takes over what is not known here.
    pub fn complete(&mut self, other: &Self) {
        for (name, value) in &other.values {
            self.values.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// Fen as an agent writes them: 13900 is "139", 13950 is "139.50".
#[must_use]
pub fn yuan(fen: u64) -> String {
    if fen.is_multiple_of(100) { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// Reads an amount in yuan with up to two places; `None` for any other text.
#[must_use]
pub fn parse_yuan(text: &str) -> Option<u64> {
    let (whole, places) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(places) || places.len() > 2 {
        return None;
    }
    let fen: u64 = format!("{places:0<2}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(fen)
}

fn canonical(name: &str) -> &str {
    known(name).map_or(name, |fact| fact.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_has_one_value_under_both_names() {
        let mut facts = Facts::default();
        facts.set("快递", "顺丰");
        assert_eq!((facts.get("courier"), facts.get("快递")), (Some("顺丰"), Some("顺丰")));
        facts.set("courier", "  ");
        assert_eq!(facts.get("courier"), Some("顺丰"));
        facts.set("口味", "原味");
        assert_eq!(facts.get("口味"), Some("原味"));
    }

    #[test]
    fn no_name_stands_for_two_facts() {
        let mut names: Vec<_> = FACTS.iter().flat_map(|fact| [fact.id, fact.chinese]).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
