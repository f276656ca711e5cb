//! Rows of [`Partner`]s, packed: a shop of 20,000 items has a million, and a lookup wants one row.

use super::{Partner, Relation};
use crate::shop::kept::{KeptError, Reader, Writer};

/// Rows by place, each in the order in which it was set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    bytes: Vec<u8>,
    /// By place, where the row begins and ends.
    spans: Vec<(u32, u32)>,
}

impl Rows {
    /// So many rows without partners.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self { bytes: Vec::new(), spans: vec![(0, 0); count] }
    }

    /// Sets a row, the likeliest partner first; nothing beyond the last place.
    pub(super) fn set(&mut self, place: u32, partners: &[Partner]) {
        let Some(span) = self.spans.get_mut(place as usize) else { return };
        let start = self.bytes.len();
        let mut writer = Writer::default();
        let mut before = 1_000_000;
        for partner in partners {
            writer.number(u64::from(partner.item) * Relation::ALL.len() as u64 + u64::from(partner.relation.number()));
            writer.signed(i64::from(before) - i64::from(partner.likelihood));
            writer.number(partner.together.into());
            before = partner.likelihood;
        }
        self.bytes.extend(writer.into_rest());
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.bytes.len())) else { return };
        *span = (start, end);
    }

    /// A row; empty where there is none.
    #[must_use]
    pub fn get(&self, place: Option<u32>) -> Vec<Partner> {
        let span = place.and_then(|place| self.spans.get(place as usize));
        let bytes = span.and_then(|(start, end)| self.bytes.get(*start as usize..*end as usize));
        let (mut reader, mut partners, mut before) = (Reader::of(bytes.unwrap_or_default()), Vec::new(), 1_000_000);
        while let Ok(partner) = read(&mut reader, &mut before) {
            partners.push(partner);
        }
        partners
    }

    /// Whether a row has partners.
    #[must_use]
    pub fn has(&self, place: u32) -> bool {
        self.spans.get(place as usize).is_some_and(|(start, end)| start < end)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.count(self.len());
        self.spans.iter().for_each(|(start, end)| out.number(u64::from(end - start)));
        for (start, end) in &self.spans {
            out.raw(self.bytes.get(*start as usize..*end as usize).unwrap_or_default());
        }
    }

    /// Reads [`Self::write`]. What is within a row is read when it is asked for.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, KeptError> {
        let count = reader.count()?;
        let (mut spans, mut end) = (Vec::with_capacity(count), 0_u32);
        for _ in 0..count {
            let start = end;
            end = end.checked_add(reader.small()?).ok_or(KeptError::Damaged)?;
            spans.push((start, end));
        }
        Ok(Self { bytes: reader.run(end as usize)?.to_vec(), spans })
    }
}

fn read(reader: &mut Reader<'_>, before: &mut i64) -> Result<Partner, KeptError> {
    let number = reader.number()?;
    let count = Relation::ALL.len() as u64;
    let item = u32::try_from(number / count).map_err(|_| KeptError::Damaged)?;
    let relation = Relation::ALL.get((number % count) as usize).copied().ok_or(KeptError::Damaged)?;
    *before = before.checked_sub(reader.signed()?).ok_or(KeptError::Damaged)?;
    let likelihood = u32::try_from(*before).map_err(|_| KeptError::Damaged)?;
    Ok(Partner { item, likelihood, together: reader.small()?, relation })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn partner() -> impl Strategy<Value = Partner> {
        (any::<u32>(), any::<u32>(), any::<u32>(), 0_usize..3).prop_map(|(item, likelihood, together, relation)| {
            Partner { item, likelihood, together, relation: Relation::ALL[relation] }
        })
    }

    proptest! {
        #[test]
        fn rows_come_back(rows in proptest::collection::vec(proptest::collection::vec(partner(), 0..9), 0..9)) {
            let mut packed = Rows::new(rows.len());
            for (place, row) in rows.iter().enumerate().rev() {
                packed.set(place as u32, row);
            }
            let mut out = Writer::default();
            packed.write(&mut out);
            let bytes = out.into_rest();
            let read = Rows::read(&mut Reader::of(&bytes)).unwrap();
            for (place, row) in rows.iter().enumerate() {
                prop_assert_eq!(&packed.get(Some(place as u32)), row);
                prop_assert_eq!(&read.get(Some(place as u32)), row);
            }
            prop_assert!(read.get(Some(99)).is_empty() && read.get(None).is_empty());
        }

        #[test]
        fn no_bytes_are_too_bad(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(rows) = Rows::read(&mut Reader::of(&bytes)) {
                (0..rows.len() as u32).for_each(|place| drop(rows.get(Some(place))));
            }
        }
    }
}
