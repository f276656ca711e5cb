//! The sample shop's files as real ones are written: the catalogue in UTF-8, orders and lines in GBK with the columns of
//! Taobao's exports and numbers that are kept from spreadsheets, sizes and sets as a shop writes them by hand.

use super::{shop::Order, shop::of_kind, words::KINDS};
use encoding_rs::GB18030;
use qinyu::shop::{CatalogItem, Price, Stock, order_book::CODE};

/// Cells between commas, quoted where they have to be, lines ended as on Windows.
fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let cell = |cell: &String| {
        if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    rows.into_iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

pub(super) fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn code(item: &CatalogItem) -> &str {
    item.attributes.iter().find(|(name, _)| name == CODE).map_or("", |(_, code)| code)
}

/// Names with values, as exports write them; the code has a column of its own.
fn attributes(item: &CatalogItem) -> String {
    let pairs = item.attributes.iter().filter(|(name, _)| name != CODE);
    pairs.map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(";")
}

fn yuan(price: Option<Price>) -> String {
    price.map(|price| price.to_string()).unwrap_or_default()
}

pub(super) fn catalogue(items: &[CatalogItem]) -> String {
    let head = ["商品ID", "商家编码", "标题", "类目", "价格", "成本", "库存", "属性", "图片", "链接", "上架", "预售"];
    let yes = |yes: bool| if yes { "是" } else { "否" };
    let item = |item: &CatalogItem| {
        let stock = match item.stock {
            Stock::Pieces(pieces) => pieces.to_string(),
            Stock::Unknown => String::new(),
        };
        let (image, link) = (item.image.as_deref().unwrap_or_default(), item.link.as_deref().unwrap_or_default());
        let (price, cost, attributes) = (yuan(item.price), yuan(item.cost), attributes(item));
        let texts = [&item.id.0, code(item), &item.title, &item.category, &price, &cost, &stock, &attributes];
        row(&[&texts[..], &[image, link, yes(item.on_shelf), yes(item.presale)]].concat())
    };
    table([row(&head)].into_iter().chain(items.iter().map(item)))
}

fn moment(order: &Order, after: usize) -> String {
    let minute = order.minute + after;
    format!("{} {:02}:{:02}:00", order.day.print(), minute / 60, minute % 60)
}

fn number(order: &Order) -> String {
    format!("=\"{}\"", order.number)
}

pub(super) fn orders(items: &[CatalogItem], orders: &[Order]) -> String {
    let head = [
        "订单编号",
        "买家会员名",
        "买家支付宝账号",
        "买家应付货款",
        "买家实际支付金额",
        "订单状态",
        "买家留言",
        "收货人姓名",
        "收货地址",
        "联系手机",
        "订单创建时间",
        "订单付款时间",
        "宝贝标题",
        "宝贝种类",
        "宝贝总数量",
    ];
    let order = |order: &Order| {
        let price = |item: usize| items.get(item).and_then(|item| item.price).unwrap_or_default();
        let total: Price = order.lines.iter().map(|line| price(line.item).times(u64::from(line.quantity))).sum();
        let titles: Vec<&str> =
            order.lines.iter().filter_map(|line| items.get(line.item)).map(|item| item.title.as_str()).collect();
        let (buyer, total, is_paid) = (order.buyer, total.to_string(), order.state != "等待买家付款");
        let paid = if is_paid { moment(order, 3) } else { String::new() };
        // Nobody's name, address or number.
        vec![
            number(order),
            format!("样例买家{buyer:04}"),
            format!("buyer{buyer:04}@example.com"),
            total.clone(),
            if is_paid { total } else { "0.00".to_owned() },
            order.state.to_owned(),
            String::new(),
            format!("样例收货人{buyer:04}"),
            format!("样例省 样例市 样例路 {buyer} 号"),
            format!("'1000000{buyer:04}"),
            moment(order, 0),
            paid,
            titles.join("，"),
            order.lines.len().to_string(),
            order.lines.iter().map(|line| line.quantity).sum::<u32>().to_string(),
        ]
    };
    table([row(&head)].into_iter().chain(orders.iter().map(order)))
}

pub(super) fn lines(items: &[CatalogItem], orders: &[Order]) -> String {
    let head = [
        "订单编号",
        "标题",
        "价格",
        "购买数量",
        "外部系统编号",
        "商品属性",
        "套餐信息",
        "备注",
        "订单状态",
        "商家编码",
    ];
    let rows = orders.iter().flat_map(|order| {
        order.lines.iter().filter_map(|line| {
            let item = items.get(line.item)?;
            let state = if line.is_returned { "退款成功" } else { order.state };
            let (price, quantity, attributes) = (yuan(item.price), line.quantity.to_string(), attributes(item));
            let number = number(order);
            Some(row(&[&number, &item.title, &price, &quantity, "", &attributes, "", "", state, code(item)]))
        })
    });
    table([row(&head)].into_iter().chain(rows))
}

/// Sizes of clothes: women's, as a shop's own table has them.
pub(super) fn sizes() -> String {
    let head = row(&["类目", "尺码", "身高(cm)", "体重(斤)", "胸围(cm)", "腰围(cm)"]);
    let sizes = [
        ["S", "150-160", "80-95", "78-84", "60-66"],
        ["M", "155-165", "95-110", "82-90", "64-72"],
        ["L", "160-170", "110-125", "88-96", "70-78"],
        ["XL", "163-173", "125-140", "94-102", "76-84"],
        ["2XL", "165-175", "140-160", "100-110", "82-92"],
    ];
    let mut categories: Vec<&str> =
        KINDS.iter().map(|kind| kind.category).filter(|name| name.starts_with("女装")).collect();
    categories.dedup();
    let rows = categories
        .iter()
        .flat_map(|category| sizes.iter().map(|size| row(&[&[*category][..], size].concat())).collect::<Vec<_>>());
    table([head].into_iter().chain(rows))
}

/// Sets by hand: what the planted pairs don't have.
pub(super) fn sets(items: &[CatalogItem]) -> String {
    let id = |word: &str, number: usize| items.get(of_kind(word).0 + number).map_or("", |item| &item.id.0);
    let rows = [
        (vec![id("四件套", 0)], "互补", id("冬被", 0)),
        (vec![id("四件套", 1), id("枕头", 1)], "互补", id("毛毯", 0)),
        (vec![id("浴巾", 0)], "替代", id("浴巾", 1)),
        (vec![id("钢笔", 0)], "延伸", id("墨水", 1)),
        (vec![id("T 恤", 0)], "互补", id("牛仔裤", 0)),
        (vec![id("羽绒服", 0)], "互补", id("袜子", 0)),
    ];
    let rows = rows.into_iter().map(|(anchors, relation, offered)| row(&[&anchors.join("+"), relation, offered]));
    table([row(&["主商品", "关系", "搭配商品"])].into_iter().chain(rows))
}

/// Five promotions of the kinds that shops run most. They begin in the last month of the orders; two have no end, so that
/// there are some at any time.
pub(super) fn promotions(items: &[CatalogItem]) -> String {
    let id = |word: &str, number: usize| items.get(of_kind(word).0 + number).map_or("", |item| &item.id.0);
    let head = row(&["活动ID", "名称", "类型", "门槛", "优惠", "商品", "开始时间", "结束时间", "发起方"]);
    // A tenth less than apart.
    let price = |word: &str| items.get(of_kind(word).0).and_then(|item| item.price).unwrap_or_default();
    let apart: Price = [price("四件套"), price("枕头").times(2)].into_iter().sum();
    let set_price = yuan(Some(Price::from_fen(apart.fen() * 9 / 1_000 * 100)));
    let set = format!("{}×1;{}×2", id("四件套", 0), id("枕头", 0));
    let from = "2026-10-20 00:00";
    let rows = [
        ["P1", "满 300 减 30", "满减", "300", "30", "全店", from, "2026-11-12 23:59", "店铺"],
        ["P2", "冬被 8 折", "折扣", "", "8", "类目:家纺 > 被子", from, "", "店铺"],
        ["P3", "新客券", "优惠券", "99", "10", "全店", from, "2026-11-30 23:59", "店铺"],
        ["P4", "睡好套餐", "套餐价", "", &set_price, &set, from, "", "店铺"],
        [
            "P5",
            "满 199 送毛巾",
            "赠品",
            "199",
            &format!("{}×1", id("毛巾", 0)),
            "全店",
            from,
            "2026-11-12 23:59",
            "店铺",
        ],
    ];
    table([head].into_iter().chain(rows.iter().map(|cells| row(cells))))
}
