//! Commands of text expanders: those that ask for a word become gaps, the caret's mark goes, and what computes or runs
//! becomes a gap that the agent fills.

use super::{Body, MAX_INNER, between};

/// `#{input:size}`, `#{cursor}`, `#{clipboard}` and the rest of Beeftext's.
pub(super) fn beeftext(rest: &str, body: &mut Body) -> Option<usize> {
    let (inner, length) = between(rest, "#{", "}")?;
    let (command, argument) =
        inner.split_once(':').map_or((inner, ""), |(command, argument)| (command.trim(), argument.trim()));
    match command {
        "input" => body.gap(argument, None),
        "cursor" => {}
        _ => body.command(if argument.is_empty() { command } else { inner }),
    }
    Some(length)
}

/// `{formtext: name=size; default=M}`, `{cursor}`, `{enter}` and the rest of Text Blaze's; a bare `{name}` is none.
pub(super) fn text_blaze(rest: &str, body: &mut Body) -> Option<usize> {
    let (inner, length) = balanced(rest)?;
    let (command, settings) =
        inner.split_once(':').map_or((inner.trim(), ""), |(command, settings)| (command.trim(), settings));
    let setting = |wanted: &str| {
        settings.split(';').find_map(|setting| {
            let (name, value) = setting.split_once('=')?;
            (name.trim() == wanted).then_some(value.trim())
        })
    };
    match command {
        "formtext" | "formparagraph" | "formdate" => body.gap(setting("name").unwrap_or("text"), setting("default")),
        "formmenu" => body.gap(setting("name").unwrap_or("choice"), setting("default")),
        "cursor" => {}
        "enter" => body.words("\n"),
        "tab" => body.words("\t"),
        "clipboard" | "time" | "date" | "site" | "user" | "import" | "snippet" | "key" | "click" | "wait" | "if"
        | "elseif" | "else" | "endif" | "repeat" | "endrepeat" | "formtoggle" | "endformtoggle" | "note"
        | "endnote" | "run" | "link" | "image" => {
            body.command(if settings.trim().is_empty() { command } else { inner })
        }
        _ if inner.starts_with('=') => body.command(inner),
        _ => return None,
    }
    Some(length)
}

/// What stands in the braces at the beginning, braces in it included, and the length with them.
fn balanced(rest: &str) -> Option<(&str, usize)> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices().take(MAX_INNER) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some((rest.get(1..at)?, at + 1));
        }
    }
    None
}
