//! The rules with their examples, breaches that were planted, and what the shop's data say.

use super::*;
use crate::{
    chat::{ConversationId, Message, RowId, Sender},
    day::Day,
    library::policy::Forbidden,
    shop::{Price, PromotionId, PromotionKind, Scope, Stock},
};

/// Drafts that nobody should send, beside those of the rules: kind and draft.
const PLANTED: [(Kind, &str); 60] = [
    (Kind::Absolute, "我们家的质量全网第一，您放心拍"),
    (Kind::Absolute, "亲，这个价格是全网最低的了"),
    (Kind::Absolute, "这款口感最好，老顾客都回购"),
    (Kind::Absolute, "同行里面我们做工最好"),
    (Kind::Absolute, "这是国家级的品质，您看评价就知道"),
    (Kind::Absolute, "绝对不会掉色的，您放心"),
    (Kind::Absolute, "百分之百正品，假一赔十"),
    (Kind::Absolute, "顶级面料做的，手感一流"),
    (Kind::Absolute, "业内唯一一家用这个工艺的"),
    (Kind::Absolute, "销量第一的爆款，赶紧拍吧"),
    (Kind::Absolute, "前无古人的设计，独一无二"),
    (Kind::Absolute, "Our shop is the best seller in the world"),
    (Kind::Absolute, "历史最低价，错过没有了"),
    (Kind::Absolute, "市面上效果最好的就是我们家"),
    (Kind::Effect, "坚持用两个月肯定瘦"),
    (Kind::Effect, "包祛痘的，不好退钱给您"),
    (Kind::Effect, "五天美白，好多亲都说白了"),
    (Kind::Effect, "可以治颈椎病的哦"),
    (Kind::Effect, "零副作用，宝宝也能用"),
    (Kind::Effect, "这款喝了一定降糖"),
    (Kind::Effect, "一个疗程根治脚气"),
    (Kind::Effect, "保证您怀上"),
    (Kind::Effect, "it will whiten your skin in a week, guaranteed to whiten"),
    (Kind::Contact, "亲加下微信，我给您发实拍图"),
    (Kind::Contact, "这边不方便说，留个VX吧"),
    (Kind::Contact, "加 我 qq 聊"),
    (Kind::Contact, "您加威信吧，号是店名"),
    (Kind::Contact, "咱们线下付款，给您便宜"),
    (Kind::Contact, "您直接转账到我支付宝，少收十块"),
    (Kind::Contact, "我的电话是一三八零零一三八零零零"),
    (Kind::Contact, "联系我①③⑧〇〇①③⑧〇〇〇"),
    (Kind::Contact, "看这里 https://weidian.example.com/item/1"),
    (Kind::Contact, "text me on WhatsApp please"),
    (Kind::Reward, "好评截图发我，返您3块"),
    (Kind::Reward, "给五星的话送您一双袜子"),
    (Kind::Reward, "麻烦把差评删掉，全款退您"),
    (Kind::Reward, "晒单奖励5元优惠券"),
    (Kind::Reward, "改成好评给您10元红包"),
    (Kind::Reward, "get a $5 gift card for a good review"),
    (Kind::Denial, "不可能，我们发货都检查的"),
    (Kind::Denial, "您弄错了，不是我们发的"),
    (Kind::Denial, "别的顾客都说好，就您说不好"),
    (Kind::Denial, "不属于质量问题，退不了"),
    (Kind::Blame, "这是您的责任，不能退"),
    (Kind::Blame, "你自己填错地址了"),
    (Kind::Blame, "那是快递的事，不归我们管"),
    (Kind::Blame, "您怎么不早说啊"),
    (Kind::Irritation, "我都说了今天发"),
    (Kind::Irritation, "不买拉倒"),
    (Kind::Irritation, "别催了，仓库在忙"),
    (Kind::Irritation, "您到底想怎么样"),
    (Kind::Cold, "不清楚"),
    (Kind::Cold, "没有。"),
    (Kind::Pronoun, "你什么时候付款"),
    (Kind::Scarcity, "就剩两件了，再不拍就没了"),
    (Kind::Scarcity, "库存紧张，手慢无"),
    (Kind::Scarcity, "今晚结束，明天涨价"),
    (Kind::OpenGap, "亲爱的{买家}，今天发货哦"),
    (Kind::OpenGap, "单号是{运单号}，您留意"),
    (Kind::Private, "您的包裹寄到13912345678这个号码了"),
];

