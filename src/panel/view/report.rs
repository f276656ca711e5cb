//! The report tab: what the panel was good for over a day, a week or a month, in figures, charts and their tables; what is
//! never used, what no phrase answers; of a team, by person and together.

use super::{
    check, clock, icon,
    names::{either, title},
    offers::Both,
    report_chart::chart,
    report_charts::charts,
};
use crate::{
    care::report::{Period, Span, Sums, What, percent},
    library::{Language, PhraseId},
    panel::state::State,
};
use maud::{Markup, html};

pub(super) const TAB: Both = Both { zh: "报表", en: "Report" };
const SPANS: Both = Both { zh: "多长时间", en: "How long a time" };
const EARLIER: Both = Both { zh: "往前", en: "Earlier" };
const LATER: Both = Both { zh: "往后", en: "Later" };
const WHOSE: Both = Both { zh: "谁的数字", en: "Whose numbers" };
const MINE: Both = Both { zh: "我的", en: "Mine" };
const TEAM: Both = Both { zh: "团队", en: "The team's" };
const NONE: Both = Both { zh: "还没有数字", en: "No numbers yet" };
const NONE_HINT: Both = Both {
    zh: "聊起来以后，这里按日、周、月显示：建议采用了多少、省了多少字、哪些话术常用、哪些问题没有话术、搭配推荐和承诺做得怎样。只记次数，不记聊天内容。",
    en: "Once you chat, this shows by day, week and month how many suggestions were taken, what typing they saved, which \
         phrases are used, what has no phrase, and how offers and promises went. Counts only, no word of a chat.",
};
const QUIET: Both = Both { zh: "这段时间没有记录。", en: "Nothing was counted in this time." };
const UNUSED: Both = Both { zh: "从没用过的话术", en: "Phrases never used" };
const UNUSED_ALL: Both = Both { zh: "去话术库清理", en: "Look through them in the library" };
const GAPS: Both = Both { zh: "去补话术", en: "Write phrases for them" };
const WAITS: Both = Both { zh: "回复快慢", en: "How fast answers came" };
const WAITS_HINT: Both = Both {
    zh: "只算面板开着时看到的对话，考核以平台后台为准。",
    en: "Of the talks that the panel saw; the platform's own figures are the ones that count.",
};
const PEOPLE: Both = Both { zh: "每个人", en: "By person" };
const TOGETHER: Both = Both { zh: "合计", en: "Together" };
const GIVE: Both = Both { zh: "导出与合并", en: "Give out and merge" };
const GIVE_HINT: Both = Both {
    zh: "同事把数字导出成文件发来，在这里合并，看每个人和合计。只有次数和称呼，没有买家，没有聊天内容。",
    en: "Colleagues export their numbers as a file; merged here, they show by person and together. Counts and the agent's \
         name alone: no buyer, no word of a chat.",
};
/// Phrases never used that are listed; the library has all.
const LISTED: usize = 10;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let (sums, people) = (state.report_sums(), state.report_people());
    html! {
        @if people.is_empty() {
            div.blank { (icon("chart-column")) h1 { (NONE.of(language)) } p { (NONE_HINT.of(language)) } }
        } @else {
            h1.unseen { (TAB.of(language)) }
            (when(state))
            @if people.len() > 1 {
                nav.rooms aria-label=(WHOSE.of(language)) {
                    @for (name, words, is_on) in [("mine", MINE, !state.report.is_team), ("team", TEAM, state.report.is_team)] {
                        button type="button" data-action="report_whose" data-name=(name) aria-pressed=(is_on) { (words.of(language)) }
                    }
                }
            }
            @if sums.is_empty() {
                p.blank-line { (QUIET.of(language)) }
            } @else {
                (figures(&sums, language))
                @for one in charts(state, &sums) { (chart(&one, language)) }
                @if sums.total(What::Gap) > 0 || state.topics().next().is_some() {
                    button.link type="button" data-action="report_gaps" { (icon("message-square-text")) (GAPS.of(language)) }
                }
            }
            (waits(state))
            @if people.len() > 1 { (by_person(state, &people)) }
        }
        (never_used(state))
        (give(language, !people.is_empty()))
    }
}

