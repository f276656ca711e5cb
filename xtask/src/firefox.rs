//! The same extension for Firefox: the files that [`crate::assemble`] put into `dist/`, with a manifest derived from the
//! one of `extension/`, so that there is a single source of what the extension may do.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::tools::{Outcome, copy_tree, empty_folder, read, write};

/// Fixed: what is kept in a browser belongs to this name.
const ID: &str = "panel@qinyu";
/// The first that asks its users what is collected by `data_collection_permissions`; it has all that the page side and
/// the panel call.
const OLDEST: &str = "140.0";

/// Puts the extension for Firefox into a folder beside `dist/`.
pub(crate) fn assemble(dist: &Path, to: &Path) -> Outcome {
    empty_folder(to)?;
    copy_tree(dist, to)?;
    let path = to.join("manifest.json");
    write(&path, manifest(&read(&path)?)?)
}

/// What Chromium calls a side panel and a service worker, in Firefox's words.
fn manifest(chromium: &str) -> Outcome<String> {
    let mut fields: Map<String, Value> = serde_json::from_str(chromium)
        .map_err(|error| format!("extension/manifest.json isn't a JSON object ({error}); correct it"))?;
    let mut take = |name: &str| {
        fields.remove(name).ok_or_else(|| format!("extension/manifest.json has no {name}; restore it from git"))
    };
    let (panel, background) = (take("side_panel")?, take("background")?);
    // Firefox gives none of them by asking: the badge stays away there.
    take("optional_permissions")?;
    take("key")?;
    take("minimum_chrome_version")?;
    let sidebar = json!({
        "default_panel": panel["default_path"],
        "default_title": fields.get("name"),
        "default_icon": fields.get("icons"),
        // It opens when the agent asks for it, as in Chromium.
        "open_at_install": false,
    });
    let gecko = json!({
        "id": ID,
        "strict_min_version": OLDEST,
        "data_collection_permissions": { "required": ["none"] },
    });
    fields.insert("sidebar_action".into(), sidebar);
    // Else the icon is behind another button.
    fields["action"]["default_area"] = "navbar".into();
    fields.insert("background".into(), json!({ "scripts": [background["service_worker"]] }));
    fields.insert("browser_specific_settings".into(), json!({ "gecko": gecko }));
    let permissions = fields.get_mut("permissions").and_then(Value::as_array_mut);
    permissions
        .ok_or("extension/manifest.json has no list of permissions; restore it")?
        .retain(|one| one != "sidePanel");
    Ok(format!("{:#}\n", Value::from(fields)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHROMIUM: &str = include_str!("../../extension/manifest.json");

    fn pair() -> [Map<String, Value>; 2] {
        [CHROMIUM, &manifest(CHROMIUM).unwrap()].map(|text| serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_is_not_about_the_browser_is_the_same() {
        let [mut chromium, firefox] = pair();
        chromium["action"]["default_area"] = "navbar".into();
        let of_chromium =
            ["side_panel", "background", "key", "minimum_chrome_version", "permissions", "optional_permissions"];
        let of_firefox = ["sidebar_action", "background", "browser_specific_settings", "permissions"];
        let without = |fields: &Map<String, Value>, names: &[&str]| {
            let kept = fields.iter().filter(|(name, _)| !names.contains(&name.as_str()));
            kept.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>()
        };
        assert_eq!(without(&chromium, &of_chromium), without(&firefox, &of_firefox));
        for name in of_firefox {
            assert!(firefox.contains_key(name), "{name}");
        }
    }

    #[test]
    fn it_may_do_no_more_than_in_chromium_and_collects_nothing() {
        let [chromium, firefox] = pair().map(Value::from);
        let may = |manifest: &Value| manifest["permissions"].as_array().unwrap().clone();
        let (more, less) = (may(&chromium), may(&firefox));
        assert!(less.iter().all(|one| more.contains(one)));
        assert_eq!(less.len() + 1, more.len());
        let gecko = &firefox["browser_specific_settings"]["gecko"];
        assert_eq!(gecko["data_collection_permissions"], json!({ "required": ["none"] }));
        assert_eq!(firefox["sidebar_action"]["default_panel"], chromium["side_panel"]["default_path"]);
        assert_eq!(firefox["background"]["scripts"], json!([chromium["background"]["service_worker"]]));
    }

    #[test]
    fn a_manifest_without_what_is_turned_is_refused() {
        for broken in ["[]", "{}", &CHROMIUM.replace("\"permissions\"", "\"rights\"")] {
            assert!(manifest(broken).is_err(), "{broken}");
        }
    }
}
