//! A pack as it is kept, exchanged and merged: a head and phrases, each a [`Record`]. `pack_file`
//! reads and prints it; the engine gets the [`PhrasePack`] that it comes to.

use super::{
    Language, PhrasePack,
    pack_file::{self, FORMAT, VERSION},
    phrase_fields,
    picture::IMAGES,
    record::{Record, canonical},
};
use crate::{sorting::sort_by, text::hex};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, rc::Rc, sync::Arc};

/// A pack with everything that merging needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// Its name, stable over versions; packs of one name merge.
    pub id: String,
    /// What is said of the pack itself: title, language, trade, the team's policy.
    pub head: Record,
    /// Its phrases by their ids, deleted ones too.
    pub phrases: BTreeMap<String, Record>,
    /// Who signed it, by public key: the latest signature of each.
    pub signatures: BTreeMap<String, Signature>,
    /// The pictures that its file brings along, by name, as data URLs. The panel keeps them elsewhere.
    pub images: BTreeMap<String, Rc<str>>,
}

/// Someone's word that a pack's content was theirs at a moment. It stays when the content changes, so that a reader can
/// tell "changed since" from "never signed".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// What the signer calls themselves.
    pub by: String,
    /// [`Pack::sha256`] of what was signed.
    pub sha256: String,
    /// The signature of `qinyu-pack`, the pack's id, `at` and `sha256`, in hexadecimal digits.
    pub value: String,
}

impl Pack {
    /// Merges another copy of the pack into this one; in any order, the outcome is the same.
    pub fn merge(&mut self, other: &Self) {
        self.merge_head(other);
        for (id, record) in &other.phrases {
            self.phrases.entry(id.clone()).or_default().merge(record);
        }
        // One name is one picture.
        self.images.extend(other.images.iter().map(|(name, url)| (name.clone(), Rc::clone(url))));
    }

    /// Merges everything but the phrases.
    pub fn merge_head(&mut self, other: &Self) {
        self.head.merge(&other.head);
        for (key, signature) in &other.signatures {
            let ours = self.signatures.entry(key.clone()).or_insert_with(|| signature.clone());
            if *ours < *signature {
                ours.clone_from(signature);
            }
        }
    }

