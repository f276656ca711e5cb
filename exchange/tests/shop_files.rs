//! Files of a shop, with what is wrong in them: each row comes in or is named, and nobody's name with it.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use encoding_rs::GB18030;
use exchange::shop::{
    Field, Mapping, ShopError, ShopFile, ShopKey, ShopKind, ShopOptions, ShopReader, ShopRows, Wrong, read,
};
use exchange::{Encoding, workbook};
use qinyu::{
    day::Day,
    shop::{CatalogItem, ChartOf, Measure, OrderBook, Price, Range, Relation, Sold, Stock},
};

fn options() -> ShopOptions {
    ShopOptions { encoding: None, mapping: Mapping::default(), key: ShopKey([7; 32]) }
}

fn text(text: &str) -> ShopFile {
    read(text.as_bytes(), options()).unwrap()
}

fn items(file: &ShopFile) -> &[CatalogItem] {
    let ShopRows::Catalogue(items) = &file.rows else { panic!("no catalogue: {:?}", file.kind) };
    items
}

fn book(file: &ShopFile) -> &OrderBook {
    let ShopRows::Orders(book) = &file.rows else { panic!("no orders: {:?}", file.kind) };
    book
}

fn problems(file: &ShopFile) -> Vec<(u32, Option<Field>, Wrong)> {
    file.problems.listed.iter().map(|problem| (problem.row, problem.field, problem.wrong)).collect()
}

/// Each order: its day, its lines as item names with quantities, whether it counts.
fn orders(file: &ShopFile) -> Vec<(String, String, Sold)> {
    let book = book(file);
    let told = book.iter().map(|(head, lines)| {
        let name =
            |item: u32| book.names.get(item as usize).map(|name| format!("{}{}{}", name.id, name.code, name.title));
        let lines: Vec<_> =
            lines.iter().map(|line| format!("{}×{}", name(line.item).unwrap(), line.quantity)).collect();
        (Day::from_count(head.day).map(Day::print).unwrap_or_default(), lines.join(" "), head.sold)
    });
    told.collect()
}

const CATALOGUE: &str = "\
商品ID,标题,类目,价格,成本,库存,属性,图片,链接,上架,预售,商家编码
610001,纯棉四件套 1.8m 床,家纺>床品套件,299.00,120,35,颜色分类:月白;尺寸:1.8m,//img.example/1.jpg,https://item.example/item.htm?id=610001,是,否,JF-001
610002,记忆棉枕头,家纺/枕头,-5,,0,,,,下架,,
610003,夏凉被,,99999999999,abc,多,,ftp://x,,也许,预售,
,没有编号,,1,1,1,,,,是,否,
610001,别的标题,,1,1,1,,,,是,否,
610004,,,1,1,1,,,,是,否,
610005,\"半截,1,2,3
610006,牙刷,日用,9.9,3,7,,,,是,否,,多一格
610007,毛巾,日用,12.5,4,9,,,,是,否,
";

#[test]
fn a_catalogue_comes_in_with_what_can_be_read_of_it() {
    let file = text(CATALOGUE);
    let found = items(&file);
    assert_eq!(
        found.iter().map(|item| item.id.0.as_str()).collect::<Vec<_>>(),
        ["610001", "610002", "610003", "610007"]
    );
    let first = &found[0];
    assert_eq!(
        (first.category.as_str(), first.price, first.stock),
        ("家纺 > 床品套件", Some(Price::from_fen(29_900)), Stock::Pieces(35))
    );
    assert_eq!(first.image.as_deref(), Some("https://img.example/1.jpg"));
    assert_eq!(first.attributes.len(), 3);
    assert!(first.on_shelf && !first.presale && first.is_available());
    assert!(!found[1].on_shelf && found[1].stock == Stock::Pieces(0) && found[1].price.is_none());
    assert!(found[2].presale && found[2].stock == Stock::Unknown);
    let expected = [
        (3, Some(Field::Price), Wrong::Negative),
        (4, Some(Field::Price), Wrong::Absurd),
        (4, Some(Field::Cost), Wrong::Shape),
        (4, Some(Field::Stock), Wrong::Shape),
        (4, Some(Field::Image), Wrong::Shape),
        (4, Some(Field::OnShelf), Wrong::Shape),
        (5, Some(Field::ItemId), Wrong::Missing),
        (6, Some(Field::ItemId), Wrong::RepeatedItem),
        (7, Some(Field::Title), Wrong::Missing),
        (8, None, Wrong::OpenQuote),
        (9, None, Wrong::ExtraCells),
    ];
    assert_eq!(problems(&file), expected);
    assert_eq!((file.row_count, file.problems.refused, file.problems.len()), (9, 5, expected.len()));
}

