//! Size charts and hand-made sets as bytes.

use super::{
    KeptError, Part,
    bytes::{Reader, Writer},
};
use crate::shop::{ChartOf, HandMadeSet, ItemId, Measure, Range, Relation, Size, SizeChart};

/// The bytes of size charts.
#[must_use]
pub fn write_size_charts(charts: &[SizeChart]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(charts.len());
    let name = |chart: &SizeChart| match &chart.of {
        ChartOf::Item(ItemId(name)) => (0, name.clone()),
        ChartOf::Category(name) => (1, name.clone()),
    };
    let names: Vec<_> = charts.iter().map(name).collect();
    out.texts(names.iter().map(|(_, name)| name.as_str()));
    for (chart, (kind, _)) in charts.iter().zip(&names) {
        out.number(*kind);
        out.count(chart.sizes.len());
    }
    let sizes = || charts.iter().flat_map(|chart| &chart.sizes);
    out.texts(sizes().map(|size| size.name.as_str()));
    for size in sizes() {
        out.count(size.ranges.len());
        for (measure, range) in &size.ranges {
            let place = Measure::ALL.iter().position(|known| known == measure).unwrap_or(0);
            out.count(place);
            out.number(u64::from(range.from));
            out.number(u64::from(range.to));
        }
    }
    out.finish(Part::SizeCharts)
}

/// Reads [`write_size_charts`].
///
/// # Errors
/// When the bytes are none.
pub fn read_size_charts(bytes: &[u8]) -> Result<Vec<SizeChart>, KeptError> {
    let mut reader = Reader::new(bytes, Part::SizeCharts)?;
    let count = reader.count()?;
    let (mut heads, mut all) = (Vec::new(), 0_usize);
    for name in reader.texts(count)? {
        let of = match reader.number()? {
            0 => ChartOf::Item(ItemId(name)),
            1 => ChartOf::Category(name),
            _ => return Err(KeptError::Damaged),
        };
        let sizes = reader.count()?;
        all = all.saturating_add(sizes);
        heads.push((of, sizes));
    }
    let mut names = reader.texts(all)?.into_iter();
    let mut charts = Vec::new();
    for (of, count) in heads {
        let mut sizes = Vec::new();
        for name in names.by_ref().take(count) {
            let mut ranges = Vec::new();
            for _ in 0..reader.count()? {
                let place = reader.small()? as usize;
                let measure = *Measure::ALL.get(place).ok_or(KeptError::Damaged)?;
                ranges.push((measure, Range { from: reader.small()?, to: reader.small()? }));
            }
            sizes.push(Size { name, ranges });
        }
        charts.push(SizeChart { of, sizes });
    }
    reader.finish()?;
    Ok(charts)
}

/// The bytes of hand-made sets.
#[must_use]
pub fn write_sets(sets: &[HandMadeSet]) -> Vec<u8> {
    let mut out = Writer::default();
    out.count(sets.len());
    for set in sets {
        out.number(set.relation.number().into());
        out.count(set.anchors.len());
    }
    out.texts(sets.iter().map(|set| set.offered.0.as_str()));
    out.texts(sets.iter().flat_map(|set| &set.anchors).map(|anchor| anchor.0.as_str()));
    out.finish(Part::Sets)
}

/// Reads [`write_sets`].
///
/// # Errors
/// When the bytes are none.
pub fn read_sets(bytes: &[u8]) -> Result<Vec<HandMadeSet>, KeptError> {
    let mut reader = Reader::new(bytes, Part::Sets)?;
    let count = reader.count()?;
    let (mut heads, mut all) = (Vec::new(), 0_usize);
    for _ in 0..count {
        let number = reader.number()?;
        let relation = Relation::ALL.into_iter().find(|relation| u64::from(relation.number()) == number);
        let relation = relation.ok_or(KeptError::Damaged)?;
        let anchors = reader.count()?;
        all = all.saturating_add(anchors);
        heads.push((relation, anchors));
    }
    let offered = reader.texts(count)?;
    let mut anchors = reader.texts(all)?.into_iter().map(ItemId);
    let set = |((relation, count), offered)| HandMadeSet {
        anchors: anchors.by_ref().take(count).collect(),
        relation,
        offered: ItemId(offered),
    };
    let sets = heads.into_iter().zip(offered).map(set).collect();
    reader.finish()?;
    Ok(sets)
}