    /// SHA-256 of the pack in its canonical form, in hexadecimal digits: of everything but the signatures and pictures, as
    /// JSON by RFC 8785, phrases in the order of their ids. A picture is covered by its name, which a phrase holds.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.sum_under(self.header())
    }

    /// The same with what else than phrases stands in its file.
    pub(super) fn sum_under(&self, mut content: Map<String, Value>) -> String {
        content.insert("phrases".into(), self.phrases.iter().map(|(id, record)| record.json(id)).collect());
        hex(&Sha256::digest(canonical(&Value::Object(content))))
    }

    /// The bytes that a signature of this pack is made over; its `value` is not among them.
    #[must_use]
    pub fn signed_bytes(&self, signature: &Signature) -> Vec<u8> {
        let Signature { at, sha256, .. } = signature;
        format!("{FORMAT}\n{}\n{at}\n{sha256}", self.id).into_bytes()
    }

    /// The pack as a file: the same bytes for the same pack, one phrase a line, in the order in which they are shown;
    /// pictures at the end, where the panel puts those that it keeps (`www/pictures.js`).
    #[must_use]
    pub fn print(&self) -> String {
        let mut header = self.signed_header();
        let mut lines = Vec::new();
        header.insert("sha256".into(), self.sha256().into());
        for first in ["format", "version", "id", "sha256"] {
            lines.extend(header.remove(first).map(|value| (first.to_owned(), value)));
        }
        let mut file = String::from("{");
        for (name, value) in lines.into_iter().chain(header) {
            file += &format!("\n{}:{},", Value::from(name), canonical(&value));
        }
        file += "\n\"phrases\":[";
        for (at, (id, record)) in self.in_order().into_iter().enumerate() {
            file += if at == 0 { "\n" } else { ",\n" };
            file += &canonical(&Value::Object(record.json(id)));
        }
        file += "\n]";
        let pictures: Vec<_> = self.images.iter().map(|(name, url)| format!("\n\"{name}\":\"{url}\"")).collect();
        if !pictures.is_empty() {
            file += &format!(",\n\"{IMAGES}\":{{{}\n}}", pictures.join(","));
        }
        file += "}\n";
        file
    }

    /// The phrases as the engine uses them: those that are not deleted, in their order.
    #[must_use]
    pub fn phrase_pack(&self) -> PhrasePack {
        let text = |field: &str| self.head.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let alive = self.phrases.iter().filter(|(_, record)| !record.is_deleted());
        let mut phrases: Vec<_> = alive.map(|(id, record)| Arc::new(phrase_fields::read(&record.json(id)).0)).collect();
        phrases.retain(|phrase| !phrase.body.trim().is_empty());
        sort_by(&mut phrases, |a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        PhrasePack {
            id: self.id.clone(),
            title: text("title"),
            language: Language::from_tag(&text("language")).unwrap_or_default(),
            trade: Some(text("trade")).filter(|trade| !trade.is_empty()),
            phrases,
        }
    }

    /// Everything but the phrases as JSON, as it is stored.
    #[must_use]
    pub fn head_json(&self) -> String {
        Value::Object(self.signed_header()).to_string()
    }

    /// Reads [`Self::head_json`].
    #[must_use]
    pub fn read_head(json: &str) -> Option<Self> {
        pack_file::read(json).ok().map(|(pack, _)| pack)
    }

    fn signed_header(&self) -> Map<String, Value> {
        let mut header = self.header();
        if !self.signatures.is_empty() {
            let signatures = self.signatures.iter().map(|(key, signature)| {
                let Signature { at, by, sha256, value } = signature;
                serde_json::json!({ "key": key, "at": at, "by": by, "sha256": sha256, "value": value })
            });
            header.insert("signatures".into(), signatures.collect());
        }
        header
    }

    fn header(&self) -> Map<String, Value> {
        let mut header = self.head.json(&self.id);
        header.insert("format".into(), FORMAT.into());
        header.insert("version".into(), VERSION.into());
        header
    }

    fn in_order(&self) -> Vec<(&str, &Record)> {
        let mut phrases: Vec<_> = self.phrases.iter().map(|(id, record)| (id.as_str(), record)).collect();
        fn order(record: &Record) -> &str {
            record.get("order").and_then(Value::as_str).unwrap_or_default()
        }
        sort_by(&mut phrases, |(a, one), (b, other)| (order(one), a).cmp(&(order(other), b)));
        phrases
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        pack_file::read,
        stamp::{Stamp, Time, Writer},
    };
    use serde_json::json;

    fn pack(json: &str) -> Pack {
        read(json).unwrap().0
    }

    fn by(writer: &str, millis: u64) -> Stamp {
        Stamp { time: Time { millis, count: 0 }, writer: Writer::new(writer).unwrap() }
    }

    const TEAM: &str = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"小鹿","later":{"x":1},"phrases":[
        {"id":"b","body":"好的","group":"常用"},{"id":"a","body":"在的","shape_of_later":[1]}]}"#;

    #[test]
    fn a_pack_comes_back_from_its_file_with_what_is_not_known() {
        let team = pack(TEAM);
        let printed = team.print();
        assert_eq!(pack(&printed), team);
        assert_eq!(pack(&printed).print(), printed);
        assert!(printed.contains(r#""later":{"x":1}"#) && printed.contains(r#""shape_of_later":[1]"#));
        let ids: Vec<_> = team.phrase_pack().phrases.iter().map(|phrase| phrase.id.0.clone()).collect();
        assert_eq!(ids, ["b", "a"], "in the order of the file, not of the ids");
    }

    #[test]
    fn a_file_that_is_not_as_it_was_written_says_so() {
        let printed = pack(TEAM).print();
        assert_eq!(read(&printed).unwrap().1, []);
        let changed = read(&printed.replace("好的", "坏的")).unwrap().1;
        assert_eq!(
            changed.iter().map(|problem| &problem.kind).collect::<Vec<_>>(),
            [&pack_file::PackProblemKind::OtherSum]
        );
        for end in (1..printed.len() - 2).filter(|end| printed.is_char_boundary(*end)) {
            assert!(read(&printed[..end]).is_err(), "cut off after {end} bytes");
        }
    }

    #[test]
    fn two_copies_come_to_the_same_bytes() {
        let (mut ann, mut bob) = (pack(TEAM), pack(TEAM));
        ann.phrases.get_mut("a").unwrap().edit("body", json!("在的呢"), by("ann", 5));
        ann.phrases.get_mut("b").unwrap().delete(by("ann", 6));
        bob.phrases.get_mut("a").unwrap().edit("code", json!("zd"), by("bob", 5));
        bob.phrases.entry("c".into()).or_default().edit("body", json!("新的"), by("bob", 7));
        bob.signatures.insert("k".into(), Signature { at: 3, by: "Bob".into(), sha256: "x".into(), value: "y".into() });
        let merged = |one: &Pack, other: &Pack| {
            let mut merged = one.clone();
            merged.merge(other);
            merged
        };
        let both = merged(&ann, &bob);
        assert_eq!(both.print(), merged(&bob, &ann).print());
        assert_eq!(both.sha256(), merged(&bob, &ann).sha256());
        assert_eq!(merged(&both, &ann), both);
        assert_eq!(pack(&both.print()), both);
        let phrases = both.phrase_pack().phrases;
        let told: Vec<_> =
            phrases.iter().map(|one| (one.id.0.as_str(), one.code.as_str(), one.body.as_str())).collect();
        assert_eq!(told, [("c", "", "新的"), ("a", "zd", "在的呢")]);
    }

    #[test]
    fn pictures_travel_at_the_end_and_are_covered_by_their_names() {
        use crate::library::picture::{DOT, DOT_NAME};
        let with = |images: &str| {
            TEAM.replace("\"b\",", &format!("\"b\",\"images\":[\"{DOT_NAME} 尺码表\"],"))
                .replace("]}]}", &format!("]}}],\"images\":{images}}}"))
        };
        let team = pack(&with(&format!(r#"{{"{DOT_NAME}":"{DOT}"}}"#)));
        let printed = team.print();
        assert!(printed.ends_with(&format!("]}}\n],\n\"images\":{{\n\"{DOT_NAME}\":\"{DOT}\"\n}}}}\n")), "{printed}");
        assert_eq!((read(&printed).unwrap(), pack(&printed).print()), ((team.clone(), Vec::new()), printed));
        let mut bare = pack(&with("{}"));
        assert_eq!(bare.sha256(), team.sha256());
        bare.merge(&team);
        assert_eq!(bare, team, "a picture that one copy has is in both");
        let (other, problems) = read(&with(&format!(r#"{{"{}":"{DOT}","x":7}}"#, DOT_NAME.replace('0', "1")))).unwrap();
        assert!(other.images.is_empty() && other.phrases.len() == 2);
        let kinds: Vec<_> = problems.into_iter().map(|problem| (problem.position, problem.kind.is_refusal())).collect();
        assert_eq!(kinds, [(0, true), (0, true)]);
    }

    #[test]
    fn a_signature_is_not_part_of_what_is_signed() {
        let mut team = pack(TEAM);
        let before = team.sha256();
        team.signatures
            .insert("k".into(), Signature { at: 3, by: "Bob".into(), sha256: before.clone(), value: "y".into() });
        assert_eq!(team.sha256(), before);
        assert_eq!(team.signed_bytes(&team.signatures["k"]), format!("qinyu-pack\nteam\n3\n{before}").into_bytes());
        team.head.edit("title", json!("别的"), by("ann", 1));
        assert_ne!(team.sha256(), before);
    }
}
