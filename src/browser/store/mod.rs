//! What is kept between two openings: [`load`] at the start, [`commit`] after every change, [`shown`] in between.
//! [`storage`](crate::storage) decides what is written; this module reads and writes it in two stores, [`primary`] and
//! [`mirror`], with one writer at a time ([`lock`]) and whole logs ([`log`]), and tells the panel what other panels did and what was mended.
//!
//! A commit is acknowledged when both stores have it, or when the primary has it and the agent was told that the mirror
//! failed. One that fails waits here with its edits, which stay on the screen, and is tried again.

mod lock;
mod log;
mod mirror;
mod news;
mod primary;
mod writer;

pub(super) use writer::writer;

pub(super) use log::beside_mirror;
pub(super) use mirror::{done, objects};
pub(super) use news::{News, Why};

use super::{chrome, clock::later, document, page::object, told};
use crate::storage::{
    self, Access, Change, Documents, Dump, Kept, Opened, Recovered, Root, Store, Unsaved, Writes, glance, open,
    slot_after, slots,
};
use gloo::storage::{LocalStorage, Storage as _};
use js_sys::{Object, Reflect};
use lock::Lock;
use std::{cell::RefCell, collections::BTreeMap, future::Future};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long after the start the mirror is looked at, in milliseconds, unless something is saved before: the first
/// suggestions are on the screen by then.
const LOOK_AT_MIRROR_MS: i32 = 700;

/// How long after a commit that failed it is tried again, in milliseconds.
const TRY_AGAIN_MS: i32 = 3_000;

/// In `localStorage`, a third trace: the generation that was kept. Both other stores empty with this here is a loss.
const TRACE: &str = "qinyu-generation";

#[derive(Default)]
struct Held {
    kept: Kept,
    unsaved: Unsaved,
    access: Access,
    /// Both stores were held against one another, and both have the present generation.
    verified: bool,
    /// The last commit failed.
    failed: bool,
}

thread_local! {
    static HELD: RefCell<Held> = RefCell::default();
}

/// A hijacked chat page must not be able to read what the panel keeps. To be called before anything of ours is in one.
pub(super) fn shut_to_pages() {
    let level = object(&[("accessLevel", "TRUSTED_CONTEXTS".into())]);
    if chrome::present()
        && let Ok(shut) = chrome::storage_access(&level)
    {
        spawn_local(async { drop(JsFuture::from(shut).await) });
    }
}

/// Reads what is kept. `asked` is what `early.js` asked the primary for before this module was compiled, for with a large
/// library that is the longest wait of all. If it looks whole, it is proved later, and held against the mirror then.
pub(super) async fn load(asked: JsValue) -> Documents {
    if chrome::present() {
        listen();
    }
    // The texts are given back before the library is made of them: memory that is touched first costs time.
    let mut opened = glance(&primary::asked(asked).await);
    if !opened.whole && chrome::present() {
        let primary = primary::read_all().await.unwrap_or_default();
        opened = open(&primary, mirror::read_all().await.ok().as_ref());
    }
    let documents = opened.kept.documents().clone();
    HELD.with_borrow_mut(|held| (held.kept, held.access) = (opened.kept, opened.access));
    documents
}

/// Looks at the mirror in a while, and tells what was found.
pub(super) fn start() {
    later(LOOK_AT_MIRROR_MS, || {
        spawn_local(async {
            let _lock = Lock::take().await;
            let _ = verify().await; // what fails is tried again with the next commit
        });
    });
}

/// Keeps changes; gives the generation that has them. The changes are taken at once, in the order of the calls, also if
/// nobody awaits the result.
///
/// # Errors
/// When the primary refused. The changes wait, and are tried again with the next commit and every few seconds.
pub(super) fn commit(changes: Vec<Change>) -> impl Future<Output = Result<u64, Why>> {
    HELD.with_borrow_mut(|held| {
        let Held { kept, unsaved, .. } = held;
        unsaved.add(kept.documents(), changes);
    });
    document::saving(true);
    async {
        let result = write().await;
        if HELD.with_borrow(|held| held.unsaved.is_empty()) {
            document::saving(false);
        }
        if let Err(why) = result
            && why != Why::ReadOnly
        {
            try_again();
        }
        result
    }
}

/// A document's records as the panel shows them, with what is not saved yet.
pub(super) fn shown(document: &str) -> BTreeMap<String, String> {
    HELD.with_borrow(|held| held.unsaved.shown_records(held.kept.documents(), document))
}

