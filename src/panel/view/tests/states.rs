//! The states that have a snapshot, and what they are made of.

use crate::{
    day::Moment,
    library::{
        Language, PhraseId,
        exchanged::Signed,
        kept_pack::{KeptPack, Owner},
        pack::{Pack, Signature},
        pack_file::{self, PackError},
        picture::Refusal,
        seal::Seal,
        stamp::{Stamp, Time, Writer},
        strict_json::JsonErrorKind,
    },
    panel::{
        Action, Kept, LibraryAction, LibraryNotice, Link, Notice, Offered, PackAction, PictureAction, PictureNotice,
        State,
        restore::{Backup, BackupError, Choice, RestoreAction, TextChange, Unread, UnreadReason},
        share::{Answer, Subject},
        sign::SignAction,
        teach::{TeachAction, Teaching},
        update,
        update::rebuild,
    },
    wire::{Composer, Missing, Outcome, PageEvent, Part, Row, RowSender, Snapshot, Untaught},
};

/// A pack of its own, so that a better starter phrase changes no snapshot.
pub(super) const PACK: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
  {"id":"ship","title":"发货时间","body":"付款后{发货时间}发出，走{快递}。","queries":["什么时候发货"],"intents":["ask_dispatch"],"stages":["shipping"]},
  {"id":"ship-check","title":"查发货","body":"我查一下仓库的进度，{买家?亲}稍等。","queries":["发货了吗"],"intents":["ask_dispatch"],"stages":["shipping"]},
  {"id":"ship-en","title":"Dispatch","body":"We ship within {ship_time}.","queries":["when will it ship"],"intents":["ask_dispatch"]},
  {"id":"price","title":"议价","body":"价格已经是活动价了，您看满减怎么凑合适？","queries":["可以便宜点吗"],"intents":["ask_discount"]},
  {"id":"thanks","title":"不客气","body":"不客气，有需要随时叫我。","queries":["谢谢"],"intents":["thank"]}
]}"#;

/// A file of everything with something of each kind.
pub(super) fn backup() -> Backup {
    let text = |document: &str, record: &str, before: Option<&str>, after: &str| TextChange {
        document: document.into(),
        record: record.into(),
        before: before.map(str::to_owned),
        after: Some(after.into()),
    };
    let team = r#"{"format":"qinyu-pack","version":1,"id":"team","phrases":[{"id":"t1","title":"<b>开发票","body":"电子发票已发邮箱。"},{"id":"t9","body":"新的一条"}]}"#;
    Backup {
        packs: vec![(Owner::Team, pack_file::read(team).unwrap().0)],
        settings: vec![
            Choice {
                change: text("settings", "shop/courier", Some("\"中通\""), "\"<i>顺丰\""),
                here: Some("\"中通\"".into()),
                is_taken: false,
            },
            Choice {
                change: text("settings", "appearance", None, "\"dark\""),
                here: Some("\"system\"".into()),
                is_taken: true,
            },
            Choice { change: text("settings", "trade/food", None, "true"), here: None, is_taken: true },
        ],
        texts: vec![text("keys", "k", None, "1")],
        care: [("buyers", 2), ("follow_ups", 1), ("counters", 0)].into(),
        unknown: vec![("keys".into(), 1)],
        unknown_kept: 1,
        used: 3,
        unread: vec![
            Unread { document: "pack/team".into(), record: "<b>t8".into(), reason: UnreadReason::OtherShape },
            Unread {
                document: "usage".into(),
                record: String::new(),
                reason: UnreadReason::OtherCount { said: 4, found: 3 },
            },
        ],
        is_changed: true,
        ..Backup::default()
    }
}

/// A phrase with a gap of each kind.
pub(super) const GAPS: &str = r#"{"format":"qinyu-pack","version":1,"phrases":[
  {"id":"who","body":"开{抬头|选择:个人,公司|问:抬头开给谁？}的发票，{份数|数字}份{开票金额|金额}元。","queries":["能开发票吗"],"intents":["ask_invoice"]},
  {"id":"when","body":"{开票日|日期}{几点|时间}前开好，库存{库存}。{>none}","queries":["能不能开发票"],"intents":["ask_invoice"]}
]}"#;

