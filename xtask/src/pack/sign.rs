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

use super::{check::signature_line, now, read_pack, read_whole};
use crate::tools::{Outcome, write};

/// What `key` takes.
pub(super) const KEY_ARGUMENTS: &str = "NAME";
/// What `sign` takes.
pub(super) const SIGN_ARGUMENTS: &str = "FILE KEY";
/// What `verify` takes.
pub(super) const VERIFY_ARGUMENTS: &str = "FILE [KEY]";

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
    let [path, key] = arguments else { return Err(format!("pack sign takes {SIGN_ARGUMENTS}")) };
    let secret = SecretKey::from_text(&key_text(key)?).map_err(|error| format!("{key}: {error}"))?;
    let mut pack = read_whole(path)?;
    signed::sign(&mut pack, &secret, now());
    write(path, pack.print())?;
    println!("{path}: signed as “{}”, key {}", secret.name, secret.public().fingerprint());
    Ok(())
}

/// Prints who signed; fails unless a signature holds and nothing changed since.
pub(super) fn verify(arguments: &[String]) -> Outcome {
    let (path, key) = match arguments {
        [path] => (path, None),
        [path, key] => {
            let public = PublicKey::from_text(&key_text(key)?).map_err(|error| format!("{key}: {error}"))?;
            (path, Some(exchange::sign::hex(&public.bytes)))
        }
        _ => return Err(format!("pack verify takes {VERIFY_ARGUMENTS}")),
    };
    let (pack, problems) = read_pack(path)?;
    if problems.iter().any(|problem| problem.kind.is_refusal()) {
        return Err(format!("{path}: phrases can't be read, so that nobody signed it as it is; see `pack check`"));
    }
    let mut found = signed::signatures(&pack);
    found.iter().for_each(|one| println!("{}", signature_line(one, &pack)));
    found.retain(|one| key.as_ref().is_none_or(|key| *key == one.key));
    let sum = pack.sha256();
    if found.iter().any(|one| one.is_genuine && one.sha256 == sum) {
        return Ok(());
    }
    Err(match (found.is_empty(), found.iter().any(|one| one.is_genuine)) {
        (true, _) if key.is_some() => format!("{path} is not signed with that key; ask the lead which one is theirs"),
        (true, _) => format!("{path} is not signed; ask its lead to sign it"),
        (false, true) => format!("{path} changed since it was signed; ask its lead for the signed file"),
        (false, false) => format!("{path} bears a false signature; don't use it, and ask its lead for the file"),
    })
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
            let arguments: Vec<_> = [&pack].into_iter().chain(key.iter().copied()).cloned().collect();
            verify(&arguments)
        };
        assert!(verified(&[]).unwrap_err().contains("is not signed;"));
        assert!(sign(&[pack.clone(), public.clone()]).unwrap_err().contains("takes the secret one"));
        assert_eq!(sign(&[pack.clone(), secret.clone()]), Ok(()));
        assert_eq!((verified(&[]), verified(&[&public])), (Ok(()), Ok(())));
        assert!(verified(&[&other]).unwrap_err().contains("not signed with that key"));
        assert!(verified(&[&secret]).unwrap_err().contains("checking the public one"));
        let signed = fs::read_to_string(&pack).unwrap();
        fs::write(&pack, signed.replace("谢谢惠顾", "谢谢您")).unwrap();
        assert!(verified(&[&public]).unwrap_err().contains("changed since"));
        let forged = signed.split("\"value\":\"").enumerate().map(|(at, part)| {
            let flipped = if part.starts_with('0') { "1" } else { "0" };
            if at == 1 { format!("\"value\":\"{flipped}{}", &part[1..]) } else { part.to_owned() }
        });
        fs::write(&pack, forged.collect::<String>()).unwrap();
        assert!(verified(&[]).unwrap_err().contains("false signature"));
        fs::remove_dir_all(folder).unwrap();
    }
}
