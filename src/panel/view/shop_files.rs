//! The part of the shop tab where the shop's files come in: what is kept, what a file would change, how far it is.

use super::{
    icon,
    names::either,
    offers::Both,
    shop_files_words::{self as words, field, kind},
};
use crate::{
    library::Language,
    panel::{
        shop_files::{
            Absent, ShopFiles, Step,
            answer::{Failure, Lacking, Plan, RowProblem},
        },
        state::State,
    },
};
use maud::{Markup, html};

/// Problems that stand open; the others are folded.
const OPEN: usize = 5;
/// Characters of a text in another encoding that are shown: enough to tell it.
const PREVIEW: usize = 40;

pub(super) fn view(state: &State) -> Markup {
    let (language, files) = (state.settings.language, &state.shop_files);
    let is_empty = state.selling.shop.catalog.items().is_empty();
    html! {
        section.group id="shop-files" {
            h2 { (words::TITLE.of(language)) }
            p.hint { (words::HINT.of(language)) }
            @if is_empty && files.step == Step::Idle { p.empty { (words::EMPTY.of(language)) } }
            @if !is_empty { p id="shop-count" { (items(state.selling.shop.catalog.items().len(), language)) } }
            @if !files.lost.is_empty() { p.bad role="alert" { (lost(&files.lost, language)) } }
            (step(files, language))
            @if files.step == Step::Idle { (done(files, language)) }
            @if let Some((done, of)) = files.learning { (progress("shop-learning", words::LEARNING.of(language), done, of, "")) }
            label.plain.file hidden[files.is_busy()] {
                (icon("upload")) (words::CHOOSE.of(language))
                input.unseen id="read-shop" type="file" multiple accept=".csv,.txt,.tsv,.gz,.xlsx,.xls" data-action="shop_files";
            }
        }
    }
}

fn items(count: usize, language: Language) -> String {
    either(language, format!("共 {count} 件商品"), format!("{count} items"))
}

fn lost(parts: &[String], language: Language) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| words::part(part, language)).collect();
    either(
        language,
        format!("读不出已保存的{}，请重新导入。", parts.join("、")),
        format!("What was kept of {} can't be read any more. Import it again.", parts.join(", ")),
    )
}

fn step(files: &ShopFiles, language: Language) -> Markup {
    let name = files.name();
    html! {
        @match &files.step {
            Step::Idle => {}
            Step::Reading(far) => {
                @let rows = either(language, format!("{} 行", far.rows), format!("{} rows", far.rows));
                (progress("shop-reading", &label(words::READING, name, language), far.bytes, far.of, &rows))
                (button("shop_cancel", words::CANCEL, language, false))
            }
            Step::Planning => {
                p role="status" { (label(words::PLANNING, name, language)) }
                (button("shop_cancel", words::CANCEL, language, false))
            }
            Step::Stopping => p role="status" { (words::STOPPING.of(language)) },
            Step::Keeping => p role="status" { (words::KEEPING.of(language)) },
            Step::Planned(plan) => (planned(name, plan, files.absent, language)),
            Step::Columns(lacking, chosen) => (columns(name, lacking, chosen, language)),
            Step::Failed(failure) => (failed(name, failure, language)),
        }
    }
}

fn label(what: Both, name: &str, language: Language) -> String {
    format!("{} {name}", what.of(language))
}

fn button(action: &str, what: Both, language: Language, is_primary: bool) -> Markup {
    html! {
        button class=(if is_primary { "primary" } else { "plain" }) type="button" id=(action) data-action=(action) { (what.of(language)) }
    }
}

/// A bar that also says how far it is to who doesn't see it.
fn progress(id: &str, label: &str, done: u64, of: u64, detail: &str) -> Markup {
    let percent = (done.min(of) * 100).checked_div(of).unwrap_or(0);
    html! {
        div.far {
            p { bdi { (label) } " " span.count { (percent) "% " (detail) } }
            progress id=(id) role="progressbar" aria-label=(label) aria-valuemin="0" aria-valuemax="100" aria-valuenow=(percent)
                max="100" value=(percent) {}
        }
    }
}

fn planned(name: &str, plan: &Plan, absent: Absent, language: Language) -> Markup {
    let is_idle = plan.added + plan.changed == 0 && plan.absent == 0;
    html! {
        div.plan id="shop-plan" data-kind=(plan.kind) {
            h3 { bdi { (name) } span.count { (kind(&plan.kind, language)) } }
            p { (words::plan(plan, false, language)) }
            @if plan.withdrawn > 0 {
                p { (either(language, format!("其中 {} 个订单已关闭或退款，不再计入", plan.withdrawn), format!("{} orders were closed or given back and count no more", plan.withdrawn))) }
            }
            (unpaid(plan, language))
            @if plan.added + plan.changed == 0 { p.hint { (words::NOTHING.of(language)) } }
            @if plan.absent > 0 && !matches!(plan.kind.as_str(), "orders" | "lines") { (absent_items(plan, absent, language)) }
            @if !plan.passed_over.is_empty() {
                p.hint { (either(language, "没有用到的列：", "Columns that are not read: ")) bdi { (plan.passed_over.join(either(language, "、", ", "))) } }
            }
            (problems(plan, language))
            div.controls {
                @if !is_idle { (button("shop_apply", words::APPLY, language, true)) }
                (button("shop_put_away", words::PUT_AWAY, language, false))
            }
        }
    }
}