pub(super) fn blank() -> State {
    let mut state = State::new(Kept::default(), Writer::new("test").unwrap());
    state.library.starters = vec![pack_file::parse(PACK).unwrap().0];
    rebuild(&mut state);
    state
}

/// A library with a team's pack, one that the agent looks after, and what they changed for themselves.
pub(super) fn library(actions: &[LibraryAction]) -> State {
    let mut state = blank();
    let team = r#"{"format":"qinyu-pack","version":1,"id":"team","title":"小鹿团队","phrases":[
        {"id":"t1","code":"fp","group":"售后/发票","title":"开发票","body":"发票随货寄出，{买家?亲}放心。","queries":["能开发票吗"],"tags":["常用"]},
        {"id":"t2","title":"锁定的","body":"团队说法","locked":true}]}"#;
    state.library.packs.insert(0, KeptPack::new(Owner::Team, pack_file::read(team).unwrap().0));
    state.library.packs.insert(1, KeptPack::new(Owner::Maintained, conflicting()));
    rebuild(&mut state);
    update(&mut state, Action::Show(crate::panel::Tab::Library));
    for action in actions {
        update(&mut state, Action::Library(action.clone()));
    }
    state
}

/// A pack in which two colleagues edited one title, and one deleted what the other edited.
pub(super) fn conflicting() -> Pack {
    let json = r#"{"format":"qinyu-pack","version":1,"id":"ours","title":"一起维护","phrases":[{"id":"o1","title":"旧","body":"好的呢"},{"id":"o2","body":"在的"}]}"#;
    let mut pack = pack_file::read(json).unwrap().0;
    let mut theirs = pack.clone();
    let by = |writer: &str, millis| Stamp { time: Time { millis, count: 0 }, writer: Writer::new(writer).unwrap() };
    pack.phrases.get_mut("o1").unwrap().edit("title", "小鹿写的".into(), by("ann", 5));
    pack.phrases.get_mut("o2").unwrap().delete(by("ann", 6));
    theirs.phrases.get_mut("o1").unwrap().edit("title", "<b>小马写的".into(), by("bob", 4));
    theirs.phrases.get_mut("o2").unwrap().edit("code", "zd".into(), by("bob", 4));
    pack.merge(&theirs);
    pack
}

/// A team with rules of its own, broken in its phrases, in one that is locked and in one of the agent's own.
pub(super) fn checked() -> State {
    let mut state = library(&[]);
    let team = r#"{"format":"qinyu-pack","version":1,"id":"rules","title":"有规定的","policy":{
        "forbidden":[{"word":"保证","instead":"尽量"}],"required":[{"group":"物流","placeholder":"发货时间"}]},"phrases":[
        {"id":"r1","title":"几时到","group":"物流","body":"保证明天到，<b>放心</b>。","queries":["几时到"],"code":"fp"},
        {"id":"r2","title":"锁定的","body":"保证是正品","queries":["正品吗"],"locked":true},
        {"id":"r3","title":"双11","body":"满300减50","queries":["有活动吗"],"until":"2026-11-11"},
        {"id":"r4","title":"旧话","body":"已停用","queries":["在用吗"],"successor":"r1"}]}"#;
    state.library.packs.insert(0, KeptPack::new(Owner::Team, pack_file::read(team).unwrap().0));
    state.moment = Moment::parse("2026-11-24 10:00");
    rebuild(&mut state);
    update(&mut state, Action::Library(LibraryAction::Go("findings")));
    state
}

pub(super) fn checked_clean() -> State {
    let mut state = library(&[]);
    state.library.packs.clear();
    state.library.starters.clear();
    rebuild(&mut state);
    update(&mut state, Action::Library(LibraryAction::Go("findings")));
    state
}

pub(super) fn open(id: &str) -> LibraryAction {
    LibraryAction::Open(PhraseId(id.into()))
}

pub(super) fn fold(part: &str) -> LibraryAction {
    LibraryAction::Fold(part.into())
}

