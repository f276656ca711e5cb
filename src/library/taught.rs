//! What agents taught of chat pages: adapters (docs/adapters.md), each in a pack's head under its site, so that they go to
//! colleagues with the pack. They come from files of anybody: one that is too large or for another site is passed over.

use super::{
    collection::Library,
    edit::{Change, Clock},
};
use serde_json::Value;

/// What the fields of a head begin with that hold an adapter: behind it stands the site, `https://im.example.com`.
pub const SITE: &str = "site/";
/// Bytes of an adapter's JSON; one that was taught has a tenth.
const MAX_BYTES: usize = 8_192;
/// What every adapter is called that was taught.
const NAME: &str = "taught";

/// An adapter that was taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The pack that holds it.
    pub pack: String,
    /// Its site's origin.
    pub site: String,
    /// The adapter, as the page side reads it.
    pub json: String,
}

/// The origin that an adapter is for; `None` if it is for none or for several.
#[must_use]
pub fn site_of(json: &str) -> Option<String> {
    let adapter: Value = serde_json::from_str(json).ok()?;
    let [site] = adapter.get("sites")?.as_array()?.as_slice() else { return None };
    Some(site.as_str()?.trim_end_matches('/').to_owned())
}

impl Library {
    /// Every adapter that was taught, the agent's own first; of several for one site the first is used.
    #[must_use]
    pub fn taught(&self) -> Vec<Taught> {
        let own = self.personal().map(|pack| pack.about.id.clone());
        let (first, others): (Vec<_>, Vec<_>) =
            self.packs.iter().partition(|pack| Some(&pack.about.id) == own.as_ref());
        let packs = first.into_iter().chain(others);
        let all = packs.flat_map(|pack| {
            pack.about.head.fields().filter_map(|(field, value)| {
                let site = field.strip_prefix(SITE)?;
                Some(Taught { pack: pack.about.id.clone(), site: site.to_owned(), json: checked(site, value)? })
            })
        });
        all.collect()
    }

    /// Keeps an adapter for the site that it names, or forgets the one for `site`.
    pub fn teach(&mut self, pack: &str, site: &str, json: Option<&str>, clock: &mut Clock, now: u64) -> Vec<Change> {
        let value = json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or(Value::Null);
        if json.is_some() && checked(site, &value).is_none() {
            return Vec::new();
        }
        self.edit_head(pack, &[(&[SITE, site].concat(), value)], clock, now)
    }
}

/// The adapter as it is used: for this site and under this name alone.
fn checked(site: &str, value: &Value) -> Option<String> {
    let host = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://127.0.0.1:"))?;
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c));
    let mut adapter = value.as_object().filter(|_| is_host)?.clone();
    adapter.get("screens")?.as_array()?;
    adapter.insert("name".into(), NAME.into());
    adapter.insert("sites".into(), vec![Value::from([site, "/"].concat())].into());
    Some(Value::from(adapter).to_string()).filter(|json| json.len() <= MAX_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{
        kept_pack::{KeptPack, Owner},
        pack_file,
        stamp::Writer,
    };

    fn pack(id: &str, owner: Owner, site: &str, adapter: &str) -> KeptPack {
        let json = format!(r#"{{"format":"qinyu-pack","version":2,"id":"{id}","site/{site}":{adapter},"phrases":[]}}"#);
        KeptPack::new(owner, pack_file::read(&json).unwrap().0)
    }

    #[test]
    fn case_14_an_adapter_from_a_pack_is_for_its_own_site_alone() {
        let adapter =
            r#"{"name":"pinduoduo","sites":["https://mms.pinduoduo.com/","https://bank.example/"],"screens":[]}"#;
        let large = format!(r#"{{"screens":["{}"]}}"#, "x".repeat(MAX_BYTES));
        for (site, adapter, used) in [
            ("https://im.example.com", adapter, true),
            ("http://im.example.com", adapter, false),
            ("https://im.example.com/path", adapter, false),
            ("https://*", adapter, false),
            ("https://im.example.com", &large, false),
            ("https://im.example.com", "[]", false),
            ("https://im.example.com", "{}", false),
        ] {
            let library = Library { packs: vec![pack("a", Owner::Team, site, adapter)], ..Library::default() };
            let taught = library.taught();
            assert_eq!(taught.len(), usize::from(used), "{site} {adapter:.80}");
            for one in taught {
                assert_eq!(one.json, r#"{"name":"taught","screens":[],"sites":["https://im.example.com/"]}"#);
            }
        }
    }

    #[test]
    fn the_agents_own_comes_first_and_is_forgotten_by_itself() {
        let (site, adapter) = ("https://im.example.com", r#"{"screens":[]}"#);
        let own = KeptPack::new(
            Owner::Personal,
            pack_file::read(r#"{"format":"qinyu-pack","version":2,"id":"own","phrases":[]}"#).unwrap().0,
        );
        let packs = vec![pack("team", Owner::Team, site, adapter), own];
        let mut library = Library { packs, ..Library::default() };
        let mut clock = Clock::new(Writer::new("ann0").unwrap());
        assert_eq!(library.teach("own", site, Some("no JSON"), &mut clock, 1), []);
        assert_eq!(library.teach("team", site, Some(adapter), &mut clock, 1), [], "a team's pack is the team's");
        let mine = r#"{"screens":[{}],"sites":["https://im.example.com/"]}"#;
        assert_eq!(site_of(mine).as_deref(), Some(site));
        assert_eq!(library.teach("own", site, Some(mine), &mut clock, 2).len(), 1);
        let packs = |library: &Library| library.taught().into_iter().map(|one| one.pack).collect::<Vec<_>>();
        assert_eq!(packs(&library), ["own", "team"]);
        // A colleague who takes the pack in reads that site by it.
        let file = library.pack("own").unwrap().pack().print();
        let brought = KeptPack::new(Owner::Team, pack_file::read(&file).unwrap().0);
        let colleague = Library { packs: vec![brought], ..Library::default() };
        assert_eq!(colleague.taught()[0].json, library.taught()[0].json);
        library.teach("own", site, None, &mut clock, 3);
        assert_eq!(packs(&library), ["team"]);
    }
}
