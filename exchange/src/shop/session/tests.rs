//! A session goes forth and back, and comes back from what it wrote.

use super::*;
use qinyu::{cross_sell::Learnt, shop::OrderBook};

const CATALOGUE: &str = "id,标题,类目,价格\n1,枕头,床品,50\n2,枕套,床品,20\n3,被子,床品,200\n";
const LINES: &str = "订单编号,商品ID,购买数量,订单创建时间,买家会员名\n1,1,1,2026-01-02,小鹿\n1,2,2,2026-01-02,小鹿\n2,1,1,2026-01-03,\n";

fn session() -> ShopSession {
    ShopSession::new(ShopKey([3; 32]))
}

fn read(session: &mut ShopSession, text: &str) -> serde_json::Value {
    session.begin(Mapping::default(), None);
    for piece in text.as_bytes().chunks(7) {
        session.push(piece).unwrap();
        while !session.step().unwrap().is_hungry {}
    }
    let (plan, file) = session.finish().unwrap();
    shape::plan(&plan, file)
}

#[test]
fn a_file_changes_nothing_before_it_is_applied_and_can_be_undone() {
    let mut session = session();
    let plan = read(&mut session, CATALOGUE);
    assert_eq!((plan["kind"].as_str(), plan["added"].as_u64()), (Some("catalogue"), Some(3)));
    assert_eq!(session.shop(), &Shop::default());
    session.cancel();
    assert_eq!(session.apply(Absent::Stay), [], "what was cancelled can't be applied");

    read(&mut session, CATALOGUE);
    assert_eq!(session.apply(Absent::Stay), [ShopPart::Catalogue]);
    read(&mut session, LINES);
    assert_eq!(session.apply(Absent::Stay), [ShopPart::Orders]);
    assert_eq!((session.shop().catalogue.len(), session.shop().orders.len()), (3, 2));
    assert_eq!(session.undo(), [ShopPart::Orders]);
    assert_eq!((session.shop().catalogue.len(), &session.shop().orders), (3, &OrderBook::default()));
    assert_eq!(session.undo(), [], "once");
}

#[test]
fn what_is_kept_comes_back_and_is_learnt_from() {
    let mut one = session();
    for text in [CATALOGUE, LINES, "主商品,关系,搭配商品\n1,互补,3\n", "活动ID,类型,门槛,优惠\nP,满减,300,30\n"]
    {
        read(&mut one, text);
        one.apply(Absent::Stay);
    }
    let mut other = session();
    for part in ShopPart::ALL {
        assert_eq!(ShopPart::from_name(part.name()), Some(part));
        other.load(part, &one.part(part)).unwrap();
    }
    assert_eq!(other.shop(), one.shop());
    assert_eq!(other.load(ShopPart::Orders, b"QYS"), Err(KeptError::Damaged));

    assert!(other.learn_begin());
    let mut last = 0;
    while let Some((done, of)) = other.learn_step() {
        assert!(last <= done && done <= of);
        last = done;
    }
    let learnt = Learnt::read(&other.learn_finish()).unwrap();
    assert!(learnt.is_of(&Catalog::new(one.shop().catalogue.clone())));
    let bought = learnt.bought.lately(ShopKey([3; 32]).buyer("小鹿"), None);
    assert_eq!(bought.iter().map(|(item, ago)| (item.item, *ago)).collect::<Vec<_>>(), [(0, 1), (1, 1)]);
    assert!(!session().learn_begin(), "there is nothing to learn of");
}

const STATES: &str = "订单编号,买家会员名,总金额,订单状态,订单创建时间,宝贝标题,宝贝总数量,收货人姓名\n\
    =\"9001\",小鹿,159.00,等待买家付款,2026-11-24 21:35:10,亚麻衬衫,1,王小明\n\
    =\"9002\",t***1,88.00,等待买家付款,2026/11/24 8:05,毛巾,2,李小红\n\
    =\"9003\",小马,42.00,\"买家已付款,等待卖家发货\",2026-11-23 10:00:00,枕头,1,张三\n\
    =\"9004\",小羊,42.00,交易关闭,2026-11-24 22:00:00,被子,1,张三\n\
    =\"9005\",小狗,42.00,神秘状态,2026-11-24 22:00:00,被子,1,张三\n";

