//! `cargo xtask pack key`, `sign` and `verify`: whose word a pack is.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use exchange::{
    sign::{PublicKey, SecretKey},
    signed,
};

use qinyu::library::{
    exchanged,
    seal::{Verdict, verdict},
};

use super::{check::signature_line, now, parts, read_pack, read_whole};
use crate::tools::{Outcome, write};

/// What `key` takes.
pub(super) const KEY_ARGUMENTS: &str = "NAME";
/// What `sign` takes.
pub(super) const SIGN_ARGUMENTS: &str = "FILE --key KEY";
/// What `verify` takes.
pub(super) const VERIFY_ARGUMENTS: &str = "FILE [--key KEY]";
/// What stands before a key's file.
const KEY: &str = "--key";

/// Draws a key and writes its two files; the last part of a path is the key's name.
pub(super) fn key(arguments: &[String]) -> Outcome {
    let [path] = arguments else { return Err(format!("pack key takes {KEY_ARGUMENTS}")) };
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| format!("{path} names no key; give it a name"))?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| format!("no random bytes ({error}); the system has to give them"))?;
    let secret = SecretKey::from_random(seed, &name);
    let (to_sign, to_check) = (format!("{path}.secret.key"), format!("{path}.public.key"));
    write_secret(&to_sign, &secret.to_text())?;
    write(&to_check, secret.public().to_text())?;
    println!("{to_sign}: keep it to yourself, and keep a copy\n{to_check}: for everyone who checks");
    println!("fingerprint {}", secret.public().fingerprint());
    Ok(())
}

/// A new file that others on the machine can't read; a key that is there stays.
fn write_secret(path: &str, text: &str) -> Outcome {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("{path} can't be written ({error}); a key that is there is never replaced"))
}

/// Signs a pack in its file.
pub(super) fn sign(arguments: &[String]) -> Outcome {
    let (path, Some(key)) = file_and_key(arguments, SIGN_ARGUMENTS, "sign")? else {
        return Err(format!("pack sign takes {SIGN_ARGUMENTS}"));
    };
    let secret = SecretKey::from_text(&key_text(key)?).map_err(|error| format!("{key}: {error}"))?;
    let mut pack = read_whole(path)?;
    signed::sign(&mut pack, &secret, now());
    parts::write_pack(path, &pack)?;
    println!("{path}: signed as “{}”, key {}", secret.name, secret.public().fingerprint());
    Ok(())
}

/// Prints who signed; fails unless a signature holds and nothing changed since, by the key that is named, a public key
/// file. Without one there is nothing to compare with: the fingerprint is printed, for the reader to compare.
pub(super) fn verify(arguments: &[String]) -> Outcome {
    let (path, key) = file_and_key(arguments, VERIFY_ARGUMENTS, "verify")?;
    let key = key.map(|key| {
        let public = PublicKey::from_text(&key_text(key)?).map_err(|error| format!("{key}: {error}"))?;
        Ok::<_, String>(exchange::sign::hex(&public.bytes))
    });
    let key = key.transpose()?;
    let (pack, problems) = read_pack(path)?;
    if problems.iter().any(|problem| problem.kind.is_refusal()) {
        return Err(format!("{path}: phrases can't be read, so that nobody signed it as it is; see `pack check`"));
    }
    let found = signed::signatures(&pack);
    found.iter().for_each(|one| println!("{}", signature_line(one, &pack)));
    let sum = pack.sha256();
    let as_panel = |one: signed::Signed| {
        let is_unchanged = one.sha256 == sum;
        let signed::Signed { key, fingerprint, by, at, is_genuine, .. } = one;
        exchanged::Signed { key, fingerprint, by, at, is_genuine, is_unchanged }
    };
    let found: Vec<_> = found.into_iter().map(as_panel).collect();
    let error = |what: &str| Err(format!("{path}: {what}"));
    match verdict(key.as_deref().map(|key| (key, 0)), &found) {
        Verdict::Trusted => println!("{path}: trusted: as that key signed it"),
        Verdict::New => println!("{path}: as it was signed; compare the fingerprint, or name the key with {KEY}"),
        Verdict::Unsigned => return error("not signed; ask the lead to sign it"),
        Verdict::OtherKey => return error("other key: not signed with that one; ask the lead which is theirs"),
        Verdict::Changed => return error("changed since it was signed; ask the lead for the signed file"),
        Verdict::Forged => return error("forged: a false signature; don't use it, and ask the lead for the file"),
        Verdict::Older => return error("an older one; ask the lead for the latest"),
    }
    Ok(())
}

/// The file, and what stands behind `--key`.
fn file_and_key<'a>(arguments: &'a [String], takes: &str, part: &str) -> Outcome<(&'a String, Option<&'a String>)> {
    match arguments {
        [path] => Ok((path, None)),
        [path, flag, key] | [flag, key, path] if flag == KEY => Ok((path, Some(key))),
        _ => Err(format!("pack {part} takes {takes}")),
    }
}

fn key_text(path: &str) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{path} can't be read ({error}); name a key file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::fixture;

    #[test]
    fn a_signed_pack_says_who_signed_and_whether_it_changed() {
        let folder = std::env::temp_dir().join(format!("qinyu-sign-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
        assert_eq!((key(&[at("店长")]), key(&[at("别人")])), (Ok(()), Ok(())));
        assert!(key(&[at("店长")]).unwrap_err().contains("never replaced"));
        let (secret, public, other) = (at("店长.secret.key"), at("店长.public.key"), at("别人.public.key"));
        let pack = at("team.json");
        fs::copy(fixture("team-ann.json"), &pack).unwrap();
        let verified = |key: &[&String]| {
            let flag = KEY.to_owned();
            let named = key.iter().flat_map(|key| [&flag, key]);
            let arguments: Vec<_> = [&pack].into_iter().chain(named).cloned().collect();
            verify(&arguments)
        };
        let sign = |key: &String| sign(&[pack.clone(), KEY.into(), key.clone()]);
        assert!(verified(&[]).unwrap_err().contains("not signed;"));
        assert!(sign(&public).unwrap_err().contains("takes the secret one"));
        assert_eq!(sign(&secret), Ok(()));
        assert_eq!((verified(&[]), verified(&[&public])), (Ok(()), Ok(())));
        assert!(verified(&[&other]).unwrap_err().contains("other key"));
        assert!(verified(&[&secret]).unwrap_err().contains("checking the public one"));
        assert!(verify(&[pack.clone(), public.clone()]).unwrap_err().contains("pack verify takes"));
        let signed = fs::read_to_string(&pack).unwrap();
        fs::write(&pack, signed.replace("谢谢惠顾", "谢谢您")).unwrap();
        for key in [&[][..], &[&public]] {
            assert!(verified(key).unwrap_err().contains("changed since"));
        }
        let forged = signed.split("\"value\":\"").enumerate().map(|(at, part)| {
            let flipped = if part.starts_with('0') { "1" } else { "0" };
            if at == 1 { format!("\"value\":\"{flipped}{}", &part[1..]) } else { part.to_owned() }
        });
        fs::write(&pack, forged.collect::<String>()).unwrap();
        for key in [&[][..], &[&public]] {
            assert!(verified(key).unwrap_err().contains("forged"));
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