/// Over what, and the way to what is before and after it.
fn when(state: &State) -> Markup {
    let language = state.settings.language;
    let range = state.reported().map(|(first, last)| match state.report.span {
        Span::Day => first.print(),
        Span::Week => format!("{} – {}", first.print(), last.print()),
        Span::Month => Period::month_of(first).print(),
    });
    html! {
        nav.rooms aria-label=(SPANS.of(language)) {
            @for span in Span::ALL {
                button type="button" id={ "report-" (span.name()) } data-action="report_span" data-name=(span.name())
                    aria-pressed=(span == state.report.span) { (name_of(span).of(language)) }
            }
        }
        div.bar.over {
            (step("report_earlier", "chevron-left", EARLIER.of(language), state.has_earlier()))
            strong role="status" { bdi { (range.unwrap_or_default()) } }
            (step("report_later", "chevron-right", LATER.of(language), state.report.back > 0))
        }
    }
}

fn step(action: &str, icon_name: &str, label: &str, is_possible: bool) -> Markup {
    html! {
        button.quiet type="button" data-action=(action) aria-label=(label) title=(label) disabled[!is_possible] { (icon(icon_name)) }
    }
}

const fn name_of(span: Span) -> Both {
    match span {
        Span::Day => Both { zh: "日", en: "Day" },
        Span::Week => Both { zh: "周", en: "Week" },
        Span::Month => Both { zh: "月", en: "Month" },
    }
}

/// What stands on top.
fn figures(sums: &Sums, language: Language) -> Markup {
    let total = |what| sums.total(what);
    let share =
        |part: u64, whole: u64| percent(part, whole).map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
    let (taken, offered) = (sums.taken(), total(What::Offered));
    let (in_time, late) = (total(What::InTime), total(What::Late));
    let (sold, shown) = (total(What::OfferTaken), total(What::Offer));
    let rows: [(Both, String, String); 6] = [
        (
            Both { zh: "建议采用", en: "Suggestions taken" },
            share(taken, offered),
            either(
                language,
                format!(
                    "{offered} 轮有建议，采用 {taken}，改过 {}；自己找 {}",
                    total(What::Edited),
                    total(What::Found)
                ),
                format!(
                    "{taken} of {offered} turns, {} changed; {} phrases found by hand",
                    total(What::Edited),
                    total(What::Found)
                ),
            ),
        ),
        (
            Both { zh: "少打的字", en: "Typing saved" },
            sums.saved().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%")),
            either(
                language,
                format!("发出的字里，{} 字不用打，{} 字自己打", total(What::Inserted), total(What::Typed)),
                format!("{} characters sent without typing, {} typed", total(What::Inserted), total(What::Typed)),
            ),
        ),
        (
            Both { zh: "承诺按时", en: "Promises in time" },
            share(in_time, in_time.saturating_add(late)),
            either(
                language,
                format!("记下 {}，按时 {in_time}，超时 {late}", total(What::Kept)),
                format!("{} noted, {in_time} closed in time, {late} late", total(What::Kept)),
            ),
        ),
        (
            Both { zh: "搭配推荐", en: "Cross-selling" },
            share(sold, shown),
            either(language, format!("推荐 {shown}，采用 {sold}"), format!("{shown} offered, {sold} taken")),
        ),
        (
            Both { zh: "发前检查", en: "Checks" },
            total(What::Finding).to_string(),
            either(
                language,
                format!("一键改好 {}，拦下 {}", total(What::Mended), total(What::Held)),
                format!("{} mended, {} held back", total(What::Mended), total(What::Held)),
            ),
        ),
        (
            Both { zh: "没有话术", en: "Without a phrase" },
            total(What::Gap).to_string(),
            either(language, "这些问题没有话术可用，是自己写的回答", "questions answered in one's own words")
                .to_owned(),
        ),
    ];
    html! {
        dl.figures {
            @for (name, figure, about) in rows {
                div { dt { (name.of(language)) } dd { (figure) } dd.count { (about) } }
            }
        }
    }
}

