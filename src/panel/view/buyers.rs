//! What is noted of a buyer: one line in the talk, all of it when it is unfolded, the form in which it is written with the
//! hints for care beside it; and the list of all that are noted.

use super::{icon, library_words, names, names::either};
use crate::{
    care::buyers::{
        Buyer, BuyerKey, MAX_BUYERS, RecordId,
        about::{About, Field, MAX_NOTE_CHARS},
        due::Reached,
        hints::{NICK, hints, is_odd_nick},
    },
    day::Day,
    library::Language,
    panel::{
        buyers::{BuyerNotice, field_id},
        state::State,
    },
    rules::{self, Title},
};
use maud::{Markup, html};

/// Buyers that are listed; whoever looks for another types the name.
const LISTED: usize = 50;
/// The button that opens the record, or begins one.
const OPENS: &str = "buyer-note";

/// What is noted of whoever is in the talk.
pub(super) fn in_talk(state: &State) -> Markup {
    let language = state.settings.language;
    let Some(key) = state.buyer_key() else { return html! {} };
    let id = key.id();
    html! {
        section.noted aria-label=(either(language, "买家备注", "Notes on the buyer")) {
            @match (&state.work.buyer.writing, state.buyers.records.get(&id)) {
                (Some(about), _) => (form(about, &key, &id, state)),
                (None, Some(buyer)) => (record(buyer, &id, state)),
                (None, None) => {
                    button.link id=(OPENS) type="button" data-action="buyer_write" {
                        (icon("plus")) (either(language, "记一笔", "Add a note"))
                    }
                    @if state.follow_ups_of(&key) > 0 { (export_and_erase(&id, language)) }
                }
            }
        }
    }
}

/// One line, or all of it.
fn record(buyer: &Buyer, id: &RecordId, state: &State) -> Markup {
    let language = state.settings.language;
    let (about, is_open) = (&buyer.about, state.work.buyer.is_open);
    let first = Field::ALL.into_iter().find(|field| !about.get(*field).is_empty()).unwrap_or(Field::Note);
    html! {
        button.fold id=(OPENS) type="button" data-action="buyer_fold" aria-expanded=(is_open) {
            (icon("chevron-right"))
            span.line dir="auto" {
                @if !matches!(first, Field::Note | Field::Tags) { (label(first, language)) " " }
                @if first != Field::Tags { (about.get(first)) }
            }
            @for tag in about.tags() { span.tag { bdi { (tag) } } }
        }
        @if is_open {
            dl.keys-apart {
                @for field in Field::ALL.into_iter().filter(|field| !about.get(*field).is_empty()) {
                    dt { (label(field, language)) }
                    dd dir="auto" { (about.get(field)) }
                }
                @if let Some((day, said)) = reached(buyer.reached, language) {
                    dt { (said) }
                    dd { (day.print()) }
                }
            }
            div.row {
                button.plain type="button" data-action="buyer_write" { (icon("pencil")) (either(language, "修改", "Change")) }
                (export_and_erase(id, language))
            }
        }
    }
}

fn export_and_erase(id: &RecordId, language: Language) -> Markup {
    let labels = either(
        language,
        [("buyer_export", "download", "导出这位买家的全部记录"), ("buyer_erase", "trash-2", "删除这位买家的全部记录")],
        [
            ("buyer_export", "download", "Export all about this buyer"),
            ("buyer_erase", "trash-2", "Erase all about this buyer"),
        ],
    );
    html! {
        @for (action, icon_name, label) in labels {
            button.quiet type="button" data-action=(action) data-name=(id.0) aria-label=(label) title=(label) { (icon(icon_name)) }
        }
    }
}

