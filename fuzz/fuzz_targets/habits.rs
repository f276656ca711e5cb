//! A colleague's file of habits, and a stored record of use: what is read is the same when it is read again, two files
//! merge to the same in either order, and deciding on top of them keeps every number within its bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qinyu::library::{
    IntentId, PhraseId,
    stamp::Writer,
    usage::{self, Decision, Usage},
};

fuzz_target!(|files: (&str, &str)| {
    let (one, other) = files;
    let id = PhraseId("p".into());
    let mut record = Usage::default();
    record.take(&id.0, one);
    record.take(&id.0, other);
    assert_eq!(record.record(&id), Some(usage::merge(one, other)));
    assert_eq!(usage::merge(one, other), usage::merge(other, one));

    let merged = |files: [&str; 2]| {
        let mut usage = Usage::default();
        for file in files {
            let _ = usage.merge_habit_file(file);
        }
        usage
    };
    let mut usage = merged([one, other]);
    assert_eq!(usage.habit_file(), merged([other, one]).habit_file());
    let file = usage.habit_file();
    assert!(usage.merge_habit_file(&file).is_ok_and(|changed| changed.is_empty()), "nothing new");
    assert_eq!(merged([&file, &file]).habit_file(), file);

    let writer = Writer::new("w1").expect("a name");
    usage.set_own("w");
    let intent = IntentId("ship_when".into());
    usage.decide(&intent, &[(id.clone(), Decision::Accepted)], &writer, 1_800_000_000_000, false);
    for decided in usage.decided(&intent) {
        for day in [0, 20_000, u32::MAX] {
            let leaning = usage.leaning(&intent, decided, day);
            assert!(leaning.is_none_or(|leaning| (-100..=100).contains(&leaning.percent)));
        }
    }
});
