//! How fast a large shop is read and how small it is kept:
//! `cargo run -p exchange --profile measure --example shop_speed [LINES]`. The files are made in memory and forgotten.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement that fails should say where")]

use encoding_rs::GB18030;
use exchange::shop::{Mapping, ShopKey, ShopOptions, ShopReader, ShopRows};
use qinyu::shop::kept;
use std::time::{Duration, Instant};

/// Items of the made-up shop, and lines of an order as real ones have.
const ITEMS: usize = 20_000;
const LINES_OF_ORDER: usize = 5;
/// What a browser hands over at once.
const PIECE: usize = 1 << 20;

/// The next number of a row without a pattern (SplitMix64).
fn draw(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((mixed ^ (mixed >> 27)) >> 20) as usize
}

/// Reads a file in pieces; its rows, the whole time and the longest step.
fn read(bytes: &[u8]) -> (ShopRows, Duration, Duration) {
    let options = ShopOptions { encoding: None, mapping: Mapping::default(), key: ShopKey([1; 32]) };
    let (start, mut longest, mut reader) = (Instant::now(), Duration::ZERO, ShopReader::new(options));
    for piece in bytes.chunks(PIECE) {
        reader.push(piece).unwrap();
        loop {
            let step = Instant::now();
            let is_hungry = reader.step().unwrap().is_hungry;
            longest = longest.max(step.elapsed());
            if is_hungry {
                break;
            }
        }
    }
    let step = Instant::now();
    let file = reader.finish().unwrap();
    println!(
        "  finish {:>6} ms, {} rows, {} problems",
        step.elapsed().as_millis(),
        file.row_count,
        file.problems.len()
    );
    (file.rows, start.elapsed(), longest)
}

fn main() {
    let lines: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let mut catalogue = String::from("商品ID,标题,类目,价格,库存,属性,图片,链接,上架,预售\n");
    for item in 0..ITEMS {
        catalogue.push_str(&format!(
            "{},北欧水洗棉四件套 可机洗 雾蓝 {item} 号,家纺 > 床品 {},{}.00,{},颜色分类:雾蓝;尺寸:1.8m,https://img.shop.example/{item}.jpg,https://item.shop.example/item.htm?id={item},是,否\n",
            610_000_000 + item, item % 300, item % 500 + 9, item % 77
        ));
    }
    for part in [10, 3, 1] {
        let (mut state, count) = (7, lines / part);
        let mut orders =
            String::from("订单编号,标题,价格,购买数量,商品属性,订单状态,商家编码,买家会员名,订单创建时间\n");
        for line in 0..count {
            let order = line / LINES_OF_ORDER;
            // The product of two draws: some items sell often.
            let item = draw(&mut state) % ITEMS * (draw(&mut state) % 1_000) / 1_000;
            orders.push_str(&format!(
                "=\"30260000000{order:08}\",北欧水洗棉四件套 可机洗 雾蓝 {item} 号,{}.00,{},颜色分类:雾蓝,交易成功,QY-{item},样例买家{},2026-{:02}-{:02} 10:00:00\n",
                item % 500 + 9, 1 + line % 9 / 8, order * 7 % 90_000, order % 10 + 1, order % 28 + 1
            ));
        }
        let bytes = GB18030.encode(&orders).0.into_owned();
        drop(orders);
        println!("{count} lines, {} MB in GBK", bytes.len() >> 20);
        let (rows, whole, longest) = read(&bytes);
        let ShopRows::Orders(book) = rows else { return };
        let start = Instant::now();
        let kept = kept::write_orders(&book);
        let written = start.elapsed();
        let start = Instant::now();
        let is_same = kept::read_orders(&kept).as_ref() == Ok(&book);
        println!(
            "  read in {} ms ({} ms for 100,000 lines), longest step {} ms; kept in {} KB ({:.1} bytes a line), written in {} ms, read back in {} ms: {is_same}",
            whole.as_millis(),
            whole.as_millis() as usize * 100_000 / count,
            longest.as_millis(),
            kept.len() >> 10,
            kept.len() as f64 / count as f64,
            written.as_millis(),
            start.elapsed().as_millis()
        );
    }
    println!("{ITEMS} items, {} KB", catalogue.len() >> 10);
    let (rows, whole, _) = read(catalogue.as_bytes());
    let ShopRows::Catalogue(items) = rows else { return };
    let kept = kept::write_catalogue(&items);
    let start = Instant::now();
    let is_same = kept::read_catalogue(&kept).as_ref() == Ok(&items);
    println!(
        "  read in {} ms; kept in {} KB, read back in {} ms: {is_same}",
        whole.as_millis(),
        kept.len() >> 10,
        start.elapsed().as_millis()
    );
}