const ORDERS: &str = "\
订单编号,买家会员名,买家支付宝账号,收货人姓名,收货地址,联系手机,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝总数量
=\"9001\",tb_甲,a@example.com,王小明,杭州市西湖区 1 号,'13800000001,交易成功,2026/11/24 8:05,2026/11/24 8:06,纯棉四件套，枕头,2
=\"9002\",tb_乙,b@example.com,李小红,上海市 2 号,'13800000002,交易关闭,2026/11/25 9:00,,枕头,1
=\"9003\",tb_甲,a@example.com,王小明,杭州市西湖区 1 号,'13800000001,等待买家付款,20261126,,枕头,1
=\"9001\",tb_甲,a@example.com,王小明,杭州市西湖区 1 号,'13800000001,交易成功,2026/11/24 8:05,2026/11/24 8:06,纯棉四件套，枕头,2
";

const LINES: &str = "\
订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码
=\"9001\",纯棉四件套 1.8m 床,299.00,1,,颜色分类:月白,,,交易成功,JF-001
=\"9001\",记忆棉枕头,59.00,2,,,,,交易成功,
=\"9001\",记忆棉枕头,59.00,2,,,,,交易成功,
=\"9001\",夏凉被,129.00,1,,,,,退款成功,
=\"9002\",记忆棉枕头,59.00,1,,,,,交易关闭,
=\"9004\",记忆棉枕头,59.00,-1,,,,,交易成功,
=\"9004\",记忆棉枕头,-59.00,1,,,,,交易成功,
3.2E+18,记忆棉枕头,59.00,1,,,,,交易成功,
";

#[test]
fn the_two_exports_of_taobao_in_gbk() {
    let gbk = |text: &str| GB18030.encode(text).0.into_owned();
    let file = read(&gbk(ORDERS), options()).unwrap();
    assert_eq!((file.kind, file.encoding), (ShopKind::Orders, Some(Encoding::Gb18030)));
    let order = |day: &str, lines: &str, sold| (day.to_owned(), lines.to_owned(), sold);
    let expected =
        [order("2026-11-24", "", Sold::Yes), order("2026-11-25", "", Sold::No), order("2026-11-26", "", Sold::No)];
    assert_eq!(orders(&file), expected);
    assert_eq!(problems(&file), [(5, Some(Field::OrderId), Wrong::RepeatedRow)]);
    let buyers: Vec<u32> = book(&file).iter().map(|(head, _)| head.buyer).collect();
    assert!(buyers[0] == buyers[2] && buyers[0] != buyers[1] && !buyers.contains(&0));
    let kept = format!("{:?} {:?}", file.rows, file.problems);
    for word in ["tb_", "9001"] {
        assert!(!kept.contains(word), "{word} is kept");
    }
    let all = format!("{file:?}");
    for word in ["王小明", "西湖", "13800000001", "example.com"] {
        assert!(!all.contains(word), "{word} is read");
    }
    let unpaid = file.recent.iter().filter(|order| !order.buyer.is_empty());
    assert_eq!(unpaid.map(|order| order.number.as_str()).collect::<Vec<_>>(), ["9003"], "of the unpaid one alone");

    let lines = read(&gbk(LINES), options()).unwrap();
    assert_eq!(lines.kind, ShopKind::Lines);
    let mut found = orders(&lines);
    found.sort();
    let set = "JF-001纯棉四件套 1.8m 床×1 记忆棉枕头×2";
    assert_eq!(found, [order("", "", Sold::No), order("", set, Sold::Yes), order("", "记忆棉枕头×1", Sold::Yes)]);
    let expected = [
        (4, Some(Field::OrderId), Wrong::RepeatedRow),
        (7, Some(Field::Quantity), Wrong::Negative),
        (8, Some(Field::Price), Wrong::Negative),
        (9, Some(Field::OrderId), Wrong::Rounded),
    ];
    assert_eq!(problems(&lines), expected);
    let keys = |file: &ShopFile| book(file).iter().map(|(head, _)| head.key).collect::<Vec<_>>();
    assert!(keys(&file).iter().filter(|key| keys(&lines).contains(key)).count() == 2, "the two files meet by number");
}

