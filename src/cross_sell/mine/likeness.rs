//! Which items of a category are bought in the same company, that is with the same kinds of things.

use super::{ledger::Ledger, row::Row};

/// Items of a category that are compared with each other, the most sold ones: what others are like is theirs.
const COMPARED: usize = 200;
/// Kinds that tell an item's company, those that are most above chance.
const TELLING: usize = 24;
/// Items that speak for one another, the most alike.
const ALIKE: usize = 20;
/// Likeness (cosine) below which two items have nothing to say of one another.
const LEAST: f32 = 0.1;

/// Likeliest companions that an item tells those alike of.
const TOLD: usize = 64;
/// Baskets of an item that its company is read from.
const DRAWN: usize = 50;

/// Kinds with weights, of length 1.
type Company = Vec<(u32, f32)>;

/// The companies of a category's items.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    /// By item, ascending.
    companies: Vec<(u32, Company)>,
    /// Items that others are compared with.
    compared: Vec<Compared>,
    /// By kind, which of the compared have it in their company, and its weight there.
    by_kind: Vec<Company>,
}

/// An item that others are compared with.
#[derive(Debug)]
struct Compared {
    item: u32,
    /// How likely its baskets have each of its likeliest companions.
    told: Vec<(u32, f32)>,
}

impl Likeness {
    /// Of a category's items, the most sold first.
    pub(super) fn new(ledger: &Ledger, members: &[u32], row: &mut Row, kinds: &mut Row) -> Self {
        let mut compared = Vec::new();
        let mut companies: Vec<(u32, Company)> = Vec::new();
        let mut by_kind = vec![Company::new(); ledger.by_kind().len() as usize];
        for item in members {
            let weight = ledger.fill(*item, DRAWN, row).faded;
            let company = company(ledger, weight, row, kinds);
            if compared.len() < COMPARED {
                for (kind, above) in &company {
                    let having = by_kind.get_mut(*kind as usize);
                    having.into_iter().for_each(|having| having.push((compared.len() as u32, *above)));
                }
                let told = row.head(TOLD).into_iter().map(|other| (other, row.get(other).faded / weight)).collect();
                compared.push(Compared { item: *item, told });
            }
            companies.push((*item, company));
        }
        companies.sort_unstable_by_key(|(item, _)| *item);
        Self { companies, compared, by_kind }
    }

    /// Adds to a row how likely the baskets with the items most like this one have each item; gives whether there are
    /// such.
    pub(super) fn add(&self, item: u32, row: &mut Row) -> bool {
        let own = self.companies.binary_search_by_key(&item, |(item, _)| *item).ok();
        let Some((_, own)) = own.and_then(|at| self.companies.get(at)) else { return false };
        let mut cosines = [0.0; COMPARED];
        for (kind, weight) in own {
            for (other, above) in self.by_kind.get(*kind as usize).into_iter().flatten() {
                cosines.get_mut(*other as usize).into_iter().for_each(|cosine| *cosine += weight * above);
            }
        }
        let mut alike: Vec<(f32, &Compared)> = cosines
            .into_iter()
            .zip(&self.compared)
            .filter(|(cosine, other)| other.item != item && *cosine >= LEAST)
            .collect();
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.item.cmp(&b.1.item)));
        alike.truncate(ALIKE);
        let total: f32 = alike.iter().map(|(cosine, _)| cosine * cosine).sum();
        for (cosine, other) in &alike {
            let factor = cosine * cosine / total;
            for (item, likelihood) in &other.told {
                row.of(*item).into_iter().for_each(|sum| sum.alike += factor * likelihood);
            }
        }
        !alike.is_empty()
    }
}

/// The kinds that lie in an item's baskets more often than in others.
fn company(ledger: &Ledger, weight: f32, row: &Row, kinds: &mut Row) -> Company {
    kinds.clear();
    row.sums().iter().for_each(|sum| kinds.add(ledger.kind(sum.item), sum.faded, 0.0));
    let mut company: Company = kinds
        .sums()
        .iter()
        .map(|kind| (kind.item, (kind.faded + 1.0) / (weight * ledger.kind_share(kind.item) + 1.0)))
        .filter(|(_, times)| *times > 1.0)
        .collect();
    if company.len() > TELLING {
        company.select_nth_unstable_by(TELLING, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        company.truncate(TELLING);
    }
    company.iter_mut().for_each(|(_, times)| *times = telling(*times));
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
