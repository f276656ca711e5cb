//! The words about keys and signatures, in both languages.

use super::names::either;
use crate::library::Language;

/// Words of one language.
pub(super) struct SignWords {
    pub(super) checking: &'static str,
    pub(super) signed_by: &'static str,
    pub(super) unchanged: &'static str,
    pub(super) changed: &'static str,
    pub(super) first_time: &'static str,
    pub(super) exactly: fn(usize) -> String,
    pub(super) exactly_changed: fn(usize) -> String,
    pub(super) trust_planned: &'static str,
    pub(super) trust: &'static str,
    pub(super) forget: &'static str,
    pub(super) unsigned: fn(&str) -> String,
    pub(super) changed_pinned: fn(&str) -> String,
    pub(super) older: &'static str,
    pub(super) forged: &'static str,
    pub(super) other_key: fn(&str) -> String,
    pub(super) trusted_key: &'static str,
    pub(super) this_key: &'static str,
    pub(super) sign_again: &'static str,
    pub(super) not_signed_yet: fn(&str) -> String,
    pub(super) differs: fn(&str) -> String,
    pub(super) file_unsigned: &'static str,
    pub(super) file_other_key: &'static str,
    pub(super) file_changed: &'static str,
    pub(super) file_forged: &'static str,
    pub(super) waiting: fn(usize) -> String,
    pub(super) sign_room: &'static str,
    pub(super) never_signed: &'static str,
    pub(super) changed_locks: &'static str,
    pub(super) changed_locks_hint: &'static str,
    pub(super) policy: &'static str,
    pub(super) put_back: &'static str,
    pub(super) hand_out: &'static str,
    pub(super) no_folder: &'static str,
    pub(super) publish: &'static str,
    pub(super) key: &'static str,
    pub(super) key_hint: &'static str,
    pub(super) new_key: &'static str,
    pub(super) read_out: &'static str,
    pub(super) sign: &'static str,
    pub(super) not_this_key: fn(&str) -> String,
    pub(super) load_key: &'static str,
    pub(super) key_name: &'static str,
    pub(super) make_key: &'static str,
    pub(super) save_public: &'static str,
    pub(super) load_public: &'static str,
}

/// The words of a language.
pub(super) fn words(language: Language) -> &'static SignWords {
    either(language, &CHINESE, &ENGLISH)
}

static CHINESE: SignWords = SignWords {
    checking: "正在核对签名…",
    signed_by: "签名：",
    unchanged: "签名后没有改动",
    changed: "签名后有改动",
    first_time: "第一次见到这把密钥。请当面或打电话和负责人核对指纹，一样再信任，以后就只认它。名字谁都能写，指纹才作数。",
    exactly: |count| format!("信任后和签名的一模一样，您这里多出的 {count} 条会移走，可以撤销"),
    exactly_changed: |count| format!("您这里改过的 {count} 条会换成签名的，可以撤销"),
    trust_planned: "指纹一样，信任并导入",
    trust: "指纹一样，信任它",
    forget: "不再信任这把密钥",
    unsigned: |name| {
        format!(
            "这份没有签名，您信任的是“{name}”。最好向对方要签名的文件；硬要导入，锁定的话术和团队规则仍以签名版为准。"
        )
    },
    changed_pinned: |name| {
        format!("这份在“{name}”签名后被改过。最好要原文件；硬要导入，锁定的话术和团队规则仍以签名版为准。")
    },
    older: "这是旧的签名版，您已经有更新的了，不用导入。",
    forged: "签名是假的，不能用。请告诉负责人，并要原文件。",
    other_key: |name| {
        format!("这份不是“{name}”的密钥签的。先打电话问清楚：真换了密钥，就在话术包列表里“不再信任”旧的，再导入一次。")
    },
    trusted_key: "您信任的",
    this_key: "这份用的",
    sign_again: "签名后有改动，请重新签名",
    not_signed_yet: |name| format!("有改动“{name}”还没签名；锁定的话术和团队规则仍以签名版为准"),
    differs: |name| format!("和“{name}”签名的不一样；锁定的话术和团队规则仍以签名版为准。请导入签名的文件"),
    file_unsigned: "没有签名，没有并入；请负责人签名后再放进来",
    file_other_key: "不是您信任的密钥签的，没有并入；请先问负责人",
    file_changed: "签名后被改过，没有并入；请负责人重新发布",
    file_forged: "签名是假的，没有并入；请告诉负责人",
    waiting: |count| format!("同事的 {count} 个文件里有改动，等负责人签名后生效"),
    sign_room: "签名",
    never_signed: "还没有签名。",
    changed_locks: "签名后改动过的锁定内容",
    changed_locks_hint: "可能是您改的，也可能是一起维护的同事改的。签名前请确认。",
    policy: "团队规则（不能说的词、必须有的空位）",
    put_back: "恢复成签名时的样子",
    hand_out: "发给同事",
    no_folder: "导出后发给同事；连上团队文件夹，也可以直接发布进去。",
    publish: "发布到团队文件夹",
    key: "团队密钥",
    key_hint: "密钥是一个文件。用它签过名，同事就能看出话术包是不是您发的、后来有没有人动过。谁拿到它，谁就能代表团队说话，请像公章一样保管：别发群里，别放进团队文件夹。亲语不保存它，关上侧边栏就忘。",
    new_key: "密钥文件在下载文件夹里，只有这一份。请挪到安全的地方（如 U 盘），再备份一份：丢了只能换新的，同事都要重新核对。",
    read_out: "请当面或打电话把指纹念给同事核对。",
    sign: "签名",
    not_this_key: |name| {
        format!(
            "这个包认的是“{name}”的另一把密钥。请选那一个；要换密钥，先在话术包列表里“不再信任”旧的，同事也要重新核对。"
        )
    },
    load_key: "选择密钥文件",
    key_name: "同事看到的名字，如：小鹿店长",
    make_key: "生成密钥",
    save_public: "存公钥给同事",
    load_public: "用公钥文件核对",
};

