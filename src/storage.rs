//! The door to what is kept between two openings of the panel. Stored shapes are types of their own, so that
//! renaming a field of the panel cannot lose what an agent set.

use crate::{
    library::{Language, PhrasePack, facts::Facts},
    panel::{Appearance, OwnPack, Settings, Trigger},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the settings lie, in every store.
pub const SETTINGS_KEY: &str = "settings";

/// Where the shop's own packs lie: an array of pack files. Not one text of them all: escaping it once more would double
/// the time that the panel takes to open with a large library.
pub const PACKS_KEY: &str = "packs";

/// The newest version of the stored settings.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct SettingsShape {
    version: u32,
    #[serde(default)]
    language: String,
    #[serde(default)]
    appearance: String,
    #[serde(default)]
    trades: Vec<String>,
    #[serde(default)]
    shop: BTreeMap<String, String>,
    /// Absent before there was a picker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trigger: Option<String>,
}

/// Why stored settings were not read. They stay as they are until the agent changes a setting.
#[derive(Debug, PartialEq, Eq)]
pub enum SettingsError {
    /// Not of the expected shape.
    Damaged,
    /// Written by a newer version.
    Newer,
}

/// Prints settings as they are stored.
#[must_use]
pub fn print_settings(settings: &Settings) -> String {
    let shape = SettingsShape {
        version: VERSION,
        language: match settings.language {
            Language::Chinese => "zh",
            Language::English => "en",
        }
        .into(),
        appearance: settings.appearance.name().into(),
        trades: settings.trades.clone(),
        shop: settings.shop.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        trigger: Some(settings.trigger.text().to_owned()),
    };
    serde_json::to_string(&shape).unwrap_or_default()
}

/// Reads stored settings.
///
/// # Errors
/// When they are damaged or of a newer version.
pub fn parse_settings(json: &str) -> Result<Settings, SettingsError> {
    let shape: SettingsShape = serde_json::from_str(json).map_err(|_| SettingsError::Damaged)?;
    if shape.version > VERSION {
        return Err(SettingsError::Newer);
    }
    let mut shop = Facts::default();
    for (name, value) in &shape.shop {
        shop.set(name, value);
    }
    Ok(Settings {
        language: if shape.language == "en" { Language::English } else { Language::Chinese },
        appearance: Appearance::from_name(&shape.appearance).unwrap_or_default(),
        trades: shape.trades,
        shop,
        trigger: shape.trigger.as_deref().and_then(Trigger::new).unwrap_or_default(),
    })
}

/// Reads stored packs: those that can be read, and how many can't.
#[must_use]
pub fn read_packs(files: Vec<String>) -> (Vec<(OwnPack, PhrasePack)>, usize) {
    let all = files.len();
    let packs: Vec<_> =
        files.into_iter().filter_map(|file| OwnPack::read(file).ok()).map(|(own, pack, _)| (own, pack)).collect();
    let unread = all - packs.len();
    (packs, unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_packs_are_counted() {
        let file = r#"{"format":"qinyu-pack","version":1,"id":"own","phrases":[{"id":"a","body":"好的"}]}"#;
        let (packs, unread) = read_packs(vec![file.into(), "{".into()]);
        assert_eq!((packs.len(), unread), (1, 1));
        assert_eq!(packs[0].0.json, file);
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let mut shop = Facts::default();
        shop.set("courier", "顺丰");
        for trigger in ["", ";"] {
            let settings = Settings {
                language: Language::English,
                appearance: Appearance::Dark,
                trades: vec!["food".into()],
                shop: shop.clone(),
                trigger: Trigger::new(trigger).unwrap(),
            };
            assert_eq!(parse_settings(&print_settings(&settings)), Ok(settings));
        }
    }

    #[test]
    fn settings_from_before_the_picker_have_it_on() {
        assert_eq!(parse_settings(r#"{"version":1}"#).unwrap().trigger.text(), "/");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(parse_settings("{"), Err(SettingsError::Damaged));
        assert_eq!(parse_settings(r#"{"version":9}"#), Err(SettingsError::Newer));
    }
}