/// A record as the panel shows it.
pub(super) fn shown_text(document: &str, record: &str) -> Option<String> {
    HELD.with_borrow(|held| held.unsaved.shown(held.kept.documents(), document, record).map(str::to_owned))
}

/// A newer version wrote what is kept: nothing of it may be changed.
pub(super) fn is_read_only() -> bool {
    HELD.with_borrow(|held| held.access == Access::ReadOnly)
}

/// True once both stores were seen to be whole and may be written to: what no record names then is named by none.
pub(super) fn may_collect() -> bool {
    HELD.with_borrow(|held| held.verified && held.access == Access::Write)
}

/// Everything that is kept and shown, as a file for the agent to put away; with all that lies in the primary if a newer
/// version wrote it. `None` if it could not be read back.
pub(super) async fn export() -> Option<String> {
    let raw = match HELD.with_borrow(|held| held.access) {
        Access::ReadOnly => primary::read_all().await.unwrap_or_default(),
        Access::Write => Dump::new(),
    };
    let names = HELD.with_borrow(|held| held.unsaved.shown_names(held.kept.documents()));
    let documents = storage::gather(names.into_iter().map(|name| (name.clone(), shown(&name))));
    storage::export(&documents, &raw)
}

/// One commit of everything that waits.
async fn write() -> Result<u64, Why> {
    let _lock = Lock::take().await;
    if HELD.with_borrow(|held| !held.unsaved.waits()) {
        return Ok(HELD.with_borrow(|held| held.kept.generation()));
    }
    log::whole(Store::Primary).await?;
    let mirror_well = verify().await?;
    catch_up().await?;
    let (before, committed) = HELD.with_borrow_mut(|held| {
        let changes = held.unsaved.begin(held.kept.documents(), storage::merge);
        (held.kept.clone(), held.kept.commit(&changes))
    });
    let (next, writes) = committed.unwrap_or_else(|| (before.clone(), Writes::default()));
    for batch in [&writes.chunks, &writes.root] {
        if let Err(why) = primary::write(batch).await {
            log::torn(Store::Primary, true);
            HELD.with_borrow_mut(|held| held.unsaved.failed());
            return Err(why);
        }
    }
    let generation = next.generation();
    let (news, failed_before) = HELD.with_borrow_mut(|held| {
        let news = held.unsaved.written(before.documents(), next.documents());
        held.kept = next;
        (news, std::mem::take(&mut held.failed))
    });
    changed(news);
    if failed_before {
        told(News::Saved);
    }
    if chrome::present() {
        let _ = LocalStorage::raw().set_item(TRACE, &generation.to_string()); // a third trace, no more
        let lagging = !mirror_well || !log::mirrored(&writes, before.present()).await;
        if lagging {
            HELD.with_borrow_mut(|held| held.verified = false);
            if !verify().await.unwrap_or_default() {
                told(News::MirrorFailed);
                return Ok(generation);
            }
        }
    }
    let _ = primary::write(&writes.old).await; // what stays is collected by a later start
    Ok(generation)
}

/// Takes over what other panels committed. Under the lock.
async fn catch_up() -> Result<(), Why> {
    let kept = HELD.with_borrow(|held| held.kept.clone());
    if !is_newer(&primary::read(&[slot_after(kept.generation())]).await?, &kept) {
        return Ok(());
    }
    let roots = primary::read(&slots()).await?;
    let Some(newest) = roots.values().filter_map(|text| Root::parse(text)).max_by_key(Root::generation) else {
        return Ok(());
    };
    if !follow(newest).await? {
        HELD.with_borrow_mut(|held| held.verified = false);
        verify().await?;
    }
    Ok(())
}

/// Takes over a generation; false if one of its chunks is not whole.
async fn follow(root: Root) -> Result<bool, Why> {
    let lacking = HELD.with_borrow(|held| held.kept.lacks(&root));
    let chunks = primary::read(&lacking).await?;
    let news = HELD.with_borrow_mut(|held| {
        if root.generation() <= held.kept.generation() {
            return Some(Vec::new()); // somebody was quicker
        }
        let followed = held.kept.follow(root, &chunks)?;
        let news = held.unsaved.visible(held.kept.documents().changes_to(followed.documents()));
        held.kept = followed;
        Some(news)
    });
    Ok(news.map(changed).is_some())
}

