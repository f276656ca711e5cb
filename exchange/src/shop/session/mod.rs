//! The shop in a worker: what is kept of it, a file on its way in, and what is learnt afterwards. Pure; a worker of the
//! panel drives it in slices through `browser`, and [`shape`] says it as JSON.
//!
//! A file goes `begin` → `push` and `step` → `finish`, which gives a plan; then `apply` or `cancel`. Nothing is kept here:
//! the caller keeps the parts that [`ShopSession::apply`] and [`ShopSession::undo`] name, each as [`ShopSession::part`]
//! writes it.

pub mod shape;

use super::{
    Absent, Mapping, Progress, Shop, ShopError, ShopFile, ShopKey, ShopOptions, ShopPlan, ShopReader, apply, plan,
};
use crate::Encoding;
use qinyu::{
    cross_sell::{Judged, Learning},
    shop::{
        Catalog, HandMadeSet, ItemId,
        kept::{
            KeptError, read_catalogue, read_orders, read_promotions, read_sets, read_size_charts, write_catalogue,
            write_orders, write_promotions, write_sets, write_size_charts,
        },
    },
};

/// A part of the shop that is kept by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShopPart {
    /// Items.
    Catalogue,
    /// Orders.
    Orders,
    /// Sizes.
    SizeCharts,
    /// Sets.
    Sets,
    /// Promotions.
    Promotions,
}

impl ShopPart {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Catalogue, Self::Orders, Self::SizeCharts, Self::Sets, Self::Promotions];

    /// The name under which it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Orders => "orders",
            Self::SizeCharts => "sizes",
            Self::Sets => "sets",
            Self::Promotions => "promotions",
        }
    }

    /// The opposite of [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    fn differs(self, one: &Shop, other: &Shop) -> bool {
        match self {
            Self::Catalogue => one.catalogue != other.catalogue,
            Self::Orders => one.orders != other.orders,
            Self::SizeCharts => one.size_charts != other.size_charts,
            Self::Sets => one.sets != other.sets,
            Self::Promotions => one.promotions != other.promotions,
        }
    }
}

/// A shop with a file on its way in.
#[derive(Debug)]
pub struct ShopSession {
    key: ShopKey,
    shop: Shop,
    /// The state before the last file, until the next one.
    before: Option<Shop>,
    reader: Option<ShopReader>,
    file: Option<ShopFile>,
    learning: Option<(Catalog, Learning)>,
}

impl ShopSession {
    /// An empty shop, under the installation's key.
    #[must_use]
    pub fn new(key: ShopKey) -> Self {
        Self { key, shop: Shop::default(), before: None, reader: None, file: None, learning: None }
    }

    /// The shop as it is now.
    #[must_use]
    pub const fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Takes a part as it is kept.
    ///
    /// # Errors
    /// When the bytes are none; the part stays empty.
    pub fn load(&mut self, part: ShopPart, bytes: &[u8]) -> Result<(), KeptError> {
        match part {
            ShopPart::Catalogue => self.shop.catalogue = read_catalogue(bytes)?,
            ShopPart::Orders => self.shop.orders = read_orders(bytes)?,
            ShopPart::SizeCharts => self.shop.size_charts = read_size_charts(bytes)?,
            ShopPart::Sets => self.shop.sets = read_sets(bytes)?,
            ShopPart::Promotions => self.shop.promotions = read_promotions(bytes)?,
        }
        Ok(())
    }

    /// Begins with a file; one before it is dropped.
    pub fn begin(&mut self, mapping: Mapping, encoding: Option<Encoding>) {
        self.file = None;
        self.reader = Some(ShopReader::new(ShopOptions { encoding, mapping, key: self.key.clone() }));
    }

