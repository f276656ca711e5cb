//! A library like a big team's, made up: each phrase takes its labels, its buyer phrasings and its first words from a
//! starter phrase and its last words from another one, about an item of its own. Items, colours, sizes and places are
//! drawn by Zipf's law, as a shop's are, so a few bigrams stand in nearly every phrase and most in very few. Copies of
//! one text would make the index small and the search quick; nothing here is a copy.

use qinyu::{
    chat::Mood,
    library::{IntentId, Language, Phrase, PhraseId, PhrasePack, order, pack_file::FORMAT},
    rules,
};
use serde_json::json;
use std::sync::Arc;

/// What a draw starts from; any number will do as long as it stays.
const SEED: u64 = 0x51_49_4e_59_55;

const GOODS: &[&str] = &[
    "电饭煲",
    "保温杯",
    "羽绒服",
    "运动鞋",
    "面霜",
    "婴儿米粉",
    "四件套",
    "蓝牙耳机",
    "数据线",
    "台灯",
    "牛肉干",
    "坚果礼盒",
    "连衣裙",
    "牛仔裤",
    "洗面奶",
    "奶瓶",
    "空气炸锅",
    "加湿器",
    "行李箱",
    "双肩包",
    "瑜伽垫",
    "跑步机",
    "投影仪",
    "路由器",
    "机械键盘",
    "显示器",
    "滤芯",
    "净水器",
    "电动牙刷",
    "剃须刀",
    "吹风机",
    "卷发棒",
    "口红",
    "眼霜",
    "防晒衣",
    "雨伞",
    "童车",
    "安全座椅",
    "爬行垫",
    "猫粮",
    "猫砂",
    "狗窝",
    "鱼缸",
    "绿植",
    "花盆",
    "书架",
    "办公椅",
    "床垫",
    "乳胶枕",
    "窗帘",
    "地毯",
    "吸尘器",
    "扫地机",
    "咖啡机",
    "茶具",
    "砂锅",
    "菜刀",
    "砧板",
    "保鲜盒",
    "酸奶",
    "燕麦",
    "蜂蜜",
    "普洱茶",
    "帆布鞋",
];
const COLOURS: &[&str] =
    &["黑色", "白色", "灰色", "米色", "藏青", "雾蓝", "粉色", "卡其", "墨绿", "酒红", "燕麦色", "银色"];
const SIZES: &[&str] =
    &["M码", "L码", "XL码", "S码", "39码", "1.5米", "500毫升", "大号", "小号", "两件装", "6个月", "13寸"];
const PLACES: &[&str] =
    &["广东", "上海", "北京", "杭州", "成都", "沈阳", "新疆", "拉萨", "长春", "三亚", "镇上", "学校里"];
/// What a buyer puts before a question, or nothing.
const BEFORE: &[&str] = &["", "亲", "你好", "请问", "那个", "老板", "想问下", "麻烦问一下", "我买的", "之前那个"];

/// Numbers that look drawn and are the same at every run (`SplitMix64`).
#[derive(Debug, Clone, Copy)]
pub struct Draw(pub u64);

impl Draw {
    /// The next number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or(0)
    }

    /// One of a list, an early one far more often than a late one.
    pub fn one<'a, T: ?Sized>(&mut self, list: &[&'a T], otherwise: &'a T) -> &'a T {
        // The product of two even draws is about as uneven as Zipf's law with exponent 1.
        let end = list.len().max(1);
        let place = self.below(end) * self.below(end) / end;
        list.get(place).copied().unwrap_or(otherwise)
    }
}

/// The Chinese starter phrases.
fn starters() -> Vec<Arc<Phrase>> {
    let packs = rules::starter_packs().to_vec().into_iter().filter(|pack| pack.language == Language::Chinese);
    packs.flat_map(|pack| pack.phrases).collect()
}

/// A pack of so many phrases.
#[must_use]
pub fn pack(phrases: usize) -> PhrasePack {
    let starters = starters();
    let mut draw = Draw(SEED);
    let phrases = (0..phrases).filter_map(|number| phrase(number, &starters, &mut draw)).map(Arc::new).collect();
    PhrasePack {
        id: "made-up".into(), title: "合成话术库".into(), language: Language::Chinese, trade: None, phrases
    }
}

fn phrase(number: usize, starters: &[Arc<Phrase>], draw: &mut Draw) -> Option<Phrase> {
    let model = starters.get(draw.below(starters.len()))?;
    let other = starters.get(draw.below(starters.len()))?;
    let item = draw.one(GOODS, "东西");
    let first = model.body.split_inclusive(['。', '？', '！', '～']).next().unwrap_or_default();
    let last = other.body.split_inclusive(['。', '？', '！', '～']).next_back().unwrap_or_default();
    let detail = match draw.below(4) {
        0 => format!("{item}{}的", draw.one(COLOURS, "")),
        1 => format!("{}的{item}", draw.one(SIZES, "")),
        2 => format!("发{}的{item}", draw.one(PLACES, "")),
        _ => format!("{item}{}号", 1 + draw.below(900)),
    };
    let queries = model.queries.iter().map(|query| question(query, item, draw)).collect();
    Some(Phrase {
        id: PhraseId(format!("made-up-{number}")),
        order: order::nth(number),
        group: format!("{}/{}", model.group, draw.one(GOODS, "")),
        title: format!("{item}{}", model.title),
        body: format!("{first}{detail}，{last}"),
        queries,
        intents: model.intents.clone(),
        stages: model.stages.clone(),
        moods: model.moods.clone(),
        ..Phrase::default()
    })
}

/// A buyer's way of asking something about an item.
pub fn question(query: &str, item: &str, draw: &mut Draw) -> String {
    let before = draw.one(BEFORE, "");
    match draw.below(5) {
        0 => format!("{before}{query}"),
        1 => format!("{before}{item}{query}"),
        2 => format!("{query}，{}的{item}", draw.one(COLOURS, "")),
        3 => format!("{before}{}{query}", draw.one(SIZES, "")),
        _ => format!("{item}{query}，寄{}", draw.one(PLACES, "")),
    }
}

/// A name of an item.
pub fn item(draw: &mut Draw) -> &'static str {
    draw.one(GOODS, "东西")
}

/// A pack as a pack file.
#[must_use]
pub fn json(pack: &PhrasePack) -> String {
    let phrases = pack.phrases.iter().map(|phrase| {
        json!({
            "id": phrase.id.0, "group": phrase.group, "title": phrase.title, "body": phrase.body, "queries": phrase.queries,
            "intents": phrase.intents.iter().map(|IntentId(id)| id).collect::<Vec<_>>(),
            "stages": phrase.stages.iter().map(|stage| stage.name()).collect::<Vec<_>>(),
            "moods": phrase.moods.iter().map(|mood| Mood::name(*mood)).collect::<Vec<_>>(),
        })
    });
    let phrases: Vec<_> = phrases.collect();
    let file = json!({ "format": FORMAT, "version": 1, "id": pack.id, "title": pack.title, "language": "zh", "trade": null,
        "phrases": phrases });
    file.to_string()
}
