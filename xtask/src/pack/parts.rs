//! A pack written as files that are read again: what has no room in one stands in further files of the same pack, as the
//! panel writes them (`docs/pack-format.md`).

use std::{collections::BTreeMap, mem, path::MAIN_SEPARATOR, rc::Rc};

use qinyu::library::{pack::Pack, pack_file::MAX_BYTES};

use crate::tools::{Outcome, write};

/// Bytes beside a picture's name and data URL in a file: quotes, colon, comma and line feed.
const AROUND: usize = 8;
/// Bytes of a file's field of pictures without any.
const FIELD: usize = 16;

/// The pack as a file, and its pictures that found no room in further files of it, each under `limit` bytes.
fn parts(pack: &Pack, limit: usize) -> Outcome<Vec<String>> {
    let mut part = Pack { images: BTreeMap::new(), ..pack.clone() };
    let size_of = |part: &Pack| part.print().len() + FIELD;
    let (mut size, mut files) = (size_of(&part), Vec::new());
    if size > limit {
        return Err(format!(
            "the pack comes to {} MB without its pictures, and {} MB are read; split it",
            size.div_ceil(1_000_000),
            limit / 1_000_000
        ));
    }
    for (name, url) in &pack.images {
        let picture = name.len() + url.len() + AROUND;
        if size + picture > limit {
            let next = Pack { phrases: BTreeMap::new(), images: BTreeMap::new(), ..part.clone() };
            files.push(mem::replace(&mut part, next).print());
            size = size_of(&part);
        }
        size += picture;
        part.images.insert(name.clone(), Rc::clone(url));
    }
    files.push(part.print());
    Ok(files)
}

/// The pack as the text of one file.
pub(super) fn print(pack: &Pack) -> Outcome<String> {
    let mut files = parts(pack, MAX_BYTES)?;
    match files.pop() {
        Some(file) if files.is_empty() => Ok(file),
        _ => {
            Err("the pictures have no room in one file; name a file to write, and further ones stand beside it".into())
        }
    }
}

/// Writes the pack to `path`, and the pictures that it has no room for beside it; the paths of all files.
pub(super) fn write_pack(path: &str, pack: &Pack) -> Outcome<Vec<String>> {
    let files = parts(pack, MAX_BYTES)?;
    let paths: Vec<String> = (1..=files.len()).map(|number| part_path(path, number)).collect();
    paths.iter().zip(files).try_for_each(|(path, file)| write(path, file))?;
    Ok(paths)
}

/// `team.qinyu.json` → `team-2.qinyu.json`.
fn part_path(path: &str, number: usize) -> String {
    if number == 1 {
        return path.to_owned();
    }
    let folder = path.rfind(['/', MAIN_SEPARATOR]).map_or(0, |at| at + 1);
    let (folder, name) = path.split_at(folder);
    let (stem, ending) = name.split_at(name.find('.').unwrap_or(name.len()));
    format!("{folder}{stem}-{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use qinyu::library::pack_file;

    #[test]
    fn what_has_no_room_goes_into_further_files_of_the_same_pack() {
        let json =
            r#"{"format":"qinyu-pack","version":2,"id":"p","title":"团队","phrases":[{"id":"a","body":"看图"}]}"#;
        let mut pack = pack_file::read(json).unwrap().0;
        for number in 0..7 {
            pack.images.insert(format!("{number:064x}"), "x".repeat(300).into());
        }
        let limit = pack.print().len() / 2;
        let files = parts(&pack, limit).unwrap();
        assert!(files.len() == 3 && files.iter().all(|file| file.len() <= limit), "{files:#?}");
        let pictures: usize = files.iter().map(|file| file.matches(&"x".repeat(300)).count()).sum();
        assert_eq!((pictures, files.iter().filter(|file| file.contains("看图")).count()), (7, 1));
        assert!(files.iter().all(|file| file.contains("\"id\":\"p\"") && file.contains("团队")));
        assert_eq!(parts(&pack, usize::MAX).unwrap(), [pack.print()]);
        assert!(parts(&pack, 99).unwrap_err().contains("split it"));
    }

    #[test]
    fn further_files_are_named_after_the_first() {
        assert_eq!(part_path("a.b/team.qinyu.json", 2), "a.b/team-2.qinyu.json");
        assert_eq!((part_path("team", 3), part_path("team.json", 1)), ("team-3".into(), "team.json".into()));
    }
}