/// How many orders of the file are listed to be urged, and the way there.
fn unpaid(plan: &Plan, language: Language) -> Markup {
    let count = plan.unpaid;
    html! {
        @if count > 0 {
            button.link type="button" data-action="show" data-name="follow_ups" {
                (icon("package"))
                (either(language, format!("这份文件里 {count} 单未付款，已列到「跟进」"), format!("Unpaid in this file: {count}. They are listed under “Follow-ups”")))
            }
        }
    }
}

/// What becomes of what is kept and not in the file: it stays unless the agent says otherwise.
fn absent_items(plan: &Plan, absent: Absent, language: Language) -> Markup {
    let say = |absent| match absent {
        Absent::Stay => either(language, "保留", "keep"),
        Absent::OffShelf => either(language, "标为下架", "take off the shelf"),
        Absent::Go => either(language, "删除", "remove"),
    };
    let is_catalogue = plan.kind == "catalogue";
    html! {
        label.field {
            (either(language, format!("文件里没有的 {} 项", plan.absent), format!("{} that the file doesn't have", plan.absent)))
            select id="shop-absent" data-action="shop_absent" {
                @for one in Absent::ALL.into_iter().filter(|one| is_catalogue || *one != Absent::OffShelf) {
                    option value=(one.name()) selected[one == absent] { (say(one)) }
                }
            }
        }
    }
}

fn problems(plan: &Plan, language: Language) -> Markup {
    let (open, folded) = plan.problems.split_at_checked(OPEN).unwrap_or((&plan.problems, &[]));
    let count = plan.problem_count;
    html! {
        @if count > 0 {
            p.warn {
                (either(
                    language,
                    format!("{count} 处问题，跳过 {} 行，其余照常导入", plan.refused),
                    format!("{count} problems, {} rows left out; the rest comes in", plan.refused),
                ))
            }
            (rows(open, language))
            @if !folded.is_empty() {
                details { summary { (words::MORE.of(language)) } (rows(folded, language)) }
            }
        }
    }
}

fn rows(problems: &[RowProblem], language: Language) -> Markup {
    html! {
        ul.list.problems {
            @for problem in problems {
                li {
                    (either(language, format!("第 {} 行", problem.row), format!("Row {}", problem.row)))
                    @if !problem.column.is_empty() { " · " (field(&problem.column, language)) }
                    " · " (words::reason(&problem.reason, language))
                    @if problem.is_refused { span.count { (either(language, "已跳过", "left out")) } }
                }
            }
        }
    }
}

/// Asks which columns hold what is needed: of each list, one.
fn columns(name: &str, lacking: &Lacking, chosen: &[(String, String)], language: Language) -> Markup {
    let has = |wanted: &String| chosen.iter().any(|(field, _)| field == wanted);
    let is_whole = lacking.missing.iter().all(|one_of| one_of.iter().any(has));
    html! {
        div.plan id="shop-columns" {
            h3 { bdi { (name) } }
            p { (either(language, "缺少必要的列，请选一下，下次同样的表头会记住。", "Columns are missing. Say which they are; the same headers are remembered.")) }
            label.field {
                (words::HOLDS.of(language))
                select id="shop-kind" data-action="shop_kind" {
                    @for name in words::KINDS { option value=(name) selected[name == lacking.kind] { (kind(name, language)) } }
                }
            }
            @for one_of in &lacking.missing {
                @if one_of.len() > 1 { p.hint { (either(language, "下面选一列就够：", "One of these will do:")) } }
                @for name in one_of { (column(name, lacking, chosen, language)) }
            }
            div.controls {
                @if is_whole { (button("shop_mapped", words::READ_MAPPED, language, true)) }
                (button("shop_put_away", words::PUT_AWAY, language, false))
            }
        }
    }
}

fn column(name: &str, lacking: &Lacking, chosen: &[(String, String)], language: Language) -> Markup {
    let header = chosen.iter().find(|(field, _)| field == name).map(|(_, header)| header);
    html! {
        label.field {
            (field(name, language))
            select id={ "shop-column-" (name) } data-action="shop_column" data-name=(name) {
                option value="" selected[header.is_none()] { (words::NO_COLUMN.of(language)) }
                @for seen in lacking.seen.iter().filter(|seen| !seen.is_empty()) {
                    option value=(seen) selected[header == Some(seen)] { (seen) }
                }
            }
        }
    }
}

fn failed(name: &str, failure: &Failure, language: Language) -> Markup {
    html! {
        div.plan id="shop-failed" role="alert" {
            h3 { bdi { (name) } }
            p.bad { (words::failure(&failure.kind, language)) }
            @for (encoding, preview) in &failure.candidates {
                button.plain type="button" data-action="shop_encoding" data-name=(encoding) {
                    bdi { (preview.chars().take(PREVIEW).collect::<String>()) }
                }
            }
            (button("shop_put_away", words::CLOSE, language, false))
        }
    }
}

fn done(files: &ShopFiles, language: Language) -> Markup {
    html! {
        @if let Some((plan, can_undo)) = &files.done {
            div.plan id="shop-done" role="status" {
                p { (words::plan(plan, true, language)) }
                (unpaid(plan, language))
                @if *can_undo { (button("shop_undo", words::UNDO, language, false)) }
            }
        }
    }
}