/// Holds both stores against one another, once, and mends them; false when the mirror can't be read or written. Under
/// the lock.
async fn verify() -> Result<bool, Why> {
    if HELD.with_borrow(|held| held.access == Access::ReadOnly) {
        told(News::ReadOnly);
        return Err(Why::ReadOnly);
    }
    if HELD.with_borrow(|held| held.verified) {
        return Ok(true);
    }
    let primary = primary::read_all().await?;
    let mirror = if chrome::present() { mirror::read_all().await.map(Some) } else { Ok(None) };
    let opened = open(&primary, mirror.as_ref().ok().and_then(Option::as_ref));
    if opened.access == Access::ReadOnly {
        HELD.with_borrow_mut(|held| held.access = Access::ReadOnly);
        told(News::ReadOnly);
        return Err(Why::ReadOnly);
    }
    if let (Err(why), false) = (&mirror, opened.report.is_empty()) {
        // What the primary lacks may lie in the mirror once it can be read: until then nothing is written over.
        told(News::Found(opened.report));
        return Err(*why);
    }
    opened.suspect.iter().for_each(|store| log::torn(*store, true));
    log::whole(Store::Primary).await?;
    mend(&opened).await.inspect_err(|_| log::torn(Store::Primary, true))?;
    let mirrored = match mirror {
        Ok(Some(_)) => log::mirrored(&opened.mirror, None).await,
        Ok(None) => true, // there is none
        Err(_) => false,
    };
    if mirrored {
        let _ = primary::write(&opened.primary.old).await; // what stays is collected by a later start
    }
    let mut report = opened.report;
    if opened.kept.generation() == 0
        && report.is_empty()
        && LocalStorage::raw().get_item(TRACE).ok().flatten().is_some()
    {
        report.push(Recovered::Nothing);
    }
    let news = HELD.with_borrow_mut(|held| {
        let news = held.unsaved.visible(held.kept.documents().changes_to(opened.kept.documents()));
        (held.kept, held.verified) = (opened.kept, mirrored);
        news
    });
    changed(news);
    if !report.is_empty() {
        told(News::Found(report));
    }
    Ok(mirrored)
}

/// Mends the primary. The root is written only once the chunks were read back: after a migration they are all there is.
async fn mend(opened: &Opened) -> Result<(), Why> {
    let Writes { chunks, root, .. } = &opened.primary;
    if !chunks.is_empty() {
        primary::write(chunks).await?;
        let back = primary::read(&chunks.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()).await?;
        if !chunks.iter().all(|(key, text)| back.get(key) == text.as_ref()) {
            return Err(Why::Refused);
        }
    }
    primary::write(root).await
}

fn is_newer(slot: &Dump, kept: &Kept) -> bool {
    let root = slot.values().find_map(|text| Root::parse(text));
    root.is_some_and(|root| root.generation() > kept.generation())
}

fn changed(changes: Vec<Change>) {
    if !changes.is_empty() {
        told(News::Changed(changes));
    }
}

/// Hears what other panels commit.
fn listen() {
    let heard = Closure::<dyn Fn(JsValue)>::new(|changes: JsValue| {
        let changes: Object = changes.unchecked_into();
        let new = |key: &String| {
            Reflect::get(&changes, &key.into()).and_then(|change| Reflect::get(&change, &"newValue".into()))
        };
        let roots = slots().into_iter().filter_map(|slot| Root::parse(&new(&slot).ok()?.as_string()?));
        let present = HELD.with_borrow(|held| held.kept.generation());
        if let Some(root) = roots.max_by_key(Root::generation).filter(|root| root.generation() > present) {
            // One that is gone by now was followed by a newer one, which is heard as well.
            spawn_local(async move {
                let _ = follow(root).await;
            });
        }
    });
    chrome::ON_STORED.with(|event| event.add_listener(heard.as_ref().unchecked_ref()));
    heard.forget(); // lives as long as the panel
}

fn try_again() {
    let first = HELD.with_borrow_mut(|held| !std::mem::replace(&mut held.failed, true));
    told(News::NotSaved);
    if first {
        retry();
    }
}

/// Every few seconds, until it succeeds: only then is `failed` taken back.
fn retry() {
    later(TRY_AGAIN_MS, || {
        spawn_local(async {
            if !HELD.with_borrow(|held| held.failed) {
                return;
            }
            let result = write().await;
            if HELD.with_borrow(|held| held.unsaved.is_empty()) {
                document::saving(false);
            }
            if result.is_err() {
                retry();
            }
        });
    });
}
