//! Templates and placeholders of other programs: reading can't fail, and what is escaped has no gap.
#![no_main]

use exchange::gaps::{Syntax, export, import};
use libfuzzer_sys::fuzz_target;
use qinyu::library::{
    facts::Facts,
    template::{Template, escape},
};

fuzz_target!(|words: &str| {
    let template = Template::parse(words);
    let mut facts = Facts::default();
    facts.set("快递", "{顺丰}");
    let filled = template.fill(&facts);
    assert_eq!(filled.text().is_none(), template.missing(&facts) > 0);
    let plain = Template::parse(&escape(words));
    assert!(plain.is_sound());
    assert_eq!(plain.fill(&facts).text().as_deref(), Some(words));
    for syntax in [Syntax::Braces, Syntax::Liquid, Syntax::Beeftext, Syntax::TextBlaze, Syntax::Form] {
        assert!(Template::parse(&import(words, syntax).text).is_sound(), "every brace is a gap's or written double");
        let _ = export(words, syntax);
    }
    let _ = exchange::html::words(words);
});