/// What the second module made of a file, with a line of each kind.
pub(super) const READING: &str = r#"{"format":"qianniu","phrases":[{"id":"q1","body":"<b>在的"}],"problems":[
    {"place":{"sheet":1,"row":6},"kind":"empty_body","detail":null},{"place":{"sheet":2,"row":7},"kind":"extra_cells","detail":1}],
    "notes":[{"kind":"encoding_guessed"},{"kind":"columns_passed_over","headers":["<i>甲"]}]}"#;
/// Who signed the planned copy.
pub(super) const SIGNATURES: &str =
    r#"[{"key":"bb","fingerprint":"aaaa bbbb","by":"<b>店长","at":5,"is_genuine":true,"sha256":"SUM"}]"#;

/// A plan of a signed copy of the team's pack, where this key is trusted.
pub(super) fn signed_plan(trusted: Option<&str>, signatures: &str) -> State {
    let mut state = library(&[]);
    let copy = Pack { id: "team".into(), ..Pack::default() };
    let by = |key: &str| {
        (key.to_owned(), Signature { at: 5, by: "<b>店长".into(), sha256: copy.sha256(), value: "x".into() })
    };
    let copy = Pack { signatures: [by("bb"), by("99")].into(), ..copy.clone() };
    if let Some(key) = trusted {
        let one = Signed {
            key: key.into(),
            fingerprint: "aaaa bbbb".into(),
            by: "<b>店长".into(),
            at: 5,
            is_genuine: true,
            is_unchanged: true,
        };
        state.library.seals.insert("team".into(), Seal::of(&copy, &one, false).unwrap());
    }
    let copy = Pack { signatures: [by("bb")].into(), ..copy };
    update(&mut state, Action::Library(LibraryAction::Read(copy.print())));
    let json = signatures.replace("SUM", &copy.sha256());
    let answer = Answer::Signatures { of: Subject::Planned, sum: copy.sha256(), json };
    update(&mut state, Action::Library(LibraryAction::Answer(answer)));
    state
}

/// The pack that the agent looks after, signed by a trusted key and changed since; their own with a key loaded, if it is.
pub(super) fn sealed(is_own: bool, action: LibraryAction) -> State {
    let mut state = library(&[]);
    let sign = |state: &mut State, pack: &str| {
        let mut copy = state.library.pack(pack).unwrap().pack();
        copy.phrases.values_mut().for_each(|record| record.first("locked", true.into()));
        let signature = Signature { at: 5, by: String::new(), sha256: copy.sha256(), value: "x".into() };
        copy.signatures.insert("bb".into(), signature);
        let one = Signed {
            key: "bb".into(),
            fingerprint: "aaaa bbbb".into(),
            by: "<b>店长".into(),
            at: 5,
            is_genuine: true,
            is_unchanged: true,
        };
        state.library.seals.insert(pack.into(), Seal::of(&copy, &one, is_own).unwrap());
    };
    ["team", "ours"].iter().for_each(|pack| sign(&mut state, pack));
    if is_own {
        let json = r#"{"name":"<b>店长","key":"bb","fingerprint":"aaaa bbbb"}"#.into();
        update(&mut state, Action::Library(LibraryAction::Answer(Answer::Key { json, is_new: true })));
    }
    update(&mut state, Action::Library(action));
    state
}

pub(super) fn read_other(json: &str) -> LibraryAction {
    LibraryAction::Answer(Answer::Read { name: "快捷短语.csv".into(), json: json.into() })
}

pub(super) fn set(field: &str, text: &str) -> LibraryAction {
    LibraryAction::Set { field: field.into(), text: text.into() }
}

pub(super) fn attached(text: &str) -> State {
    let mut state = blank();
    let row = |number: &str, sender, text: &str| Row { row: number.into(), sender, text: text.into(), card: None };
    update(
        &mut state,
        Action::Page(PageEvent::Conversation(Snapshot {
            adapter: "generic".into(),
            id: "a".into(),
            buyer: "小鹿<b>".into(),
            composer: Composer::Ready,
            draft: false,
            shortened: text.len() > 1_000,
            focused: false,
            missing: Vec::new(),
            messages: vec![row("1", RowSender::Seller, "在的"), row("2", RowSender::Buyer, text)],
        })),
    );
    state
}

/// A picture that is here and one that is not.
pub(super) fn pictures() -> Vec<String> {
    vec![format!("{} <b>尺码表", "1".repeat(64)), "2".repeat(64)]
}