    /// Takes the file's next bytes; without a file they are passed over.
    ///
    /// # Errors
    /// When the file is over a limit.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ShopError> {
        self.reader.as_mut().map_or(Ok(()), |reader| reader.push(bytes))
    }

    /// Works for some milliseconds.
    ///
    /// # Errors
    /// When nothing of the file can be read.
    pub fn step(&mut self) -> Result<Progress, ShopError> {
        let hungry = Progress { is_hungry: true, ..Progress::default() };
        self.reader.as_mut().map_or(Ok(hungry), ShopReader::step)
    }

    /// What the file would do. Nothing changes before [`Self::apply`].
    ///
    /// # Errors
    /// When nothing of the file can be read.
    pub fn finish(&mut self) -> Result<(ShopPlan, &ShopFile), ShopError> {
        let reader = self.reader.take().ok_or(ShopError::NoHeader)?;
        let file = self.file.insert(reader.finish()?);
        Ok((plan(&self.shop, file), file))
    }

    /// Drops the file.
    pub fn cancel(&mut self) {
        (self.reader, self.file) = (None, None);
    }

    /// Does what the plan said. The parts that differ now; none without a file.
    pub fn apply(&mut self, absent: Absent) -> Vec<ShopPart> {
        let Some(file) = self.file.take() else { return Vec::new() };
        let after = apply(&self.shop, &file, absent);
        let before = std::mem::replace(&mut self.shop, after);
        let changed = changed(&before, &self.shop);
        self.before = Some(before);
        changed
    }

    /// Goes back to the state before the last file; once. The parts that differ now.
    pub fn undo(&mut self) -> Vec<ShopPart> {
        let Some(before) = self.before.take() else { return Vec::new() };
        let after = std::mem::replace(&mut self.shop, before);
        changed(&after, &self.shop)
    }

    /// A part as it is to be kept.
    #[must_use]
    pub fn part(&self, part: ShopPart) -> Vec<u8> {
        match part {
            ShopPart::Catalogue => write_catalogue(&self.shop.catalogue),
            ShopPart::Orders => write_orders(&self.shop.orders),
            ShopPart::SizeCharts => write_size_charts(&self.shop.size_charts),
            ShopPart::Sets => write_sets(&self.shop.sets),
            ShopPart::Promotions => write_promotions(&self.shop.promotions),
        }
    }

    /// Begins to learn from the shop as it is now; false where there is no item to learn of.
    pub fn learn_begin(&mut self) -> bool {
        if self.shop.catalogue.is_empty() {
            return false;
        }
        let catalog = Catalog::new(self.shop.catalogue.clone());
        let judged = judged(&catalog, &self.shop.sets);
        let learning = Learning::new(&catalog, &self.shop.orders, &judged);
        self.learning = Some((catalog, learning));
        true
    }

    /// Learns for a while: what is done, of how much; `None` when all is.
    pub fn learn_step(&mut self) -> Option<(usize, usize)> {
        let (catalog, learning) = self.learning.as_mut()?;
        learning.step(catalog).then(|| learning.progress())
    }

    /// What was learnt, as it is to be kept; nothing if nothing was.
    pub fn learn_finish(&mut self) -> Vec<u8> {
        self.learning.take().map(|(_, learning)| learning.finish().write()).unwrap_or_default()
    }
}

fn changed(before: &Shop, after: &Shop) -> Vec<ShopPart> {
    ShopPart::ALL.into_iter().filter(|part| part.differs(before, after)).collect()
}

/// What the shop's sets say of two items, for reading how others relate. A set of several anchors speaks of none of them alone.
fn judged(catalog: &Catalog, sets: &[HandMadeSet]) -> Vec<Judged> {
    let title = |id: &ItemId| catalog.place(id).and_then(|place| catalog.get(place)).map(|item| item.title.clone());
    let pair = |set: &HandMadeSet| {
        let [anchor] = set.anchors.as_slice() else { return None };
        Some(Judged { names: [title(anchor)?, title(&set.offered)?], relation: Some(set.relation) })
    };
    sets.iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests;
