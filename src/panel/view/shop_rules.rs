//! The shop's own rules and terms in the shop tab: their list, the form in which one is written, the limits of an offer.

use super::{
    icon, icon_button, names,
    offers::{Both, relation},
    shop_promotions::title,
};
use crate::{
    chat::Stage,
    cross_sell::HandRule,
    panel::{Draft, Side, Term, state::State},
    shop::{ItemId, Relation, Scope},
};
use maud::{Markup, html};
use std::collections::BTreeSet;

const RULES: Both = Both { zh: "店铺规则", en: "Rules of the shop" };
const RULES_HINT: Both = Both {
    zh: "如果聊到…就推荐…。从上到下，排在按订单学到的前面。",
    en: "If this is talked about, offer that. From top to bottom, before what was learnt from orders.",
};
const NEW: Both = Both { zh: "新规则", en: "New rule" };
const REMOVED: Both = Both { zh: "规则已删除。", en: "The rule was removed." };
const PUT_BACK: Both = Both { zh: "撤销", en: "Undo" };
const EDIT: Both = Both { zh: "改规则", en: "Change the rule" };
const UP: Both = Both { zh: "上移", en: "Move up" };
const REMOVE: Both = Both { zh: "删除规则", en: "Remove the rule" };
const WHEN: Both = Both { zh: "聊到", en: "When it is about" };
const ALL: Both = Both { zh: "任何商品", en: "any item" };
const ITEMS: Both = Both { zh: "这些商品", en: "these items" };
const CATEGORY: Both = Both { zh: "分类", en: "Category" };
const OFFER: Both = Both { zh: "推荐", en: "Offer" };
const FIND: Both = Both { zh: "搜商品加入", en: "Find items to add" };
const TAKE_OUT: Both = Both { zh: "去掉", en: "Take out" };
const AS: Both = Both { zh: "关系", en: "As" };
const STAGES: Both =
    Both { zh: "只在这些阶段（不选就是都可以）", en: "Only in these stages (none: in all)" };
const STOPS: Both = Both {
    zh: "到此为止：后面的规则和学到的都不再看",
    en: "Stop here: no later rule, and nothing that was learnt",
};
const STOPS_SHORT: Both = Both { zh: "到此为止", en: "stop here" };
const KEEP: Both = Both { zh: "保存规则", en: "Keep the rule" };
const CANCEL: Both = Both { zh: "取消", en: "Cancel" };
const INCOMPLETE: Both = Both { zh: "还要选商品，规则才有用。", en: "Items are still missing." };
const TERMS: Both = Both { zh: "推荐的条件", en: "Limits of an offer" };
/// Items that a search in the form lists.
const FOUND: usize = 5;

pub(super) fn view(state: &State) -> Markup {
    let language = state.settings.language;
    let desk = &state.shop_desk.rules;
    let rules = &state.settings.rules;
    html! {
        h2 { (RULES.of(language)) }
        p.hint { (RULES_HINT.of(language)) }
        ol.list.rules {
            @for (place, rule) in rules.iter().enumerate() {
                @if desk.draft.as_ref().is_none_or(|draft| draft.before.as_ref() != Some(rule)) { (row(state, place, rule)) }
            }
        }
        @if desk.removed.is_some() {
            p.hint role="status" {
                (REMOVED.of(language)) " "
                button.link type="button" data-action="rule_put_back" { (PUT_BACK.of(language)) }
            }
        }
        @match &desk.draft {
            Some(draft) => (form(state, draft)),
            None => {
                button.plain.alone type="button" id="rule-new" data-action="rule_new" data-name="" { (icon("plus")) (NEW.of(language)) }
            }
        }
        (terms(state))
    }
}

fn row(state: &State, place: usize, rule: &HandRule) -> Markup {
    let language = state.settings.language;
    html! {
        li {
            span.what {
                bdi { (when(state, &rule.when)) }
                " → "
                bdi { (rule.offer.iter().map(|id| title(state, id)).collect::<Vec<_>>().join("、")) }
                span.count {
                    (relation(language, rule.relation))
                    @for stage in &rule.stages { " · " (names::stage(*stage, language)) }
                    @if rule.stops { " · " (STOPS_SHORT.of(language)) }
                }
            }
            @if place > 0 { (icon_button("rule_up", place, "arrow-up", UP.of(language))) }
            (icon_button("rule_edit", place, "pencil", EDIT.of(language)))
            (icon_button("rule_remove", place, "trash-2", REMOVE.of(language)))
        }
    }
}

fn when(state: &State, scope: &Scope) -> String {
    match scope {
        Scope::All => ALL.of(state.settings.language).into(),
        Scope::Category(name) => name.replace(" > ", " › "),
        Scope::Items(items) => items.iter().map(|id| title(state, id)).collect::<Vec<_>>().join("、"),
    }
}