#[test]
fn generic_lines_with_days_in_all_styles_and_numbers_used_twice() {
    let days = ["2026-11-24", "2026/11/24 8:05", "20261124", "24.11.2026", "46350", "2026年11月24日"];
    let rows: Vec<String> = days.iter().enumerate().map(|(at, day)| format!("{at},A,1,{day},u{at}\n")).collect();
    let file = text(&format!("order id,item id,quantity,date,buyer\n{}", rows.concat()));
    assert!(orders(&file).iter().all(|(day, ..)| day == "2026-11-24"), "{:?}", orders(&file));
    assert!(file.problems.is_empty());

    let file = text("order id,item id,quantity,date,buyer\n1,A,1,03/04/2026,u1\n1,B,1,,u2\n1,C,2.0,,\n2,A,1,soon,\n");
    let mut found: Vec<String> = orders(&file).into_iter().map(|(_, lines, _)| lines).collect();
    found.sort();
    assert_eq!(found, ["A×1", "A×1 C×2", "B×1"], "another buyer's lines are an order of their own");
    let expected = [
        (2, Some(Field::Placed), Wrong::TwoWays),
        (3, Some(Field::OrderId), Wrong::RepeatedOrder),
        (5, Some(Field::Placed), Wrong::Shape),
    ];
    assert_eq!(problems(&file), expected);
}

#[test]
fn a_basket_of_ten_thousand_and_one_percent_of_broken_rows() {
    let mut rows = String::from("order id,item id,quantity,date\n");
    rows.extend((0..10_000).map(|item| format!("1,{item},1,2026-01-01\n")));
    let good: Vec<String> = (0..9_900).map(|at| format!("{},{},1,2026-01-02\n", at + 2, at % 300)).collect();
    let bad = ["x,y\n", ",5,1,2026-01-02\n", "7,\"5,1,2026-01-02\n", "8,5,1,2026-01-02,more\n", "9,5,两,2026-01-02\n"];
    for (at, row) in good.iter().enumerate() {
        rows.push_str(row);
        if at % 99 == 0 {
            rows.push_str(bad[at / 99 % bad.len()]);
        }
    }
    let file = text(&rows);
    assert_eq!((file.problems.refused, file.row_count), (100, 20_000));
    assert_eq!(file.problems.counts[&(Some(Field::OrderId), Wrong::HugeBasket)], 1);
    assert_eq!((book(&file).len(), book(&file).line_count()), (9_901, 19_900));
}

