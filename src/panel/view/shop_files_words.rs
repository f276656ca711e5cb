//! Words for the shop's files: what a file holds, its columns, what is wrong in a row, why one is not read.

use super::offers::{Both, pick};
use crate::{library::Language, panel::shop_files::answer::Plan};

/// What a file holds, with the word that counts it.
pub(super) fn kind(name: &str, language: Language) -> &'static str {
    let (zh, en) = match name {
        "catalogue" => ("商品", "items"),
        "lines" => ("订单明细", "order lines"),
        "orders" => ("订单", "orders"),
        "size_chart" => ("尺码表", "size charts"),
        "sets" => ("搭配", "sets"),
        "promotions" => ("优惠活动", "promotions"),
        _ => ("内容", "entries"),
    };
    pick(language, zh, en)
}

/// Kinds of files, by the second module's names.
pub(super) const KINDS: [&str; 6] = ["catalogue", "orders", "lines", "promotions", "size_chart", "sets"];

/// What a file would do or did, in one sentence.
pub(super) fn plan(plan: &Plan, is_done: bool, language: Language) -> String {
    let Plan { added, changed, same, .. } = plan;
    let (unit, noun, what) = match plan.kind.as_str() {
        "catalogue" => ("件", "商品", "items"),
        "lines" | "orders" => ("个", "订单", "orders"),
        "size_chart" => ("张", "尺码表", "size charts"),
        "sets" => ("组", "搭配", "sets"),
        "promotions" => ("个", "活动", "promotions"),
        _ => ("项", "", "entries"),
    };
    match (language, is_done) {
        (Language::Chinese, _) => {
            let done = if is_done { "已导入：" } else { "" };
            format!("{done}新增 {added} {unit}{noun}，修改 {changed} {unit}，不变 {same} {unit}")
        }
        (Language::English, false) => format!("{added} {what} new, {changed} changed, {same} as they are"),
        (Language::English, true) => format!("Imported: {added} {what} new, {changed} changed, {same} as they were"),
    }
}

/// A column's field.
pub(super) fn field(name: &str, language: Language) -> &str {
    let (zh, en) = match name {
        "item_id" => ("商品 ID", "item id"),
        "code" => ("商家编码", "code"),
        "title" => ("标题", "title"),
        "category" => ("类目", "category"),
        "price" => ("价格", "price"),
        "cost" => ("成本", "cost"),
        "stock" => ("库存", "stock"),
        "attributes" => ("属性", "attributes"),
        "colour_notes" => ("颜色建议", "colour notes"),
        "image" => ("图片", "picture"),
        "link" => ("链接", "link"),
        "on_shelf" => ("上架", "on shelf"),
        "presale" => ("预售", "presale"),
        "order_id" => ("订单编号", "order number"),
        "line_id" => ("子订单编号", "line number"),
        "quantity" => ("购买数量", "quantity"),
        "amount" => ("订单金额", "amount"),
        "buyer" => ("买家", "buyer"),
        "placed" => ("下单时间", "date placed"),
        "paid" => ("付款时间", "date paid"),
        "status" => ("订单状态", "status"),
        "refund" => ("退款状态", "refund"),
        "size" => ("尺码", "size"),
        "height" => ("身高", "height"),
        "weight" => ("体重", "weight"),
        "chest" => ("胸围", "chest"),
        "waist" => ("腰围", "waist"),
        "hip" => ("臀围", "hips"),
        "shoulder" => ("肩宽", "shoulders"),
        "length" => ("衣长", "length"),
        "foot" => ("脚长", "foot"),
        "anchors" => ("主商品", "items wanted"),
        "relation" => ("关系", "relation"),
        "offered" => ("搭配商品", "item offered"),
        "promotion_id" => ("活动 ID", "promotion id"),
        "kind" => ("类型", "kind"),
        "threshold" => ("门槛", "threshold"),
        "off" => ("优惠", "what comes off"),
        "items" => ("适用商品", "items"),
        "from" => ("开始时间", "from"),
        "until" => ("结束时间", "until"),
        "issuer" => ("发起方", "given by"),
        "group" => ("互斥组", "group"),
        _ => return name,
    };
    pick(language, zh, en)
}

/// What is wrong in a row.
pub(super) fn reason(name: &str, language: Language) -> &'static str {
    let (zh, en) = match name {
        "characters" => ("有认不出的字符", "characters that the encoding doesn't have"),
        "open_quote" => ("引号没有闭合", "a quote that nothing closes"),
        "extra_cells" => ("比表头多出几列，内容里可能有逗号", "more cells than headers; a text may hold a comma"),
        "missing" => ("没有填", "empty"),
        "rounded" => ("数字被表格软件改短了，请按文本格式导出", "a number cut by a spreadsheet; export it as text"),
        "shape" => ("格式不对", "not of this kind"),
        "negative" => ("不能是负数", "below zero"),
        "absurd" => ("超出合理范围", "out of range"),
        "two_ways" => ("日期有两种读法", "a date that can be read in two ways"),
        "no_unit" => ("没有写单位", "no unit"),
        "repeated_row" => ("重复的一行，只算一次", "the same row again; counted once"),
        "repeated_item" => ("同一件商品又出现，以第一行为准", "the same item again; the first row counts"),
        "repeated_order" => {
            ("订单号相同但买家不同，按两个订单算", "the same number with another buyer; taken as two orders")
        }
        "huge_basket" => ("一单商品太多，不参与学习", "too many items in one order; not learnt from"),
        _ => ("有问题", "not as expected"),
    };
    pick(language, zh, en)
}