/// How long buyers waited, as their platforms count it.
fn waits(state: &State) -> Markup {
    let language = state.settings.language;
    let waits = state.report_waits();
    html! {
        @if !waits.is_empty() {
            section.group {
                h2 { (WAITS.of(language)) }
                table.sales {
                    thead { tr {
                        th scope="col" { (either(language, "考核项", "Figure")) }
                        th.number scope="col" { (either(language, "次数", "Count")) }
                        th.number scope="col" { (either(language, "及时", "In time")) }
                        th.number scope="col" { (either(language, "平均", "Mean")) }
                        th.number scope="col" { (either(language, "没回", "Missed")) }
                    } }
                    tbody {
                        @for (rule, tally) in &waits {
                            tr {
                                th scope="row" title=(clock::counted(rule.unit, language)) { (title(&rule.title, language)) }
                                td.number { (tally.units) }
                                @let share = tally.share(0).filter(|_| !rule.limits.is_empty());
                                td.number { (share.map_or("–".to_owned(), clock::percent)) }
                                td.number { (tally.mean().map_or("–".to_owned(), |mean| clock::span(mean, language))) }
                                td.number { (tally.unanswered) }
                            }
                        }
                    }
                }
                p.hint { (WAITS_HINT.of(language)) }
            }
        }
    }
}

fn by_person(state: &State, people: &[(&str, String, Sums)]) -> Markup {
    let language = state.settings.language;
    let everyones = people.iter().map(|(.., sums)| sums);
    html! {
        section.group {
            h2 { (PEOPLE.of(language)) }
            table.sales {
                thead { tr {
                    th scope="col" { (either(language, "谁", "Who")) }
                    th.number scope="col" { (either(language, "采用/建议", "Taken/of")) }
                    th.number scope="col" { (either(language, "少打", "Saved")) }
                    th.number scope="col" { (either(language, "超时", "Late")) }
                    th scope="col" { span.unseen { (either(language, "移走", "Take out")) } }
                } }
                tbody {
                    @for (who, called, sums) in people {
                        tr {
                            th scope="row" {
                                @let is_own = state.is_own_installation(who);
                                @if is_own && called == who { (either(language, "我", "Me")) } @else {
                                    bdi { (called) } @if is_own { " " (either(language, "（我）", "(me)")) }
                                }
                            }
                            (numbers(std::iter::once(sums)))
                            td {
                                @if !state.is_own_installation(who) {
                                    @let label = either(language, format!("移走 {called} 的数字"), format!("Take out the numbers of {called}"));
                                    button.quiet type="button" data-action="report_drop" data-name=(who) aria-label=(label) title=(label) { (icon("x")) }
                                }
                            }
                        }
                    }
                    tr { th scope="row" { (TOGETHER.of(language)) } (numbers(everyones)) td {} }
                }
            }
        }
    }
}

/// The cells of one, or of all together.
fn numbers<'a>(sums: impl Iterator<Item = &'a Sums> + Clone) -> Markup {
    let total = |what: What| sums.clone().map(|sums| sums.total(what)).fold(0, u64::saturating_add);
    let taken = total(What::Taken).saturating_add(total(What::Edited));
    let (inserted, typed) = (total(What::Inserted), total(What::Typed));
    html! {
        td.number { (taken) "/" (total(What::Offered)) }
        td.number { @match percent(inserted, inserted.saturating_add(typed)) { Some(saved) => { (saved) "%" } None => "–" } }
        td.number { (total(What::Late)) }
    }
}

fn never_used(state: &State) -> Markup {
    let language = state.settings.language;
    let unused: Vec<&PhraseId> = state.never_used().collect();
    html! {
        @if !unused.is_empty() {
            details.group.unused {
                summary { (UNUSED.of(language)) " " span.count { (unused.len()) } }
                ul.list {
                    @for id in unused.iter().take(LISTED) {
                        li { button.link type="button" data-action="report_open" data-name=(id.0) { bdi { (check::name(state, id)) } } }
                    }
                }
                button.link type="button" data-action="report_unused" { (icon("library")) (UNUSED_ALL.of(language)) }
            }
        }
    }
}

/// The files that go out and come in.
fn give(language: Language, has_some: bool) -> Markup {
    html! {
        section.group {
            h2 { (GIVE.of(language)) }
            p.hint { (GIVE_HINT.of(language)) }
            div.choices {
                @for (action, words) in [
                    ("report_export", Both { zh: "导出 CSV", en: "As CSV" }),
                    ("report_workbook", Both { zh: "导出 Excel", en: "As a workbook" }),
                    ("report_team_export", Both { zh: "导出给团队", en: "For the team" }),
                ] {
                    button.plain type="button" data-action=(action) disabled[!has_some] { (icon("download")) (words.of(language)) }
                }
                label.plain.file {
                    (icon("upload")) (either(language, "合并同事的", "Merge a colleague's"))
                    input.unseen id="read-counters" type="file" accept=".json" data-action="report_team_read";
                }
            }
        }
    }
}
