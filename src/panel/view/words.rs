//! Every word of the panel, in both languages: a field that one of them lacks does not compile.

use crate::{
    chat::{Mood, Stage},
    library::{Language, facts, pack_file::PackError},
    wire::Outcome,
};

/// The panel's words in one language.
pub(super) struct Words {
    pub(super) chat: &'static str,
    pub(super) settings: &'static str,
    pub(super) tabs: &'static str,
    pub(super) suggestions: &'static str,
    pub(super) insert: &'static str,
    pub(super) copy: &'static str,
    pub(super) edit: &'static str,
    pub(super) cancel: &'static str,
    pub(super) dismiss: &'static str,
    pub(super) restore: fn(usize) -> String,
    pub(super) close: &'static str,
    pub(super) edit_label: &'static str,
    pub(super) edit_outdated: &'static str,
    pub(super) edit_keys: &'static str,
    pub(super) by_hand: &'static str,
    pub(super) answers_by_hand: &'static str,
    pub(super) clear: &'static str,
    pub(super) no_name: &'static str,
    pub(super) shortened: &'static str,
    pub(super) turn: &'static str,
    pub(super) picture: &'static str,
    pub(super) card: &'static str,
    pub(super) stage_of: fn(&str, usize) -> String,
    pub(super) connecting: &'static str,
    pub(super) no_access: (&'static str, &'static str),
    pub(super) no_chat: (&'static str, &'static str),
    pub(super) reload: (&'static str, &'static str),
    pub(super) reload_now: &'static str,
    pub(super) last_word_ours: (&'static str, &'static str),
    pub(super) nothing_said: (&'static str, &'static str),
    pub(super) nothing_fits: (&'static str, &'static str),
    pub(super) site_address: &'static str,
    pub(super) allow: &'static str,
    pub(super) sites: &'static str,
    pub(super) sites_hint: &'static str,
    pub(super) forget: &'static str,
    pub(super) language: &'static str,
    pub(super) appearance: &'static str,
    pub(super) appearances: [&'static str; 3],
    pub(super) trades: &'static str,
    pub(super) trades_hint: &'static str,
    pub(super) shop: &'static str,
    pub(super) shop_hint: &'static str,
    pub(super) packs: &'static str,
    pub(super) packs_hint: &'static str,
    pub(super) add_pack: &'static str,
    pub(super) phrases: fn(usize) -> String,
    pub(super) remove: &'static str,
    pub(super) reason_intent: fn(&str, &str) -> String,
    pub(super) reason_like: fn(&str, u32) -> String,
    pub(super) reason_stage: fn(&str) -> String,
    pub(super) reason_mood: fn(&str) -> String,
    pub(super) reason_missing: fn(usize) -> String,
    pub(super) reason_said: &'static str,
    pub(super) inserted: &'static str,
    pub(super) copied: &'static str,
    pub(super) not_copied: &'static str,
    pub(super) missing: fn(&str) -> String,
    pub(super) key_answers_by_hand: &'static str,
    pub(super) not_saved: &'static str,
    pub(super) unreadable: &'static str,
    pub(super) bad_address: &'static str,
    pub(super) site_refused: &'static str,
    pub(super) pack_added: fn(usize, usize) -> String,
    pub(super) pack_too_large: &'static str,
}

pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

static CHINESE: Words = Words {
    chat: "聊天",
    settings: "设置",
    tabs: "面板",
    suggestions: "建议回复",
    insert: "插入",
    copy: "复制",
    edit: "修改",
    cancel: "取消",
    dismiss: "这条不要",
    restore: |count| format!("已去掉 {count} 条，恢复"),
    close: "关闭提示",
    edit_label: "修改后的回复",
    edit_outdated: "买家又发来了消息，看一眼再插入。",
    edit_keys: "Ctrl+Enter 插入，Esc 取消",
    by_hand: "粘贴或输入买家的话，回复可以复制走",
    answers_by_hand: "正在回答手动输入的话",
    clear: "清空",
    no_name: "未读到买家名",
    shortened: "内容太长，只读了最近的一部分。",
    turn: "买家说",
    picture: "［图片］",
    card: "［卡片］",
    stage_of: |stage, place| format!("进行到：{stage}（第 {place} 步，共 10 步）"),
    connecting: "正在连接聊天页面…",
    no_access: (
        "还看不到这个页面",
        "亲语只读您允许的网站。把聊天页的网址粘贴到下面，浏览器会再向您确认一次。浏览器自己的页面读不了。",
    ),
    no_chat: ("这个页面上没有聊天", "打开和买家的聊天后，建议会自动出现在这里。"),
    reload: ("请刷新聊天页面", "和页面的连接断开了，刷新一次就能恢复。"),
    reload_now: "刷新页面",
    last_word_ours: ("已经回复了", "买家再发消息时，这里会给出新的建议。"),
    nothing_said: ("买家还没有说话", "有新消息时，这里会给出建议。"),
    nothing_fits: ("话术里没有合适的回复", "可以在设置里启用行业话术包，或添加本店的话术包。"),
    site_address: "聊天页网址，例如 https://…",
    allow: "允许读取",
    sites: "允许读取的网站",
    sites_hint: "只在这些网站上读取打开的聊天，内容不离开这台电脑。",
    forget: "不再读取",
    language: "界面语言",
    appearance: "外观",
    appearances: ["跟随系统", "浅色", "深色"],
    trades: "行业话术包",
    trades_hint: "通用话术一直启用，按本店的类目再加。",
    shop: "本店信息",
    shop_hint: "填好后，回复里的空位会自动补上。",
    packs: "本店话术包",
    packs_hint: "同事导出的 .json 话术包，添加后和自带话术一起给建议。",
    add_pack: "添加话术包",
    phrases: |count| format!("{count} 条"),
    remove: "移除",
    reason_intent: |title, words| {
        if words.is_empty() { format!("买家{title}") } else { format!("买家{title}：“{words}”") }
    },
    reason_like: |query, percent| format!("像“{query}” {percent}%"),
    reason_stage: |stage| format!("{stage}阶段"),
    reason_mood: |mood| format!("买家{mood}"),
    reason_missing: |count| format!("待补 {count} 处"),
    reason_said: "前面说过",
    inserted: "已填入输入框，确认后由您发送。",
    copied: "已复制。",
    not_copied: "浏览器没让复制：点一下面板再试。",
    missing: |names| format!("还差：{names}。补上才能插入。"),
    key_answers_by_hand: "面板正在回答手动输入的话，清空后快捷键才会插入。",
    not_saved: "没有保存成功：可能是磁盘满了，腾出空间后再改一次。",
    unreadable: "上次的设置读不出来，先用默认设置；原来的内容另存了一份。",
    bad_address: "这不是 https 网址，请从浏览器地址栏整段复制。",
    site_refused: "没有获得允许，亲语不会读取这个网站。",
    pack_added: |phrases, problems| {
        if problems == 0 {
            format!("已添加 {phrases} 条话术。")
        } else {
            format!("已添加 {phrases} 条话术，另有 {problems} 处有问题，没有用上。")
        }
    },
    pack_too_large: "文件超过 20 MB，没有读取。请分成几个话术包。",
};

static ENGLISH: Words = Words {
    chat: "Chat",
    settings: "Settings",
    tabs: "Panel",
    suggestions: "Suggested replies",
    insert: "Insert",
    copy: "Copy",
    edit: "Edit",
    cancel: "Cancel",
    dismiss: "Not this one",
    restore: |count| format!("{count} put away, show again"),
    close: "Close notice",
    edit_label: "Reply as edited",
    edit_outdated: "The buyer wrote again: have a look before you insert.",
    edit_keys: "Ctrl+Enter inserts, Esc cancels",
    by_hand: "Paste or type a buyer's line, copy the reply",
    answers_by_hand: "Answering the line typed by hand",
    clear: "Clear",
    no_name: "Name not readable",
    shortened: "Too long: only the latest part was read.",
    turn: "The buyer says",
    picture: "[picture]",
    card: "[card]",
    stage_of: |stage, place| format!("Stage: {stage} ({place} of 10)"),
    connecting: "Connecting to the chat page…",
    no_access: (
        "This page can't be read yet",
        "Qinyu reads only the sites that you allow. Paste the chat page's address below; the browser asks you once more. \
         The browser's own pages can't be read.",
    ),
    no_chat: ("No chat here", "Open a chat with a buyer and suggestions appear here."),
    reload: ("Reload the chat page", "The link to the page broke; loading it again mends it."),
    reload_now: "Reload page",
    last_word_ours: ("Answered", "When the buyer writes again, new suggestions appear here."),
    nothing_said: ("The buyer has not written yet", "Suggestions appear with the first message."),
    nothing_fits: ("No phrase fits", "Turn on a trade's pack in the settings, or add a pack of your shop."),
    site_address: "Chat page's address, such as https://…",
    allow: "Allow",
    sites: "Sites that may be read",
    sites_hint: "Only the open chat on these sites is read, and nothing leaves this computer.",
    forget: "Stop reading",
    language: "Language",
    appearance: "Appearance",
    appearances: ["As the system", "Light", "Dark"],
    trades: "Packs by trade",
    trades_hint: "The general phrases are always on; add what your shop sells.",
    shop: "Your shop",
    shop_hint: "What you fill in here fills the gaps in replies.",
    packs: "Your own packs",
    packs_hint: "A .json pack that a colleague exported, suggested beside the built-in phrases.",
    add_pack: "Add a pack",
    phrases: |count| format!("{count} phrases"),
    remove: "Remove",
    reason_intent: |title, words| if words.is_empty() { title.to_owned() } else { format!("{title}: “{words}”") },
    reason_like: |query, percent| format!("like “{query}” {percent}%"),
    reason_stage: |stage| format!("for {}", stage.to_lowercase()),
    reason_mood: |mood| format!("for a buyer who is {}", mood.to_lowercase()),
    reason_missing: |count| format!("{count} to fill"),
    reason_said: "said before",
    inserted: "In the input box. You check it and send it.",
    copied: "Copied.",
    not_copied: "The browser refused to copy: click into the panel and try again.",
    missing: |names| format!("Still open: {names}. Fill in to insert."),
    key_answers_by_hand: "The panel answers a line typed by hand; clear it, and the keys insert again.",
    not_saved: "Not saved: the disk may be full. Make room and change it again.",
    unreadable: "The last settings can't be read, so the defaults are used; the old content was kept aside.",
    bad_address: "That is no https address; copy all of it from the browser's address bar.",
    site_refused: "Not allowed: Qinyu won't read that site.",
    pack_added: |phrases, problems| {
        if problems == 0 {
            format!("{phrases} phrases added.")
        } else {
            format!("{phrases} phrases added; {problems} places had problems and were left out.")
        }
    },
    pack_too_large: "The file is over 20 MB and was not read. Split it into several packs.",
};

/// What the agent reads for a stage.
pub(super) const fn stage(stage: Stage, language: Language) -> &'static str {
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
pub(super) const fn mood(mood: Mood, language: Language) -> &'static str {
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

/// What the agent reads for a placeholder.
pub(super) fn fact(name: &str, language: Language) -> String {
    match (facts::known(name), language) {
        (Some(fact), Language::Chinese) => fact.chinese.to_owned(),
        (Some(fact), Language::English) => fact.id.replace('_', " "),
        (None, _) => name.to_owned(),
    }
}

/// Why the page did not take a text.
pub(super) const fn refused(outcome: Outcome, language: Language) -> &'static str {
    let (chinese, english) = match outcome {
        Outcome::ConversationChanged | Outcome::Done => {
            ("没有插入：聊天换了人，或买家又说了话。", "Not inserted: another chat is open, or the buyer wrote again.")
        }
        Outcome::Composing => {
            ("没有插入：输入法还在选字，选完再按一次。", "Not inserted: finish the input method's composition first.")
        }
        Outcome::NoComposer => ("没有插入：页面上没有能写的输入框。", "Not inserted: no input box that can be written to."),
        Outcome::NotNoticed => ("没有插入：输入框没有接受这段文字。", "Not inserted: the input box did not take the text."),
    };
    either(language, chinese, english)
}

/// Why a file is no pack.
pub(super) fn no_pack(error: &PackError, language: Language) -> String {
    if language == Language::English {
        return format!("Not added: {error}.");
    }
    match error {
        PackError::Unreadable { line, column } => {
            format!("没有添加：第 {line} 行第 {column} 个字符读不出来，请重新导出。")
        }
        PackError::OtherFormat => "没有添加：这不是亲语的话术包。".into(),
        PackError::NewerVersion { .. } => "没有添加：话术包来自更新的版本，请先更新亲语。".into(),
    }
}

/// What stands between the members of a list.
pub(super) const fn comma(language: Language) -> &'static str {
    either(language, "、", ", ")
}

const fn either(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