#[test]
fn pieces_steps_and_packing_make_no_difference() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let rows: String =
        (0..3_000).map(|at| format!("{},\"枕头 {}\",{},2026-01-02\n", at / 3, at % 7, at % 3 + 1)).collect();
    let bytes = format!("订单编号,标题,购买数量,下单时间\n{rows}").into_bytes();
    let whole = read(&bytes, options()).unwrap();
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&bytes).unwrap();
    for bytes in [bytes, packer.finish().unwrap()] {
        for piece in [1_000, 65_536] {
            let mut reader = ShopReader::new(options());
            let mut last = 0;
            for piece in bytes.chunks(piece) {
                reader.push(piece).unwrap();
                let progress = reader.step().unwrap();
                assert!(progress.bytes >= last && progress.problems == 0);
                last = progress.bytes;
            }
            assert_eq!(reader.finish().unwrap(), whole);
        }
    }
}

#[test]
fn a_workbook_with_help_above_its_header() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let rows =
        [row(&["请勿改动表头"]), row(&["商品ID", "商品标题", "库存"]), row(&["1", "枕头", "5"]), row(&["2", "", "5"])];
    let file = read(&workbook::write("s", 2, &rows).unwrap(), options()).unwrap();
    assert_eq!((items(&file).len(), file.encoding), (1, None));
    assert_eq!(problems(&file), [(4, Some(Field::Title), Wrong::Missing)]);
    let fields = [Field::ItemId, Field::Title, Field::Stock];
    assert_eq!(file.fields, fields);
}

#[test]
fn a_header_that_is_not_understood_says_what_is_missing_and_takes_a_mapping() {
    let bytes = "品名,单价,我的号\n枕头,5,A1\n".as_bytes();
    let error = read(bytes, options()).unwrap_err();
    assert!(error.to_string().contains("item_id or link") && error.to_string().contains("我的号"), "{error}");
    let mapping = Mapping { kind: None, columns: vec![(Field::ItemId, "我的号".into())] };
    let file = read(bytes, ShopOptions { mapping, ..options() }).unwrap();
    assert_eq!(items(&file)[0].id.0, "A1");
    let error = read("张三,13800000000\n李四,13900000000\n".as_bytes(), options()).unwrap_err();
    assert_eq!(error, ShopError::NoHeader, "rows without a header are not shown");
    assert!(read(b"", options()).is_err() && read(b"%PDF-1.7 and more", options()).is_err());
    let (bytes, _, _) = GB18030.encode(LINES);
    let wrong = read(&bytes, ShopOptions { encoding: Some(Encoding::Utf8), ..options() });
    assert!(wrong.is_err());
}

#[test]
fn size_charts_and_sets() {
    let file = text(
        "类目,尺码,身高(cm),体重（斤）,胸围\n女装 > 连衣裙,S,150-160,80-95,84\n女装 > 连衣裙,M,155~165,95-110,\n女装 > 连衣裙,M,1,1,1\n",
    );
    let ShopRows::SizeCharts(charts) = &file.rows else { panic!() };
    assert_eq!((charts.len(), &charts[0].of), (1, &ChartOf::Category("女装 > 连衣裙".into())));
    let small = [
        (Measure::Height, Range { from: 1_500, to: 1_600 }),
        (Measure::Weight, Range { from: 40_000, to: 47_500 }),
        (Measure::Chest, Range { from: 840, to: 840 }),
    ];
    assert_eq!((charts[0].sizes.len(), &charts[0].sizes[0].ranges[..]), (2, &small[..]));
    assert_eq!(problems(&file), [(4, Some(Field::Size), Wrong::RepeatedItem)]);

    let file = text("主商品,关系,搭配商品\n1+2,互补,3\n1,延伸,4;5\n1,好看,6\n,互补,6\n1,,1\n");
    let ShopRows::Sets(sets) = &file.rows else { panic!() };
    let told: Vec<_> = sets.iter().map(|set| (set.anchors.len(), set.relation, set.offered.0.as_str())).collect();
    assert_eq!(told, [(2, Relation::Complement, "3"), (1, Relation::Extension, "4"), (1, Relation::Extension, "5")]);
    assert_eq!(file.problems.len(), 3);
}
