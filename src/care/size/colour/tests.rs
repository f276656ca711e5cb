//! What notes say of colours, and what buyers ask. Part of [`colour`](super).

use super::*;

const NOTES: &str = "米白: 显白; 春夏; 配牛仔裤
黑色：百搭；四季；显瘦；耐脏
- 焦糖: 黄皮慎选; 秋冬; 配白色裤子
雾蓝: 适合白皮; 夏天
这一行没有冒号
: 没有名字";

fn advised(said: &str) -> Vec<String> {
    advise(said, &ColourNotes::parse(NOTES)).into_iter().map(|(colour, _)| colour).collect()
}

#[test]
fn notes_are_read_as_they_are_written() {
    let notes = ColourNotes::parse(NOTES);
    let names: Vec<_> = notes.colours.iter().map(|one| one.colour.as_str()).collect();
    assert_eq!(names, ["米白", "黑色", "焦糖", "雾蓝"]);
    let white = &notes.colours[0].notes;
    assert_eq!(white[0].tones, [SkinTone::Dark, SkinTone::Yellow]);
    assert_eq!(white[1].seasons, [Season::Spring, Season::Summer]);
    assert_eq!(white[2].goes_with.as_deref(), Some("牛仔裤"));
    assert_eq!(notes.colours[2].notes[0].not_tones, [SkinTone::Yellow]);
    assert_eq!(notes.colours[1].notes[0].goes_with.as_deref(), Some(""));
    assert_eq!(ColourNotes::parse(""), ColourNotes::default());
    let between_bars = ColourNotes::parse("米白: 显白; 春夏 | 黑色: 百搭");
    assert_eq!(between_bars.colours[1].colour, "黑色");
    assert_eq!(between_bars.colours[0].notes[1].written, "春夏");
}

#[test]
fn only_what_the_notes_say_is_advised() {
    for (said, expected) in [
        ("皮肤黑穿哪个颜色", vec!["米白"]),
        ("我是黄皮，哪个好看", vec!["米白"]),
        ("皮肤白选哪个", vec!["雾蓝"]),
        ("冬天穿哪个", vec!["黑色", "焦糖"]),
        ("夏天穿选哪个", vec!["米白", "黑色", "雾蓝"]),
        ("夏天穿热吗", vec![]),
        ("四季都能穿吗", vec![]),
        ("配牛仔裤穿哪个颜色", vec!["米白", "黑色"]),
        ("配白裤子哪个好", vec!["黑色", "焦糖"]),
        ("配黑裤子", vec!["黑色"]),
        ("搭配裤子穿", vec!["米白", "黑色", "焦糖"]),
        ("夏天配牛仔裤穿哪个", vec!["米白", "黑色", "雾蓝"]),
        ("哪个颜色耐脏", vec!["黑色"]),
        ("想要显瘦的", vec!["黑色"]),
        ("哪个颜色卖得好", vec![]),
        ("什么时候配送", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(advised(said), expected, "{said}");
    }
}

#[test]
fn in_english_too() {
    let notes = ColourNotes::parse("Navy: goes with jeans; winter\nIvory: brightens dark skin; summer");
    let first = |said| advise(said, &notes).into_iter().map(|(colour, _)| colour).collect::<Vec<_>>();
    assert_eq!(first("i have dark skin"), ["Ivory"]);
    assert_eq!(first("which one goes with my blue jeans?"), ["Navy"]);
    assert_eq!(first("which colour for winter?"), ["Navy"]);
}

#[test]
fn the_note_stands_beside_the_colour() {
    let found = advise("皮肤黑，夏天穿什么颜色", &ColourNotes::parse(NOTES));
    let (colour, why) = &found[0];
    let skin = Why::Skin(SkinTone::Dark, "显白".into());
    assert_eq!((colour.as_str(), why), ("米白", &vec![skin, Why::Season(Season::Summer, "春夏".into())]));
}

#[test]
fn no_notes_are_too_odd() {
    for text in [":".repeat(10_000), "色:;;;;".repeat(10_000), "👩\u{200d}👧:配".repeat(1_000), "配:配;配配配".into()]
    {
        let notes = ColourNotes::parse(&text);
        assert!(notes.colours.len() <= MOST);
        let _ = advise(&text, &notes);
    }
}
