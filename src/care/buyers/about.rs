//! What an agent writes of a buyer, field by field, without what finds a person outside the chat.

use crate::{
    day::Day,
    text::{Scrubbed, one_line, scrub},
};

/// Characters of a note: a short paragraph. What is longer nobody reads while a buyer waits.
pub const MAX_NOTE_CHARS: usize = 300;
/// Characters of any other field: a line of the panel.
pub const MAX_LINE_CHARS: usize = 60;
/// Tags of a buyer; more say nothing at a glance.
pub const MAX_TAGS: usize = 8;
/// Characters of a tag.
pub const MAX_TAG_CHARS: usize = 12;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Free words.
    Note,
    /// Words of the shop's own, parted by spaces.
    Tags,
    /// The campaign that they came with.
    Campaign,
    /// The level of a member.
    Level,
    /// Which goods they buy.
    Goods,
    /// Which brands they like.
    Brand,
    /// How they pay.
    Payment,
    /// In which range of prices they buy.
    Price,
    /// The day of the first purchase.
    FirstBought,
}

/// What an agent wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct About {
    texts: [String; Field::ALL.len()],
}

impl Field {
    /// Every field, in the order in which they are asked for.
    pub const ALL: [Self; 9] = [
        Self::Note,
        Self::Tags,
        Self::Campaign,
        Self::Level,
        Self::Goods,
        Self::Brand,
        Self::Payment,
        Self::Price,
        Self::FirstBought,
    ];

    /// The name in the view and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tags => "tags",
            Self::Campaign => "campaign",
            Self::Level => "level",
            Self::Goods => "goods",
            Self::Brand => "brand",
            Self::Payment => "payment",
            Self::Price => "price",
            Self::FirstBought => "first_bought",
        }
    }

    /// Reads a [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

impl About {
    /// What stands in a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    /// Writes a field as it is, for one that is being written.
    pub fn write(&mut self, field: Field, text: &str) {
        if let Some(place) = self.texts.get_mut(field as usize) {
            text.clone_into(place);
        }
    }

    /// As it is kept: on one line, cut, without telephone numbers, addresses and what else finds a person.
    #[must_use]
    pub fn cleaned(&self) -> Self {
        let mut cleaned = Self::default();
        for field in Field::ALL {
            cleaned.write(field, &clean(field, self.get(field)));
        }
        cleaned
    }

    /// True if something in it would find a person, and goes when it is kept.
    #[must_use]
    pub fn names_someone(&self) -> bool {
        self.texts.iter().any(|text| nameless(text).is_some())
    }

    /// Nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
    }

    /// The tags, one by one.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.get(Field::Tags).split(' ').filter(|tag| !tag.is_empty())
    }

    /// The day of the first purchase.
    #[must_use]
    pub fn first_bought(&self) -> Option<Day> {
        Day::parse(self.get(Field::FirstBought))
    }
}

fn clean(field: Field, text: &str) -> String {
    let scrubbed = nameless(text);
    let text = scrubbed.as_deref().unwrap_or(text);
    match field {
        Field::Note => one_line(text, MAX_NOTE_CHARS),
        Field::Tags => tags(text),
        Field::FirstBought => Day::parse(text).map(Day::print).unwrap_or_default(),
        _ => one_line(text, MAX_LINE_CHARS),
    }
}

/// A text without what finds a person; `None` if nothing in it does. An address is found without the spaces that are typed
/// around its numbers, too.
fn nameless(text: &str) -> Option<String> {
    let found = [text.to_owned(), closed(text)].map(|text| scrub(&text, &[]));
    let left = |one: &Scrubbed| one.text.chars().filter(|c| !c.is_whitespace()).count();
    let most = found.into_iter().reduce(|one, other| if left(&other) < left(&one) { other } else { one })?;
    // What is noted has no gaps, so its own braces need not be told from them.
    (most.replaced > 0).then(|| most.text.replace("{{", "{").replace("}}", "}"))
}

/// A text without the spaces beside characters that are no letters or digits of the Latin keyboard.
fn closed(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_wide = |c: char| !c.is_ascii();
        let beside = closed.chars().next_back().is_some_and(is_wide) || chars.peek().copied().is_some_and(is_wide);
        if c != ' ' || !beside {
            closed.push(c);
        }
    }
    closed
}

/// Tags as they are kept: each once, parted by a space.
fn tags(text: &str) -> String {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(|c: char| c.is_whitespace() || ",，、;；#".contains(c)) {
        let tag = one_line(tag, MAX_TAG_CHARS);
        if !tag.is_empty() && !tags.contains(&tag) && tags.len() < MAX_TAGS {
            tags.push(tag);
        }
    }
    tags.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(field: Field, text: &str) -> String {
        let mut about = About::default();
        about.write(field, text);
        about.cleaned().get(field).to_owned()
    }

    #[test]
    fn fields_are_kept_on_a_line_and_cut() {
        assert_eq!(kept(Field::Note, " 喜欢素色\n别再推荐印花 "), "喜欢素色 别再推荐印花");
        assert_eq!(kept(Field::Note, &"长".repeat(999)).chars().count(), MAX_NOTE_CHARS);
        assert_eq!(kept(Field::Tags, "急单，爱退货 急单 #送礼、  "), "急单 爱退货 送礼");
        assert_eq!(kept(Field::Tags, &(0..20).map(|n| format!("标签{n} ")).collect::<String>()).split(' ').count(), 8);
        assert_eq!(kept(Field::Price, "100-200 元"), "100-200 元");
        assert_eq!(kept(Field::FirstBought, "2026-10-01"), "2026-10-01");
        assert_eq!(kept(Field::FirstBought, "去年"), "");
    }

    #[test]
    fn what_finds_a_person_is_taken_out() {
        for (text, kept_text) in [
            ("电话 13812345678，晚上打", "电话 {联系电话}，晚上打"),
            ("身份证 110101199003077515", "身份证 {证件号}"),
            ("要{红色}的，电话 13812345678", "要{红色}的，电话 {联系电话}"),
        ] {
            assert_eq!(kept(Field::Note, text), kept_text);
        }
        for address in ["寄到浙江省杭州市西湖区文三路478号3幢502", "寄到浙江省杭州市西湖区文三路 478 号 3 幢 502"]
        {
            assert!(!kept(Field::Note, address).contains("478"), "{}", kept(Field::Note, address));
        }
        assert_eq!(kept(Field::Note, "身高165，穿M，只要{红色}"), "身高165，穿M，只要{红色}");
        let mut about = About::default();
        about.write(Field::Note, "身高165");
        assert!(!about.names_someone() && !about.is_empty());
        about.write(Field::Goods, "打 13812345678");
        assert!(about.names_someone());
    }

    #[test]
    fn fields_have_names_and_places_of_their_own() {
        for (place, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!((field as usize, Field::from_name(field.name())), (place, Some(field)));
        }
        assert_eq!(Field::from_name("phone"), None);
    }
}
