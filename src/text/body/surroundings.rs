//! What stands around a number and says whether it can be a body's. Part of [`body`](super).

use super::{
    quantity::{Kind, Quantity},
    wearer::Named,
};
use crate::text::line::Line;

// Lists of words are one text each, with bars between.

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sense {
    /// It asks for a size or speaks of wearing.
    pub(super) asks_size: bool,
    /// It is nothing but numbers.
    pub(super) is_bare: bool,
    /// It speaks of a waist or of trousers.
    pub(super) has_waist: bool,
    /// It speaks of things that have lengths of their own.
    pub(super) has_objects: bool,
}

const SIZES: &str =
    "穿|尺码|有码|尺寸|码数|什么码|哪个码|几码|啥码|多大|合身|合适|身高|体重|s码|m码|l码|xl|size|wear|fit";
const WAISTS: &str = "腰|裤";
const OBJECTS: &str = "\
    床|被子|被套|棉被|空调被|羽绒被|桌|柜|帘|毯|货架|衣架|支架|书架|灯|箱|凉席|坐垫|地垫|布|墙|沙发|屏|绳\
    |水管|镜|棚|地板|table|bed|desk|curtain|shelf";
/// Between the numbers of one group.
const JOINS: &str = " ,.、/-;|~。:\\有约大概差不多是和就左右上下吧呢啊哦的现在&";
/// Characters between them at most.
const FAR: usize = 8;
/// What a line of nothing but numbers has beside them.
const BARE: &str = " ,.、/-;|~。:\\?!有约大概差不多是就左右上下吧呢啊呀哦嗯的我男女生";
/// Between someone and their measure: "我现在是165".
const FILLERS: &str = " :,是有约大概差不多现在身才就今年净的了最近";
const FILLER_WORDS: &str = "is|am|about|around|weigh|weighs|'s|’s|is about|am about";
/// Characters between them at most.
const FILLED: usize = 12;
/// Right before a number these price it, count it or name something else.
const PRICED: &str = "\
    ¥|$|#|满|减|价|价格|拍|拍了|买|买了|付|付了|花|花了|退|补|差|便宜|优惠|券|第|共|单号|订单|编号|尾号|电话\
    |手机|款|货号|型号|瘦了|胖了|减了|轻了|重了|每|送|充|净重|毛重|承重|载重|限重|重量|容量|剩|等了\
    |码适合|码是|码能|*|x|×|+|=|order|price|paid|pay|cost|no.|lost|gained|收|库存|最后";
/// Right behind a bare number these count or price it.
const COUNTED: &str = "\
    元|块|rmb|yuan|usd|件|条|双|套|瓶|盒|天|号|月|年|日|点|分|秒|小时|折|%|楼|岁|次|位|人|单|期|克|升|毫升\
    |度|平|页|款|包|袋|本|张|支|只|台|罐|层|级|周|码|拍|买|付|到手|减|送|day|pc|piece|$|号链接|的价|块钱|w\
    |米|斤|班|路|栋|室|集|寸|卖|能便宜|包邮|退|多块";
/// Behind any number these make a bound or a thing of it.
const BOUND: &str = "以上|以下|以内|及以|起|包邮|装|一箱|一袋|一盒|多少钱|的床|长|宽|*|×|+|=|of |or less|or more";
/// Before a weight these order it: "买10斤".
const ORDERED: &str = "买|要|拍|来|订|发|送|称|共|一箱|一袋|箱|袋|buy|want|need|take";
/// Behind a bare number these go on with a body.
const BODIES: &str = "\
    穿|之间|能穿|可以穿|要穿|该穿|应该|适合|选|拿|高|的个|的身|的人|左右|吧|要多大|要什么码|买什么码|买多大|体重\
    |胖|偏|微|身高|三围|胸|腰|的能穿|的可以|的穿|tall|what|which|and|will|can|should|wear|size|够|合适\
    |会不会|可以|行|s码|m码|l码|xl|xxl";