fn form(state: &State, draft: &Draft) -> Markup {
    let language = state.settings.language;
    let rule = &draft.rule;
    let mut categories = BTreeSet::new();
    categories.extend(state.selling.shop.catalog.items().iter().map(|item| item.category.as_str()));
    html! {
        section.group {
            label.field {
                span { (WHEN.of(language)) }
                select id="rule-when" data-action="rule_when" {
                    option value="" selected[rule.when == Scope::All] { (ALL.of(language)) }
                    option value="items" selected[matches!(rule.when, Scope::Items(_))] { (ITEMS.of(language)) }
                    optgroup label=(CATEGORY.of(language)) {
                        @for name in categories.into_iter().filter(|name| !name.is_empty()) {
                            option value={ "/" (name) } selected[rule.when == Scope::Category(name.into())] { (name.replace(" > ", " › ")) }
                        }
                    }
                }
            }
            @if let Scope::Items(items) = &rule.when { (side(state, draft, Side::When, &items.iter().collect::<Vec<_>>(), WHEN.of(language))) }
            (side(state, draft, Side::Offer, &rule.offer.iter().collect::<Vec<_>>(), OFFER.of(language)))
            label.field {
                span { (AS.of(language)) }
                select id="rule-relation" data-action="rule_relation" {
                    @for known in Relation::ALL {
                        option value=(known.name()) selected[rule.relation == known] { (relation(language, known)) }
                    }
                }
            }
            fieldset {
                legend { (STAGES.of(language)) }
                div.choices {
                    @for stage in Stage::ALL.into_iter().filter(|stage| *stage <= Stage::Confirmation) {
                        label.choice {
                            input type="checkbox" data-action="rule_stage" data-name=(stage.name()) checked[rule.stages.contains(&stage)];
                            (names::stage(stage, language))
                        }
                    }
                }
            }
            label.choice {
                input type="checkbox" data-action="rule_stops" checked[rule.stops];
                (STOPS.of(language))
            }
            @if !draft.is_complete() { p.hint { (INCOMPLETE.of(language)) } }
            div.row {
                button.primary type="button" data-action="rule_keep" disabled[!draft.is_complete()] { (KEEP.of(language)) }
                button.plain type="button" data-action="rule_cancel" { (CANCEL.of(language)) }
            }
        }
    }
}

/// The items of a side, each with a way out, and a search for more.
fn side(state: &State, draft: &Draft, side: Side, items: &[&ItemId], label: &str) -> Markup {
    let language = state.settings.language;
    let query = draft.query(side);
    let catalog = &state.selling.shop.catalog;
    let found = if query.trim().is_empty() { Vec::new() } else { state.find_items(query, FOUND) };
    html! {
        label.field {
            span { (label) }
            input id={ "rule-find-" (side.name()) } type="search" autocomplete="off" dir="auto" data-action="rule_find"
                data-name=(side.name()) placeholder=(FIND.of(language)) value=(query);
        }
        ul.list {
            @for id in items {
                li {
                    bdi { (title(state, id)) }
                    button.quiet type="button" data-action="rule_item" data-name={ (side.name()) "\n" (id.0) } title=(TAKE_OUT.of(language))
                        aria-label={ (TAKE_OUT.of(language)) " " (title(state, id)) } { (icon("x")) }
                }
            }
            @for item in found.into_iter().filter_map(|place| catalog.get(place)).filter(|item| !items.contains(&&item.id)) {
                li {
                    button.link type="button" data-action="rule_item" data-name={ (side.name()) "\n" (item.id.0) } { (icon("plus")) bdi { (item.title) } }
                }
            }
        }
    }
}

fn terms(state: &State) -> Markup {
    let language = state.settings.language;
    let terms = &state.settings.terms;
    html! {
        section.group.terms {
            h2 { (TERMS.of(language)) }
            @for term in Term::ALL {
                @let value = match term {
                    Term::Price => terms.price_percent.into(),
                    Term::Margin => terms.margin_percent.into(),
                    Term::Stock => terms.least_stock,
                };
                label.field {
                    span { (name(term).of(language)) }
                    input id={ "term-" (term.name()) } type="number" min="0" step="1" inputmode="numeric" data-action="shop_term" data-name=(term.name()) value=(value);
                }
            }
        }
    }
}

const fn name(term: Term) -> Both {
    match term {
        Term::Price => Both {
            zh: "推荐商品的价格最多是当前商品的百分之几（0 不限）",
            en: "Costs at most this part of the item at hand, in percent (0: no limit)",
        },
        Term::Margin => Both {
            zh: "毛利至少百分之几（没有成本价的不看）",
            en: "Leaves at least this margin, in percent (where the cost is known)",
        },
        Term::Stock => Both { zh: "库存至少几件", en: "Pieces in stock, at least" },
    }
}
