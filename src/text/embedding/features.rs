//! What a line is made of, for its meaning: runs of one to three symbols, each as a number. A symbol is a character
//! without case, width and traditional form; a number is one symbol, because which
//! one it is says little about what is meant. Training reads the same numbers, by `cargo xtask features`.

use crate::text::{folded, is_passed_over};

/// Symbols of a line that are read: a reply in a chat has a tenth of it, and reading more would make every line alike.
const MOST_SYMBOLS: usize = 400;
/// Digits from which a number names something (an item, an order, a phone) instead of counting it.
const NAMES_SOMETHING: usize = 5;

// Symbols beyond the characters, of which the last is 0x10ffff; each fits 21 bits.
const EDGE: u32 = 0x11_0000;
const COUNT: u32 = 0x11_0001;
const NUMBER: u32 = 0x11_0002;
const PAUSE: u32 = 0x11_0003;

/// Gives the features of a line in its order, repeated ones too: a feature is a hash that is the same everywhere.
pub fn features(line: &str, mut each: impl FnMut(u32)) {
    let mut before = [0, EDGE];
    let mut push = |symbol: u32| {
        let [far, near] = before;
        if symbol != EDGE && symbol != PAUSE {
            each(hashed([0, 0, symbol]));
        }
        each(hashed([0, near, symbol]));
        if far != 0 {
            each(hashed([far, near, symbol]));
        }
        before = [near, symbol];
    };
    let mut rest = line.chars();
    let mut paused = false;
    let mut begun = false;
    for _ in 0..MOST_SYMBOLS {
        let Some(c) = rest.next() else { break };
        let symbol = match folded(c) {
            '0'..='9' => {
                let mut digits = 1;
                let ahead = rest.clone();
                for _ in ahead.take_while(|c| folded(*c).is_ascii_digit()) {
                    digits += 1;
                    rest.next();
                }
                if digits < NAMES_SOMETHING { COUNT } else { NUMBER }
            }
            '?' => u32::from('?'),
            c if is_passed_over(c) => PAUSE,
            c => u32::from(c),
        };
        if symbol == PAUSE {
            paused = begun;
            continue;
        }
        if std::mem::take(&mut paused) && symbol != u32::from('?') {
            push(PAUSE);
        }
        begun = true;
        push(symbol);
    }
    if begun {
        push(EDGE);
    }
}

/// Three symbols of 21 bits in one number, multiplied by 2^64 divided by the golden ratio; its upper half.
const fn hashed([first, second, third]: [u32; 3]) -> u32 {
    let key = ((first as u64) << 42) | ((second as u64) << 21) | third as u64;
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
}
