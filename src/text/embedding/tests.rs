//! The vectors of lines, over a small drawn table.

use super::*;
use crate::text::hash;

/// A table of so many rows whose numbers are drawn, with the matrix that changes nothing.
fn table(rows: usize) -> Vec<u8> {
    let unchanged = |at: usize| if at / DIMENSIONS == at % DIMENSIONS { 255 } else { 128 };
    let drawn = |at: usize| (hash(at.to_le_bytes()) >> 24) as u8;
    let body: Vec<u8> = (0..DIMENSIONS * DIMENSIONS)
        .map(unchanged)
        .chain([128; DIMENSIONS])
        .chain((0..rows * DIMENSIONS).map(drawn))
        .collect();
    let head = [b"qinyu-m1".as_slice(), &(rows as u32).to_le_bytes(), &hash(body.iter().copied()).to_le_bytes()];
    [head.concat(), body].concat()
}

fn of(line: &str) -> Vec<u32> {
    let mut found = Vec::new();
    features(line, |feature| found.push(feature));
    found
}

#[test]
fn a_line_is_read_without_case_width_form_and_numbers() {
    assert_eq!(of("发货 XL 38码"), of("發貨，ｘｌ ４１码！"));
    assert_ne!(of("38码"), of("548239558851码"), "that names an item");
    assert_ne!(of("发货了"), of("发货了?"));
    assert_eq!((of(""), of(" ，～ ")), (vec![], vec![]));
    // One character: alone, behind the beginning, before the end, and all three.
    assert_eq!(of("好").len(), 4);
}

#[test]
fn a_line_of_any_length_costs_no_more_than_a_long_one() {
    assert_eq!(of(&"好".repeat(400)).len(), of(&"好".repeat(9_000)).len());
    assert!(of(&"1".repeat(9_000)).len() < 5);
}

#[test]
fn the_sum_is_the_sum_number_by_number() {
    let bytes = table(97);
    let table = Table::read(&bytes).unwrap();
    let line = "我想问一下这款什么时候发货".repeat(30);
    let mut sum = [0_i32; DIMENSIONS];
    for feature in of(&line) {
        let from = 20 + (DIMENSIONS + 1 + feature as usize % 97) * DIMENSIONS;
        for (sum, byte) in sum.iter_mut().zip(&bytes[from..]) {
            *sum += i32::from(*byte) - 128;
        }
    }
    assert_eq!(table.meaning(&line), Meaning::of(&sum));
}

#[test]
fn likeness_is_whole_for_the_same_and_none_for_strangers() {
    let table = Table::read(&table(4_096)).unwrap();
    let of = |line: &str| table.meaning(line).unwrap();
    let same = of("怎么退货").likeness(&of("怎么退货"));
    assert!((990..=1000).contains(&same), "{same}");
    assert!(of("怎么退货").likeness(&of("几天能到")).abs() < 400);
    let answer = table.answer(&of("怎么退货")).unwrap();
    assert!(answer.likeness(&of("怎么退货")) > 980, "the matrix changes nothing");
    assert_eq!(table.meaning("……"), None);
}

#[test]
fn alike_meanings_differ_in_few_signs() {
    let table = Table::read(&table(4_096)).unwrap();
    let signs = |line: &str| table.meaning(line).unwrap().signs();
    let differing =
        |a: &str, b: &str| -> u32 { signs(a).iter().zip(signs(b)).map(|(a, b)| (a ^ b).count_ones()).sum() };
    assert_eq!(differing("怎么退货", "怎么退货"), 0);
    assert!(differing("请问怎么退货呢", "请问怎么退货啊") < differing("请问怎么退货呢", "到杭州要几天"));
}

#[test]
fn what_is_no_table_is_told_from_a_damaged_one() {
    let whole = table(8);
    let read = |bytes: &[u8]| Table::read(bytes).map(|_| ()).unwrap_err();
    assert_eq!((read(b""), read(b"qinyu-m0 and more")), (TableError::OtherFile, TableError::OtherFile));
    assert_eq!((read(&whole[..14]), read(&whole[..whole.len() - 1])), (TableError::Damaged, TableError::Damaged));
    let mut turned = whole;
    turned[500] ^= 1;
    assert_eq!(read(&turned), TableError::Damaged);
}
