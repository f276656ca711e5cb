//! When a prepared greeting may be put into an empty input box, for the agent to send or to leave: the occasions of which a
//! shop may switch on each. What is then said is the library's; the [`panel`](crate::panel) puts the two together.

use crate::{
    chat::{Conversation, Sender},
    day::Moment,
};

/// Minutes of the day from which on a question is late: who asks at eleven wants an answer before midnight.
const LATE: u16 = 23 * 60;
/// And until which: before six nobody waits for one.
const EARLY: u16 = 6 * 60;

/// Why a greeting is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// Nobody of the shop is there at this hour.
    OutsideHours,
    /// Somebody asks late, and somebody is there.
    Late,
    /// The first words of a talk are a hello.
    FirstLine,
    /// The buyer says hello and nothing else.
    BareHello,
}

impl Occasion {
    /// The nearest first: of two that fit, it is the one that is meant.
    pub const ALL: [Self; 4] = [Self::OutsideHours, Self::Late, Self::FirstLine, Self::BareHello];

    /// The name in settings and views.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutsideHours => "outside_hours",
            Self::Late => "late",
            Self::BareHello => "bare_hello",
            Self::FirstLine => "first_line",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.name() == name)
    }

    /// Whether this is one: the buyer has the last word, which is a mere hello or is not, at this moment, in a shop with these
    /// hours (minutes of the day).
    #[must_use]
    pub fn is_now(self, talk: &Conversation, is_hello: bool, now: Moment, hours: Option<(u16, u16)>) -> bool {
        let mut said = talk.messages.iter().rev().filter(|message| message.sender != Sender::System);
        if said.next().is_none_or(|last| last.sender != Sender::Buyer) {
            return false;
        }
        let is_open = hours.is_none_or(|(from, to)| {
            if from < to { (from..to).contains(&now.minute) } else { now.minute >= from || now.minute < to }
        });
        let has_answered = || talk.messages.iter().any(|message| message.sender == Sender::Seller);
        match self {
            Self::OutsideHours => !is_open,
            Self::Late => is_open && !is_hello && !(EARLY..LATE).contains(&now.minute),
            Self::BareHello => is_hello,
            Self::FirstLine => is_hello && !has_answered(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Message, RowId};

    fn occasions(said: &[(Sender, &str)], is_hello: bool, time: &str, hours: Option<(u16, u16)>) -> Vec<Occasion> {
        let message = |(sender, text): &(Sender, &str)| Message {
            row: RowId((*text).into()),
            sender: *sender,
            text: (*text).into(),
            card: None,
        };
        let talk = Conversation { messages: said.iter().map(message).collect(), ..Conversation::default() };
        let now = Moment::parse(&format!("2026-11-24 {time}")).unwrap();
        Occasion::ALL.into_iter().filter(|occasion| occasion.is_now(&talk, is_hello, now, hours)).collect()
    }

    #[test]
    fn each_has_its_time() {
        use Occasion::{BareHello, FirstLine, Late, OutsideHours};
        let (day, night) = (Some((9 * 60, 22 * 60)), Some((9 * 60, 24 * 60)));
        let hello = [(Sender::Buyer, "在吗")];
        let asks = [(Sender::Buyer, "在吗"), (Sender::Seller, "在的"), (Sender::Buyer, "什么时候发货")];
        let again = [(Sender::Buyer, "在吗"), (Sender::Seller, "在的"), (Sender::Buyer, "在吗")];
        assert_eq!(occasions(&hello, true, "10:00", day), [FirstLine, BareHello]);
        assert_eq!(occasions(&again, true, "10:00", day), [BareHello]);
        assert_eq!(occasions(&hello, true, "22:00", day), [OutsideHours, FirstLine, BareHello]);
        assert_eq!(occasions(&asks, false, "10:00", day), []);
        assert_eq!(occasions(&asks[2..], false, "10:00", day), [], "the suggestions answer it");
        assert_eq!(occasions(&asks, false, "23:00", night), [Late]);
        assert_eq!(occasions(&asks, false, "22:59", None), []);
        assert_eq!(occasions(&asks, false, "01:30", None), [Late]);
        assert_eq!(occasions(&asks, false, "23:30", day), [OutsideHours]);
        assert_eq!(occasions(&asks, false, "01:00", Some((18 * 60, 2 * 60))), [Late], "open over midnight");
        assert_eq!(occasions(&asks[..2], false, "23:00", day), [], "the last word is ours");
        assert_eq!(occasions(&[(Sender::Buyer, "在吗"), (Sender::Robot, "您好")], true, "10:00", day), []);
        let after = [(Sender::Robot, "您好"), (Sender::Buyer, "你好"), (Sender::System, "已读")];
        assert_eq!(occasions(&after, true, "10:00", day), [FirstLine, BareHello], "a robot has not answered");
    }

    #[test]
    fn names_come_back() {
        for occasion in Occasion::ALL {
            assert_eq!(Occasion::from_name(occasion.name()), Some(occasion));
        }
        assert_eq!(Occasion::from_name("noon"), None);
    }
}
