//! What the agent reads for what is counted, and for what the report tab has to say. Part of the `report` tab.

use super::{
    follow_ups,
    names::{either, title},
    offers::{Both, relation},
};
use crate::{
    care::{check, promise, report::What},
    cross_sell::Relation,
    library::{IntentId, Language, PhraseId, strict_json::JsonErrorKind},
    panel::{
        report::{ReportNotice, TeamFileError},
        state::State,
    },
};

/// What is counted.
pub(super) const fn what(what: What) -> Both {
    let (zh, en) = match what {
        What::Offered => ("有建议的轮次", "turns with suggestions"),
        What::Taken => ("原样采用", "taken as they are"),
        What::Edited => ("改过再用", "taken changed"),
        What::Found => ("自己找的话术", "phrases found by hand"),
        What::Inserted => ("代打的字数", "characters inserted"),
        What::Typed => ("自己打的字数", "characters typed"),
        What::Phrase => ("话术使用", "phrase used"),
        What::Finding => ("检查提示", "findings shown"),
        What::Mended => ("一键改好", "findings mended"),
        What::Held => ("拦下", "held back"),
        What::Kept => ("记下的承诺", "promises kept"),
        What::InTime => ("按时完成", "closed in time"),
        What::Late => ("超时完成", "closed late"),
        What::Gap => ("没有话术的问题", "questions without a phrase"),
        What::Offer => ("搭配推荐", "items offered"),
        What::OfferTaken => ("推荐采用", "offers taken"),
        What::Agent => ("称呼", "name"),
    };
    Both { zh, en }
}

/// What stands for the name that something is counted under.
pub(super) fn name(state: &State, counted: What, id: &str) -> String {
    let language = state.settings.language;
    let known = match counted {
        What::Phrase => Some(id).filter(|id| !id.is_empty()).map(|id| phrase(state, id)),
        What::Finding | What::Mended | What::Held => check::Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == id)
            .map(|kind| finding(kind).of(language).to_owned()),
        What::Kept | What::InTime | What::Late => {
            promise::Kind::from_name(id).map(|kind| follow_ups::promise(kind, language))
        }
        What::Gap => state.intents().title(&IntentId(id.to_owned())).map(|found| title(found, language).to_owned()),
        What::Offer | What::OfferTaken => Relation::from_name(id).map(|known| relation(language, known).to_owned()),
        // These have no names.
        What::Offered | What::Taken | What::Edited | What::Found | What::Inserted | What::Typed | What::Agent => {
            return id.to_owned();
        }
    };
    known.unwrap_or_else(|| if id.is_empty() { either(language, "其他", "other").to_owned() } else { id.to_owned() })
}

/// A phrase by its title; one that is not here, such as a colleague's own, is told from it.
fn phrase(state: &State, id: &str) -> String {
    let language = state.settings.language;
    let known = state.phrase(&PhraseId(id.to_owned()));
    match known {
        Some(_) => super::check::name(state, &PhraseId(id.to_owned())),
        None => either(language, "这里没有的话术", "a phrase that is not here").to_owned(),
    }
}

/// A kind of finding.
const fn finding(kind: check::Kind) -> Both {
    let (zh, en) = match kind {
        check::Kind::Absolute => ("绝对化用语", "absolute claims"),
        check::Kind::Effect => ("承诺功效", "promised effects"),
        check::Kind::Contact => ("站外联系", "contact outside the platform"),
        check::Kind::Reward => ("好评返现", "paid reviews"),
        check::Kind::Denial => ("否认买家所说", "denying what the buyer sees"),
        check::Kind::Blame => ("怪买家", "blaming the buyer"),
        check::Kind::Irritation => ("不耐烦", "impatience"),
        check::Kind::Cold => ("太冷淡", "bare words"),
        check::Kind::Pronoun => ("你我改您我们", "bare pronouns"),
        check::Kind::Scarcity => ("没依据的紧缺", "scarcity without stock behind it"),
        check::Kind::Contradiction => ("和店铺资料不符", "against the shop's data"),
        check::Kind::TooLong => ("太长", "too long"),
        check::Kind::OpenGap => ("空位没填", "open gaps"),
        check::Kind::Repeated => ("重复发送", "said before"),
        check::Kind::Private => ("别人的信息", "somebody else's data"),
        check::Kind::Team => ("团队禁用词", "words that the team forbids"),
    };
    Both { zh, en }
}

/// A notice's kind, tone and text.
pub(super) fn notice(notice: &ReportNotice, language: Language) -> (&'static str, &'static str, String) {
    let text = |chinese: &str, english: &str| either(language, chinese, english).to_owned();
    match notice {
        ReportNotice::TeamExported => (
            "counters_exported",
            "good",
            text(
                "已导出，发给负责人，在报表里合并。里面只有次数，没有聊天内容。",
                "Written; whoever leads the team merges it in the report. Counts only, no word of a chat.",
            ),
        ),
        ReportNotice::Merged { who, is_known: false } => (
            "counters_merged",
            "good",
            either(language, format!("已合并 {who} 的数字。"), format!("Merged the numbers of {who}.")),
        ),
        ReportNotice::Merged { who, is_known: true } => (
            "counters_merged",
            "good",
            either(
                language,
                format!("{who} 的数字之前合并过，没有新的。"),
                format!("The numbers of {who} were merged before; nothing is new."),
            ),
        ),
        ReportNotice::NotMerged(error) => ("no_counters", "bad", not_merged(error, language)),
        ReportNotice::TooMany => (
            "too_many_people",
            "bad",
            text("同事的数字已满，先移走几位。", "The list is full: take out some colleagues' numbers first."),
        ),
        ReportNotice::Dropped(_) => ("counters_dropped", "good", text("已移走。", "Taken out.")),
    }
}

fn not_merged(error: &TeamFileError, language: Language) -> String {
    let (chinese, english) = match error {
        TeamFileError::Unreadable { line, column, kind } => {
            let (zh, en) = match kind {
                JsonErrorKind::Syntax => ("读不出来", "can't be read"),
                JsonErrorKind::DuplicateName => ("同一个名字写了两次", "one name is there twice"),
                JsonErrorKind::TooDeep => ("嵌套太深", "nested too deep"),
                JsonErrorKind::TooLarge => ("内容太多", "too large"),
            };
            (
                format!("没有合并：第 {line} 行第 {column} 个字符：{zh}。请同事重新导出。"),
                format!("Not merged: line {line}, column {column}: {en}. Ask your colleague to export it again."),
            )
        }
        TeamFileError::OtherFile => (
            "没有合并：这不是报表里导出的数字。".into(),
            "Not merged: this is no file of numbers from the report.".into(),
        ),
        TeamFileError::NewerVersion => (
            "没有合并：文件来自更新的版本，请先更新亲语。".into(),
            "Not merged: a later version wrote it. Please update Qinyu first.".into(),
        ),
        TeamFileError::Own => {
            ("这是您自己的数字，已经在这里了。".into(), "These are your own numbers, which are here already.".into())
        }
        TeamFileError::Wrong { place } => (
            format!("没有合并：“{place}”的写法不对，可能被改过。请同事重新导出。"),
            format!("Not merged: “{place}” is not as it should be. Ask your colleague to export it again."),
        ),
    };
    either(language, chinese, english)
}

/// The name and title that a row of the table has.
pub(super) fn counted(state: &State, counted: What, id: &str) -> (&'static str, String) {
    (what(counted).of(state.settings.language), name(state, counted, id))
}