/// Before a weight that is guessed.
const GUESSED: &str = "大概|大约|差不多|估计|大概有|差不多有";
/// Weights that are guessed of people rather than of goods, in grams.
const GROWN_WEIGHT: u64 = 35_000;
const ENDS: &str = ",.?!;。、~/|-&";

/// True where one of the words begins that a bar stands between.
fn starts(line: &Line, at: usize, words: &str) -> bool {
    words.split('|').any(|word| line.starts(at, word))
}

/// True where one of the words ends.
fn ends(line: &Line, at: usize, words: &str) -> bool {
    words.split('|').any(|word| line.ends(at, word))
}

/// What a line is about that has these quantities.
pub(super) fn sense(line: &Line, quantities: &[Quantity]) -> Sense {
    let has = |words| (0..line.len()).any(|at| starts(line, at, words));
    let is_of_one = |at: usize| quantities.iter().any(|one| (one.from..one.end).contains(&at));
    let is_free = |at: usize| line.at(at).is_some_and(|c| BARE.contains(c));
    let is_bare = !quantities.is_empty() && (0..line.len()).all(|at| is_free(at) || is_of_one(at));
    Sense { asks_size: has(SIZES), is_bare, has_waist: has(WAISTS), has_objects: has(OBJECTS) }
}

/// True when two numbers with this between them belong together.
pub(super) fn joins(line: &Line, end: usize, next: usize) -> bool {
    if next < end || next - end > FAR {
        return false;
    }
    let between: String = line.chars(end, next).collect();
    let between = ["tall", "and", "高"].iter().fold(between, |between, word| between.replace(word, ""));
    between.chars().all(|c| JOINS.contains(c))
}

/// True right behind a word for someone.
pub(super) fn adjacent(line: &Line, named: &[Named], at: usize) -> bool {
    named.iter().any(|one| one.end <= at && is_filler(line, one.end, at))
}

/// True when nothing is said between two places.
pub(super) fn is_filler(line: &Line, from: usize, to: usize) -> bool {
    if to.saturating_sub(from) > FILLED {
        return false;
    }
    let between: String = line.chars(from, to).collect();
    between.chars().all(|c| FILLERS.contains(c)) || FILLER_WORDS.split('|').any(|word| word == between.trim())
}

/// True for a number that is priced, counted or called something else.
pub(super) fn is_other(line: &Line, quantity: &Quantity) -> bool {
    let back = (0..quantity.from).rev().take_while(|at| matches!(line.at(*at), Some(' ' | ':'))).count();
    let before = quantity.from.saturating_sub(back);
    let behind = line.run(quantity.end, |c| c == ' ');
    let begins = |words| starts(line, behind, words);
    let is_word = line.at(quantity.end).is_some_and(|c| c.is_ascii_alphabetic());
    let is_counted = begins(COUNTED) || begins("个") && !begins("个子|个头");
    // "150x200", but not "180斤xl".
    let is_times =
        line.at(behind) == Some('x') && line.at(line.run(behind + 1, |c| c == ' ')).is_some_and(|c| c.is_ascii_digit());
    ends(line, before, PRICED) || begins(BOUND) || is_times || quantity.kind == Kind::Bare && (is_counted || is_word)
}

/// True for a weight that is guessed, as nobody guesses at goods: "大概110斤吧".
pub(super) fn is_guessed(line: &Line, quantity: &Quantity) -> bool {
    quantity.low >= GROWN_WEIGHT && ends(line, quantity.from, GUESSED)
}

/// True for goods by weight.
pub(super) fn is_ordered(line: &Line, at: usize) -> bool {
    ends(line, at, ORDERED)
}

/// True when a bare number's sentence ends here or goes on with a body.
pub(super) fn ends_well(line: &Line, end: usize) -> bool {
    let behind = line.run(end, |c| c == ' ');
    line.at(behind).is_none_or(|c| ENDS.contains(c)) || starts(line, behind, BODIES)
}

/// True when the weight comes next, by its name.
pub(super) fn weight_follows(line: &Line, end: usize) -> bool {
    let behind = line.run(end, |c| JOINS.contains(c));
    behind <= end + FAR && starts(line, behind, "体重|weigh")
}
