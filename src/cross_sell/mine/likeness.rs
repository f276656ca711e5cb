//! Which items of a category are bought in the same company, that is with the same kinds of things.

use super::{SEEN, ledger::Ledger, row::Row};

/// Items of a category that are compared with each other, the most sold ones: what others are like is theirs.
const COMPARED: usize = 500;
/// Kinds that tell an item's company, those that are most above chance.
const TELLING: usize = 40;
/// Items that speak for one another, the most alike.
const ALIKE: usize = 20;
/// Likeness (cosine) below which two items have nothing to say of one another.
const LEAST: f32 = 0.1;

/// The company of items: kinds with weights, by number, of length 1.
type Company = Vec<(u32, f32)>;

/// The companies of a category's items.
#[derive(Debug)]
pub(super) struct Likeness {
    /// By ascending item.
    companies: Vec<(u32, Company)>,
    /// Places in `companies` that others are compared with.
    compared: Vec<usize>,
    /// By place in `companies`, the weight of the item's baskets.
    weights: Vec<f32>,
}

impl Likeness {
    pub(super) fn new(ledger: &Ledger<'_>, members: &[u32], room: &mut Row) -> Self {
        let mut members: Vec<u32> = members.iter().copied().filter(|item| ledger.sold(*item) >= SEEN).collect();
        members.sort_unstable();
        let companies: Vec<_> = members.iter().map(|item| (*item, company(ledger, *item, room))).collect();
        let mut compared: Vec<usize> = (0..companies.len()).collect();
        compared.sort_by_key(|at| u32::MAX - companies.get(*at).map_or(0, |(item, _)| ledger.sold(*item)));
        compared.truncate(COMPARED);
        Self { weights: members.iter().map(|item| ledger.weight(*item)).collect(), companies, compared }
    }

    /// The items most like this one, each with the factor by which what lies in its baskets counts: together their
    /// baskets count as one.
    pub(super) fn of(&self, item: u32) -> Vec<(u32, f32)> {
        let Ok(own) = self.companies.binary_search_by_key(&item, |(item, _)| *item) else { return Vec::new() };
        let Some((_, own)) = self.companies.get(own) else { return Vec::new() };
        let mut alike: Vec<(f32, u32, f32)> = self
            .compared
            .iter()
            .filter_map(|at| {
                let ((other, company), weight) = (self.companies.get(*at)?, self.weights.get(*at)?);
                let cosine = product(own, company);
                (*other != item && cosine >= LEAST && *weight > 0.0).then_some((cosine * cosine, *other, *weight))
            })
            .collect();
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        alike.truncate(ALIKE);
        let total: f32 = alike.iter().map(|(likeness, ..)| likeness).sum();
        alike.into_iter().map(|(likeness, other, weight)| (other, likeness / total / weight)).collect()
    }
}

/// The kinds that lie in an item's baskets more often than in others.
fn company(ledger: &Ledger<'_>, item: u32, room: &mut Row) -> Company {
    room.clear();
    ledger.add_kinds(item, room);
    let weight = ledger.weight(item);
    let mut company: Company = room
        .touched()
        .iter()
        .filter_map(|kind| {
            let expected = weight * ledger.kind_share(*kind);
            let above = telling((room.get(*kind) + 1.0) / (expected + 1.0));
            (above > 0.0).then_some((*kind, above))
        })
        .collect();
    if company.len() > TELLING {
        company.select_nth_unstable_by(TELLING, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        company.truncate(TELLING);
    }
    company.sort_unstable_by_key(|(kind, _)| *kind);
    let length = company.iter().map(|(_, above)| above * above).sum::<f32>().sqrt();
    company.iter_mut().for_each(|(_, above)| *above /= length);
    company
}

/// How much it tells that something is so many times as frequent as by chance: its logarithm, by an approximation in
/// operations that give the same bits everywhere (error below 3 % up to ten times).
fn telling(times: f32) -> f32 {
    let root = times.sqrt();
    4.0 * (root - 1.0) / (root + 1.0)
}

/// The cosine of two companies.
fn product(a: &Company, b: &Company) -> f32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some((left, x)), Some((right, y))) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += x * y;
                a.next();
                b.next();
            }
        }
    }
    sum
}
