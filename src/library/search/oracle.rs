//! The search against one that anybody can see is right and that looks at every text: nothing may be missed, nothing may
//! be found that does not match, and what is marked must spell the query.

use super::{Field, SearchIndex, SearchOptions};
use crate::{
    library::Phrase,
    text::{folded, is_passed_over, pinyin},
};

/// Numbers that look drawn and are the same at every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn text(&mut self, signs: &[char], longest: usize) -> String {
        (0..1 + self.below(longest)).map(|_| signs[self.below(signs.len())]).collect()
    }
}

/// Few characters, so that every pair is met: polyphones, same initials, same sounds, syllables that begin with
/// others, letters, digits, and what is passed over.
const SIGNS: &str = "发货重行还和单长了的先西安按俺昂女绿貨發wifix17，~ 🎉é";

fn letters_of(text: &str) -> Vec<char> {
    text.chars().map(folded).filter(|c| !is_passed_over(*c)).collect()
}

/// True if a text read from its first character uses up what was typed; with `whole`, all of the text too.
fn reads(text: &[char], typed: &[char], whole: bool) -> bool {
    if typed.is_empty() {
        return text.is_empty() || !whole;
    }
    let Some((c, rest)) = text.split_first() else { return false };
    let run = typed.iter().take_while(|c| c.is_ascii_lowercase()).count();
    let spelled = |length: usize| typed[..length].iter().collect::<String>();
    let syllables = pinyin::readings(*c).map(|at| pinyin::syllables()[at]);
    let mut ways: Vec<usize> = Vec::new();
    ways.extend((typed[0] == *c).then_some(1));
    for syllable in syllables {
        let other = match syllable {
            "lve" => "lue",
            "nve" => "nue",
            other => other,
        };
        for spelling in [syllable, other] {
            ways.extend((1..=run.min(6)).filter(|length| {
                let typed_part = spelled(*length);
                let initial = *length == 1 || matches!(typed_part.as_str(), "zh" | "ch" | "sh");
                let unfinished = *length == typed.len();
                typed_part == spelling || (spelling.starts_with(&typed_part) && (initial || unfinished))
            }));
        }
    }
    ways.into_iter().any(|length| reads(rest, &typed[length..], whole))
}

fn matches(text: &[char], typed: &[char]) -> bool {
    (0..text.len()).any(|from| reads(&text[from..], typed, false))
}

/// What an agent may type for a part of a text: each character as it is, spelled, or as an initial.
fn typed_for(part: &[char], draw: &mut Draw) -> String {
    let mut typed = String::new();
    for c in part {
        let readings: Vec<usize> = pinyin::readings(*c).collect();
        let syllable = if readings.is_empty() { "" } else { pinyin::syllables()[readings[draw.below(readings.len())]] };
        match draw.below(3) {
            0 if !syllable.is_empty() => typed += syllable,
            1 if !syllable.is_empty() => typed += &syllable[..1],
            _ => typed.push(*c),
        }
    }
    typed
}

#[test]
fn nothing_is_missed_and_nothing_is_made_up() {
    let signs: Vec<char> = SIGNS.chars().collect();
    let options = SearchOptions { fuzzy_sounds: false, limit: usize::MAX };
    let mut draw = Draw(20_261_124);
    let (mut asked, mut hits_seen) = (0, 0);
    for _ in 0..60 {
        let phrases: Vec<Phrase> = (0..40)
            .map(|_| Phrase {
                title: draw.text(&signs, 4),
                body: draw.text(&signs, 14),
                queries: vec![draw.text(&signs, 6)],
                ..Phrase::default()
            })
            .collect();
        let index = SearchIndex::new(&phrases);
        let fields =
            |phrase: &Phrase| [Field::Title, Field::Query(0), Field::Body].map(|field| letters_of(field.of(phrase)));
        for _ in 0..40 {
            let from = letters_of(&phrases[draw.below(phrases.len())].body);
            let query = if from.is_empty() || draw.below(4) == 0 {
                draw.text(&signs, 5)
            } else {
                let start = draw.below(from.len());
                let length = 1 + draw.below((from.len() - start).min(6));
                typed_for(&from[start..start + length], &mut draw)
            };
            let typed = letters_of(&query);
            if typed.is_empty() || query.contains(' ') {
                continue;
            }
            asked += 1;
            let expected: Vec<usize> = (0..phrases.len())
                .filter(|at| fields(&phrases[*at]).iter().any(|text| matches(text, &typed)))
                .collect();
            let hits = index.find(&query, &options);
            let mut found: Vec<usize> = hits.iter().map(|hit| hit.phrase).collect();
            found.sort_unstable();
            if expected.is_empty() {
                continue; // then a slip may be mended
            }
            assert_eq!(found, expected, "{query}");
            for hit in hits {
                hits_seen += 1;
                let text: Vec<char> = hit.marks[0].field.of(&phrases[hit.phrase]).chars().map(folded).collect();
                let marked: Vec<char> = hit.marks.iter().flat_map(|mark| text[mark.chars.clone()].to_vec()).collect();
                assert!(reads(&marked, &typed, true), "{query} is not what is marked of {text:?}: {marked:?}");
                let (first, last) = (hit.marks[0].chars.start, hit.marks[hit.marks.len() - 1].chars.end);
                let between = letters_of(&text[first..last].iter().collect::<String>());
                assert_eq!(between, marked, "{query}: what is marked are neighbours");
            }
        }
    }
    assert!(asked > 1_500 && hits_seen > 10_000, "{asked} queries, {hits_seen} hits");
}

#[test]
fn several_words_find_what_has_them_all() {
    let signs: Vec<char> = SIGNS.chars().filter(|c| *c != ' ').collect();
    let options = SearchOptions { fuzzy_sounds: false, limit: usize::MAX };
    let mut draw = Draw(7);
    let phrases: Vec<Phrase> = (0..300)
        .map(|_| Phrase { title: draw.text(&signs, 4), body: draw.text(&signs, 12), ..Phrase::default() })
        .collect();
    let index = SearchIndex::new(&phrases);
    let mut several = 0;
    for _ in 0..300 {
        let words = [draw.text(&signs, 2), draw.text(&signs, 2)];
        let typed = words.clone().map(|word| letters_of(&word));
        if typed.iter().any(Vec::is_empty) {
            continue;
        }
        let has = |phrase: &Phrase, word: &[char]| {
            [&phrase.title, &phrase.body].iter().any(|text| matches(&letters_of(text), word))
        };
        let expected: Vec<usize> =
            (0..phrases.len()).filter(|at| typed.iter().all(|word| has(&phrases[*at], word))).collect();
        if expected.is_empty() {
            continue;
        }
        several += 1;
        let mut found: Vec<usize> = index.find(&words.join(" "), &options).into_iter().map(|hit| hit.phrase).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{words:?}");
    }
    assert!(several > 100, "{several}");
}
