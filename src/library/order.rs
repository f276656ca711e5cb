//! Keys that place a phrase between two others without renumbering any: text that sorts as the phrases stand. A key is
//! a fraction in base 36 without a last zero, so that there is always room before and after.

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Digits of [`nth`]: room for 36⁴ phrases, more than a pack may hold.
const WIDTH: u32 = 4;

/// The key of the phrase at this place in a file whose phrases have none.
#[must_use]
pub fn nth(place: usize) -> String {
    let mut key: Vec<u8> = (0..WIDTH).rev().map(|power| digit(place / 36_usize.pow(power) % 36)).collect();
    key.push(digit(18));
    String::from_utf8(key).unwrap_or_default()
}

/// A key after `before` and before `after`; an empty one is no bound. Keys of strangers that leave no room give one
/// right after `before`.
#[must_use]
pub fn between(before: &str, after: &str) -> String {
    let value =
        |text: &str, at: usize| text.as_bytes().get(at).and_then(|c| DIGITS.iter().position(|digit| digit == c));
    let mut key = Vec::new();
    // While both agree so far, `after` bounds the next digit from above.
    let mut bounded = !after.is_empty();
    for at in 0.. {
        let low = value(before, at).unwrap_or(0);
        let high = if bounded { value(after, at).unwrap_or(0) } else { DIGITS.len() };
        if high > low + 1 {
            key.push(digit(usize::midpoint(low, high)));
            break;
        }
        if bounded && high < low || at > before.len() + after.len() {
            key = before.bytes().collect();
            key.push(digit(18));
            break;
        }
        key.push(digit(low));
        bounded = bounded && high == low;
    }
    String::from_utf8(key).unwrap_or_default()
}

fn digit(value: usize) -> u8 {
    DIGITS.get(value).copied().unwrap_or(b'z')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn there_is_always_room(places in prop::collection::vec(any::<prop::sample::Index>(), 1..80)) {
            let mut keys: Vec<String> = (0..3).map(nth).collect();
            for place in places {
                let at = place.index(keys.len() + 1);
                let bound = |at: Option<usize>| at.and_then(|at| keys.get(at)).map_or("", String::as_str);
                let key = between(bound(at.checked_sub(1)), bound(Some(at)));
                keys.insert(at, key);
            }
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
            prop_assert!(keys.iter().all(|key| !key.ends_with('0')));
        }

        #[test]
        fn strange_keys_give_a_key(before in ".{0,8}", after in ".{0,8}") {
            prop_assert!(!between(&before, &after).is_empty());
        }
    }

    #[test]
    fn files_stand_in_their_order() {
        assert!(nth(0) < nth(1) && nth(35) < nth(36) && nth(99_998) < nth(99_999));
    }
}
