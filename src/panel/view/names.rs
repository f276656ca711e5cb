//! What the agent reads for the names that the core uses: stages, moods, trades, facts, refusals. Sentences of the
//! panel's own stand in [`words`](mod@super::words).

use crate::{
    chat::{Mood, Stage},
    library::{Language, facts, pack_file::PackError, strict_json::JsonErrorKind, template::Placeholder},
    wire::Outcome,
};

/// A title of the rules.
pub(super) fn title(title: &crate::rules::Title, language: Language) -> &str {
    either(language, &title.zh, &title.en)
}

/// What the agent reads for a stage.
pub(super) fn stage(stage: Stage, language: Language) -> &'static str {
    let (chinese, english) = match stage {
        Stage::Greeting => ("问候", "Greeting"),
        Stage::Inquiry => ("咨询", "Inquiry"),
        Stage::Recommendation => ("推荐", "Recommendation"),
        Stage::Bargaining => ("议价", "Bargaining"),
        Stage::Ordering => ("下单", "Ordering"),
        Stage::Payment => ("付款", "Payment"),
        Stage::Confirmation => ("核对", "Confirmation"),
        Stage::Shipping => ("物流", "Shipping"),
        Stage::AfterSales => ("售后", "After-sales"),
        Stage::Farewell => ("道别", "Farewell"),
    };
    either(language, chinese, english)
}

/// What the agent reads for a mood.
pub(super) fn mood(mood: Mood, language: Language) -> &'static str {
    let (chinese, english) = match mood {
        Mood::Calm => ("平静", "Calm"),
        Mood::Pleased => ("满意", "Pleased"),
        Mood::Anxious => ("着急", "Anxious"),
        Mood::Annoyed => ("不耐烦", "Annoyed"),
        Mood::Angry => ("生气", "Angry"),
    };
    either(language, chinese, english)
}

/// What the agent reads for a trade; a trade of an own pack is shown as it is written.
pub(super) fn trade(trade: &str, language: Language) -> &str {
    match trade {
        "clothing" => either(language, "服饰", "Clothing"),
        "cosmetics" => either(language, "美妆", "Cosmetics"),
        "food" => either(language, "食品", "Food"),
        "mother_baby" => either(language, "母婴", "Mother and baby"),
        "electronics" => either(language, "数码家电", "Electronics"),
        other => other,
    }
}

/// What the agent is asked for a gap.
pub(super) fn gap(gap: &Placeholder, language: Language) -> String {
    gap.question.clone().unwrap_or_else(|| fact(&gap.name, language))
}

/// What the agent reads for a placeholder.
pub(super) fn fact(name: &str, language: Language) -> String {
    if let Some(phrase) = name.strip_prefix('>') {
        return format!("{}“{phrase}”", either(language, "找不到的话术", "missing phrase "));
    }
    match (facts::known(name), language) {
        (Some(fact), Language::Chinese) => fact.chinese.to_owned(),
        (Some(fact), Language::English) => fact.id.replace('_', " "),
        (None, _) => name.to_owned(),
    }
}

/// How a standing fact of the shop is written, so that it reads well in the middle of a reply.
pub(super) fn example(fact: &str, language: Language) -> String {
    let (chinese, english) = match fact {
        "shop" => ("禾木服饰", "Linden Clothing"),
        "agent" => ("小禾", "Anna"),
        "campaign" => ("冬季上新", "Winter arrivals"),
        "campaign_end" => ("12月3日24点", "midnight on 3 December"),
        "discount" => ("满300减30", "10 off above 100"),
        "coupon" => ("20元店铺券", "a 5 coupon"),
        "gift" => ("一双棉袜", "a pair of socks"),
        "ship_time" => ("48小时内", "within 48 hours"),
        "ship_from" => ("浙江杭州", "Hangzhou"),
        "courier" => ("中通", "DHL"),
        "free_shipping" => ("满88元包邮", "free above 50"),
        "invoice_time" => ("3个工作日内", "within 3 working days"),
        "return_days" => ("7", "14"),
        "return_address" => ("省、市、街道、收件人", "street, city, name"),
        "refund_time" => ("收到退货后2天内", "within 2 days of its arrival"),
        "working_hours" => ("9:00到23:00", "9 am to 11 pm"),
        _ => return String::new(),
    };
    format!("{}{}", either(language, "如：", "e.g. "), either(language, chinese, english))
}

/// Why the page did not take a text.
pub(super) fn refused(outcome: Outcome, language: Language) -> &'static str {
    let (chinese, english) = match outcome {
        Outcome::ConversationChanged | Outcome::Done | Outcome::LinesJoined => {
            ("没有插入：聊天换了人，或买家又说了话。", "Not inserted: another chat is open, or the buyer wrote again.")
        }
        Outcome::Composing => {
            ("没有插入：输入法还在选字，选完再按一次。", "Not inserted: finish the input method's composition first.")
        }
        Outcome::Unnamed => (
            "没有插入：认不准是哪位买家。请复制过去，粘贴前看一眼名字。",
            "Not inserted: it can't be told who the buyer is. Copy it, and look at the name before you paste.",
        ),
        Outcome::NoComposer => {
            ("没有插入：页面上没有能写的输入框。", "Not inserted: no input box that can be written to.")
        }
        Outcome::DraftChanged => {
            ("没有插入：输入框里要换掉的字已经变了。", "Not inserted: the words to be replaced have changed.")
        }
        Outcome::NotNoticed => {
            ("没有插入：输入框没有接受这段文字。", "Not inserted: the input box did not take the text.")
        }
    };
    either(language, chinese, english)
}

/// Why a file is no pack.
pub(super) fn no_pack(error: &PackError, language: Language) -> String {
    if language == Language::English {
        return format!("Not added: {error}.");
    }
    match error {
        PackError::Unreadable { line, column, kind } => {
            let why = match kind {
                JsonErrorKind::Syntax => "读不出来，请重新导出",
                JsonErrorKind::DuplicateName => "同一个名字写了两次，请删掉一个",
                JsonErrorKind::TooDeep => "嵌套太深，不是亲语导出的话术包",
                JsonErrorKind::TooLarge => "内容太多，请分成几个话术包",
            };
            format!("没有添加：第 {line} 行第 {column} 个字符：{why}。")
        }
        PackError::TooLarge => "没有添加：文件超过 20 MB，请分成几个话术包。".into(),
        PackError::TooManyPhrases { found } => format!("没有添加：共 {found} 条，一个话术包最多 10 万条，请分开。"),
        PackError::OtherFormat => "没有添加：这不是亲语的话术包。".into(),
        PackError::NewerVersion { .. } => "没有添加：话术包来自更新的版本，请先更新亲语。".into(),
    }
}

/// What stands between the members of a list.
pub(super) fn comma(language: Language) -> &'static str {
    either(language, "、", ", ")
}

/// The one of the panel's language.
pub(super) fn either<T>(language: Language, chinese: T, english: T) -> T {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
