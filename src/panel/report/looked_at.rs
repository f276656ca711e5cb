//! What the view asks of the numbers: those of the days that are looked at, whose they are, and what is missing in them. Part
//! of [`report`](super).

use super::{called, own};
use crate::{
    care::{
        clock::{self, Tally},
        report::{Period, Sums, What, Whose},
    },
    day::{Day, Moment},
    library::PhraseId,
    panel::state::State,
    rules::{self, ClockRule},
};

impl State {
    /// Whose numbers are looked at.
    fn whose(&self) -> Whose<'_> {
        if self.report.is_team { Whose::Everyones } else { Whose::Of(own(self)) }
    }

    /// The first and the last day of what the report is over; `None` while nobody has told the time.
    #[must_use]
    pub fn reported(&self) -> Option<(Day, Day)> {
        self.report.span.range(self.moment?.day, self.report.back)
    }

    /// What was counted in it.
    #[must_use]
    pub fn report_sums(&self) -> Sums {
        self.sums(self.whose())
    }

    /// What was counted in each column of a chart of it.
    #[must_use]
    pub fn report_columns(&self) -> Vec<(Period, Sums)> {
        let Some(Moment { day, .. }) = self.moment else { return Vec::new() };
        let columns = self.report.span.columns(day, self.report.back);
        columns.into_iter().map(|period| (period, self.report.counters.sum(&[period], self.whose()))).collect()
    }

    /// Who counted in it: the installation, what they are called, and their numbers; the agent first.
    #[must_use]
    pub fn report_people(&self) -> Vec<(&str, String, Sums)> {
        let mut people = Vec::new();
        for (who, name) in self.report.counters.people() {
            let place = if who == own(self) { 0 } else { people.len() };
            people.insert(place, (who, called(who, &name), self.sums(Whose::Of(who))));
        }
        people
    }

    /// How long buyers waited in it, by the figures of platforms, as the response clock counts them.
    #[must_use]
    pub fn report_waits(&self) -> Vec<(ClockRule, Tally)> {
        let Some(range) = self.reported() else { return Vec::new() };
        self.waits_of(range, if self.report.is_team { clock::Whose::Everyones } else { clock::Whose::Of(own(self)) })
    }

    /// The same of one installation.
    #[must_use]
    pub fn report_waits_of(&self, who: &str) -> Vec<(ClockRule, Tally)> {
        self.reported().map(|range| self.waits_of(range, clock::Whose::Of(who))).unwrap_or_default()
    }

    fn waits_of(&self, range: (Day, Day), whose: clock::Whose<'_>) -> Vec<(ClockRule, Tally)> {
        let figures = self.response.figures();
        let sum = |rule: ClockRule| {
            let tally = figures.sum(&rule.id, range, whose);
            (rule, tally)
        };
        rules::clocks().into_iter().map(sum).filter(|(_, tally)| tally.units > 0).collect()
    }

    /// True for the agent's own installation.
    #[must_use]
    pub fn is_own_installation(&self, who: &str) -> bool {
        who == own(self)
    }

    /// True while there is something earlier to be looked at.
    #[must_use]
    pub fn has_earlier(&self) -> bool {
        let first = self.report.counters.first();
        first.zip(self.reported()).is_some_and(|(first, (from, _))| first < from)
    }

    /// True while something counted is not kept yet.
    #[must_use]
    pub fn counts_wait(&self) -> bool {
        !self.report.unsaved.is_empty()
    }

    /// Phrases that are shown and that nobody who is looked at has inserted, as far as is known.
    pub fn never_used(&self) -> impl Iterator<Item = &PhraseId> {
        let ever = self.report.counters.ever(self.whose());
        let shown = self.shown_phrases.iter().filter(|one| !one.is_hidden).map(|one| &one.phrase.id);
        shown.filter(move |id| self.usage.of(id).count == 0 && ever.get(What::Phrase, &id.0) == 0)
    }

    fn sums(&self, whose: Whose<'_>) -> Sums {
        let Some(Moment { day, .. }) = self.moment else { return Sums::default() };
        self.report.counters.sum(&self.report.span.periods(day, self.report.back), whose)
    }
}
