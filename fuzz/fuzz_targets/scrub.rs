//! What is taken out of a text: a phone number that is called one is gone whatever stands before it, what nothing was taken
//! out of is the text, and what comes out is the same each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::{library::template::Template, text::scrub};

const PHONE: &str = "13812345678";

fuzz_target!(|talk: (&str, &str)| {
    let (text, name) = talk;
    let scrubbed = scrub(text, &[name]);
    assert_eq!(scrubbed, scrub(text, &[name]));
    assert!(scrubbed.replaced <= text.chars().count());
    if scrubbed.replaced == 0 {
        assert_eq!(scrubbed.text.replace("{{", "{").replace("}}", "}"), text);
    }
    assert!(Template::parse(&scrubbed.text).gaps().count() <= scrubbed.replaced, "braces of the text are no gaps");
    let with_phone = scrub(&format!("{text}\n电话：{PHONE}。"), &[]);
    let last = with_phone.text.lines().last().unwrap_or_default();
    assert!(!last.contains(PHONE), "{last}");
});
