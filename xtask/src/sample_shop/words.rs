//! What the sample shop sells, in word parts, and what it plants in the orders. Everything is invented.

use qinyu::shop::Relation;

/// A kind of item.
pub(super) struct Kind {
    /// What it is called in titles.
    pub(super) word: &'static str,
    /// Its category.
    pub(super) category: &'static str,
    /// How many items of it the shop has.
    pub(super) count: usize,
    /// The price of the plainest one, in fen.
    pub(super) price: u64,
    /// The month in which it sells best; 0: it sells all year.
    pub(super) best_month: u8,
    /// How often it is what a basket begins with, beside the others.
    pub(super) weight: usize,
    /// What it is made of.
    pub(super) materials: &'static [&'static str],
    /// Sizes, each an item of its own.
    pub(super) sizes: &'static [&'static str],
}

const FABRICS: &[&str] = &["全棉", "水洗棉", "长绒棉", "天丝", "磨毛"];
const CLOTHES: &[&str] = &["S-XL", "M-2XL", "均码"];
const BEDS: &[&str] = &["1.2m 床", "1.5m 床", "1.8m 床"];
const ONE: &[&str] = &["单个装", "两个装"];
const PAGES: &[&str] = &["A5", "A6", "B5"];

const fn kind(
    word: &'static str,
    category: &'static str,
    (count, price, best_month, weight): (usize, u64, u8, usize),
    materials: &'static [&'static str],
    sizes: &'static [&'static str],
) -> Kind {
    Kind { word, category, count, price, best_month, weight, materials, sizes }
}

/// The kinds; 300 items together.
pub(super) const KINDS: &[Kind] = &[
    kind("四件套", "家纺 > 床品套件", (22, 19_900, 0, 10), FABRICS, BEDS),
    kind("被套", "家纺 > 床品套件", (12, 8_900, 0, 4), FABRICS, BEDS),
    kind("床笠", "家纺 > 床品套件", (10, 5_900, 0, 3), FABRICS, BEDS),
    kind("枕头", "家纺 > 枕芯", (14, 4_900, 0, 6), &["记忆棉", "乳胶", "荞麦", "羽丝绒"], ONE),
    kind("枕套", "家纺 > 枕芯", (10, 1_900, 0, 2), FABRICS, ONE),
    kind("冬被", "家纺 > 被子", (10, 25_900, 11, 6), &["羽绒", "蚕丝", "大豆纤维"], BEDS),
    kind("夏凉被", "家纺 > 被子", (10, 12_900, 6, 6), &["天丝", "水洗棉", "竹纤维"], BEDS),
    kind("毛毯", "家纺 > 毯子", (10, 7_900, 12, 3), &["牛奶绒", "法兰绒"], BEDS),
    kind("浴巾", "家纺 > 巾类", (10, 3_900, 0, 4), &["长绒棉", "竹纤维"], ONE),
    kind("毛巾", "家纺 > 巾类", (12, 1_290, 0, 4), &["长绒棉", "竹纤维", "纱布"], ONE),
    kind("窗帘", "家纺 > 窗帘", (8, 9_900, 0, 2), &["雪尼尔", "棉麻"], &["1.5m 宽", "2m 宽"]),
    kind("连衣裙", "女装 > 连衣裙", (18, 16_900, 6, 8), &["雪纺", "棉麻", "天丝"], CLOTHES),
    kind("针织开衫", "女装 > 毛衣", (12, 13_900, 10, 4), &["羊毛", "冰丝", "棉"], CLOTHES),
    kind("羽绒服", "女装 > 羽绒服", (12, 45_900, 12, 6), &["白鸭绒", "白鹅绒"], CLOTHES),
    kind("T 恤", "女装 > T 恤", (18, 6_900, 7, 8), &["纯棉", "冰丝", "莫代尔"], CLOTHES),
    kind("牛仔裤", "女装 > 裤子", (14, 12_900, 0, 5), &["弹力", "水洗", "加绒"], CLOTHES),
    kind("半身裙", "女装 > 半身裙", (10, 10_900, 5, 4), &["雪纺", "灯芯绒"], CLOTHES),
    kind("围巾", "配饰 > 围巾", (8, 5_900, 12, 2), &["羊绒", "仿羊绒"], &["均码"]),
    kind("腰带", "配饰 > 腰带", (6, 3_900, 0, 1), &["牛皮", "编织"], &["均码"]),
    kind("袜子", "配饰 > 袜子", (10, 1_990, 0, 4), &["纯棉", "羊毛"], &["三双装", "五双装"]),
    kind("笔记本", "文具 > 本册", (14, 1_890, 8, 6), &["道林纸", "牛皮纸"], PAGES),
    kind("中性笔", "文具 > 书写", (12, 1_290, 8, 6), &["速干", "顺滑"], &["0.5mm", "0.38mm"]),
    kind("笔芯", "文具 > 书写", (8, 890, 8, 2), &["速干", "顺滑"], &["0.5mm", "0.38mm"]),
    kind("钢笔", "文具 > 书写", (6, 8_900, 8, 2), &["树脂", "金属"], &["F 尖", "EF 尖"]),
    kind("墨水", "文具 > 书写", (6, 2_900, 0, 1), &["非碳素", "彩色"], &["30ml", "50ml"]),
    kind("手账胶带", "文具 > 手账", (8, 690, 0, 3), &["和纸", "PET"], &["1.5cm", "3cm"]),
    kind("便利贴", "文具 > 手账", (10, 490, 0, 3), &["可再贴", "透明"], &["3 本装", "6 本装"]),
];

/// What is planted: whoever buys the first kind also takes the item of the second that stands beside it, in so many of a
/// hundred baskets. The other of the pair is the one whose number in its kind is the same, counted round.
pub(super) const PLANTED: &[(&str, &str, Relation, usize)] = &[
    ("四件套", "枕头", Relation::Complement, 25),
    ("四件套", "床笠", Relation::Extension, 12),
    ("枕头", "枕套", Relation::Complement, 30),
    ("冬被", "被套", Relation::Complement, 22),
    ("浴巾", "毛巾", Relation::Extension, 28),
    ("连衣裙", "针织开衫", Relation::Complement, 15),
    ("羽绒服", "围巾", Relation::Complement, 18),
    ("牛仔裤", "腰带", Relation::Complement, 14),
    ("笔记本", "中性笔", Relation::Complement, 22),
    ("中性笔", "笔芯", Relation::Extension, 40),
    ("钢笔", "墨水", Relation::Extension, 35),
];

/// The kind whose last item rises: from [`RISE_DAYS`] before the last order on it sells [`RISE`] times what it did.
pub(super) const RISING: &str = "手账胶带";
pub(super) const RISE_DAYS: i32 = 42;
pub(super) const RISE: usize = 12;

/// Words before and behind the kind in a title.
pub(super) const STYLES: &[&str] = &["简约", "北欧", "日系", "复古", "小清新", "中式", "原创", "法式"];
pub(super) const COLOURS: &[&str] = &["月白", "雾蓝", "燕麦", "豆沙粉", "墨绿", "烟灰", "杏色", "藏青"];
/// What the colours look like.
pub(super) const SHADES: [&str; 8] = ["9aa5b1", "6f8fae", "b59f7a", "b5727a", "3f6b57", "6b6f76", "c08a4e", "2f3e63"];
pub(super) const MERITS: &[&str] = &["亲肤", "不掉色", "可机洗", "透气", "加厚", "轻薄", "百搭", "送礼"];