/// Why a file is not read or kept, and what to do.
pub(super) fn failure(kind: &str, language: Language) -> &'static str {
    let (zh, en) = match kind {
        "no_header" => (
            "没找到表头。请在第一行写上列名，例如商品ID、标题、订单编号，再导入一次。",
            "No row names the columns. Put their names into the first row, such as id, title or order id, and try again.",
        ),
        "too_large" | "file_too_large" | "too_many_phrases" => {
            ("文件太大。请按年份或类目拆开，分几次导入。", "The file is too large. Split it by year or category.")
        }
        "archive" => {
            ("压缩内容有异常，没有打开。请从平台重新导出。", "The workbook is packed in an unsafe way. Export it anew.")
        }
        "which_encoding" => {
            ("认不出文字编码。下面哪一行看着正常，就点哪一行。", "Which of these reads right? Choose it.")
        }
        "other_encoding" => {
            ("文字编码对不上，请换一种编码再导入。", "It is in another encoding. Try again with that one.")
        }
        "unknown_format" => ("这不是表格文件。请用 csv、xlsx 或 xls。", "This is no table. Use csv, xlsx or xls."),
        "locked" => ("表格有密码。请去掉密码后再导入。", "The workbook has a password. Take it off and try again."),
        "unreadable_file" => (
            "读不到这个文件，可能被移动或改过。请重新选择。",
            "The file can't be read; it may have moved. Choose it again.",
        ),
        "not_kept" => (
            "没能保存，磁盘可能满了。原有资料没有变。腾出空间后再导入一次。",
            "It could not be kept; the disk may be full. Nothing changed. Make room and try again.",
        ),
        "changed" => (
            "另一个窗口刚改过店铺资料，这次没有写入。请再导入一次。",
            "Another panel has just changed the shop. Nothing was written. Try again.",
        ),
        "broken" => (
            "读这个文件时出错了，原有资料没有变。请检查文件后再试。",
            "Reading this file failed. Nothing changed. Look at the file and try again.",
        ),
        _ => (
            "这个文件读不出来。请另存为 csv 或 xlsx 再试。",
            "The file can't be read. Save it as csv or xlsx and try again.",
        ),
    };
    pick(language, zh, en)
}

/// A kept part.
pub(super) fn part(name: &str, language: Language) -> &'static str {
    let (zh, en) = match name {
        "catalogue" => ("商品", "items"),
        "orders" => ("订单", "orders"),
        "sizes" => ("尺码表", "size charts"),
        "sets" => ("搭配", "sets"),
        "promotions" => ("优惠活动", "promotions"),
        _ => ("推荐数据", "what was learnt"),
    };
    pick(language, zh, en)
}

/// Words that stand alone.
pub(super) const TITLE: Both = Both { zh: "店铺资料", en: "The shop's files" };
pub(super) const HINT: Both = Both {
    zh: "拖入商品、订单、优惠、尺码、搭配文件（csv、xlsx），先看会改什么，再决定导入。买家姓名和地址不会保存。商品表可以加一列「颜色建议」（米白: 显白; 春夏 | 黑色: 百搭），买家问颜色时会提示。",
    en: "Drop files of items, orders, promotions, sizes or sets (csv, xlsx). You see what would change before anything does. Buyers' names and addresses are not kept. A column “colour notes” among the items (Ivory: brightens; summer | Navy: goes with jeans) is what colours are advised from.",
};
pub(super) const EMPTY: Both = Both {
    zh: "还没有商品。先导入商品表，再导入订单，就能推荐搭配。",
    en: "No items yet. Import the items first, then the orders, and there will be something to offer.",
};
pub(super) const CHOOSE: Both = Both { zh: "选择文件", en: "Choose files" };
pub(super) const READING: Both = Both { zh: "正在读取", en: "Reading" };
pub(super) const PLANNING: Both = Both { zh: "正在比对", en: "Comparing" };
pub(super) const STOPPING: Both = Both { zh: "正在取消", en: "Stopping" };
pub(super) const KEEPING: Both = Both { zh: "正在保存", en: "Keeping it" };
pub(super) const LEARNING: Both = Both { zh: "正在分析订单", en: "Learning from the orders" };
pub(super) const CANCEL: Both = Both { zh: "取消", en: "Cancel" };
pub(super) const APPLY: Both = Both { zh: "导入", en: "Import" };
pub(super) const PUT_AWAY: Both = Both { zh: "不导入", en: "Don't import" };
pub(super) const CLOSE: Both = Both { zh: "知道了", en: "Close" };
pub(super) const UNDO: Both = Both { zh: "撤销这次导入", en: "Undo this import" };
pub(super) const NOTHING: Both =
    Both { zh: "和已有的资料一样，不用导入。", en: "It is all known already." };
pub(super) const MORE: Both = Both { zh: "其余问题", en: "The other problems" };
pub(super) const READ_MAPPED: Both = Both { zh: "按所选的列读取", en: "Read with these columns" };
pub(super) const NO_COLUMN: Both = Both { zh: "没有这一列", en: "no such column" };
pub(super) const HOLDS: Both = Both { zh: "文件内容", en: "It holds" };
