//! Running other programs, finding them, and files with errors that say which file. Everything else in xtask stands on it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a task comes to: done, or a sentence for the person who typed the command.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// Runs a program with its output shown, and fails if it does.
pub(crate) fn run(program: impl AsRef<Path>, arguments: &[&str]) -> Outcome {
    run_with(program, arguments, &[])
}

/// The same as [`run`], with environment variables.
pub(crate) fn run_with(program: impl AsRef<Path>, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let program = program.as_ref();
    let line = format!("{} {}", program.display(), arguments.join(" "));
    let settings: String = variables.iter().map(|(name, value)| format!("{name}='{value}' ")).collect();
    println!("> {settings}{line}");
    match Command::new(program).args(arguments).envs(variables.iter().copied()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{line} failed; mend what its message above names, then run this again")),
        Err(error) => {
            Err(format!("{} could not be started ({error}); install it and run this again", program.display()))
        }
    }
}

/// What a program prints, trimmed; `None` if it isn't there or fails. For questions only, so nothing is shown.
pub(crate) fn ask(program: impl AsRef<Path>, arguments: &[&str]) -> Option<String> {
    let answer = Command::new(program.as_ref()).args(arguments).stdin(Stdio::null()).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}

/// The first of these programs that stands on PATH.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))))
        .find(|candidate| candidate.is_file())
}

/// The browser that the tests drive: what CHROMIUM names, else Chromium or Chrome on PATH.
pub(crate) fn chromium() -> Option<PathBuf> {
    match env::var_os("CHROMIUM") {
        Some(named) => Some(PathBuf::from(named)).filter(|path| path.is_file()),
        None => find(&["chromium", "chromium-browser", "google-chrome"]),
    }
}

/// The Firefox that the tests drive: what FIREFOX names, else the one on PATH.
pub(crate) fn firefox() -> Option<PathBuf> {
    match env::var_os("FIREFOX") {
        Some(named) => Some(PathBuf::from(named)).filter(|path| path.is_file()),
        None => find(&["firefox-esr", "firefox"]),
    }
}

/// `wasm-bindgen` of exactly this version: on PATH, or where `cargo xtask setup` installs it.
pub(crate) fn wasm_bindgen(version: &str) -> Option<PathBuf> {
    of_version("wasm-bindgen", version)
}

/// The same for `geckodriver`.
pub(crate) fn geckodriver(version: &str) -> Option<PathBuf> {
    of_version("geckodriver", version)
}

fn of_version(name: &str, version: &str) -> Option<PathBuf> {
    let installed = Path::new("target/tools/bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    // Some say more about themselves than this.
    let is_wanted = |said: String| said.split_whitespace().take(2).eq([name, version]);
    find(&[name])
        .into_iter()
        // Command looks a bare relative path up from the current folder, which is the repository's root.
        .chain([installed])
        .find(|program| ask(program, &["--version"]).is_some_and(is_wanted))
}

/// A text file's content.
pub(crate) fn read(path: impl AsRef<Path>) -> Outcome<String> {
    let path = path.as_ref();
    fs::read_to_string(path).map_err(|error| format!("{} can't be read ({error}); restore it from git", path.display()))
}

/// Any file's content.
pub(crate) fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{} can't be read ({error}); run this again", path.display()))
}

/// Writes a file whose folder exists.
pub(crate) fn write(path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> Outcome {
    let path = path.as_ref();
    fs::write(path, content)
        .map_err(|error| format!("{} can't be written ({error}); make room or mend its rights", path.display()))
}

/// Leaves an empty folder at `path`, whatever stood there.
pub(crate) fn empty_folder(path: &Path) -> Outcome {
    let removed = if path.exists() { fs::remove_dir_all(path) } else { Ok(()) };
    removed
        .and_then(|()| fs::create_dir_all(path))
        .map_err(|error| format!("{} can't be emptied ({error}); close what uses it", path.display()))
}

/// All files below a folder, relative to it, sorted so that every machine sees the same order.
pub(crate) fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| format!("{} can't be listed ({error}); restore it from git", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let Some(name) = path.file_name().map(PathBuf::from) else { continue };
        if path.is_dir() {
            files.extend(files_below(&path)?.into_iter().map(|file| name.join(file)));
        } else {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

/// Copies every file below `from` to `to`, and refuses to put one over another.
pub(crate) fn copy_tree(from: &Path, to: &Path) -> Outcome {
    for file in files_below(from)? {
        copy_new(&from.join(&file), &to.join(&file))?;
    }
    Ok(())
}

/// Copies one file to where none stands yet.
pub(crate) fn copy_new(from: &Path, to: &Path) -> Outcome {
    if to.exists() {
        return Err(format!("{} would replace {}; give one of the two another name", from.display(), to.display()));
    }
    to.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::copy(from, to))
        .map(|_| ())
        .map_err(|error| format!("{} can't be copied to {} ({error})", from.display(), to.display()))
}
