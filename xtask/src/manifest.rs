//! `wasm-pack.toml`, this project's build manifest, and the versions that Cargo's own files hold. [`crate::setup`] and
//! [`crate::assemble`] ask here; nothing else in the project names a tool's version.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::tools::{Outcome, read};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// Versions of tools that don't come from npm.
    pub(crate) tools: Tools,
    /// What is built, and where to.
    pub(crate) build: Build,
    /// Sizes that a release may not pass.
    pub(crate) budget: Budget,
}

/// See [`Manifest::tools`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Tools {
    /// Exact version of wasm-bindgen-cli.
    pub(crate) wasm_bindgen: String,
    /// Exact version of geckodriver, which drives Firefox.
    pub(crate) geckodriver: String,
}

/// See [`Manifest::build`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Build {
    /// wasm-bindgen's `--target`.
    pub(crate) target: String,
    /// Folder of the unpacked extension; Firefox's stands beside it, and the tests' beside both, with `-test` after the name.
    pub(crate) out_dir: String,
}

impl Build {
    /// Folder of the unpacked extension for Firefox.
    pub(crate) fn for_firefox(&self) -> PathBuf {
        PathBuf::from(format!("{}-firefox", self.out_dir))
    }
}

/// See [`Manifest::budget`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    /// The gzipped wasm, in units of 1024 bytes.
    pub(crate) wasm_gzip_kb: usize,
    /// What ships as data, likewise.
    pub(crate) rules_gzip_kb: usize,
    /// The second module's wasm, likewise.
    pub(crate) second_gzip_kb: usize,
}

/// Reads `wasm-pack.toml` and checks what a build would do harm with.
pub(crate) fn load() -> Outcome<Manifest> {
    let manifest = parse(&read("wasm-pack.toml")?)?;
    match locked_version(&read("Cargo.lock")?, "wasm-bindgen")? {
        Some(locked) if locked != manifest.tools.wasm_bindgen => Err(format!(
            "Cargo.lock has wasm-bindgen {locked} and wasm-pack.toml has {}; give both the same version",
            manifest.tools.wasm_bindgen
        )),
        _ => Ok(manifest),
    }
}

fn parse(text: &str) -> Outcome<Manifest> {
    let manifest: Manifest =
        toml::from_str(text).map_err(|error| format!("wasm-pack.toml isn't understood; correct it:\n{error}"))?;
    let mut parts = Path::new(&manifest.build.out_dir).components();
    // The folder is emptied before each build.
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(_)), None) => Ok(manifest),
        _ => Err("wasm-pack.toml: out-dir has to be the plain name of a folder in the repository, such as dist".into()),
    }
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

fn locked_version(lock: &str, name: &str) -> Outcome<Option<String>> {
    let lock: Lock =
        toml::from_str(lock).map_err(|error| format!("Cargo.lock isn't understood; restore it from git:\n{error}"))?;
    Ok(lock.package.into_iter().find(|package| package.name == name).map(|package| package.version))
}

/// The extension's version, which Cargo.toml and extension/manifest.json have to agree on.
pub(crate) fn version() -> Outcome<String> {
    #[derive(Deserialize)]
    struct CargoToml {
        package: Package,
    }
    #[derive(Deserialize)]
    struct Extension {
        version: String,
    }
    let ours: CargoToml =
        toml::from_str(&read("Cargo.toml")?).map_err(|error| format!("Cargo.toml isn't understood:\n{error}"))?;
    let theirs: Extension = serde_json::from_str(&read("extension/manifest.json")?)
        .map_err(|error| format!("extension/manifest.json has no version that can be read ({error}); add it"))?;
    if ours.package.version != theirs.version {
        return Err(format!(
            "Cargo.toml has version {} and extension/manifest.json has {}; give both the same",
            ours.package.version, theirs.version
        ));
    }
    Ok(theirs.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../wasm-pack.toml");

    #[test]
    fn the_committed_manifest_agrees_with_the_lock_file() {
        let manifest = parse(TEXT).unwrap();
        if let Some(locked) = locked_version(include_str!("../../Cargo.lock"), "wasm-bindgen").unwrap() {
            assert_eq!(manifest.tools.wasm_bindgen, locked, "give wasm-pack.toml the version in Cargo.lock");
        }
    }

    #[test]
    fn a_folder_outside_the_repository_is_refused() {
        for folder in ["", ".", "..", "/", "/tmp/dist", "../dist", "target/dist"] {
            let text = TEXT.replace("\"dist\"", &format!("\"{folder}\""));
            assert!(parse(&text).is_err(), "{folder:?} passed");
        }
    }
}
