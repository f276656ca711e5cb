//! `cargo xtask pack merge`: two copies of a pack come to one.

use qinyu::library::pack::Pack;

use super::{parts, read_whole};
use crate::tools::Outcome;

/// What it takes.
pub(super) const ARGUMENTS: &str = "A B [-o OUT]";

/// Prints what two copies come to, or writes it.
pub(super) fn run(arguments: &[String]) -> Outcome {
    match arguments {
        [a, b] => print!("{}", parts::print(&merged(a, b)?)?),
        [a, b, flag, out] | [flag, out, a, b] if flag == "-o" => drop(parts::write_pack(out, &merged(a, b)?)?),
        _ => return Err(format!("pack merge takes {ARGUMENTS}")),
    }
    Ok(())
}

fn merged(a: &str, b: &str) -> Outcome<Pack> {
    let (mut one, other) = (read_whole(a)?, read_whole(b)?);
    if one.id.is_empty() || one.id != other.id {
        return Err(format!(
            "{a} is the pack “{}” and {b} is “{}”: only copies of one pack merge; give both the same id if they are meant \
             to be one, or import them side by side",
            one.id, other.id
        ));
    }
    one.merge(&other);
    let open: usize = one.phrases.values().chain([&one.head]).map(|record| record.conflicts().count()).sum();
    if open > 0 {
        eprintln!("{open} fields were edited apart; both values are kept, and the panel asks to choose");
    }
    Ok(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::fixture;

    fn merged(a: &str, b: &str) -> Outcome<String> {
        parts::print(&super::merged(a, b)?)
    }
    use qinyu::library::pack_file;

    #[test]
    fn the_order_makes_no_difference_to_a_byte() {
        let (a, b) = (fixture("team-ann.json"), fixture("team-bob.json"));
        let both = merged(&a, &b).unwrap();
        assert_eq!(both, merged(&b, &a).unwrap());
        let (pack, problems) = pack_file::read(&both).unwrap();
        assert_eq!(problems, []);
        let phrases = pack.phrase_pack().phrases;
        let bodies: Vec<_> = phrases.iter().map(|phrase| (phrase.id.0.as_str(), phrase.body.as_str())).collect();
        assert_eq!(
            bodies,
            [("hello", "在的呢，您说"), ("thanks", "谢谢惠顾"), ("invoice", "发票随货寄出，{买家?亲}放心。")],
            "an edit of each, the later of two shows, and what one deleted is gone"
        );
        assert_eq!(phrases[2].code, "kfp");
        let conflicts: Vec<_> = pack.phrases["hello"].conflicts().map(|(field, both)| (field, both.len())).collect();
        assert_eq!(conflicts, [("body", 2)], "the earlier one is kept beside it");
        let out = std::env::temp_dir().join(format!("qinyu-merged-{}.json", std::process::id()));
        let to = out.to_string_lossy().into_owned();
        assert_eq!(run(&[a, b.clone(), "-o".into(), to.clone()]), Ok(()));
        assert_eq!(merged(&to, &b).unwrap(), both, "merging again changes nothing");
        std::fs::remove_file(out).unwrap();
    }

    #[test]
    fn pictures_of_both_copies_are_in_what_they_come_to() {
        const DOT: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        const NAME: &str = "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0";
        let folder = std::env::temp_dir().join(format!("qinyu-pictures-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let with = |name: &str, images: &str| {
            let path = folder.join(name);
            let pack = format!(
                r#"{{"format":"qinyu-pack","version":2,"id":"p","phrases":[{{"id":"a","body":"看图","images":["{NAME}"]}}],"images":{images}}}"#
            );
            std::fs::write(&path, pack).unwrap();
            path.to_string_lossy().into_owned()
        };
        let (bare, full) = (with("bare.json", "{}"), with("full.json", &format!(r#"{{"{NAME}":"{DOT}"}}"#)));
        let both = merged(&bare, &full).unwrap();
        assert_eq!(both, merged(&full, &bare).unwrap());
        assert_eq!(pack_file::read(&both).unwrap().0.images.len(), 1);
        let torn = with("torn.json", &format!(r#"{{"{NAME}":"{}"}}"#, DOT.replace("GAWj", "GAWk")));
        assert!(merged(&full, &torn).unwrap_err().contains("would be lost"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn rules_that_leads_changed_apart_merge_part_by_part_also_from_files_of_before() {
        use qinyu::library::record::WHOLE;
        let former = read_whole(&fixture("former-policy.json")).unwrap();
        let open = |pack: &Pack| pack.head.conflicts().map(|(field, _)| field.to_owned()).collect::<Vec<_>>();
        assert_eq!(open(&former), ["policy/forbidden"], "only that was changed by both");
        let printed = parts::print(&former).unwrap();
        let (again, problems) = pack_file::read(&printed).unwrap();
        assert_eq!((again, problems), (former.clone(), Vec::new()));
        let policy = &former.head.json("")[WHOLE];
        assert_eq!(
            policy["required"][0]["placeholder"], "发货时间",
            "what one of them dropped without knowing of it stays"
        );
        assert_eq!(former.head.json("")["edits"]["also"]["policy/forbidden"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn other_packs_and_what_would_lose_a_phrase_are_refused() {
        let refused = |a, b| merged(&fixture(a), &fixture(b)).unwrap_err();
        assert!(refused("team-ann.json", "other.json").contains("same id"));
        assert!(refused("broken.json", "broken.json").contains("would be lost"));
        assert!(run(&["a".into()]).is_err());
    }
}
