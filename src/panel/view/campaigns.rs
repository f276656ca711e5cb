//! In the tab of the follow-ups: the list at the start of a shift, what is on today, and how campaigns are written down.

use super::{icon, names::either};
use crate::{
    care::campaign::{AWAY, Campaign, Phase, answer::Answer, shift_tick},
    day::Day,
    library::{Language, kept_pack::Owner},
    panel::{
        campaigns::{Check, What},
        state::State,
    },
};
use maud::{Markup, html};

/// What a phase is called.
fn phase_name(phase: Phase, language: Language) -> &'static str {
    let (chinese, english) = match phase {
        Phase::Before => ("活动前", "Before"),
        Phase::During => ("活动中", "During"),
        Phase::After => ("活动后", "After"),
    };
    either(language, chinese, english)
}

/// What is to be looked after today: at the start of the shift, and of what is on.
pub(super) fn today(state: &State) -> Markup {
    html! {
        (shift(state))
        @for (campaign, phase) in state.campaigns_on() { (on(state, campaign, phase)) }
    }
}

fn shift(state: &State) -> Markup {
    let language = state.settings.language;
    let checks = state.shift();
    let done = checks.iter().filter(|check| check.is_done()).count();
    let is_over = done == checks.len() || state.is_shift_away();
    let name = either(language, "开班检查", "Start of the shift");
    html! {
        @if !checks.is_empty() {
            @if is_over {
                p.aside.shift {
                    (icon("check")) (name) " " (done) "/" (checks.len()) " "
                    @if state.is_shift_away() {
                        button.link type="button" data-action="campaign_tick" data-name=(shift_tick(AWAY)) { (either(language, "再看看", "Show again")) }
                    }
                }
            } @else {
                section.group.checks aria-label=(name) {
                    h2 { (name) " " (done) "/" (checks.len()) }
                    (list(&checks, language))
                    button.link type="button" data-action="campaign_tick" data-name=(shift_tick(AWAY)) { (icon("x")) (either(language, "今天不看了", "Put away for today")) }
                }
            }
        }
    }
}

/// A campaign of which a phase is on.
fn on(state: &State, campaign: &Campaign, phase: Phase) -> Markup {
    let language = state.settings.language;
    let checks = state.campaign_checks(campaign, phase);
    let done = checks.iter().filter(|check| check.is_done()).count();
    let label = campaign.label(phase);
    html! {
        section.group.checks.campaign data-phase=(phase.name()) aria-label=(campaign.name) {
            h2 { bdi { (campaign.name) } " · " (phase_name(phase, language)) " " (done) "/" (checks.len()) }
            @if let (Some(last), Some(now)) = (campaign.last_day(phase), state.moment) {
                p.hint { (until(phase, last, now.day, language)) }
            }
            @if phase == Phase::During {
                p.hint { (either(
                    language,
                    "活动名称和截止时间以这里为准，不用改设置。",
                    "The campaign's name and end are those of here; the settings need no change.",
                )) }
            }
            @for pack in &campaign.plan(phase).packs {
                @if let Some(pack) = state.library.packs.iter().find(|one| one.about.id == *pack) {
                    p.hint { (either(language, "正在用话术包：", "Its pack is in use: ")) bdi { (pack.title()) } }
                }
            }
            @if !label.is_empty() {
                p.hint {
                    (either(language, "现在可以说写着这个活动名的话术：", "Phrases that name this campaign may be said now: "))
                    bdi { (label) }
                }
            }
            (list(&checks, language))
        }
    }
}

fn until(phase: Phase, last: Day, today: Day, language: Language) -> String {
    let days = last.count() - today.count();
    let date = last.print();
    let date = date.get(5..).unwrap_or(&date);
    match (phase, language) {
        (Phase::Before, Language::Chinese) => format!("还有 {} 天开始", days + 1),
        (Phase::Before, Language::English) => format!("Begins in {} d", days + 1),
        (_, Language::Chinese) if days == 0 => "今天最后一天".to_owned(),
        (_, Language::English) if days == 0 => "Its last day is today".to_owned(),
        (_, Language::Chinese) => format!("到 {date}，还有 {days} 天"),
        (_, Language::English) => format!("Until {date}, in {days} d"),
    }
}

fn list(checks: &[Check], language: Language) -> Markup {
    html! {
        ul.checklist {
            @for check in checks {
                li data-done=(check.is_done()) {
                    label {
                        input type="checkbox" id={ "tick-" (check.tick) } data-action="campaign_tick" data-name=(check.tick) checked[check.is_done()]
                            disabled[!check.is_ticked && check.is_done()];
                        span dir="auto" {
                            @match &check.what {
                                What::Rule(title) => (super::names::title(title, language)),
                                What::Own(line) => (line),
                            }
                        }
                    }
                    @if let Some(answer) = &check.answer { (answered(answer, language)) }
                }
            }
        }
    }
}

/// What the shop's data say of it.
fn answered(answer: &Answer, language: Language) -> Markup {
    let Answer { fine, wrong, names } = answer;
    html! {
        @if *wrong > 0 {
            p.warning {
                (icon("triangle-alert"))
                span {
                    (either(language, format!("{wrong} 项要看"), format!("To look at: {wrong}")))
                    @for name in names { " " q dir="auto" { (name) } }
                    @if names.len() < *wrong && !names.is_empty() { "…" }
                }
            }
        } @else if *fine > 0 {
            p.aside { (either(language, format!("看过资料，{fine} 项正常"), format!("The shop's data say: {fine} in order"))) }
        } @else {
            p.aside { (either(language, "看过资料，没有问题", "The shop's data say: nothing wrong")) }
        }
    }
}