static ENGLISH: SignWords = SignWords {
    checking: "Looking at the signature…",
    signed_by: "Signed: ",
    unchanged: "nothing changed since",
    changed: "changed since",
    first_time: "You meet this key for the first time. Compare the fingerprint with the lead in person or by phone, and trust it if it is the same; from then on only that key counts. Anyone can write any name: the fingerprint is what counts.",
    exactly: |count| {
        format!("The pack becomes exactly what was signed: {count} that only you have go. Undo brings them back")
    },
    exactly_changed: |count| format!("{count} that you changed become what was signed. Undo brings them back"),
    trust_planned: "Same fingerprint: trust and import",
    trust: "Same fingerprint: trust it",
    forget: "Trust this key no longer",
    unsigned: |name| {
        format!(
            "This copy is not signed; you trust “{name}”. Better ask them for the signed file. If you import it anyway, locked phrases and the team's rules stay as they were signed."
        )
    },
    changed_pinned: |name| {
        format!(
            "This copy was changed after “{name}” signed it. Better ask for the original. If you import it anyway, locked phrases and the team's rules stay as they were signed."
        )
    },
    older: "An older signed version; you have a newer one already.",
    forged: "A false signature: not to be used. Tell the lead, and ask for the original.",
    other_key: |name| {
        format!(
            "Not signed with the key of “{name}”. Ask them by phone: if they really changed keys, trust the old one no longer in the list of packs, and import again."
        )
    },
    trusted_key: "You trust",
    this_key: "Signed with",
    sign_again: "Changed since it was signed: sign it again",
    not_signed_yet: |name| {
        format!("Changes that “{name}” has yet to sign; locked phrases and the team's rules stay as signed")
    },
    differs: |name| {
        format!("Not what “{name}” signed; locked phrases and the team's rules stay as signed. Import the signed file")
    },
    file_unsigned: "not signed, not taken up; ask the lead to sign it",
    file_other_key: "not signed with the key that you trust, not taken up; ask the lead",
    file_changed: "changed after it was signed, not taken up; ask the lead to publish it again",
    file_forged: "a false signature, not taken up; tell the lead",
    waiting: |count| format!("Colleagues' edits in {count} files wait for the lead to sign"),
    sign_room: "Signature",
    never_signed: "Not signed yet.",
    changed_locks: "Locked, and changed since it was signed",
    changed_locks_hint: "By you, or by a colleague who looks after the pack too. Be sure before you sign.",
    policy: "The team's rules (words not to be said, gaps that must be there)",
    put_back: "Back to what was signed",
    hand_out: "To your colleagues",
    no_folder: "Export it and send it; with a team folder connected, it can be published there.",
    publish: "Publish to the team folder",
    key: "Team key",
    key_hint: "A key is a file. Once you sign with it, colleagues see whether a pack comes from you and whether anyone touched it since. Who has the file can speak for the team: keep it like a company seal, never in a group chat or in the team folder. Qinyu does not keep it, and forgets it when this panel closes.",
    new_key: "The key file is in your downloads, and nowhere else. Move it to a safe place, such as a USB stick, and keep a copy: if it is lost, you need a new one, and every colleague has to compare again.",
    read_out: "Read the fingerprint to your colleagues, in person or by phone.",
    sign: "Sign",
    not_this_key: |name| {
        format!(
            "This pack goes with another key, of “{name}”. Choose that one; to change keys, trust the old one no longer in the list of packs; colleagues have to compare again."
        )
    },
    load_key: "Choose the key file",
    key_name: "The name that colleagues see",
    make_key: "Make a key",
    save_public: "Save the public key",
    load_public: "Check with a public key file",
};
