//! Advises a colour from what the shop noted of each: "米白: 显白; 春夏; 配牛仔裤". Only what stands there is said, with the
//! note it stands in. Part of [`size`](super).

mod words;

use crate::{sorting::sort_by_key, text::normalize};
use words::Asked;

pub use words::{Season, SkinTone};

/// Colours of an item that are read; no shop notes more.
const MOST: usize = 60;
/// Notes of a colour that are read.
const MOST_NOTES: usize = 20;

/// What a shop noted of an item's colours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColourNotes {
    /// The colours, as the shop has them.
    pub colours: Vec<ColourNote>,
}

/// What a shop noted of one colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColourNote {
    /// The colour, as the shop calls it.
    pub colour: String,
    /// What it says of it, each as it is written.
    pub notes: Vec<Note>,
}

/// One thing that is said of a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// As the shop wrote it.
    pub written: String,
    /// The skin tones that it is for, as the note says.
    pub tones: Vec<SkinTone>,
    /// The skin tones that it is not for.
    pub not_tones: Vec<SkinTone>,
    /// The seasons that it is for.
    pub seasons: Vec<Season>,
    /// What it goes with; empty text for everything.
    pub goes_with: Option<String>,
}

/// Why a colour is advised; each with the note that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is for this skin.
    Skin(SkinTone, String),
    /// It is for this season.
    Season(Season, String),
    /// It goes with what was named.
    GoesWith(String, String),
    /// The buyer asked for just what the note says.
    Said(String),
}

impl ColourNotes {
    /// Reads notes, a colour per line or between `|`, for a table's cell is hard to break into lines: its name, a colon, and
    /// what is said of it between semicolons. A line without a colon says nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let colours = text.split(['\n', '|', '｜']).filter_map(|line| {
            let (colour, notes) = line.split_once([':', '：'])?;
            let notes = notes.split([';', '；', '。']).map(str::trim).filter(|note| !note.is_empty());
            let notes = notes.take(MOST_NOTES).map(Note::read).collect();
            let colour = colour.trim().trim_start_matches(['-', '*', '·', '•']).trim();
            (!colour.is_empty()).then(|| ColourNote { colour: colour.to_owned(), notes })
        });
        Self { colours: colours.take(MOST).collect() }
    }
}

impl Note {
    fn read(written: &str) -> Self {
        let said = normalize(written);
        let (tones, not_tones) = words::tones_of_note(&said);
        let goes_with = words::goes_with(&said);
        // "配冬裙" is about the skirt.
        let seasons = if goes_with.is_none() { words::seasons(&said) } else { Vec::new() };
        Self { written: written.to_owned(), tones, not_tones, seasons, goes_with }
    }

    fn why(&self, asked: &Asked) -> Option<Why> {
        let written = || self.written.clone();
        let tone = asked.tone.filter(|tone| self.tones.contains(tone) || self.tones.contains(&SkinTone::Any));
        let season = asked.seasons.iter().find(|season| self.seasons.contains(season));
        let goes = |thing: &&String| self.goes_with.as_ref().is_some_and(|with| words::suits(with, thing));
        let with = asked.with.iter().find(goes);
        tone.map(|tone| Why::Skin(tone, written()))
            .or_else(|| season.map(|season| Why::Season(*season, written())))
            .or_else(|| with.map(|thing| Why::GoesWith(thing.clone(), written())))
            .or_else(|| self.is_said(asked).then(|| Why::Said(written())))
    }

    /// "春夏" is taken up as a season alone, where a colour is asked for.
    fn is_said(&self, asked: &Asked) -> bool {
        self.seasons.is_empty() && words::is_asked_for(&asked.said, &normalize(&self.written))
    }
}

/// The colours that the notes name for what a buyer said, those with most reasons first; empty if they say nothing of it.
#[must_use]
pub fn advise(said: &str, notes: &ColourNotes) -> Vec<(String, Vec<Why>)> {
    let asked = Asked::hear(&normalize(said));
    let is_against = |note: &Note| asked.tone.is_some_and(|tone| note.not_tones.contains(&tone));
    let mut found = Vec::new();
    for ColourNote { colour, notes } in notes.colours.iter().filter(|one| !one.notes.iter().any(is_against)) {
        let why: Vec<Why> = notes.iter().filter_map(|note| note.why(&asked)).collect();
        if !why.is_empty() {
            found.push((colour.clone(), why));
        }
    }
    sort_by_key(&mut found, |(_, why)| std::cmp::Reverse(why.len()));
    found
}

#[cfg(test)]
mod tests;