/// What a draft is held against in a test.
#[derive(Default)]
struct Desk {
    conversation: Conversation,
    facts: Facts,
    item: Option<CatalogItem>,
    promotions: Vec<Promotion>,
    moment: Option<Moment>,
    others: Vec<String>,
    policies: BTreeMap<String, Policy>,
}

impl Desk {
    fn check(&self, draft: &str) -> Vec<Finding> {
        let Self { conversation, facts, item, promotions, moment, others, policies } = self;
        let is_own = |words: &str| ["13900000000", "https://shop.example/1"].contains(&words);
        check(
            draft,
            &Ground {
                conversation,
                facts,
                item: item.as_ref(),
                promotions,
                moment: *moment,
                others,
                policies,
                is_own: &is_own,
            },
        )
    }

    fn kinds(&self, draft: &str) -> Vec<Kind> {
        self.check(draft).into_iter().map(|finding| finding.kind).collect()
    }

    /// What speaks against a draft in the shop's data, and the draft mended by it.
    fn against(&self, draft: &str) -> Option<(Why, Option<String>)> {
        let finding = self.check(draft).into_iter().find(|finding| finding.kind == Kind::Contradiction)?;
        Some((finding.why, finding.mend.map(|mend| mend.of(draft))))
    }

    fn said(mut self, sender: Sender, text: &str) -> Self {
        let row = RowId(self.conversation.messages.len().to_string());
        self.conversation.id = ConversationId("1".into());
        self.conversation.messages.push(Message { row, sender, text: text.into(), card: None });
        self
    }

    fn selling(price: u64, stock: Stock) -> Self {
        let item = CatalogItem { price: Some(Price::from_fen(price)), stock, on_shelf: true, ..CatalogItem::default() };
        Self { item: Some(item), ..Self::default() }
    }

    fn fact(mut self, name: &str, value: &str) -> Self {
        self.facts.set(name, value);
        self
    }
}

#[test]
fn every_example_is_found_and_no_counter_example() {
    let desk = Desk::default();
    let mut wrong = Vec::new();
    for rule in rules::checks() {
        let kind = Kind::from_name(&rule.kind).unwrap();
        let missed = rule.examples.iter().filter(|draft| !desk.kinds(draft).contains(&kind));
        wrong.extend(missed.map(|draft| format!("{}: not found in {draft}", rule.id)));
        let taken = rule.counter_examples.iter().filter(|draft| desk.kinds(draft).contains(&kind));
        wrong.extend(taken.map(|draft| format!("{}: found in {draft}", rule.id)));
    }
    assert!(wrong.is_empty(), "{}; mend src/rules/checks.json:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_planted_breach_is_found() {
    let desk = Desk::default();
    let missed = PLANTED.iter().filter(|(kind, draft)| !desk.kinds(draft).contains(kind));
    let missed: Vec<String> = missed.map(|(kind, draft)| format!("{} in {draft}", kind.name())).collect();
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), PLANTED.len(), missed.join("\n"));
}

#[test]
fn a_click_mends_the_words_or_softens_the_sentence() {
    let desk = Desk::default();
    let mended = |draft: &str| {
        let finding = desk.check(draft).into_iter().next().unwrap();
        (draft[finding.place].to_owned(), finding.mend.unwrap().of(draft))
    };
    let pair = |words: &str, text: &str| (words.to_owned(), text.to_owned());
    assert_eq!(mended("亲，绝对不会掉色"), pair("绝对不会", "亲，正常不会掉色"));
    assert_eq!(
        mended("您好。这不可能的！抱歉"),
        pair("不可能", "您好。您说的情况我理解，我这边马上帮您核实一下！抱歉")
    );
    assert_eq!(mended("不知道。").1, "亲，这个我帮您核实一下，稍后回复您");
    assert_eq!(mended("你 要 ｍ 码吗"), pair("你", "您 要 ｍ 码吗"));
    let softened = "您说的情况我理解，我这边马上帮您核实一下";
    assert_eq!(desk.check(softened), [], "what is offered instead is not found again");
}

