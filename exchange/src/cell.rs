//! Cells that a spreadsheet program would run as a formula: a `'` is put before them on the way out and taken away on
//! the way in, so that every text comes back exactly, also one that began with `'`.

/// What a spreadsheet program may take for the beginning of a formula or of a cell of its own, also in full width.
const RUNS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// True for a text that begins with any number of `'` and then with what runs.
fn is_marked(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(RUNS)
}

/// The text as it is to stand in a cell.
#[must_use]
pub fn escape(text: &str) -> String {
    if is_marked(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that a cell stands for; the opposite of [`escape`].
#[must_use]
pub fn unescape(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|_| is_marked(cell)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_18_what_would_run_is_marked_and_comes_back() {
        for text in ["=HYPERLINK(\"x\")", "＝cmd", "\t=1", "@sum", "+1", "-1", "\r=", "\0=", "－", "'=1", "''@", "'"]
        {
            assert_eq!(unescape(&escape(text)), text, "{text:?}");
        }
        for text in ["=1", "＠x", "'=1"] {
            assert!(escape(text).starts_with('\'') && escape(text).len() > text.len());
        }
    }

    #[test]
    fn what_runs_nothing_stays_as_it_is() {
        for text in ["", "亲，在的", "'tis", "1-1", " =1", "'"] {
            assert_eq!(escape(text), text);
            assert_eq!(unescape(text), text);
        }
    }
}
