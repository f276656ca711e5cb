//! `cargo xtask setup`: brings what the build and the tests need. Each step looks first and does nothing when its thing
//! is there, so a second run downloads nothing.

use std::path::{Path, PathBuf};

use crate::manifest;
use crate::tools::{Outcome, ask, chromium, find, firefox, geckodriver, read, run, run_with, wasm_bindgen, write};

/// Name of the thing, and what looks for it and brings it; the string says where it was found.
type Step = (&'static str, fn() -> Outcome<String>);

/// What building the extension and driving it in a browser need.
const STEPS: &[Step] = &[
    ("wasm32 target", wasm32_target),
    ("npm packages", npm_packages),
    ("Chromium", chromium_browser),
    ("Firefox", firefox_browser),
    // Last: these take minutes, and the others say sooner what is missing.
    ("geckodriver", firefox_driver),
    ("wasm-bindgen", wasm_bindgen_cli),
];

/// npm's own record in node_modules lists what was installed, not from which lock file; this copy does.
const NPM_STAMP: &str = "node_modules/.installed-package-lock.json";

const WASM32: &str = "wasm32-unknown-unknown";

/// Runs every step, also after one has failed, so that one run names all that is missing.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("setup takes no arguments; run `cargo xtask setup`".into());
    }
    let mut missing = Vec::new();
    for (name, step) in STEPS {
        match step() {
            Ok(place) => println!("ok  {name}: {place}"),
            Err(reason) => {
                println!("--  {name}: missing");
                missing.push(reason);
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n")) }
}

fn wasm32_target() -> Outcome<String> {
    let installed =
        || ask("rustc", &["--print", "target-libdir", "--target", WASM32]).filter(|at| Path::new(at).is_dir());
    if let Some(place) = installed() {
        return Ok(place);
    }
    if find(&["rustup"]).is_none() {
        return Err(format!(
            "rustup isn't installed, and this Rust has no {WASM32} target; install Rust from https://rustup.rs, \
             or see the README's troubleshooting for Debian's own packages"
        ));
    }
    run("rustup", &["target", "add", WASM32])?;
    installed().ok_or_else(|| {
        format!(
            "rustup added {WASM32} to another toolchain than the one in use; compare `rustup show` and `which rustc`"
        )
    })
}

fn wasm_bindgen_cli() -> Outcome<String> {
    let version = manifest::load()?.tools.wasm_bindgen;
    by_cargo("wasm-bindgen-cli", &version, || wasm_bindgen(&version))
}

fn firefox_driver() -> Outcome<String> {
    let version = manifest::load()?.tools.geckodriver;
    by_cargo("geckodriver", &version, || geckodriver(&version))
}

fn by_cargo(package: &str, version: &str, found: impl Fn() -> Option<PathBuf>) -> Outcome<String> {
    if found().is_none() {
        let arguments = ["install", package, "--version", version, "--locked", "--root", "target/tools"];
        // Some minutes of compiling go to a folder that the next clean build may reuse.
        run_with("cargo", &arguments, &[("CARGO_TARGET_DIR", "target/tools/build")])?;
    }
    found().map(|place| format!("{version} at {}", place.display())).ok_or_else(|| {
        format!("{package} {version} was installed but doesn't start; run what lies in target/tools/bin with --version")
    })
}

fn npm_packages() -> Outcome<String> {
    let lock = read("package-lock.json")?;
    if std::fs::read_to_string(NPM_STAMP).is_ok_and(|installed| installed == lock) {
        return Ok("node_modules, as in package-lock.json".into());
    }
    if find(&["npm"]).is_none() {
        return Err("npm isn't installed; install Node.js 20 or newer, then run `cargo xtask setup` again".into());
    }
    // No package in use needs its install script, and a script is the one thing that a lock file doesn't pin.
    run("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    write(NPM_STAMP, lock)?;
    Ok("node_modules, installed now".into())
}

fn chromium_browser() -> Outcome<String> {
    let found = || Some((chromium()?, find(&["chromedriver"])?));
    if found().is_none() {
        // The font makes screenshots and measured widths of Chinese text the same everywhere.
        install_by_apt(
            &["chromium", "chromium-driver", "fonts-noto-cjk"],
            "Chromium or chromedriver is missing and can't be installed from here; install both of the same version, and \
             set CHROMIUM to the browser's full path if it isn't on PATH",
        )?;
    }
    found()
        .map(|(browser, driver)| format!("{}, driven by {}", browser.display(), driver.display()))
        .ok_or_else(|| "Chromium was installed but isn't found; set CHROMIUM to its full path, or unset it".to_owned())
}

fn firefox_browser() -> Outcome<String> {
    if firefox().is_none() {
        install_by_apt(
            &["firefox-esr"],
            "Firefox is missing and can't be installed from here; install it, and set FIREFOX to its full path if it isn't \
             on PATH",
        )?;
    }
    firefox()
        .map(|browser| browser.display().to_string())
        .ok_or_else(|| "Firefox was installed but isn't found; set FIREFOX to its full path, or unset it".to_owned())
}

fn install_by_apt(packages: &[&str], otherwise: &str) -> Outcome {
    let prefix: &[&str] = if ask("id", &["-u"]).as_deref() == Some("0") { &[] } else { &["sudo", "-n"] };
    let may_install = prefix.is_empty() || ask("sudo", &["-n", "true"]).is_some();
    if find(&["apt-get"]).is_none() || !may_install {
        return Err(otherwise.into());
    }
    let apt = |arguments: &[&str]| {
        let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
        run(words[0], &words[1..])
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
