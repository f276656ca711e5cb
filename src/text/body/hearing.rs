//! Line by line: who is told of, and what is known of each. Part of [`body`](super).

use super::{
    Body, BodyMeasure as Of, Build, Fit, Told, UnclearWeight, Wearer,
    reading::{self, Found, Seen, Value},
    wearer,
    weight::{Taken, taken},
    words,
};
use crate::{sorting::sort_by_key, text::line::Line};

/// What is known of one person so far.
#[derive(Debug, Default)]
struct Draft {
    wearer: Wearer,
    found: Vec<Found>,
    builds: Vec<Build>,
    fit: Option<Fit>,
    usual: Vec<String>,
}

/// Everyone who was told of so far.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    /// Whom the size is for, as far as was said.
    open: Draft,
    others: Vec<Draft>,
    /// Whom "he" and "she" stand for.
    other: Option<Wearer>,
    /// A line of one number that is a height if a weight follows.
    waiting: Option<Found>,
}

impl Hearing {
    /// Hears the next line, normalised.
    pub(super) fn line(&mut self, said: &str) {
        let line = Line::of(said);
        let named = wearer::named(&line);
        self.other = named.iter().filter_map(wearer::Named::other).next_back().or(self.other);
        let meant = named.iter().rfind(|one| one.is_meant).map(|one| one.wearer(&line, self.other));
        let meant = meant.or(wearer::is_own(&line).then_some(Wearer::Buyer));
        self.turn_to(meant.unwrap_or(self.open.wearer));
        let waiting = self.waiting.take();
        let is_weighed = self.open.found.iter().any(|found| found.of == Of::Weight);
        let height = self.open.height().filter(|_| !is_weighed);
        let height = waiting.as_ref().and_then(Found::height).or(height);
        let is_child = named.iter().map(|one| one.wearer(&line, self.other)).any(Wearer::is_child);
        let is_child = is_child || self.open.wearer.is_child();
        let (mut found, is_waiting) = reading::read(&Seen { line: &line, named: &named, is_child, height });
        let has = |of| found.iter().any(|found: &Found| found.of == of);
        if has(Of::Weight) && !has(Of::Height) {
            found.extend(waiting);
        }
        if is_waiting {
            self.waiting = found.pop();
        }
        for one in found {
            self.turn_to(one.wearer(&line, &named, self.other).unwrap_or(self.open.wearer));
            self.open.tell(one);
        }
        // A line that says whom it is for may tell of both.
        self.turn_to(meant.unwrap_or(self.open.wearer));
        self.open.fit = words::fit(said, &line).or(self.open.fit);
        words::builds(said).into_iter().for_each(|build| self.open.build(build));
        let usual = words::usual(said, &line);
        if !usual.is_empty() {
            self.open.usual = usual;
        }
    }

    /// What was heard of whom the size is for.
    pub(super) fn finish(self) -> Body {
        self.open.finish()
    }

    fn turn_to(&mut self, wearer: Wearer) {
        if self.open.wearer == wearer {
            return;
        }
        let known = self.others.iter().position(|draft| draft.wearer == wearer);
        let next = known.map(|at| self.others.swap_remove(at));
        let next = next.unwrap_or_else(|| Draft { wearer, ..Draft::default() });
        self.others.push(std::mem::replace(&mut self.open, next));
    }
}

impl Draft {
    fn tell(&mut self, found: Found) {
        self.found.retain(|known| known.of != found.of);
        self.found.push(found);
    }

    fn build(&mut self, build: Build) {
        let contrary = match build {
            Build::Heavy => Some(Build::Thin),
            Build::Thin => Some(Build::Heavy),
            _ => None,
        };
        self.builds.retain(|known| *known != build && Some(*known) != contrary);
        self.builds.push(build);
    }

    fn height(&self) -> Option<u32> {
        self.found.iter().find_map(Found::height)
    }

    fn finish(self) -> Body {
        let height = self.height();
        let (mut told, mut unclear_weight) = (Vec::new(), None);
        for Found { of, value, written, .. } in self.found {
            let (from, to, unit) = match value {
                Value::Milli(from, to, unit) => (from, to, unit),
                Value::Number(from, to) => match taken(from.midpoint(to), height, self.wearer.is_child()) {
                    Taken::Sure(unit, by) => {
                        let grams = |thousandths: u64| thousandths * u64::from(unit.grams()) / 1_000;
                        (reading::whole(grams(from)), reading::whole(grams(to)), by)
                    }
                    Taken::Unclear => {
                        unclear_weight = Some(UnclearWeight { written });
                        continue;
                    }
                    Taken::Absurd => continue,
                },
            };
            told.push(Told { of, from, to, unit, written });
        }
        sort_by_key(&mut told, |told| told.of);
        let Self { wearer, builds, fit, usual, .. } = self;
        Body { wearer, told, unclear_weight, builds, fit, usual }
    }
}
