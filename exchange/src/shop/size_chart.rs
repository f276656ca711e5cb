//! Rows of a size table as charts: ranges of heights, weights and girths in whole millimetres and grams.

use super::{
    Field, Wrong,
    cells::{self, Bad},
    columns::Columns,
    intake::Cells,
};
use qinyu::shop::{ChartOf, ItemId, Measure, Range, Size, SizeChart};
use std::collections::HashMap;

/// The columns of measures.
const MEASURES: [(Field, Measure); 8] = [
    (Field::Height, Measure::Height),
    (Field::Weight, Measure::Weight),
    (Field::Chest, Measure::Chest),
    (Field::Waist, Measure::Waist),
    (Field::Hip, Measure::Hip),
    (Field::Shoulder, Measure::Shoulder),
    (Field::Length, Measure::Length),
    (Field::Foot, Measure::Foot),
];

/// Units, each with its millimetres or grams; longer names before those that they end in. 斤 is 500 g.
const LENGTHS: &[(&str, u32)] = &[("厘米", 10), ("毫米", 1), ("cm", 10), ("mm", 1), ("米", 1_000), ("m", 1_000)];
const WEIGHTS: &[(&str, u32)] = &[("公斤", 1_000), ("千克", 1_000), ("kg", 1_000), ("斤", 500), ("g", 1)];
/// Lengths without a unit are in centimetres in every shop's table.
const CENTIMETRE: u32 = 10;
/// What no body and no piece has, in millimetres or grams.
const MAX: u32 = 1_000_000;

/// Charts that grow.
#[derive(Debug)]
pub(super) struct SizeCharts {
    charts: Vec<SizeChart>,
    places: HashMap<ChartOf, usize>,
    /// The unit in each measure's header.
    units: Vec<Option<u32>>,
}

impl SizeCharts {
    pub(super) fn new(columns: &Columns) -> Self {
        let header = |field| columns.place(field).and_then(|place| columns.headers.get(place));
        let unit = |(field, measure): &(Field, Measure)| header(*field).and_then(|header| unit(header, *measure));
        Self { charts: Vec::new(), places: HashMap::new(), units: MEASURES.iter().map(unit).collect() }
    }

    pub(super) fn row(&mut self, cells: &mut Cells<'_>) {
        let [id, category, name] = [Field::ItemId, Field::Category, Field::Size].map(|field| cells.get(field));
        let category = super::catalogue::category(category);
        let of = match (id, category.as_str()) {
            ("", "") => return cells.refuse(Field::ItemId, Wrong::Missing),
            ("", category) => ChartOf::Category(category.to_owned()),
            (id, _) => ChartOf::Item(ItemId(id.to_owned())),
        };
        if name.is_empty() {
            return cells.refuse(Field::Size, Wrong::Missing);
        }
        let mut ranges = Vec::new();
        for ((field, measure), unit) in MEASURES.iter().zip(&self.units) {
            let cell = cells.get(*field);
            if cell.is_empty() {
                continue;
            }
            match range(cell, *measure, *unit) {
                Ok(range) => ranges.push((*measure, range)),
                Err(wrong) => cells.note(*field, wrong),
            }
        }
        let place = *self.places.entry(of.clone()).or_insert(self.charts.len());
        if place == self.charts.len() {
            self.charts.push(SizeChart { of, sizes: Vec::new() });
        }
        let Some(chart) = self.charts.get_mut(place) else { return };
        if chart.sizes.iter().any(|size| size.name == name) {
            return cells.refuse(Field::Size, Wrong::RepeatedItem);
        }
        chart.sizes.push(Size { name: name.to_owned(), ranges });
    }

    pub(super) fn finish(self) -> Vec<SizeChart> {
        self.charts
    }
}

/// The unit that a text names, in millimetres or grams.
fn unit(text: &str, measure: Measure) -> Option<u32> {
    let units = if measure == Measure::Weight { WEIGHTS } else { LENGTHS };
    let lower = text.to_lowercase();
    let ends = lower.trim_end_matches([')', '）', ']', '】', ' ']);
    units.iter().find(|(name, _)| ends.ends_with(name)).map(|(_, size)| *size)
}

/// `155-160`, `80~90斤`, `≤45kg`, `160以上`, `165`.
fn range(cell: &str, measure: Measure, of_column: Option<u32>) -> Result<Range, Wrong> {
    let of_cell = unit(cell.trim_end_matches("以下").trim_end_matches("以上"), measure);
    let unit = of_cell.or(of_column).or((measure != Measure::Weight).then_some(CENTIMETRE)).ok_or(Wrong::NoUnit)?;
    let mut numbers = cell.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|number| !number.is_empty());
    let number = |text: &str| {
        let tenths = tenths(text).ok_or(Wrong::Shape)?;
        let whole = u32::try_from(u64::from(tenths) * u64::from(unit) / 10).unwrap_or(u32::MAX);
        if whole > MAX { Err(Wrong::Absurd) } else { Ok(whole) }
    };
    let first = number(numbers.next().ok_or(Wrong::Shape)?)?;
    let second = numbers.next().map(number).transpose()?;
    if numbers.next().is_some() {
        return Err(Wrong::Shape);
    }
    if cells::clean(cell).starts_with(['-', '−']) {
        return Err(Wrong::from(Bad::Negative));
    }
    let is_most = cell.contains(['≤', '<', '＜']) || cell.contains("以下");
    let is_least = cell.contains(['≥', '>', '＞']) || cell.contains("以上");
    match second {
        Some(second) if second < first => Err(Wrong::Shape),
        Some(second) => Ok(Range { from: first, to: second }),
        None if is_most => Ok(Range { from: 0, to: first }),
        None if is_least => Ok(Range { from: first, to: MAX }),
        None => Ok(Range { from: first, to: first }),
    }
}

/// A number with at most one digit behind the point, in tenths.
fn tenths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let tenth = match fraction.trim_end_matches('0') {
        "" => 0,
        one if one.len() == 1 => one.parse().ok()?,
        _ => return None,
    };
    whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(tenth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_shops_write_them() {
        let height = |cell| range(cell, Measure::Height, None);
        let weight = |cell, unit| range(cell, Measure::Weight, unit);
        let of = |from, to| Ok(Range { from, to });
        assert_eq!(height("155-160"), of(1_550, 1_600));
        assert_eq!(height("1.5-1.6米"), of(1_500, 1_600));
        assert_eq!(height("165.5 cm"), of(1_655, 1_655));
        assert_eq!(height("170以上"), of(1_700, MAX));
        assert_eq!(weight("80~90斤", None), of(40_000, 45_000));
        assert_eq!(weight("≤45kg", Some(500)), of(0, 45_000));
        assert_eq!(weight("90-100", Some(500)), of(45_000, 50_000));
        assert_eq!(weight("90-100", None), Err(Wrong::NoUnit));
        assert_eq!(unit("体重（斤）", Measure::Weight), Some(500));
        for (cell, wrong) in [
            ("均码", Wrong::Shape),
            ("160-155", Wrong::Shape),
            ("1-2-3", Wrong::Shape),
            ("-5", Wrong::Negative),
            ("99999999", Wrong::Absurd),
        ] {
            assert_eq!(height(cell), Err(wrong), "{cell}");
        }
    }
}
