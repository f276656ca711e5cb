//! Words of skin, season and what goes together, in buyers' lines and in a shop's notes. Part of [`colour`](super).

/// A skin's tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkinTone {
    /// 皮肤黑.
    Dark,
    /// 黄皮.
    Yellow,
    /// 皮肤白.
    Fair,
    /// 不挑肤色: every skin.
    Any,
}

/// A season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// 春.
    Spring,
    /// 夏.
    Summer,
    /// 秋.
    Autumn,
    /// 冬.
    Winter,
}

const TONES: &[(SkinTone, &[&str])] = &[
    (
        SkinTone::Any,
        &["不挑肤色", "不挑皮", "不挑人", "任何肤色", "所有肤色", "各种肤色", "any skin", "every skin", "all skin"],
    ),
    (
        SkinTone::Dark,
        &[
            "皮肤黑",
            "肤色黑",
            "黑皮",
            "偏黑",
            "肤色深",
            "皮肤深",
            "小麦色",
            "皮肤比较黑",
            "皮肤有点黑",
            "人黑",
            "长得黑",
            "dark skin",
            "tan skin",
            "tanned",
        ],
    ),
    (
        SkinTone::Yellow,
        &[
            "黄皮",
            "皮肤黄",
            "肤色黄",
            "偏黄",
            "黄黑皮",
            "皮肤有点黄",
            "皮肤比较黄",
            "暗黄",
            "yellow skin",
            "warm skin",
            "olive skin",
        ],
    ),
    (
        SkinTone::Fair,
        &[
            "皮肤白",
            "肤色白",
            "白皮",
            "冷白",
            "皮肤比较白",
            "皮肤很白",
            "肤白",
            "人白",
            "fair skin",
            "pale skin",
            "light skin",
        ],
    ),
];
/// Notes that say of a colour that it makes dark and yellow skin lighter.
const BRIGHTENS: &[&str] = &["显白", "衬肤色", "提亮", "显肤色白", "brightens"];
/// In a note these keep a skin from the colour.
const AGAINST: &[&str] = &["不适合", "不建议", "慎", "不推荐", "避", "不太适合", "显黑", "not for", "avoid"];
const SEASONS: &[(Season, &[&str])] = &[
    (Season::Spring, &["春", "spring"]),
    (Season::Summer, &["夏", "summer"]),
    (Season::Autumn, &["秋", "autumn", "in fall", "for fall"]),
    (Season::Winter, &["冬", "winter"]),
];
const ALL_YEAR: &[&str] = &["四季", "一年都", "全年", "all year", "any season"];
/// Before what a colour goes with.
const WITH: &[&str] = &[
    "搭配",
    "配",
    "搭",
    "goes with",
    "go with",
    "pairs with",
    "match with",
    "matches",
    "match",
    "wear with",
    "wear it with",
];
/// What has nothing to do with what is worn.
const NOT_WITH: &[&str] = &["配送", "配货", "配件", "适配", "配置", "分配"];
const WITH_ALL: &[&str] = &["百搭", "好搭", "怎么搭都", "什么都能配", "goes with everything", "goes with anything"];
/// What asks for one of several. Without it a season asks for something else: "夏天穿热吗".
const WHICH: &[&str] = &["色", "哪", "选", "colour", "color", "which"];
/// Where the name of a thing ends.
const ENDS: &str = ",.?!;。、 穿哪什选好吗可行的呢吧都比和或";
/// Characters of the name of a thing at most.
const THING: usize = 12;
/// Words of a note that say nothing alone.
const SHORTEST: usize = 2;

/// What a buyer's line asks a colour for.
pub(super) struct Asked {
    pub(super) tone: Option<SkinTone>,
    pub(super) seasons: Vec<Season>,
    pub(super) with: Vec<String>,
    pub(super) said: String,
}

impl Asked {
    /// Hears a normalised line.
    pub(super) fn hear(said: &str) -> Self {
        let (tones, _) = tones(said);
        Self {
            tone: tones.into_iter().find(|tone| *tone != SkinTone::Any),
            seasons: if WHICH.iter().any(|word| said.contains(word)) { seasons(said) } else { Vec::new() },
            with: goes_with(said).into_iter().filter(|thing| !thing.is_empty()).collect(),
            said: said.to_owned(),
        }
    }
}

fn tones(said: &str) -> (Vec<SkinTone>, bool) {
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    (TONES.iter().filter(|(_, words)| has(words)).map(|(tone, _)| *tone).collect(), has(AGAINST))
}

/// The skins that a normalised note names, those that it is for and those that it is not for.
pub(super) fn tones_of_note(said: &str) -> (Vec<SkinTone>, Vec<SkinTone>) {
    let (mut named, is_against) = tones(said);
    if is_against {
        return (Vec::new(), named);
    }
    if BRIGHTENS.iter().any(|word| said.contains(word)) && !said.contains("不显白") {
        let lightened = [SkinTone::Dark, SkinTone::Yellow].into_iter().filter(|tone| !named.contains(tone));
        let lightened: Vec<SkinTone> = lightened.collect();
        named.extend(lightened);
    }
    (named, Vec::new())
}

/// The seasons that a normalised text names.
pub(super) fn seasons(said: &str) -> Vec<Season> {
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let is_all = has(ALL_YEAR);
    SEASONS.iter().filter(|(_, words)| is_all || has(words)).map(|(season, _)| *season).collect()
}

/// What a normalised text says that it is worn with; empty text for everything.
pub(super) fn goes_with(said: &str) -> Option<String> {
    if WITH_ALL.iter().any(|word| said.contains(word)) {
        return Some(String::new());
    }
    if NOT_WITH.iter().any(|word| said.contains(word)) {
        return None;
    }
    let (_, behind) = WITH.iter().find_map(|word| said.split_once(word))?;
    let behind = behind.trim_start_matches([' ', '我', '一', '条', '件', '双', '着']);
    let behind = ["my ", "a ", "the "].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    let is_latin = behind.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = |c: char| ENDS.contains(c) && !(is_latin && c == ' ');
    let thing: String =
        behind.chars().take_while(|c| !ends(*c)).take(if is_latin { 2 * THING } else { THING }).collect();
    let thing = thing.trim();
    (!thing.is_empty()).then(|| thing.to_owned())
}

/// True if what a note names and what a buyer has are one, or the one says which of the other: 牛仔裤 is a 裤子.
pub(super) fn suits(of_note: &str, of_buyer: &str) -> bool {
    let plain = |thing: &str| thing.replace(['色', '子'], "");
    let (note, buyer) = (plain(of_note), plain(of_buyer));
    of_note.is_empty() || !note.is_empty() && !buyer.is_empty() && (note.ends_with(&buyer) || buyer.ends_with(&note))
}

/// True if a buyer's line asks for what a note says in the same words.
pub(super) fn is_asked_for(said: &str, note: &str) -> bool {
    let is_denied = |word: &str| said.contains(&format!("不{word}"));
    note.chars().count() >= SHORTEST && said.contains(note) && !is_denied(note)
}
