//! What ships as data: starter packs (and, beside them, the intents and moods). A rule is data until it needs a branch.

#[cfg(test)]
mod tests {
    use crate::library::pack_file;

    #[test]
    fn every_starter_pack_is_read_without_a_problem() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/packs");
        let mut read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let (pack, problems) = pack_file::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!(problems, [], "{}", path.display());
            assert!(!pack.phrases.is_empty(), "{}", path.display());
            read += 1;
        }
        assert!(read > 0, "no starter pack was read");
    }
}