/// All campaigns, and the one that is written down.
pub(super) fn book(state: &State) -> Markup {
    let language = state.settings.language;
    let listed = state.campaigns.book.listed();
    html! {
        section.group.campaigns {
            h2 { (either(language, "活动安排", "Campaigns")) }
            @if listed.is_empty() {
                p.hint { (either(
                    language,
                    "写下 618、双11 的日期，到时这里会列出该检查的事，带活动名的话术也只在活动期间出现。",
                    "Write the days of a campaign down: what is to be checked is listed here then, and phrases that name it are \
                     suggested only while it is on.",
                )) }
            }
            ul {
                @for campaign in listed {
                    @let is_open = state.campaigns.open.as_ref() == Some(&campaign.id);
                    li {
                        button.link type="button" data-action="campaign_open" data-name=(campaign.id.0) aria-expanded=(is_open) {
                            (icon("chevron-right")) bdi { (campaign.name) }
                            @if let [_, Some(begins), Some(ends), _] = campaign.days { " " span.when { (begins.print()) " – " (ends.print()) } }
                        }
                        @if is_open { (form(state, campaign)) }
                    }
                }
            }
            @if state.campaigns.removed.is_some() {
                button.link id="campaign-put-back" type="button" data-action="campaign_put_back" {
                    (icon("undo-2")) (either(language, "放回刚删除的活动", "Put back the removed campaign"))
                }
            }
            button.link type="button" data-action="campaign_new" { (icon("plus")) (either(language, "添加活动", "Add a campaign")) }
        }
    }
}

fn form(state: &State, campaign: &Campaign) -> Markup {
    let language = state.settings.language;
    let id = &campaign.id.0;
    let days = either(
        language,
        ["预热开始", "活动开始", "活动最后一天", "售后到"],
        ["Made ready from", "Begins", "Last day", "Followed up until"],
    );
    let has_days = campaign.days.iter().any(Option::is_some);
    html! {
        label.field {
            span { (either(language, "活动名称", "Name")) }
            input id="campaign-name" type="text" maxlength="30" autocomplete="off" dir="auto" data-action="campaign_name" data-name=(id) value=(campaign.name);
        }
        @for (place, (label, day)) in days.into_iter().zip(campaign.days).enumerate() {
            label.field {
                span { (label) }
                input id={ "campaign-day-" (place) } type="date" data-action="campaign_day" data-slot=(place) data-name=(id)
                    value=(day.map(Day::print).unwrap_or_default());
            }
        }
        @if has_days && !campaign.is_dated() {
            p.warning {
                (icon("triangle-alert"))
                (either(language, "开始和最后一天都要填，先后顺序要对", "It needs a beginning and a last day, and its days in their order"))
            }
        }
        @for phase in Phase::ALL { (plan(state, campaign, phase)) }
        button.link type="button" data-action="campaign_remove" data-name=(id) { (icon("trash-2")) (either(language, "删除这个活动", "Remove this campaign")) }
    }
}

fn plan(state: &State, campaign: &Campaign, phase: Phase) -> Markup {
    let language = state.settings.language;
    let (id, plan) = (&campaign.id.0, campaign.plan(phase));
    let name = format!("{id}/{}", phase.name());
    html! {
        fieldset {
            legend { (phase_name(phase, language)) }
            label.field {
                span { (either(language, "话术里的活动名", "Campaign that phrases name")) }
                input id={ "campaign-label-" (phase.name()) } type="text" maxlength="30" autocomplete="off" dir="auto" data-action="campaign_label"
                    data-name=(name) value=(plan.label) placeholder=(campaign.label(phase));
            }
            @let packs = state.library.packs.iter().filter(|pack| pack.owner != Owner::Personal);
            (choices(
                "campaign_pack",
                &name,
                either(language, "这时才用的话术包", "Packs that are for this phase"),
                packs.map(|pack| (pack.about.id.as_str(), pack.title(), plan.packs.contains(&pack.about.id))),
            ))
            (choices(
                "campaign_promotion",
                &name,
                either(language, "这时要有效的优惠", "Promotions that are to hold"),
                state.selling.shop.promotions.iter().map(|one| {
                    (one.id.0.as_str(), one.title.as_str(), plan.promotions.contains(&one.id))
                }),
            ))
            @let lines = either(language, "自己加的检查项，一行一条", "Checks of your own, one a line");
            textarea id={ "campaign-lines-" (phase.name()) } rows="2" dir="auto" data-action="campaign_lines" data-name=(name)
                aria-label={ (phase_name(phase, language)) "：" (lines) } placeholder=(lines) { (plan.lines.join("\n")) }
        }
    }
}

/// What can be chosen for a phase: what each is called in the data and to the agent, and whether it is chosen.
fn choices<'a>(action: &str, of: &str, title: &str, all: impl Iterator<Item = (&'a str, &'a str, bool)>) -> Markup {
    let all: Vec<_> = all.collect();
    html! {
        @if !all.is_empty() {
            div.choices role="group" aria-label=(title) {
                p.hint { (title) }
                @for (id, name, is_chosen) in all {
                    label.choice {
                        input type="checkbox" id={ (action) "-" (of) "-" (id) } data-action=(action) data-name={ (of) "/" (id) } checked[is_chosen];
                        bdi { (name) }
                    }
                }
            }
        }
    }
}
