//! `cargo xtask demo`: builds the extension and opens it beside the pretend chat of `www/`. `drive/demo.mjs` does the
//! browser's side.

use std::env;

use crate::assemble::{self, Profile};
use crate::tools::{Outcome, chromium, run_with};
use crate::{sample_shop, setup};

/// Where the files of the shop that the demo knows stand.
const SHOP: &str = "target/sample-shop";

/// `demo` or `demo --headless`.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let headless = match arguments {
        [] => false,
        [flag] if flag == "--headless" => true,
        _ => return Err("demo takes --headless or nothing; --headless plays three scenes without a window".into()),
    };
    if !headless && !has_display(|name| env::var_os(name).is_some_and(|value| !value.is_empty())) {
        return Err("there is no display to open a window on; `cargo xtask demo --headless` plays three scenes \
                    without one"
            .into());
    }
    setup::task(&[])?;
    assemble::build(Profile::Release)?;
    sample_shop::of_the_demo(SHOP)?;
    drive("xtask/drive/demo.mjs", if headless { &[SHOP, "--headless"] } else { &[SHOP] }, &[])
}

/// Runs a script of `drive/` with the browser that the set-up found.
pub(crate) fn drive(script: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let Some(browser) = chromium() else {
        return Err("no Chromium is found; run `cargo xtask setup`".into());
    };
    let browser = browser.to_string_lossy();
    run_with("node", &[&[script], arguments].concat(), &[&[("CHROMIUM", &*browser)], variables].concat())
}

/// Only Linux and its kin tell by their environment; elsewhere a window can always be asked for.
fn has_display(set: impl Fn(&str) -> bool) -> bool {
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_display_is_told_by_either_variable() {
        assert!(!has_display(|_| false));
        assert!(has_display(|name| name == "DISPLAY"));
        assert!(has_display(|name| name == "WAYLAND_DISPLAY"));
    }

    #[test]
    fn an_unknown_argument_starts_nothing() {
        assert!(task(&["--window".into()]).is_err());
    }
}
