//! `cargo xtask build`: the crate as wasm, its bindings and the static files, put together as the unpacked extension in
//! `dist/`, and the same with the right to read local pages in `dist-test/`. [`crate::firefox`] makes `dist-firefox/` and
//! `dist-firefox-test/` of it. [`crate::package`] zips those without the right; the browser tests load those with it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::firefox;
use crate::manifest::{self, Manifest};
use crate::tools::{
    Outcome, copy_new, copy_tree, empty_folder, files_below, read, read_bytes, run, wasm_bindgen, write,
};
use crate::{scenes, shipped};

/// What rustc's wasm32 target emits since 1.87. Not `--all-features`: wasm-opt then uses what Chromium rejects.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

const WASM_OPT: &str = "node_modules/.bin/wasm-opt";
const ESBUILD: &str = "node_modules/.bin/esbuild";
/// Where its outcomes are kept, by what went in.
const OPTIMIZED: &str = "target/optimized";
const IDIOMORPH: &str = "node_modules/idiomorph/dist/idiomorph.min.js";
/// How wasm-bindgen's imports begin.
const IMPORT: &str = "__wb";
/// Hexadecimal digits at the end of an import's name.
const HASH: usize = 16;
/// What of `www/` is the extension's; the pretend chat is not.
const PANEL: &[&str] = &[
    "panel.html",
    "panel.css",
    "early.js",
    "panel.js",
    "meanings.bin",
    "pictures.js",
    "shop.js",
    "shop_worker.js",
    SECOND_SCRIPT,
];
/// The panel's module, without what ships as data.
const PANEL_CRATE: &str = "qinyu";
/// The second module, fetched when a file of another program is read or written, and the script that fetches it.
const SECOND: &str = "exchange";
const SECOND_SCRIPT: &str = "second.js";
/// What ships as data, a file of its own beside the panel's module.
const RULES: &str = "rules.js";
const LUCIDE: &str = "node_modules/lucide-static/icons";

/// `build` or `build --dev`.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    match arguments {
        [] => build(Profile::Release),
        [flag] if flag == "--dev" => build(Profile::Dev),
        _ => Err("build takes --dev or nothing; --dev compiles faster, keeps names and skips the size budget".into()),
    }
}

/// How the crate is compiled.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Profile {
    /// Small: what is packaged and measured.
    Release,
    /// The second module's, whose speed counts more.
    Second,
    /// Quick, with names for backtraces.
    Dev,
}

/// Builds all four folders.
pub(crate) fn build(profile: Profile) -> Outcome {
    let manifest = manifest::load()?;
    let dist = PathBuf::from(&manifest.build.out_dir);
    for needed in [WASM_OPT, ESBUILD, IDIOMORPH, LUCIDE] {
        if !Path::new(needed).exists() {
            return Err(format!("{needed} is missing; run `cargo xtask setup`"));
        }
    }
    let of_second = if profile == Profile::Release { Profile::Second } else { profile };
    let compiled = [compile(PANEL_CRATE, profile)?, compile(SECOND, of_second)?];
    empty_folder(&dist)?;
    let [wasm, second] =
        [bind(&compiled[0], &dist, &manifest, profile)?, bind(&compiled[1], &dist, &manifest, of_second)?];
    copy_tree(Path::new("extension"), &dist)?;
    for file in PANEL {
        copy_new(&Path::new("www").join(file), &dist.join(file))?;
    }
    let rules = dist.join(RULES);
    write(&rules, format!("export default {};\n", Value::from(shipped::text()?)))?;
    write(scenes::FILE, scenes::script())?;
    copy_new(Path::new(IDIOMORPH), &dist.join("idiomorph.js"))?;
    for name in icons(&read("www/panel.css")?) {
        let file = format!("{name}.svg");
        copy_new(&Path::new(LUCIDE).join(&file), &dist.join("lucide").join(&file))?;
    }
    let for_firefox = manifest.build.for_firefox();
    firefox::assemble(&dist, &for_firefox)?;
    for folder in [&dist, &for_firefox] {
        assemble_for_tests(folder, &PathBuf::from(format!("{}-test", folder.display())))?;
    }
    report_sizes(&dist)?;
    match profile {
        Profile::Release => {
            let with_glue = gzipped(&wasm)? + gzipped(&wasm.with_file_name(format!("{PANEL_CRATE}.js")))?;
            check_budget("the wasm with its glue", with_glue, manifest.budget.wasm_gzip_kb)?;
            check_budget("what ships as data", gzipped(&rules)?, manifest.budget.rules_gzip_kb)?;
            check_budget("the second module", gzipped(&second)?, manifest.budget.second_gzip_kb)
        }
        Profile::Second | Profile::Dev => Ok(()),
    }
}

/// Another member of the workspace, made as the extension's module is: small, and with its JS side.
pub(crate) fn module(package: &str, folder: &Path) -> Outcome {
    let manifest = manifest::load()?;
    bind(&compile(package, Profile::Release)?, folder, &manifest, Profile::Release).map(|_| ())
}

