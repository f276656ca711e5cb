//! Which entries may match a [`Net`]. Cut the net anywhere: every way through it crosses the cut with a step and its
//! neighbour, whose pair of characters stands in the lists. So an entry that matches is in the union of the pairs of a
//! cut, of each cut. The smallest cuts are united and intersected until few entries are left.

use super::{
    bits::Bits,
    glyphs::{Glyph, Glyphs, triple},
    grams::Grams,
    query::{Net, Step, Takes},
    sounds::{SOUNDS, Sound, ranges},
};
use crate::sorting::{distinct, sort};
use std::{collections::HashMap, ops::Range};

/// Reading so many entries of a list costs as much as checking one text: below this no further cut is worth it.
const ENTRIES_A_CHECK: usize = 16;

/// Lists whose union is looked up.
#[derive(Debug, Default, Clone)]
struct Source {
    pairs: Vec<u32>,
    triples: Vec<u32>,
    singles: Vec<u32>,
    /// Classes whose sets are taken whole.
    classes: Vec<usize>,
    /// How many entries the lists have together.
    cost: usize,
}

/// Looks up nets in the lists of one part.
pub(super) struct Candidates<'a> {
    pub(super) grams: &'a Grams,
    pub(super) glyphs: &'a Glyphs,
    pub(super) entries: usize,
}

