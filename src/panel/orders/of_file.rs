//! Orders of a file that the second module reads: the unpaid ones come into the list, what is paid or closed by now goes out of
//! it. In memory alone, for they name their buyers.

use super::{MOST, Orders, State, Unpaid};
use crate::{
    care::order_steps::{When, step, when},
    chat::{ConversationId, OrderState},
    day::Moment,
    library::{Language, facts::Facts},
    panel::shop_files::answer::{FileLine, FileOrder},
};

/// Characters of what is in an order that a reply takes up; a longer list is read in the order itself.
const SAID: usize = 80;

impl Orders {
    /// True if the last file says that an order waits for no payment.
    pub(super) fn is_settled(&self, number: &str) -> bool {
        self.of_file.iter().any(|one| one.number == number && one.state != Some(OrderState::Unpaid))
    }

    /// Orders that are paid and not sent, with when they were placed; `None` before a file was read.
    pub(in crate::panel) fn paid(&self) -> Option<Vec<(&str, Option<Moment>)>> {
        let paid = self.of_file.iter().filter(|one| one.state == Some(OrderState::Paid));
        (!self.of_file.is_empty()).then(|| paid.map(|one| (one.number.as_str(), one.placed)).collect())
    }

    /// What the last file says is in an order.
    pub(super) fn lines(&self, number: &str) -> &[FileLine] {
        self.of_file.iter().find(|one| one.number == number).map_or(&[], |one| &one.lines)
    }
}

/// What is in an order, as it is said: "亚麻衬衫（白色，L）×1"; nothing where the file doesn't say how many, or says too much.
pub(super) fn ordered(lines: &[FileLine], language: Language) -> Option<Facts> {
    let (open, comma, close, between) =
        if language == Language::Chinese { ("（", "，", "）", "、") } else { (" (", ", ", ")", ", ") };
    let said = |line: &FileLine| {
        // "颜色分类:白色;尺码:L" without the names of the options.
        let options = line.options.split([';', '；', '|']).map(|option| option.rsplit([':', '：', '=']).next());
        let options: Vec<_> = options.flatten().map(str::trim).filter(|option| !option.is_empty()).collect();
        let options = if options.is_empty() { String::new() } else { [open, &options.join(comma), close].concat() };
        // A brace would begin a gap.
        Some(format!("{}{options}×{}", line.title, line.quantity?).replace(['{', '}'], ""))
    };
    let spec = lines.iter().map(said).collect::<Option<Vec<_>>>()?.join(between);
    let mut facts = Facts::default();
    facts.set("spec", Some(spec.as_str()).filter(|spec| spec.chars().count() <= SAID)?);
    facts.get("spec").is_some().then_some(facts)
}

/// Takes the newest orders of a file, the newest first; of another kind of file there are none, and nothing changes. How
/// many of them are unpaid and can still be urged.
pub(in crate::panel) fn read_file(state: &mut State, told: Vec<FileOrder>) -> usize {
    let (Some(now), Some(rule), false) = (state.moment, step(OrderState::Unpaid), told.is_empty()) else { return 0 };
    let catalog = &state.selling.shop.catalog;
    let orders = &mut state.buyers.orders;
    orders.of_file = told;
    let mut unpaid = Vec::new();
    for one in orders.of_file.iter().filter(|one| one.state == Some(OrderState::Unpaid)) {
        let Some(placed) = one.placed.filter(|placed| when(rule, *placed, now) != When::Over) else { continue };
        if state.settings.is_own(&one.buyer) {
            continue;
        }
        let title = one.lines.first().map(|line| line.title.clone()).unwrap_or_default();
        let item = catalog.titled(&title).and_then(|place| catalog.get(place)).map(|item| item.id.clone());
        unpaid.push(Unpaid {
            id: 0,
            conversation: ConversationId::default(),
            buyer: one.buyer.clone(),
            order: one.number.clone(),
            amount: one.amount,
            item,
            title,
            seen: placed,
            is_of_file: true,
            done: None,
            is_back: false,
        });
    }
    unpaid.truncate(MOST);
    let found = unpaid.len();
    let mut waiting = std::mem::take(&mut orders.unpaid);
    waiting.retain(|one| !orders.is_settled(&one.order));
    orders.unpaid = waiting;
    // The oldest is the first to go.
    for told in unpaid.into_iter().rev() {
        match orders.unpaid.iter_mut().find(|known| known.order == told.order) {
            Some(known) => (known.seen, known.is_of_file, known.title) = (told.seen, true, told.title),
            None => orders.add(told),
        }
    }
    found
}