fn form(about: &About, key: &BuyerKey, id: &RecordId, state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        form data-action="buyer_save" {
            @for field in Field::ALL {
                @let (element, name) = (field_id(field, id), [field.name(), ":", &id.0].concat());
                label.field {
                    span { (label(field, language)) }
                    @if field == Field::Note {
                        textarea id=(element) rows="2" maxlength=(MAX_NOTE_CHARS) dir="auto" data-action="buyer_type"
                            data-name=(name) aria-describedby="buyer-hint" { (about.get(field)) }
                    } @else {
                        input id=(element) type=(if field == Field::FirstBought { "date" } else { "text" }) dir="auto"
                            autocomplete="off" data-action="buyer_type" data-name=(name) list=[list(field)]
                            placeholder=(example(field, language)) value=(about.get(field));
                    }
                }
            }
            (options("buyer-campaigns", &rules::buyers().campaigns, language))
            (options("buyer-levels", &rules::buyers().levels, language))
            @if let Some(day) = state.first_known().filter(|day| about.first_bought() != Some(*day)) {
                button.link type="button" data-action="buyer_take_day" {
                    (icon("store"))
                    (either(language, format!("近半年订单里最早是 {}，填上", day.print()),
                        format!("First in the last half year's orders: {}. Use it", day.print())))
                }
            }
            (care(key, state))
            p.hint id="buyer-hint" {
                (either(language, "只存在这台电脑，买家看不到。电话、地址、证件号会自动去掉。", "Kept on this computer alone, \
                    never shown to the buyer. Phones, addresses and id numbers are taken out."))
                @if state.settings.buyer_days > 0 {
                    (either(language, format!("{} 天没改动就删除。", state.settings.buyer_days),
                        format!(" Deleted {} days after the last change.", state.settings.buyer_days)))
                }
            }
            div.actions {
                button.primary type="submit" { (either(language, "记下", "Keep")) }
                button.plain type="button" data-action="buyer_cancel" { (either(language, "取消", "Cancel")) }
            }
        }
    }
}

/// What to look at before a buyer is taken for a trickster; ticked by hand, kept in the note alone.
fn care(key: &BuyerKey, state: &State) -> Markup {
    let (language, work) = (state.settings.language, &state.work.buyer);
    html! {
        button.fold type="button" data-action="buyer_hints" aria-expanded=(work.shows_hints) {
            (icon("chevron-right")) (either(language, "谨慎核对", "Hints for care"))
        }
        @if work.shows_hints {
            p.hint {
                (either(language, "每一条单独都说明不了什么，诚实的买家也会有。自己核对了再勾，不影响怎么接待；勾选的只有写进备注才会保存。",
                    "Each alone means nothing: honest buyers show it too. Tick what you have looked up yourself, and serve them as \
                     anybody else. What is ticked is kept only if you put it into the note."))
            }
            ul.hints {
                @for hint in hints() {
                    li {
                        label.choice {
                            input id={ "hint-" (hint.id) } type="checkbox" data-action="buyer_tick" data-name=(hint.id)
                                checked[work.ticked.contains(&hint.id)];
                            (names::title(&hint.title, language))
                        }
                        @if hint.id == NICK && is_odd_nick(&key.name) {
                            span.tag { (either(language, "看一眼", "Look")) " " bdi { (key.name) } }
                        }
                        p.hint { (names::title(&hint.look, language)) }
                    }
                }
            }
            button.plain type="button" data-action="buyer_note_hints" {
                (either(language, "把勾选的写进备注", "Put the ticked ones into the note"))
            }
        }
    }
}

const fn list(field: Field) -> Option<&'static str> {
    match field {
        Field::Campaign => Some("buyer-campaigns"),
        Field::Level => Some("buyer-levels"),
        _ => None,
    }
}

fn options(id: &str, titles: &[Title], language: Language) -> Markup {
    html! { datalist id=(id) { @for title in titles { option value=(names::title(title, language)) {} } } }
}

fn label(field: Field, language: Language) -> &'static str {
    let (zh, en) = match field {
        Field::Note => ("备注", "Note"),
        Field::Tags => ("标签", "Tags"),
        Field::Campaign => ("来自活动", "Campaign"),
        Field::Level => ("会员等级", "Member level"),
        Field::Goods => ("常买", "Buys"),
        Field::Brand => ("喜欢的品牌", "Brands"),
        Field::Payment => ("付款习惯", "Pays by"),
        Field::Price => ("常买的价位", "Price range"),
        Field::FirstBought => ("首次购买", "First purchase"),
    };
    either(language, zh, en)
}

fn example(field: Field, language: Language) -> &'static str {
    let (zh, en) = match field {
        Field::Tags => ("如：送礼 急单", "e.g. gifts urgent"),
        Field::Campaign => ("如：双11", "e.g. 11.11"),
        Field::Level => ("如：VIP", "e.g. VIP"),
        Field::Goods => ("如：四件套", "e.g. bedding"),
        Field::Brand => ("如：云朵", "e.g. Linden"),
        Field::Payment => ("如：花呗分期", "e.g. instalments"),
        Field::Price => ("如：100-200 元", "e.g. 20 to 40"),
        Field::Note | Field::FirstBought => ("", ""),
    };
    either(language, zh, en)
}