impl Candidates<'_> {
    /// The entries that may match; all that do are among them.
    pub(super) fn of(&self, net: &Net) -> Bits {
        let mut sources = HashMap::new();
        let mut cuts: Vec<(usize, Vec<(usize, usize)>)> = if net.literal {
            (0..net.steps.len()).map(|at| (0, vec![(at, at)])).collect()
        } else {
            (0..net.length).filter_map(|unit| Some((0, self.cut(net, unit)?))).collect()
        };
        for (cost, cut) in &mut cuts {
            for pair in cut.iter() {
                *cost += sources.entry(*pair).or_insert_with(|| self.source(net, *pair)).cost;
            }
        }
        sort(&mut cuts);
        cuts.dedup();
        let mut cuts = cuts.into_iter();
        let Some((_, smallest)) = cuts.next() else { return Bits::all(self.entries) };
        let mut found = Bits::new(self.entries);
        let mut room = Bits::new(self.entries);
        let load = |cut: &[(usize, usize)], into: &mut Bits| {
            cut.iter().filter_map(|pair| sources.get(pair)).for_each(|source| self.load(source, into));
        };
        load(&smallest, &mut found);
        for (cost, cut) in cuts {
            if cost > ENTRIES_A_CHECK * found.len() {
                break;
            }
            room.clear();
            load(&cut, &mut room);
            found.keep(&room);
        }
        found
    }

    /// The entries that begin as the net does, and perhaps some more.
    pub(super) fn beginning(&self, net: &Net) -> Bits {
        let mut found = Bits::new(self.entries);
        for step in net.steps.iter().filter(|step| step.from == 0) {
            match &step.takes {
                Takes::Any => return Bits::all(self.entries),
                takes => {
                    for glyph in self.glyphs_of(takes) {
                        self.grams.first.each(glyph, |entry| found.insert(entry));
                    }
                }
            }
        }
        found
    }

    fn glyphs_of(&self, takes: &Takes) -> Vec<u32> {
        match takes {
            Takes::Any => Vec::new(),
            Takes::Glyph(glyph) => vec![u32::from(*glyph)],
            Takes::Sounds(sounds) => {
                let mut glyphs: Vec<u32> =
                    sounds.iter().flat_map(|range| self.glyphs.glyphs_of(range.clone())).map(u32::from).collect();
                distinct(&mut glyphs);
                glyphs
            }
        }
    }

    /// The steps over a unit, each with a neighbour, or with itself if it is the whole way. `None` if any character
    /// may stand there, so that the cut says nothing.
    fn cut(&self, net: &Net, unit: usize) -> Option<Vec<(usize, usize)>> {
        let mut pairs = Vec::new();
        for (at, step) in net.steps.iter().enumerate().filter(|(_, step)| (step.from..step.to).contains(&unit)) {
            let known = |next: &(usize, &Step)| next.1.takes != Takes::Any;
            known(&(at, step)).then_some(())?;
            let after: Vec<_> = net.steps.iter().enumerate().filter(|(_, next)| next.from == step.to).collect();
            let before: Vec<_> = net.steps.iter().enumerate().filter(|(_, next)| next.to == step.from).collect();
            if !after.is_empty() && after.iter().all(known) {
                pairs.extend(after.iter().map(|(next, _)| (at, *next)));
            } else if !before.is_empty() && before.iter().all(known) {
                pairs.extend(before.iter().map(|(next, _)| (*next, at)));
            } else {
                pairs.push((at, at));
            }
        }
        sort(&mut pairs);
        pairs.dedup();
        Some(pairs)
    }

    fn source(&self, net: &Net, (first, second): (usize, usize)) -> Source {
        let (Some(a), Some(b)) = (net.steps.get(first), net.steps.get(second)) else { return Source::default() };
        let mut source = Source::default();
        if first == second {
            self.add_single(&a.takes, &mut source);
        } else if !self.add_triples(net, a, b, &mut source) {
            self.add_pairs(&a.takes, &b.takes, &mut source);
        }
        source
    }

    fn add_single(&self, takes: &Takes, source: &mut Source) {
        if let Some(classes) = classes(takes) {
            source.classes = classes.iter().map(|class| usize::from(*class)).collect();
            source.cost = self.entries * classes.len();
        } else {
            source.singles = self.glyphs_of(takes);
            source.cost = source.singles.iter().map(|glyph| self.grams.single.cost(*glyph)).sum();
        }
    }

    /// Initials are looked up by threes where there are three: two of them stand in a large part of all entries.
    fn add_triples(&self, net: &Net, a: &Step, b: &Step, source: &mut Source) -> bool {
        let (Some(a_classes), Some(b_classes)) = (classes(&a.takes), classes(&b.takes)) else { return false };
        let all = |steps: Vec<&Step>| steps.iter().map(|step| classes(&step.takes)).collect::<Option<Vec<_>>>();
        let after = all(net.steps.iter().filter(|step| step.from == b.to).collect()).filter(|after| !after.is_empty());
        let before = || all(net.steps.iter().filter(|step| step.to == a.from).collect()).filter(|all| !all.is_empty());
        let mut add = |a: &[u8], b: &[u8], c: &[u8]| {
            for a in a {
                for b in b {
                    source.triples.extend(c.iter().map(|c| triple([*a, *b, *c])));
                }
            }
        };
        if let Some(after) = after {
            after.iter().for_each(|c| add(&a_classes, &b_classes, c));
        } else if let Some(before) = before() {
            before.iter().for_each(|c| add(c, &a_classes, &b_classes));
        } else {
            return false;
        }
        distinct(&mut source.triples);
        source.cost = source.triples.iter().map(|list| self.grams.triple.cost(*list)).sum();
        true
    }

    fn add_pairs(&self, a: &Takes, b: &Takes, source: &mut Source) {
        let main = |glyph: &Glyph| ranges(self.glyphs.sounds(*glyph).iter().take(1).copied().collect());
        let sounds = |takes: &Takes| -> (Vec<Range<Sound>>, Option<Glyph>) {
            match takes {
                Takes::Any => (Vec::new(), None),
                Takes::Glyph(glyph) => (main(glyph), Some(*glyph)),
                Takes::Sounds(sounds) => (sounds.clone(), None),
            }
        };
        let ((a_sounds, a_glyph), (b_sounds, b_glyph)) = (sounds(a), sounds(b));
        for a in &a_sounds {
            for b in &b_sounds {
                self.grams.places(a, b, |places| {
                    source.pairs.extend(self.grams.pairs_at(places).filter(|pair| {
                        let (left, right) = self.grams.pair_glyphs.get(*pair as usize).copied().unwrap_or_default();
                        a_glyph.is_none_or(|glyph| glyph == left) && b_glyph.is_none_or(|glyph| glyph == right)
                    }));
                });
            }
        }
        source.cost = source.pairs.iter().map(|pair| self.grams.pair.cost(*pair)).sum();
    }

    fn load(&self, source: &Source, into: &mut Bits) {
        let grams = self.grams;
        source.classes.iter().filter_map(|class| grams.class.get(*class)).for_each(|bits| into.unite(bits));
        let lists = [(&source.singles, &grams.single), (&source.pairs, &grams.pair), (&source.triples, &grams.triple)];
        for (numbers, lists) in lists {
            numbers.iter().for_each(|list| lists.each(*list, |entry| into.insert(entry)));
        }
    }
}

/// The classes that a step takes whole, if it takes nothing else.
fn classes(takes: &Takes) -> Option<Vec<u8>> {
    match takes {
        Takes::Sounds(sounds) => {
            sounds.iter().map(|range| SOUNDS.is_class(range).then(|| SOUNDS.class_of(range.start))).collect()
        }
        Takes::Glyph(_) | Takes::Any => None,
    }
}
