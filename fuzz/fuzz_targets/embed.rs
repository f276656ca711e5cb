//! What lines mean: any text is read, in bounded time, to the same vector each time, and any bytes are a table or not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::text::embedding::{Table, features};
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::read(include_bytes!("../../www/meanings.bin")).expect("the shipped table"));
/// A line has at most 400 symbols, each read alone and with the one or two before it, and an end.
const MOST: usize = 3 * 401 + 2;

fuzz_target!(|line: &str| {
    let mut count = 0;
    features(line, |_| count += 1);
    assert!(count <= 2 * MOST);
    let meaning = TABLE.meaning(line);
    assert_eq!(meaning, TABLE.meaning(line));
    assert!(count > 0 || meaning.is_none());
    if let Some(meaning) = meaning {
        assert!(meaning.likeness(&meaning) > 500, "a vector is as long as others but for what a byte cuts off");
        let answer = TABLE.answer(&meaning);
        assert!(answer.is_none_or(|answer| (-1000..=1000).contains(&answer.likeness(&meaning))));
    }
    let _ = Table::read(line.as_bytes());
});
