//! Which kept pictures are collected: those that no phrase has named for a while. Pure; the browser lists what is kept and
//! drops what this says.
//!
//! Never at once: undo may bring a phrase back, another panel may be about to keep one, an earlier generation may be what
//! is left after a loss. So it is noted when a picture was first seen without a phrase, and it goes at a start long after.

/// How long a picture stays that no phrase names, in milliseconds: thirty days, longer than any shift, leave or repair.
const STAYS_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// What is to be noted for the next start, and the pictures that go. `noted` is what the last start noted; one that can't be
/// read counts as none, and everything stays another while.
#[must_use]
pub fn collect(kept: &[String], named: &[&str], noted: &str, now: u64) -> (String, Vec<String>) {
    let lines = noted.lines().filter_map(|line| line.split_once(' '));
    let before: Vec<(&str, u64)> = lines.filter_map(|(name, since)| Some((name, since.parse().ok()?))).collect();
    let (mut stay, mut go) = (String::new(), Vec::new());
    for name in kept.iter().filter(|name| !named.contains(&name.as_str())) {
        // A clock that was set back begins anew.
        let since =
            before.iter().find(|(known, since)| known == name && *since <= now).map_or(now, |(_, since)| *since);
        if now - since >= STAYS_MS {
            go.push(name.clone());
        } else {
            stay += &format!("{name} {since}\n");
        }
    }
    (stay, go)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_phrase_names_goes_at_a_start_a_month_later() {
        let kept = ["a".to_owned(), "b".to_owned()];
        let named = ["a"];
        let (noted, go) = collect(&kept, &named, "", 1_000);
        assert_eq!((noted.as_str(), go.len()), ("b 1000\n", 0));
        let (noted, go) = collect(&kept, &named, &noted, 1_000 + STAYS_MS - 1);
        assert_eq!((noted.as_str(), go.len()), ("b 1000\n", 0));
        assert_eq!(collect(&kept, &named, &noted, 1_000 + STAYS_MS), (String::new(), vec!["b".to_owned()]));
    }

    #[test]
    fn one_that_is_named_again_or_whose_note_is_odd_begins_anew() {
        let kept = ["b".to_owned()];
        assert_eq!(collect(&kept, &["b"], "b 1\n", STAYS_MS * 2), (String::new(), Vec::new()));
        for noted in ["b", "b x\n", "b 99999999999999\n"] {
            assert_eq!(collect(&kept, &[], noted, STAYS_MS), (format!("b {STAYS_MS}\n"), Vec::new()));
        }
    }
}
