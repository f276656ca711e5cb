//! JSON in its one canonical form (RFC 8785), for sums and fingerprints. By hand: the crate for it brings a second way of
//! printing numbers along, 11 KB of tables that gzip can't shorten. It is what the tests hold this one against.

use crate::sorting::sort_by;
use serde_json::{Number, Value};

/// Integers up to here are printed as they are; above it a double can't tell neighbours apart.
const MAX_EXACT: u64 = 1 << 53;

/// The same bytes for the same content.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            sort_by(&mut fields, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            text.push('{');
            for (at, (name, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_string(name, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::String(string) => write_string(string, text),
        Value::Number(number) if number.as_i64().is_none_or(|whole| whole.unsigned_abs() > MAX_EXACT) => {
            let double = number.as_f64().and_then(Number::from_f64);
            write_double(&double.as_ref().unwrap_or(number).to_string(), text);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => *text += &value.to_string(),
    }
}

/// As `serde_json` escapes it: the shortest way, as the form asks for.
fn write_string(string: &str, text: &mut String) {
    *text += &Value::from(string).to_string();
}

/// The shortest digits that are read as this double, laid out as ECMAScript does it.
fn write_double(shortest: &str, text: &mut String) {
    let (shortest, minus) = shortest.strip_prefix('-').map_or((shortest, ""), |rest| (rest, "-"));
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((shortest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let written = [whole, fraction].concat();
    let digits = written.trim_start_matches('0');
    let zeros = written.len() - digits.len();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return text.push('0');
    }
    // The number is 0.DIGITS times ten to this power.
    let exponent: i32 = exponent.trim_start_matches('+').parse().unwrap_or_default();
    let power = exponent + i32::try_from(whole.len()).unwrap_or_default() - i32::try_from(zeros).unwrap_or_default();
    let point = usize::try_from(power).unwrap_or_default();
    *text += minus;
    match power {
        1..=21 => {
            let (whole, fraction) = digits.split_at_checked(point).unwrap_or((digits, ""));
            *text += whole;
            text.extend(std::iter::repeat_n('0', point - whole.len()));
            if !fraction.is_empty() {
                text.push('.');
                *text += fraction;
            }
        }
        -5..=0 => {
            *text += "0.";
            text.extend(std::iter::repeat_n('0', power.unsigned_abs() as usize));
            *text += digits;
        }
        _ => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
            *text += first;
            if !rest.is_empty() {
                text.push('.');
                *text += rest;
            }
            *text += if power > 0 { "e+" } else { "e-" };
            *text += &(power - 1).unsigned_abs().to_string();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection, prelude::*};

    fn number() -> impl Strategy<Value = Value> {
        let double = any::<u64>().prop_map(f64::from_bits);
        let near = (any::<i64>(), -330_i32..330)
            .prop_map(|(digits, power)| format!("{digits}e{power}").parse::<f64>().unwrap_or_default());
        prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-99_999_i32..99_999).prop_map(|cents| Value::from(f64::from(cents) / 100.0)),
            double.prop_map(Value::from),
            near.prop_map(Value::from),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number(), ".*".prop_map(Value::from)];
        leaf.prop_recursive(4, 40, 6, |inner| {
            let fields = collection::btree_map(".{0,3}", inner.clone(), 0..6);
            prop_oneof![
                collection::vec(inner, 0..6).prop_map(Value::from),
                fields.prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_the_canonical_form(value in value()) {
            prop_assert_eq!(canonical(&value), serde_json_canonicalizer::to_string(&value).unwrap());
        }

        #[test]
        fn numbers_are_printed_as_ecmascript_does(number in number()) {
            prop_assert_eq!(canonical(&number), serde_json_canonicalizer::to_string(&number).unwrap());
        }
    }

    #[test]
    fn the_edges_of_every_layout() {
        let edges = [
            "0",
            "-0.0",
            "1e20",
            "1e21",
            "123456789012345680000",
            "1.5e21",
            "1e-6",
            "1e-7",
            "1.25e-7",
            "0.1",
            "100.0",
            "5e-324",
            "1.7976931348623157e308",
            "9007199254740992",
            "9007199254740993",
            "-9007199254740993",
            "18446744073709551615",
        ];
        for edge in edges {
            let value: Value = serde_json::from_str(edge).unwrap();
            assert_eq!(canonical(&value), serde_json_canonicalizer::to_string(&value).unwrap(), "{edge}");
        }
        // Names in the order of their UTF-16 units, where half of a pair stands before a character of the upper end.
        let fields: Value = serde_json::from_str(r#"{"ﬀ":1,"😀":2,"\u001f\"":3}"#).unwrap();
        assert_eq!(canonical(&fields), "{\"\\u001f\\\"\":3,\"😀\":2,\"ﬀ\":1}");
    }
}
