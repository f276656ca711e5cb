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