/// What was written to an old buyer, or became of it, and when.
pub(super) fn reached(reached: Reached, language: Language) -> Option<(Day, &'static str)> {
    let (zh, en) = match reached {
        Reached::Not => return None,
        Reached::Once(_) => ("老客消息已发", "Written to"),
        Reached::Twice(_) => ("又发过一次", "Written to twice"),
        Reached::Back(_) => ("回来买了", "Came back"),
        Reached::Out(_) => ("不再打扰", "Left out"),
    };
    Some((reached.day()?, either(language, zh, en)))
}

/// Everyone who is noted, in the follow-ups' tab.
pub(super) fn all(state: &State) -> Markup {
    let (language, desk) = (state.settings.language, &state.buyers);
    let count = state.buyers.records.kept().count();
    if count == 0 {
        return html! {};
    }
    let search = either(language, "找买家", "Find a buyer");
    html! {
        button.fold type="button" data-action="buyer_list" aria-expanded=(desk.is_open) {
            (icon("chevron-right")) (either(language, format!("买家备注 {count}"), format!("Notes on buyers: {count}")))
        }
        @if desk.is_open {
            @let found = state.noted();
            input id="buyer-search" type="search" data-action="buyer_search" aria-label=(search) placeholder=(search) value=(desk.query);
            ul.list {
                @for buyer in found.iter().take(LISTED) {
                    li {
                        bdi { (buyer.key.name) }
                        span.count dir="auto" { (buyer.about.get(Field::Note)) }
                        (export_and_erase(&buyer.key.id(), language))
                    }
                }
            }
            @if found.is_empty() { p.blank-line { (either(language, "没有这位买家", "No such buyer")) } }
            @if found.len() > LISTED {
                p.hint { (either(language, format!("还有 {} 位，输入名字找。", found.len() - LISTED),
                    format!("{} more: type a name.", found.len() - LISTED))) }
            }
        }
    }
}

/// For how long notes are kept.
pub(super) fn settings(state: &State) -> Markup {
    let language = state.settings.language;
    html! {
        section.group {
            label.field {
                span { (either(language, "买家备注保留天数", "Days for which notes on buyers are kept")) }
                input id="buyer-days" type="number" min="0" max="3650" step="1" inputmode="numeric" data-action="buyer_days"
                    aria-describedby="buyer-days-hint" value=(state.settings.buyer_days);
            }
            p.hint id="buyer-days-hint" {
                (either(language, "从最后一次改动算起，到期自动删除。0 是一直保留。",
                    "After the last change; then they are deleted. 0 keeps them."))
            }
        }
    }
}

/// What there is to say of notes: its kind, tone and words.
pub(super) fn notice(notice: &BuyerNotice, language: Language) -> (&'static str, &'static str, String) {
    match notice {
        BuyerNotice::Kept(false) => ("buyer_kept", "good", either(language, "已记下。", "Kept.").to_owned()),
        BuyerNotice::Kept(true) => (
            "buyer_kept",
            "good",
            either(
                language,
                "已记下，电话、地址等能找到人的内容已去掉。",
                "Kept, without what finds a person: phones, addresses and the like.",
            )
            .to_owned(),
        ),
        BuyerNotice::Full => (
            "buyers_full",
            "bad",
            either(
                language,
                format!("备注已满 {MAX_BUYERS} 位，没有记下：先删几位，或在设置里缩短保留天数。"),
                format!(
                    "Not kept: there are {MAX_BUYERS} already. Erase some, or keep them for fewer days (settings)."
                ),
            ),
        ),
        BuyerNotice::Reached(..) => ("buyer_reached", "good", either(language, "已标记。", "Noted.").to_owned()),
        BuyerNotice::Erased(erased) => {
            let (notes, follow_ups) = (usize::from(erased.buyer.is_some()), erased.follow_ups.len());
            (
                "buyer_erased",
                "good",
                either(
                    language,
                    format!("已删除：备注 {notes} 条，跟进 {follow_ups} 件。"),
                    format!("Erased: notes {notes}, follow-ups {follow_ups}."),
                ),
            )
        }
    }
}

/// What undoes it, where something does.
pub(super) fn undo(notice: &BuyerNotice, language: Language) -> Markup {
    html! {
        @let action = match notice {
            BuyerNotice::Erased(_) => Some("buyer_put_back"),
            BuyerNotice::Reached(..) => Some("buyer_unreach"),
            BuyerNotice::Kept(_) | BuyerNotice::Full => None,
        };
        @if let Some(action) = action {
            button.plain type="button" data-action=(action) { (library_words::words(language).undo) }
        }
    }
}