/// The same, made as the second module is, whose code learns from a shop's orders.
pub(crate) fn module_as_second(package: &str, folder: &Path) -> Outcome {
    let manifest = manifest::load()?;
    bind(&compile(package, Profile::Second)?, folder, &manifest, Profile::Second).map(|_| ())
}

fn compile(package: &str, profile: Profile) -> Outcome<PathBuf> {
    let mut arguments = vec!["build", "--package", package, "--lib", "--target", "wasm32-unknown-unknown"];
    if package == PANEL_CRATE {
        arguments.extend(["--no-default-features", "--features", "browser"]);
    }
    // A folder of its own, so that native builds and this one don't wait for each other's lock.
    arguments.extend(["--target-dir", "target/wasm"]);
    let folder = match profile {
        Profile::Second => "second",
        Profile::Release => "release",
        Profile::Dev => "debug",
    };
    if profile != Profile::Dev {
        arguments.extend(["--profile", folder]);
    }
    run("cargo", &arguments)?;
    Ok(Path::new("target/wasm/wasm32-unknown-unknown").join(folder).join(format!("{package}.wasm")))
}

/// Puts a module and its JS side into a folder, under its own name, and gives the module's place there.
fn bind(compiled: &Path, dist: &Path, manifest: &Manifest, profile: Profile) -> Outcome<PathBuf> {
    let name = compiled.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wasm = dist.join(format!("{name}_bg.wasm"));
    let version = &manifest.tools.wasm_bindgen;
    let program = wasm_bindgen(version)
        .ok_or_else(|| format!("wasm-bindgen {version} isn't installed; run `cargo xtask setup`"))?;
    let (compiled, out_dir) = (compiled.to_string_lossy(), dist.to_string_lossy());
    let mut arguments = vec!["--target", &manifest.build.target, "--out-dir", &out_dir, "--out-name", &name];
    arguments.push("--no-typescript");
    if profile == Profile::Dev {
        arguments.extend(["--debug", "--keep-debug"]);
    }
    arguments.push(&compiled);
    run(program, &arguments)?;
    if profile != Profile::Dev {
        let glue = dist.join(format!("{name}.js"));
        shorten(&wasm, &glue)?;
        minify(&glue)?;
        optimize(&wasm, if profile == Profile::Second { "-Os" } else { "-O3" })?;
    }
    Ok(wasm)
}

/// Numbers the imports instead of the hashes at the ends of their names, which stand in both files and can't be compressed.
fn shorten(wasm: &Path, glue: &Path) -> Outcome {
    let (mut bytes, mut script) = (read_bytes(wasm)?, read(glue)?);
    let numbered = numbered(&script);
    for (name, short) in &numbered {
        script = script.replace(name, short);
    }
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(IMPORT.as_bytes()) {
            let length = bytes[at..].iter().take_while(|byte| is_of_name(char::from(**byte))).count();
            let short = std::str::from_utf8(&bytes[at..at + length]).ok().and_then(|name| numbered.get(name));
            if let Some(short) = short {
                bytes[at..at + length].copy_from_slice(short.as_bytes());
            }
        }
    }
    write(glue, script)?;
    write(wasm, bytes)
}

