//! What the target of every format does with a file.

use exchange::shop::{
    self, Absent, Mapping, Shop, ShopKey, ShopKind, ShopOptions, ShopReader, apply, plan,
};
use exchange::{Format, Options, losses, read, write};
use qinyu::shop::kept;

/// Phrases that are written again; more take the time of another input.
const WRITTEN: usize = 8;

/// Reads a file; what was read keeps its promises, is written, and comes back from our own formats.
pub fn go(bytes: &[u8], name: &str) {
    let reading = match read(bytes, name, Options::default()) {
        Ok(reading) => reading,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let mut ids: Vec<_> = reading.phrases.iter().map(|phrase| &phrase.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), reading.phrases.len(), "an id stands once");
    assert!(reading.phrases.iter().all(|phrase| !phrase.body.trim().is_empty()));
    let some: Vec<_> = reading.phrases.into_iter().take(WRITTEN).collect();
    if some.is_empty() {
        return;
    }
    // One format for each input, by its length: all of them would take the time of a dozen inputs.
    let written: Vec<_> = Format::ALL.into_iter().filter(|format| format.is_written()).collect();
    let format = written[bytes.len() % written.len()];
    let file = write(&some, format).expect("a format that is written");
    assert_eq!(file.lost, losses(&some, format));
    let back = read(&file.bytes, file.ending, Options::default()).expect("our own file");
    if matches!(format, Format::Csv | Format::Pack) {
        assert_eq!(back.phrases, some);
    }
}

/// The kinds of a target that reads orders, and of one that reads the other files of a shop.
pub const ORDERS: &[ShopKind] = &[ShopKind::Orders, ShopKind::Lines];
/// See [`ORDERS`].
pub const NO_ORDERS: &[ShopKind] =
    &[ShopKind::Catalogue, ShopKind::SizeChart, ShopKind::Sets, ShopKind::Promotions];

/// Reads a file of a shop as each kind: in pieces as in one, with a plan that changes nothing when it comes again, and a
/// kept form that comes back.
pub fn shop(bytes: &[u8], kinds: &[ShopKind]) {
    for kind in kinds {
        let mapping = Mapping { kind: Some(*kind), columns: Vec::new() };
        let options = ShopOptions { encoding: None, mapping, key: ShopKey([1; 32]) };
        let file = match shop::read(bytes, options.clone()) {
            Ok(file) => file,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                continue;
            }
        };
        assert!(file.problems.refused <= file.row_count);
        let mut reader = ShopReader::new(options);
        for piece in bytes.chunks(7) {
            reader.push(piece).and_then(|()| reader.step()).expect("a file that was read in one");
        }
        assert_eq!(reader.finish().as_ref(), Ok(&file));
        let after = apply(&Shop::default(), &file, Absent::Stay);
        let again = plan(&after, &file);
        assert_eq!((again.added, again.changed), (0, 0));
        assert_eq!(kept::read_catalogue(&kept::write_catalogue(&after.catalogue)), Ok(after.catalogue));
        assert_eq!(kept::read_orders(&kept::write_orders(&after.orders)), Ok(after.orders));
        assert_eq!(kept::read_size_charts(&kept::write_size_charts(&after.size_charts)), Ok(after.size_charts));
        assert_eq!(kept::read_sets(&kept::write_sets(&after.sets)), Ok(after.sets));
        assert_eq!(kept::read_promotions(&kept::write_promotions(&after.promotions)), Ok(after.promotions));
    }
}