#[test]
fn what_is_offered_instead_has_no_findings() {
    let desk = Desk::default();
    for rule in rules::checks() {
        let softer = rule.softer.map(|title| [title.zh, title.en]).into_iter().flatten();
        for text in rule.instead.into_values().chain(softer) {
            assert_eq!(desk.kinds(&text), [], "{}: {text}", rule.id);
        }
    }
}

#[test]
fn what_ships_to_be_said_has_no_findings() {
    let desk = Desk::default();
    let mut wrong = Vec::new();
    for phrase in rules::starter_packs().iter().flat_map(|pack| &pack.phrases) {
        for text in std::iter::once(&phrase.body).chain(&phrase.variants) {
            let kinds = desk.kinds(text);
            wrong.extend(
                kinds.iter().filter(|kind| **kind != Kind::OpenGap).map(|kind| format!("{}: {text}", kind.name())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_shops_data_speak_against_a_draft() {
    let shirt = || {
        let moment = Moment::parse("2026-11-24 10:00");
        Desk { moment, ..Desk::selling(13_900, Stock::Pieces(3)) }
    };
    let fix = |text: &str| Some(text.to_owned());
    assert_eq!(shirt().against("这款现价129元哦"), Some((Why::Price(13_900), fix("这款现价139元哦"))));
    assert_eq!(shirt().against("这款139块，拍下今天发"), None);
    assert_eq!(shirt().against("满200减20元，券5元"), None);
    assert_eq!(shirt().said(Sender::Buyer, "120卖不卖").against("拍下120元给您改价"), None, "the buyer named it");
    let (Why::Sum(2, 27_800), Some(mended)) = shirt().against("两件一共250元").unwrap() else { panic!() };
    assert_eq!(mended, "两件一共278元");
    for sum in ["2件一共278元", "一件139元", "第2件到手99元", "3件到手满减后99元", "两件一共多少块"]
    {
        assert_eq!(shirt().against(sum), None, "{sum}");
    }
    assert_eq!(shirt().against("一件129元"), Some((Why::Price(13_900), fix("一件139元"))));
    assert_eq!(shirt().against("3件到手 500 块"), Some((Why::Sum(3, 41_700), fix("3件到手 417 块"))));
    assert_eq!(shirt().against("有货的亲"), None);
    assert_eq!(shirt().against("这款没货了"), Some((Why::Stock(3), None)));
    assert_eq!(Desk::selling(100, Stock::Pieces(0)).against("有现货哦"), Some((Why::Stock(0), None)));
    assert_eq!(Desk::selling(100, Stock::Unknown).against("有现货哦"), None);
    let late = Desk::default().fact("ship_time", "48小时内");
    assert_eq!(late.against("拍下今天发货"), Some((Why::Dispatch("48小时内".into()), None)));
    let mut early = Desk::default().fact("ship_time", "每天16点前付款当天发");
    assert_eq!(early.against("今天给您发出"), None);
    early.moment = Some(Moment { day: Day { year: 2026, month: 11, day: 29 }, minute: 16 * 60 + 1 });
    assert!(early.against("今天给您发出").is_some());
    let courier = Desk::default().fact("courier", "中通");
    assert_eq!(courier.against("给您发顺丰"), Some((Why::Courier("中通".into()), None)));
    assert_eq!(courier.against("默认发中通，不能发顺丰"), None);
}

#[test]
fn scarcity_is_said_where_it_is_true() {
    let left = |stock, draft: &str| Desk::selling(100, stock).kinds(draft);
    assert_eq!(left(Stock::Pieces(3), "只剩3件了"), []);
    assert_eq!(left(Stock::Pieces(30), "只剩3件了"), [Kind::Contradiction]);
    assert_eq!(left(Stock::Pieces(3), "马上卖完了"), []);
    assert_eq!(left(Stock::Pieces(300), "马上卖完了"), [Kind::Scarcity]);
    assert_eq!(left(Stock::Unknown, "只剩3件了"), [Kind::Scarcity]);
    let day = Day { year: 2026, month: 11, day: 29 };
    let mut desk = Desk { moment: Some(Moment { day, minute: 600 }), ..Desk::default() };
    assert_eq!(desk.kinds("今天最后一天活动"), [Kind::Scarcity]);
    desk.facts.set("campaign_end", "11月29日24点");
    assert_eq!(desk.kinds("今天最后一天活动"), []);
    desk.moment = Some(Moment { day: Day { day: 2, ..day }, minute: 600 });
    assert_eq!(desk.kinds("今天最后一天活动"), [Kind::Scarcity], "11月2 is in 11月29");
    desk = Desk { moment: Some(Moment { day, minute: 600 }), ..Desk::default() };
    desk.promotions.push(Promotion {
        id: PromotionId("1".into()),
        title: "立减".into(),
        kind: PromotionKind::PiecePrice(Price::from_fen(100)),
        scope: Scope::All,
        from: None,
        until: Some(Moment { day, minute: 1439 }),
        group: String::new(),
    });
    assert_eq!(desk.kinds("今天最后一天活动"), []);
}

#[test]
fn what_was_said_and_what_is_anothers() {
    let desk = Desk::default()
        .said(Sender::Buyer, "寄到 139 1234 5678，浙江省杭州市西湖区文三路1号")
        .said(Sender::Seller, "亲，今天下午四点前发出哦～");
    assert_eq!(desk.kinds("亲,今天下午四点前发出哦"), [Kind::Repeated]);
    assert_eq!(desk.kinds("电话是13912345678对吗"), []);
    assert_eq!(desk.kinds("电话是13812345678对吗"), [Kind::Private]);
    assert_eq!(desk.kinds("退货请寄给13900000000"), [], "the shop's own");
    assert_eq!(desk.kinds("这款搭配很好看 https://shop.example/1"), [], "the shop's own");
    assert_eq!(desk.kinds("这款搭配很好看 https://shop.example/2"), [Kind::Contact]);
    assert_eq!(desk.kinds("您拍这个520013141314就可以"), [], "an item's number");
    assert_eq!(desk.kinds("快递单号YT7788990011223，请留意"), [], "the shop gives it out");
}

#[test]
fn another_buyers_name_is_no_way_to_call_this_one() {
    let others = ["小鹿爱吃糖", "tb5200", "小仙女", "13900000000", "包邮吗"].map(str::to_owned).to_vec();
    let mut desk = Desk { others, ..Desk::default() }.said(Sender::Buyer, "tb5200 是我妈的号，包邮吗");
    let finding = desk.check("好的小鹿爱吃糖，马上发").remove(0);
    assert_eq!((finding.kind, finding.severity, finding.place), (Kind::Private, Severity::Warning, 6..21));
    for draft in ["tb5200 这单也发了", "谢谢小仙女的喜欢", "退货请寄给13900000000", "包邮吗，是的哦"]
    {
        assert_eq!(desk.kinds(draft), [], "{draft}");
    }
    desk.conversation.buyer = "小鹿爱吃糖123".into();
    assert_eq!(desk.kinds("好的小鹿爱吃糖，马上给您发出"), []);
}

#[test]
fn a_teams_words_are_findings_too() {
    let word = Forbidden { word: "尽快".into(), instead: "今天".into(), blocks: true, ..Forbidden::default() };
    let policy = Policy { forbidden: vec![word], ..Policy::default() };
    let desk = Desk { policies: BTreeMap::from([("team".into(), policy)]), ..Desk::default() };
    let finding = desk.check("尽快给您发").remove(0);
    assert_eq!((finding.kind, finding.severity), (Kind::Team, Severity::Grave));
    assert_eq!(finding.mend.unwrap().of("尽快给您发"), "今天给您发");
}

#[test]
fn odd_and_endless_drafts_are_looked_at_as_well() {
    let desk = Desk::selling(100, Stock::Pieces(1)).fact("ship_time", "前前前").fact("courier", "x");
    for draft in ["", " ", "\u{202e}\u{200b}", "👨‍👩‍👧", "{", "}{", "¥", "¥.", "只剩.件", "最".repeat(9_000).as_str()]
    {
        let findings = desk.check(draft);
        assert!(findings.len() <= MOST && findings.iter().all(|finding| draft.get(finding.place.clone()).is_some()));
    }
    let long = "亲，全网最低价".repeat(500);
    assert_eq!(desk.check(&long).len(), MOST);
    assert!(desk.kinds(&"好".repeat(701)).contains(&Kind::TooLong));
}