/// The names in wasm-bindgen's script that end in a hash, each with one of the same length that ends in a number.
fn numbered(script: &str) -> BTreeMap<String, String> {
    let is_hash = |end: &str| end.len() == HASH && end.bytes().all(|byte| byte.is_ascii_hexdigit());
    let names = script.split(|c| !is_of_name(c)).filter_map(|name| {
        let (begin, end) = name.rsplit_once('_')?;
        (begin.starts_with(IMPORT) && is_hash(end)).then_some((name, begin))
    });
    let names: BTreeMap<&str, &str> = names.collect();
    let numbered = names.into_iter().enumerate();
    numbered.map(|(number, (name, begin))| (name.to_owned(), format!("{begin}_{number:0HASH$}"))).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Takes out comments and space; what the script exports keeps its names.
fn minify(glue: &Path) -> Outcome {
    let path = glue.to_string_lossy();
    let to = format!("--outfile={path}");
    run(
        ESBUILD,
        &[&path, "--minify", "--format=esm", "--charset=utf8", "--log-level=warning", "--allow-overwrite", &to],
    )
}

/// Runs wasm-opt, a minute for each module; what it made of the same bytes with the same program and flags is kept.
fn optimize(wasm: &Path, level: &str) -> Outcome {
    let path = wasm.to_string_lossy();
    let arguments = [&[level], WASM_FEATURES, &["-o", &path, &path]].concat();
    let mut hash = Sha256::new();
    hash.update(read_bytes(wasm)?);
    hash.update(read_bytes(Path::new("package-lock.json"))?);
    hash.update([level].into_iter().chain(WASM_FEATURES.iter().copied()).collect::<Vec<_>>().join(" "));
    let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let kept = Path::new(OPTIMIZED).join(format!("{name}.wasm"));
    if kept.exists() {
        return write(wasm, read_bytes(&kept)?);
    }
    run(WASM_OPT, &arguments)?;
    fs::create_dir_all(OPTIMIZED).map_err(|error| format!("{OPTIMIZED} can't be made ({error}); make room"))?;
    write(kept, read_bytes(wasm)?)
}

/// The tests' pretend chat is served from this machine, whose pages the real extension has no right to read.
fn assemble_for_tests(dist: &Path, dist_test: &Path) -> Outcome {
    empty_folder(dist_test)?;
    copy_tree(dist, dist_test)?;
    let path = dist_test.join("manifest.json");
    write(&path, with_local_pages(&read(&path)?)?)
}

fn with_local_pages(manifest: &str) -> Outcome<String> {
    let mut manifest: Value = serde_json::from_str(manifest)
        .map_err(|error| format!("extension/manifest.json isn't JSON ({error}); correct it"))?;
    let Some(fields) = manifest.as_object_mut() else {
        return Err("extension/manifest.json has to be an object; correct it".into());
    };
    let hosts = fields.entry("host_permissions").or_insert_with(|| json!([]));
    match hosts.as_array_mut() {
        Some(hosts) => hosts.push(json!("http://127.0.0.1/*")),
        None => return Err("extension/manifest.json: host_permissions has to be a list; correct it".into()),
    }
    Ok(format!("{manifest:#}\n"))
}

/// The icons that a stylesheet names as `url("lucide/NAME.svg")`.
fn icons(css: &str) -> Vec<&str> {
    css.split("url(\"lucide/").skip(1).filter_map(|rest| rest.split_once(".svg\")")).map(|(name, _)| name).collect()
}

fn report_sizes(dist: &Path) -> Outcome {
    println!("{:>10} {:>10}  {}/", "bytes", "gzipped", dist.display());
    let (mut raw_sum, mut gzipped_sum) = (0, 0);
    for file in files_below(dist)? {
        let path = dist.join(&file);
        let raw = fs::metadata(&path).map_or(0, |about| about.len());
        let small = gzipped(&path)?;
        println!("{raw:>10} {small:>10}  {}", file.display());
        raw_sum += raw;
        gzipped_sum += small;
    }
    println!("{raw_sum:>10} {gzipped_sum:>10}  in all");
    Ok(())
}

fn gzipped(path: &Path) -> Outcome<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(&read_bytes(path)?)
        .and_then(|()| encoder.finish())
        .map(|bytes| bytes.len())
        .map_err(|error| format!("{} can't be compressed ({error}); run this again", path.display()))
}

fn check_budget(what: &str, bytes: usize, budget_kb: usize) -> Outcome {
    let kb = bytes.div_ceil(1024);
    if bytes > budget_kb * 1024 {
        return Err(format!(
            "{what} is {kb} KB gzipped, over its budget of {budget_kb} KB; make it smaller, \
             or raise the number in wasm-pack.toml and say why in the commit"
        ));
    }
    println!("{what} is {kb} KB gzipped; its budget is {budget_kb} KB");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_extension_may_read_local_pages_beside_what_it_may_anyway() {
        for (before, after) in [
            (r#"{"name":"n"}"#, json!(["http://127.0.0.1/*"])),
            (r#"{"host_permissions":["https://a/*"]}"#, json!(["https://a/*", "http://127.0.0.1/*"])),
        ] {
            let changed: Value = serde_json::from_str(&with_local_pages(before).unwrap()).unwrap();
            assert_eq!(changed["host_permissions"], after);
        }
        assert!(with_local_pages("[]").is_err());
    }

    #[test]
    fn hashes_become_numbers_of_the_same_length() {
        let script = "__wbg_b_0123456789abcdef: f, __wbg_a_fedcba9876543210: g, __wbg_b_0123456789abcdef, __wbg_c: h";
        let names = |(name, short): (&str, &str)| (name.to_owned(), short.to_owned());
        let expected = [
            ("__wbg_a_fedcba9876543210", "__wbg_a_0000000000000000"),
            ("__wbg_b_0123456789abcdef", "__wbg_b_0000000000000001"),
        ];
        assert_eq!(numbered(script), expected.map(names).into_iter().collect());
    }

    #[test]
    fn the_budget_is_a_limit_that_may_be_reached() {
        assert!(check_budget("it", 2048, 2).is_ok());
        assert!(check_budget("it", 2049, 2).is_err());
    }

    #[test]
    fn the_stylesheet_names_its_icons() {
        assert_eq!(icons(r#"a { --icon: url("lucide/x.svg"); } b { --icon: url("lucide/copy.svg"); }"#), ["x", "copy"]);
    }
}