/// Every view that looks different, by the name of its snapshot.
pub(super) fn views() -> Vec<(&'static str, State)> {
    let mut settings = blank();
    update(&mut settings, Action::Sites(vec!["https://im.example.com/*".into()]));
    update(&mut settings, Action::Show(crate::panel::Tab::Settings));
    let with = |action: Action, mut state: State| {
        update(&mut state, action);
        state
    };
    let mut dismissed = attached("什么时候发货");
    for _ in 0..2 {
        update(&mut dismissed, Action::Dismiss(1));
    }
    let mut gaps = blank();
    gaps.library.starters = vec![pack_file::parse(GAPS).unwrap().0];
    rebuild(&mut gaps);
    let gaps = with(Action::ByHand("能开发票吗".into()), gaps);
    let mut picked = attached("谢谢");
    let (id, last_row, trigger, query) = ("a".into(), "2".into(), "/".into(), "发货时间".into());
    update(&mut picked, Action::Page(PageEvent::PickQuery { request: 1, id, last_row, trigger, query }));
    update(&mut picked, Action::Page(PageEvent::Pick { request: 1, entry: 0 }));
    let mut refused = attached("什么时候发货");
    refused.notice = Some(Notice::NotInserted { outcome: Outcome::NotNoticed, text: "好的".into() });
    let mut offered = attached("怎么选尺码");
    offered.work.offered = Some(Offered { title: "选<b>尺码".into(), entries: pictures() });
    update(
        &mut offered,
        PictureAction::Shown(vec![("1".repeat(64), Some("blob:1".into())), ("2".repeat(64), None)]).into(),
    );
    offered.notice =
        Some(Notice::Picture(PictureNotice::NotTaken { outcome: Outcome::NotNoticed, name: "1".repeat(64) }));
    let mut pictured = library(&[open("t1")]);
    let phrase = PhraseId("t1".into());
    let refused_files = vec![("<i>合同.pdf".into(), Refusal::NoPicture)];
    update(&mut pictured, PictureAction::Add { phrase, entries: pictures(), refused: refused_files }.into());
    update(
        &mut pictured,
        PictureAction::Shown(vec![("1".repeat(64), Some("blob:1".into())), ("2".repeat(64), None)]).into(),
    );
    // On the heap: an array of states would go over the stack at each link of the chain.
    vec![
        ("connecting", blank()),
        ("no_access", with(Action::Link(Link::NoAccess), blank())),
        ("no_chat", with(Action::Page(PageEvent::NoChat { adapter: String::new() }), blank())),
        ("nothing_open", with(Action::Page(PageEvent::NoChat { adapter: "pinduoduo".into() }), blank())),
        ("unread", { let mut state = attached("在吗"); state.missing = vec![Missing::Log, Missing::Name]; state }),
        ("teaching", with(Action::Teach(TeachAction::Begin), with(Action::Page(PageEvent::NoChat { adapter: String::new() }), blank()))),
        ("taught", { let mut state = attached("<b>在吗"); state.teaching = Some(Teaching { learnt: Some("{}".into()), pointed: vec![(Part::BuyerLine, "<b>在吗".into())], ..Teaching::default() }); state }),
        ("untaught", { let mut state = attached("在吗"); state.teaching = Some(Teaching { failed: Some(Untaught::Sides), ..Teaching::default() }); state }),
        ("reload", with(Action::Link(Link::Reload), blank())),
        ("chat", attached("尺码怎么选，什么时候发货？急")),
        ("chat_english", with(Action::Language(Language::English), attached("When will it ship?"))),
        ("edit", with(Action::Edit(1), attached("谢谢"))),
        ("gaps", gaps),
        ("missing", with(Action::Choose(1), attached("什么时候发货"))),
        ("picked", picked),
        ("refused", refused),
        ("dismissed", dismissed),
        ("by_hand", with(Action::ByHand("可以便宜点吗".into()), blank())),
        ("settings", settings),
        ("library", library(&[open("t1"), set("body", "我改的"), LibraryAction::Go("list")])),
        ("library_lapsed", { let mut state = checked(); update(&mut state, Action::Library(LibraryAction::Go("list"))); state }),
        ("library_none", library(&[LibraryAction::Search("没有这一条".into())])),
        ("editor", library(&[open("t1"), LibraryAction::Typed { field: "body".into(), text: "{快递}发出".into() }])),
        ("editor_unfolded", library(&[open("o1"), fold("when"), fold("wheres"), fold("validity"), fold("note"), fold("wordings")])),
        ("why_not", { let mut state = attached("几时发货"); for action in [open("o1"), fold("why-not")] { update(&mut state, Action::Library(action)); } state.tab = crate::panel::Tab::Library; state }),
        ("editor_locked", library(&[open("t2")])),
        ("pack_room", { let mut state = library(&[LibraryAction::Pack(PackAction::Open("ours".into()))]); for (field, text) in [("forbidden:0:word", "<b>保证"), ("forbidden:0:except", "保证金"), ("required:0:placeholder", "快递")] { update(&mut state, Action::Library(set(field, text))); } state }),
        ("forbidden", { let mut state = attached("几时到"); state.notice = Some(Notice::Forbidden { word: "<b>保证".into(), instead: "尽量".into(), blocks: true }); state }),
        ("replaced", { let mut state = checked(); state.notice = Some(Notice::Replaced { by: PhraseId("r1".into()) }); state }),
        ("editor_pictures", pictured),
        ("pictures_offered", offered),
        ("packs", library(&[LibraryAction::Go("packs")])),
        ("conflicts", library(&[LibraryAction::Go("conflicts")])),
        ("findings", checked()),
        ("findings_none", checked_clean()),
        ("questions", super::gap_states::questions()),
        ("questions_none", library(&[LibraryAction::Go("gaps")])),
        ("plan", library(&[LibraryAction::Read(r#"{"format":"qinyu-pack","version":1,"id":"team","phrases":[
            {"id":"t1","title":"开发票","body":"电子发票已发邮箱。"},{"id":"t9","body":"新的一条"},{"body":"没有名字"}]}"#.into())])),
        ("restore", library(&[LibraryAction::Restore(RestoreAction::Read(Ok(Box::new(backup()))))])),
        ("no_backup", library(&[LibraryAction::Restore(RestoreAction::Read(Err(BackupError::File(PackError::Unreadable { line: 7, column: 3, kind: JsonErrorKind::Syntax }))))])),
        ("backup_due", { let mut state = library(&[]); state.notice = Some(Notice::Library(LibraryNotice::BackupDue { days: Some(31) })); state }),
        ("plan_shared", library(&[read_other(READING)])),
        ("plan_signed", signed_plan(None, SIGNATURES)),
        ("plan_trusted", signed_plan(Some("bb"), SIGNATURES)),
        ("plan_other_key", signed_plan(Some("99"), SIGNATURES)),
        ("plan_forged", signed_plan(Some("bb"), &SIGNATURES.replace("true", "false"))),
        ("packs_signed", sealed(false, LibraryAction::Go("packs"))),
        ("sign", sealed(true, LibraryAction::Sign(SignAction::Open("ours".into())))),
        ("sign_first", library(&[LibraryAction::Sign(SignAction::Open("ours".into()))])),
        ("encoding", library(&[read_other(r#"{"error":{"kind":"which_encoding","candidates":[
            {"encoding":"big5","preview":"<b>測試"},{"encoding":"gb18030","preview":"聶彸"}]}}"#)])),
        ("no_file", library(&[read_other(r#"{"error":{"kind":"no_body_column","found":["甲","乙"]}}"#)])),
        ("writing", library(&[LibraryAction::Answer(Answer::Losses {
            pack: "team".into(), format: "chatwoot".into(), json: r#"[{"field":"group","phrases":2}]"#.into() })])),
        ("no_pack", library(&[LibraryAction::Read("{".into())])),
    ]
    .into_iter()
    .chain(super::shop_states::views())
    .chain(super::buyer_states::views())
    .chain(super::care_states::views())
    .chain(super::training_states::views())
    // In one link with others: each further one moves all states above once more, and a test's stack is small.
    .chain(super::campaign_states::views().into_iter().chain(super::report_states::views()).chain(super::guide_states::views()))
    .collect()
}
