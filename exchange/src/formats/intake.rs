//! Where every reader's entries arrive: what can't be kept is refused with its reason, what lacks an id or a title gets
//! one, and what was passed over is counted.

use crate::{
    Encoding, ExchangeError, Format, Note, Place, Problem, ProblemKind, Reading,
    identity::Identity,
    limits::{MAX_PHRASE_CHARS, check_count},
};
use qinyu::library::{
    Phrase, PhraseId,
    template::{Piece, Template},
};
use std::collections::{BTreeMap, HashSet};

/// Characters of a title that is taken from a body: what fits beside a code in the list.
const TITLE_CHARS: usize = 16;

/// A reading that grows.
pub(crate) struct Intake {
    format: Format,
    encoding: Option<Encoding>,
    identity: Identity,
    used: HashSet<String>,
    phrases: Vec<Phrase>,
    problems: Vec<Problem>,
    titles: usize,
    gaps: usize,
    settings: BTreeMap<&'static str, usize>,
    notes: Vec<Note>,
}

impl Intake {
    pub(crate) fn new(format: Format, encoding: Option<Encoding>) -> Self {
        Self {
            format,
            encoding,
            identity: Identity::new(format.name()),
            used: HashSet::new(),
            phrases: Vec::new(),
            problems: Vec::new(),
            titles: 0,
            gaps: 0,
            settings: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Takes a phrase of another program; `name` is the one it has there.
    pub(crate) fn foreign(
        &mut self,
        place: Place,
        mut phrase: Phrase,
        name: Option<&str>,
    ) -> Result<(), ExchangeError> {
        if self.refuses(place, &phrase) {
            return Ok(());
        }
        // Before the title is made up: a changed body must not change the id.
        phrase.id = self.identity.name(&phrase, name);
        if phrase.title.trim().is_empty() {
            phrase.title = title_of(&phrase.body);
            self.titles += 1;
        }
        self.keep(phrase)
    }

    /// Takes a phrase of our own, as it stands.
    pub(crate) fn own(&mut self, place: Place, mut phrase: Phrase) -> Result<(), ExchangeError> {
        if self.refuses(place, &phrase) {
            return Ok(());
        }
        let twice = self.used.contains(&phrase.id.0);
        if twice {
            self.problem(place, ProblemKind::DuplicateId);
        }
        if twice || phrase.id.0.is_empty() {
            // A row added in a spreadsheet, or copied there.
            phrase.id = PhraseId::default();
            phrase.id = self.identity.name(&phrase, None);
        }
        self.keep(phrase)
    }

    fn keep(&mut self, mut phrase: Phrase) -> Result<(), ExchangeError> {
        check_count(self.phrases.len() + 1)?;
        while !self.used.insert(phrase.id.0.clone()) {
            phrase.id.0.push('+');
        }
        self.phrases.push(phrase);
        Ok(())
    }

    fn refuses(&mut self, place: Place, phrase: &Phrase) -> bool {
        if phrase.body.trim().is_empty() {
            self.problem(place, ProblemKind::EmptyBody);
            return true;
        }
        let lists = [&phrase.variants, &phrase.queries, &phrase.tags, &phrase.images].into_iter().flatten();
        let texts = [&phrase.body, &phrase.title, &phrase.code, &phrase.group, &phrase.note].into_iter().chain(lists);
        let texts = texts.chain(phrase.translations.iter().map(|(_, words)| words));
        // A byte is at most a character: most texts need not be counted.
        let longest = texts.filter(|text| text.len() > MAX_PHRASE_CHARS).map(|text| text.chars().count()).max();
        if let Some(chars) = longest.filter(|chars| *chars > MAX_PHRASE_CHARS) {
            self.problem(place, ProblemKind::TooLong { chars });
            return true;
        }
        false
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    pub(crate) fn problem(&mut self, place: Place, kind: ProblemKind) {
        self.problems.push(Problem { place, kind });
    }

    /// Counts placeholders that became gaps, and names the place of what the other program would compute.
    pub(crate) fn gaps(&mut self, place: Place, body: &crate::gaps::Body) {
        self.gaps += body.gaps;
        if body.commands > 0 {
            self.problem(place, ProblemKind::Command);
        }
    }

    /// Counts a setting that has no meaning here.
    pub(crate) fn setting(&mut self, name: &'static str) {
        *self.settings.entry(name).or_default() += 1;
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    pub(crate) fn finish(mut self) -> Reading {
        let counted = |count, note: fn(usize) -> Note| (count > 0).then(|| note(count));
        self.notes.extend(counted(self.gaps, Note::GapsTaken));
        self.notes.extend(counted(self.titles, Note::TitlesFromBody));
        self.notes.extend(self.settings.into_iter().map(|(name, count)| Note::SettingDropped { name, count }));
        self.problems.sort_by_key(|problem| problem.place);
        Reading {
            format: self.format,
            encoding: self.encoding,
            phrases: self.phrases,
            problems: self.problems,
            notes: self.notes,
        }
    }
}

/// The beginning of a body as a title: its first line's words, a gap by its name.
pub(crate) fn title_of(body: &str) -> String {
    let mut words = String::new();
    for piece in Template::parse(body).pieces {
        match piece {
            Piece::Text(text) => words.push_str(&text),
            Piece::Gap(gap) => words.push_str(&gap.name),
            Piece::Nested(_) | Piece::Caret => {}
        }
    }
    words.trim().lines().next().unwrap_or_default().chars().take(TITLE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(bodies: &[&str]) -> Reading {
        let mut intake = Intake::new(Format::Csv, None);
        for (number, body) in (1..).zip(bodies) {
            let phrase = Phrase { body: (*body).to_owned(), ..Phrase::default() };
            intake.foreign(Place::Entry(number), phrase, None).unwrap();
        }
        intake.finish()
    }

    #[test]
    fn what_can_t_be_kept_is_named_and_the_rest_has_ids_and_titles() {
        let long = "长".repeat(MAX_PHRASE_CHARS);
        let reading = taken(&["亲，{买家?您}好\n第二行", " ", &long, &format!("{long}长"), "亲，{买家?您}好\n第二行"]);
        let kinds: Vec<_> = reading.problems.iter().map(|problem| (problem.place, problem.kind.clone())).collect();
        let too_long = ProblemKind::TooLong { chars: MAX_PHRASE_CHARS + 1 };
        assert_eq!(kinds, [(Place::Entry(2), ProblemKind::EmptyBody), (Place::Entry(4), too_long)]);
        assert_eq!(reading.phrases.len(), 3);
        assert_eq!(reading.phrases[0].title, "亲，买家好");
        let ids: HashSet<_> = reading.phrases.iter().map(|phrase| &phrase.id).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(reading.notes, [Note::TitlesFromBody(3)]);
    }
}
