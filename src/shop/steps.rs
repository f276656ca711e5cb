//! From where on a promotion counts and what comes off then: thresholds of money or pieces, once, in tiers or each time.

use super::Price;

/// The part that is paid, in thousandths: 9 折 is 900, 8.5 折 is 850. From 1000 on nothing comes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pays(pub u16);

/// What has to be in the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// 满…元: goods for this sum.
    Amount(Price),
    /// 满…件: this many pieces.
    Pieces(u32),
}

/// What comes off a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Off {
    /// 减: this amount.
    Amount(Price),
    /// 打折: all but this part.
    Percent(Pays),
}

/// From where on how much comes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tier {
    /// What has to be there.
    pub at: Reach,
    /// What comes off then.
    pub off: Off,
}

/// How a reduction grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Steps {
    /// 满 300 减 30，满 600 减 80: of the tiers that are reached the best counts, once.
    Tiers(Vec<Tier>),
    /// 每满 300 减 30: the amount for each time that it is reached.
    Every {
        /// What has to be there each time.
        at: Reach,
        /// What comes off each time.
        off: Price,
        /// 封顶: how often at most; `None` for 上不封顶.
        most: Option<u32>,
    },
}

/// A step that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The tier that was reached.
    pub tier: Tier,
    /// How often; more than once for `Every` alone.
    pub times: u64,
    /// What it takes off a sum that was measured so.
    pub amount: Price,
}

impl Pays {
    /// This part of an amount, in fen, half a fen up: what is shown as a price is rounded, not what comes off.
    #[must_use]
    pub fn of(self, amount: Price) -> Price {
        let part = (u128::from(amount.fen()) * u128::from(self.0.min(1_000)) + 500) / 1_000;
        Price::from_fen(u64::try_from(part).unwrap_or(u64::MAX))
    }
}

impl Reach {
    /// How often a sum and a number of pieces reach it. One that asks for nothing is reached once.
    #[must_use]
    pub fn times(self, sum: Price, pieces: u64) -> u64 {
        match self {
            Self::Amount(at) => sum.fen().checked_div(at.fen()).unwrap_or(1),
            Self::Pieces(at) => pieces.checked_div(at.into()).unwrap_or(1),
        }
    }
}

impl Off {
    /// What comes off a sum, at most all of it.
    #[must_use]
    pub fn of(self, sum: Price) -> Price {
        match self {
            Self::Amount(amount) => amount.min(sum),
            Self::Percent(pays) => sum.less(pays.of(sum)),
        }
    }
}

impl Steps {
    /// The step that a sum and a number of pieces reach; of several the one that takes off most.
    #[must_use]
    pub fn reached(&self, sum: Price, pieces: u64) -> Option<Step> {
        match self {
            Self::Tiers(tiers) => tiers
                .iter()
                .filter(|tier| tier.at.times(sum, pieces) > 0)
                .map(|tier| Step { tier: *tier, times: 1, amount: tier.off.of(sum) })
                .reduce(|best, next| if next.amount > best.amount { next } else { best }),
            Self::Every { at, off, most } => {
                let times = at.times(sum, pieces).min(most.map_or(u64::MAX, u64::from));
                let tier = Tier { at: *at, off: Off::Amount(*off) };
                (times > 0).then(|| Step { tier, times, amount: off.times(times).min(sum) })
            }
        }
    }

    /// What has to be reached beyond a sum and a number of pieces, the nearest first.
    #[must_use]
    pub fn beyond(&self, sum: Price, pieces: u64) -> Vec<Reach> {
        let mut beyond: Vec<Reach> = match self {
            Self::Tiers(tiers) => tiers.iter().map(|tier| tier.at).filter(|at| at.times(sum, pieces) == 0).collect(),
            Self::Every { at, most, .. } => {
                let times = at.times(sum, pieces).saturating_add(1);
                let next = match *at {
                    Reach::Amount(at) => Reach::Amount(at.times(times)),
                    Reach::Pieces(at) => {
                        Reach::Pieces(u32::try_from(times.saturating_mul(at.into())).unwrap_or(u32::MAX))
                    }
                };
                let is_capped = most.is_some_and(|most| times > most.into());
                Some(next).filter(|next| !is_capped && next.times(sum, pieces) == 0).into_iter().collect()
            }
        };
        crate::sorting::sort(&mut beyond);
        beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(yuan: u64) -> Price {
        Price::from_fen(yuan * 100)
    }

    #[test]
    fn parts_are_rounded_half_up() {
        let part = |pays, fen| Pays(pays).of(Price::from_fen(fen)).fen();
        assert_eq!([part(850, 3_990), part(500, 1), part(499, 1), part(950, 10)], [3_392, 1, 0, 10]);
        assert_eq!([part(1_000, 7), part(9_000, 7), part(0, 7), part(1_000, u64::MAX)], [7, 7, 0, u64::MAX]);
    }

    #[test]
    fn the_best_of_the_tiers_counts_wherever_it_stands() {
        let tier = |at, off| Tier { at: Reach::Amount(yuan(at)), off: Off::Amount(yuan(off)) };
        let steps = Steps::Tiers(vec![tier(600, 80), tier(300, 30), tier(500, 20)]);
        let off = |sum| steps.reached(yuan(sum), 1).map(|step| step.amount);
        assert_eq!([off(299), off(300), off(599), off(600)], [None, Some(yuan(30)), Some(yuan(30)), Some(yuan(80))]);
        assert_eq!(steps.beyond(yuan(550), 1), [Reach::Amount(yuan(600))]);
    }

    #[test]
    fn what_repeats_is_capped() {
        let steps = Steps::Every { at: Reach::Amount(yuan(300)), off: yuan(30), most: Some(2) };
        let off = |sum| steps.reached(yuan(sum), 1).map(|step| (step.times, step.amount));
        assert_eq!([off(299), off(899), off(900)], [None, Some((2, yuan(60))), Some((2, yuan(60)))]);
        assert_eq!(steps.beyond(yuan(310), 1), [Reach::Amount(yuan(600))]);
        assert_eq!(steps.beyond(yuan(600), 1), []);
        let nothing = Steps::Every { at: Reach::Pieces(0), off: yuan(1), most: None };
        assert_eq!((nothing.reached(yuan(5), 9).map(|step| step.times), nothing.beyond(yuan(5), 9)), (Some(1), vec![]));
    }
}
