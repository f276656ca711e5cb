//! `cargo xtask pack check`: what the panel would make of a pack, before it goes out to a team.

use exchange::signed::{self, Signed};
use qinyu::{
    day::Day,
    library::{
        Language, PhraseId,
        collection::{Library, Shown},
        kept_pack::{KeptPack, Owner},
        lint::lint_library,
        pack::Pack,
        pack_file::{MAX_FIELD_CHARS, PackProblem, PackProblemKind},
    },
    panel::findings,
};

use super::{day_of, now, read_pack};
use crate::tools::Outcome;

/// What it takes.
pub(super) const ARGUMENTS: &str = "FILE...";

/// Prints what is in each file; fails if one can't be read, has problems, or bears a false signature.
pub(super) fn run(arguments: &[String]) -> Outcome {
    if arguments.is_empty() {
        return Err(format!("pack check takes {ARGUMENTS}"));
    }
    let mut wrong = Vec::new();
    for path in arguments {
        match read_pack(path) {
            Ok((pack, problems)) => {
                let Report { lines, is_sound } = report(pack, &problems, day_of(now()));
                println!("{path}");
                lines.iter().for_each(|line| println!("  {line}"));
                if !is_sound {
                    wrong.push(format!("{path} has problems; mend them, or export the pack again"));
                }
            }
            Err(refusal) => wrong.push(refusal),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// What there is to say of a pack.
struct Report {
    lines: Vec<String>,
    /// Nothing is wrong with the file; what could be better about its phrases is no fault of it.
    is_sound: bool,
}

fn report(pack: Pack, problems: &[PackProblem], today: Option<Day>) -> Report {
    let deleted = pack.phrases.values().filter(|record| record.is_deleted()).count();
    let edited = pack.phrases.values().filter(|record| record.is_edited() && !record.is_deleted()).count();
    let open =
        |record: &qinyu::library::record::Record| record.conflicts().count() + usize::from(record.is_deletion_open());
    let conflicts: usize = pack.phrases.values().chain([&pack.head]).map(open).sum();
    let mut lines = vec![
        format!("pack {}", pack.id),
        format!(
            "{} phrases, {edited} of them edited, {deleted} deleted, {conflicts} conflicts to choose",
            pack.phrases.len() - deleted
        ),
        format!("sha256 {}", pack.sha256()),
    ];
    let signatures = signed::signatures(&pack);
    if !pack.images.is_empty() {
        let bytes: usize = pack.images.values().map(|url| url.len()).sum();
        lines.push(format!("{} pictures, {} KB of the file", pack.images.len(), bytes / 1_000));
    }
    lines.extend(signatures.iter().map(|one| signature_line(one, &pack)));
    lines.extend(problems.iter().map(problem_line));
    let no_id = pack.id.is_empty();
    if no_id {
        lines.push("the pack has no id, so that copies of it can't be merged; give it one".into());
    }
    lines.extend(finding_lines(pack, today));
    let is_sound = problems.is_empty() && !no_id && signatures.iter().all(|one| one.is_genuine);
    Report { lines, is_sound }
}

/// Who signed, and whether anything changed since.
pub(super) fn signature_line(signed: &Signed, pack: &Pack) -> String {
    let Signed { fingerprint, by, at, .. } = signed;
    let when = day_of(*at).map(Day::print).unwrap_or_default();
    let state = match (signed.is_genuine, signed.sha256 == pack.sha256()) {
        (false, _) => "FALSE: that key did not sign this",
        (true, true) => "nothing changed since",
        (true, false) => "CHANGED since",
    };
    format!("signed {when} as “{by}”, key {fingerprint}: {state}")
}

/// A problem with its place.
pub(super) fn problem_line(problem: &PackProblem) -> String {
    let PackProblem { position, id, kind } = problem;
    let what = match kind {
        PackProblemKind::NoObject => "not an object; left out".into(),
        PackProblemKind::NoId => "no id; left out".into(),
        PackProblemKind::DuplicateId => "an earlier phrase has this id; left out".into(),
        PackProblemKind::EmptyBody => "no body; left out".into(),
        PackProblemKind::TooLong => format!("a field is over {MAX_FIELD_CHARS} characters; left out"),
        PackProblemKind::BrokenTemplate => "a gap is not closed or has no name; shown as text".into(),
        PackProblemKind::UnknownLabel(label) => format!("“{label}” is not known; that label is passed over"),
        PackProblemKind::WrongShape(field) => format!("{field} is not of the shape that it should be; passed over"),
        PackProblemKind::WrongPicture(name) => {
            format!("picture {name}… is not what its name says, over 2 MB, or no PNG, JPEG, WebP or GIF; left out")
        }
        PackProblemKind::OtherSum => "its sha256 is another: edited by hand, or written in part".into(),
    };
    match position {
        0 => format!("head: {what}"),
        _ => format!("phrase {position} ({id}): {what}"),
    }
}

fn finding_lines(pack: Pack, today: Option<Day>) -> Vec<String> {
    let images = pack.images.clone();
    let library = Library { packs: vec![KeptPack::new(Owner::Maintained, pack)], ..Library::default() };
    let shown = library.shown();
    let title = |id: &PhraseId| {
        let of = |one: &Shown| if one.phrase.title.is_empty() { id.0.clone() } else { one.phrase.title.clone() };
        shown.iter().find(|one| one.phrase.id == *id).map_or_else(|| id.0.clone(), of)
    };
    let line = |finding: qinyu::library::lint::Finding| {
        let field = findings::field_in_words(finding.place.field, Language::English);
        format!(
            "could be better: {} ({}), {field}: {}",
            finding.phrase.0,
            title(&finding.phrase),
            findings::finding(&finding.kind, Language::English, title)
        )
    };
    lint_library(&library, &shown, today, &|name| images.contains_key(name)).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::fixture;

    fn reported(name: &str, today: &str) -> Report {
        let (pack, problems) = read_pack(&fixture(name)).unwrap();
        report(pack, &problems, Day::parse(today))
    }

    #[test]
    fn a_pack_is_counted_and_what_could_be_better_is_no_fault() {
        let Report { lines, is_sound } = reported("team-full.json", "2026-01-01");
        assert!(is_sound, "{lines:#?}");
        assert_eq!(lines[..2], ["pack deer-team", "3 phrases, 3 of them edited, 1 deleted, 1 conflicts to choose"]);
        assert!(lines.iter().any(|line| line.contains("as “小鹿店长”") && line.ends_with("nothing changed since")));
        let expired = |lines: &[String]| lines.iter().any(|line| line.contains("sale") && line.contains("2026-11-12"));
        assert!(!expired(&lines) && expired(&reported("team-full.json", "2026-12-01").lines), "{lines:#?}");
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let Report { lines, is_sound } = reported("broken.json", "2026-01-01");
        assert!(!is_sound);
        for wanted in ["head: its sha256", "phrase 2 (a): an earlier", "phrase 3 (c): no body", "phrase 4 (d): tags"] {
            assert!(lines.iter().any(|line| line.starts_with(wanted)), "{wanted}: {lines:#?}");
        }
    }

    #[test]
    fn a_missing_file_and_none_at_all_fail() {
        assert!(run(&[]).is_err());
        assert!(run(&[fixture("none.json")]).unwrap_err().contains("can't be read"));
        assert!(run(&[fixture("broken.json")]).is_err());
        assert_eq!(run(&[fixture("team-full.json")]), Ok(()));
    }
}
