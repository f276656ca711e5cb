//! A text as [`scrub`](super::scrub()) and [`body`](super::body) look through it: a character for each of the text's own,
//! full-width signs as half-width ones and capital letters as small ones.

/// Between a label and what it names: "微信号是：abc".
const BETWEEN: &str = ": 是为号码，,、-→";
/// Characters between a label and what it names.
const REACH: usize = 4;

/// The folded characters of a text.
pub(super) struct Line(Vec<char>);

impl Line {
    pub(super) fn of(text: &str) -> Self {
        Self(text.chars().map(folded).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.0.get(at).copied()
    }

    pub(super) fn chars(&self, from: usize, to: usize) -> impl Iterator<Item = char> {
        self.0.get(from..to.max(from)).unwrap_or_default().iter().copied()
    }

    /// Where the characters of a kind end that begin here.
    pub(super) fn run(&self, from: usize, is: impl Fn(char) -> bool) -> usize {
        from + self.0.iter().skip(from).take_while(|c| is(**c)).count()
    }

    pub(super) fn begins(&self, at: usize, other: &Self) -> bool {
        self.0.get(at..).is_some_and(|rest| rest.starts_with(&other.0))
    }

    pub(super) fn starts(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(ahead, c)| self.at(at + ahead) == Some(c))
    }

    /// True behind one of these words, at once or with a colon and the like between.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        let mut end = at;
        for _ in 0..=REACH {
            if words.iter().any(|word| self.ends(end, word)) {
                return true;
            }
            let is_between = |c: char| BETWEEN.contains(c);
            match end.checked_sub(1).filter(|before| self.at(*before).is_some_and(is_between)) {
                Some(before) => end = before,
                None => return false,
            }
        }
        false
    }

    /// True where a word ends; one in letters begins there too.
    pub(super) fn ends(&self, end: usize, word: &str) -> bool {
        let Some(start) = end.checked_sub(word.chars().count()) else { return false };
        let is_word = word.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        self.starts(start, word)
            && !(is_word && start > 0 && self.at(start - 1).is_some_and(|c| c.is_ascii_alphanumeric()))
    }

    /// True for a stretch that is one of these words itself.
    pub(super) fn is_label(&self, from: usize, to: usize, words: &[&str]) -> bool {
        let stretch: String = self.chars(from, to).collect();
        words.contains(&stretch.as_str())
    }

    /// True between two signs of one word in letters and digits.
    pub(super) fn is_inside_word(&self, at: usize) -> bool {
        let is_sign = |at: usize| self.at(at).is_some_and(|c| c.is_ascii_alphanumeric());
        at > 0 && is_sign(at - 1) && is_sign(at)
    }

    /// The end of a link that begins here.
    pub(super) fn link(&self, at: usize) -> Option<usize> {
        let begins = ["http://", "https://", "www."].iter().any(|begin| self.starts(at, begin));
        let is_first = at == 0 || !self.at(at - 1).is_some_and(is_of_link);
        (begins && is_first).then(|| self.run(at, is_of_link))
    }

    /// True within a link: what begins there is no matter of its own.
    pub(super) fn is_in_link(&self, at: usize) -> bool {
        let back = self.0.get(..at).unwrap_or_default().iter().rev().take_while(|c| is_of_link(**c)).count();
        self.link(at - back).is_some_and(|end| at < end)
    }
}

fn is_of_link(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '{' | '}' | ',')
}

fn folded(c: char) -> char {
    let half = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    };
    half.to_ascii_lowercase()
}