#[test]
fn the_newest_orders_are_told_and_kept_nowhere() {
    let mut session = session();
    let plan = read(&mut session, STATES);
    let told = |field: &str| -> Vec<String> {
        plan["recent"].as_array().unwrap().iter().map(|order| order[field].to_string()).collect()
    };
    assert_eq!(told("number"), [r#""9004""#, r#""9001""#, r#""9002""#, r#""9003""#], "the newest first");
    assert_eq!(told("state"), [r#""""#, r#""unpaid""#, r#""unpaid""#, r#""paid""#]);
    assert_eq!(told("placed")[1..3], [r#""2026-11-24 21:35""#, r#""2026-11-24 08:05""#]);
    assert_eq!(told("buyer"), [r#""""#, r#""小鹿""#, r#""""#, r#""""#], "of unpaid ones alone, and no starred name");
    assert_eq!(told("amount"), ["null", "15900", "8800", "null"]);
    assert_eq!(plan["recent"][1]["lines"][0]["title"], "亚麻衬衫");
    assert_eq!(plan["recent"][0]["lines"].as_array().unwrap().len(), 0);
    assert!(!plan.to_string().contains("王小明"));
    session.apply(Absent::Stay);
    let kept = session.part(ShopPart::Orders);
    assert!(!kept.windows("小鹿".len()).any(|bytes| bytes == "小鹿".as_bytes()));

    let lines = "订单编号,标题,购买数量,商品属性,订单状态\n7,枕头,1,颜色:白,等待卖家发货\n7,枕套,2,,等待卖家发货\n";
    let plan = read(&mut session, lines);
    let line = |title: &str, options: &str, quantity: u32| serde_json::json!({ "title": title, "options": options, "quantity": quantity });
    assert_eq!(plan["recent"][0]["lines"], serde_json::json!([line("枕头", "颜色:白", 1), line("枕套", "", 2)]));
    let twice = lines.to_owned() + "7,枕头,1,颜色:白,等待卖家发货\n";
    let plan = read(&mut session, &twice);
    let quantities = [0, 1].map(|place| plan["recent"][0]["lines"][place]["quantity"].as_u64());
    assert_eq!(quantities, [None, Some(2)], "nobody knows whether it was bought twice");
    assert_eq!(read(&mut session, CATALOGUE)["recent"].as_array().map(Vec::len), Some(0));
}

#[test]
fn of_many_orders_the_newest_are_told() {
    let mut text = String::from("订单编号,订单状态,订单创建时间,宝贝种类\n");
    for place in 0..3_000 {
        let (hour, minute) = (place / 60 % 24, place % 60);
        let day = 1 + place / (24 * 60);
        text.push_str(&format!("{place},等待买家付款,2026-11-0{day} {hour:02}:{minute:02}:00,1\n"));
    }
    let plan = read(&mut session(), &text);
    let recent = plan["recent"].as_array().unwrap();
    assert_eq!(
        (recent.len(), recent[0]["number"].as_str(), recent[499]["number"].as_str()),
        (500, Some("2999"), Some("2500"))
    );
}

#[test]
fn a_missing_column_is_told_and_a_mapping_mends_it() {
    let text = "货号,品名\n1,枕头\n";
    let mut session = session();
    session.begin(Mapping::default(), None);
    session.push(text.as_bytes()).unwrap();
    let error = shape::error(&session.finish().unwrap_err());
    assert_eq!(error["kind"], "columns");
    assert_eq!(error["missing"][0][0], "item_id");
    assert_eq!(error["seen"][1], "品名");
    let mapping = shape::read_mapping(r#"{"kind":"catalogue","columns":{"item_id":"货号","nothing":"品名"}}"#);
    session.begin(mapping, None);
    session.push(text.as_bytes()).unwrap();
    assert_eq!(session.finish().unwrap().0.added, 1);
    assert_eq!(shape::read_mapping("["), Mapping::default());
}
