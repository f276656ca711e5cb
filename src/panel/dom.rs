//! From what happens in the document to an [`Action`]: the names in `data-action` attributes and the keys. The
//! [view](super::view()) writes these names; a test renders every view and looks each one up here.

mod library;

use super::{
    campaigns,
    desk::{Room, listed},
    follow_ups,
    habits::HabitAction,
    library_action::LibraryAction,
    picture_action::PictureAction,
    report, response, rule_desk,
    selling::SellingAction,
    settings::Appearance,
    shop_desk::{ShopAction, ShopRoom, Term},
    shop_files::ShopFileAction,
    state::{State, Tab},
    teach::TeachAction,
    training,
    update::Action,
};
use crate::{
    care::greeting::Occasion,
    library::{Language, PhraseId},
    shop::{ItemId, Relation},
};

/// What a control with a `data-action` attribute tells.
#[derive(Debug, Clone, Copy, Default)]
pub struct Control<'a> {
    /// `data-action`.
    pub action: &'a str,
    /// `data-slot`: which suggestion, from 1; or which entry of a list, from 0.
    pub slot: u8,
    /// `data-name`: a placeholder, a fact, a tab, a trade or a site.
    pub name: &'a str,
    /// The field's value.
    pub value: &'a str,
    /// The value stands: the field was left, or a choice was made.
    pub is_final: bool,
}

/// The action of a control that was used; `None` for a name that no view writes.
#[must_use]
pub fn action(control: Control<'_>) -> Option<Action> {
    let Control { action, slot, name, value, .. } = control;
    Some(match action {
        "choose" => Action::Choose(slot),
        "copy" => Action::Copy(slot),
        "edit" => Action::Edit(slot),
        "edit_text" => Action::EditText(value.into()),
        "choose_edit" => Action::ChooseEdit,
        "cancel_edit" => Action::CancelEdit,
        "dismiss" => Action::Dismiss(slot),
        "restore" => Action::Restore,
        "fill" => Action::Fill { name: name.into(), value: value.into() },
        "keep" => Action::Keep,
        "by_hand" => Action::ByHand(value.into()),
        "clear_by_hand" => Action::ByHand(String::new()),
        "show" => Action::Show(Tab::ALL.into_iter().find(|tab| tab.name() == name)?),
        "language" => Action::Language(if value == "en" { Language::English } else { Language::Chinese }),
        "appearance" => Action::Appearance(Appearance::from_name(value)?),
        "fuzzy_sounds" => Action::FuzzySounds,
        "trigger" => Action::Trigger(value.into()),
        "name" => Action::Name(value.into()),
        "own_accounts" => Action::OwnAccounts(value.into()),
        "trade" => Action::Trade(name.into()),
        "shop" => Action::Shop { name: name.into(), value: value.into() },
        "allow_site" => Action::AllowSite(value.into()),
        "allow_known" => Action::AllowSite(name.into()),
        "forget_site" => Action::ForgetSite(name.into()),
        "teach" => Action::Teach(TeachAction::Begin),
        "teach_skip" => Action::Teach(TeachAction::Skip),
        "teach_save" => Action::Teach(TeachAction::Save),
        "teach_cancel" => Action::Teach(TeachAction::Cancel),
        "teach_forget" => {
            let (pack, site) = name.split_once('\n')?;
            Action::Teach(TeachAction::Forget { pack: pack.into(), site: site.into() })
        }
        "reload_page" => Action::ReloadPage,
        "find_phrase" => Action::Find,
        "export" => Action::Export,
        "export_habits" => Action::Habits(HabitAction::Export),
        "read_habits" => Action::Habits(HabitAction::Read(value.into())),
        "forget_habits" => Action::Habits(HabitAction::Forget),
        "remember_habits" => Action::Habits(HabitAction::Remember),
        "offer_by_hand" => Action::Selling(SellingAction::ByHand(ItemId(name.into()))),
        "shop_room" => Action::ShopTab(ShopAction::Go(ShopRoom::ALL.into_iter().find(|room| room.name() == name)?)),
        "shop_search" => Action::ShopTab(ShopAction::Search(value.into())),
        "shop_more" => Action::ShopTab(ShopAction::More),
        "shop_open" => Action::ShopTab(ShopAction::Open(ItemId(name.into()))),
        "shop_judge" => {
            // An id holds no line break.
            let (item, other) = name.split_once('\n')?;
            let relation = (value != "learnt").then(|| Relation::from_name(value));
            Action::ShopTab(ShopAction::Judge { item: ItemId(item.into()), other: ItemId(other.into()), relation })
        }
        "shop_cell" => {
            let (row, column) = name.split_once(' ')?;
            Action::ShopTab(ShopAction::Cell(row.parse().ok()?, column.parse().ok()?))
        }
        "shop_term" => {
            let term = Term::ALL.into_iter().find(|term| term.name() == name)?;
            Action::ShopTab(ShopAction::Term(term, value.trim().parse().unwrap_or(0)))
        }
        "shop_reckon" => Action::ShopTab(ShopAction::Pieces(ItemId(name.into()), 1)),
        "shop_take_out" => Action::ShopTab(ShopAction::Pieces(ItemId(name.into()), 0)),
        "shop_pieces" => Action::ShopTab(ShopAction::Pieces(ItemId(name.into()), value.trim().parse().unwrap_or(0))),
        "shop_clear" => Action::ShopTab(ShopAction::Clear),
        "offer" => Action::Selling(SellingAction::Take(slot)),
        "offer_later" => Action::Selling(SellingAction::NotNow(slot)),
        "offer_never" => Action::Selling(SellingAction::Never(slot)),
        "mend_draft" => Action::Mend(slot),
        "copy_refused" => Action::CopyRefused,
        "close_notice" => Action::CloseNotice,
        "greeting" => Action::Greeting(Occasion::from_name(name)?),
        _ if action.starts_with("clock_") => response::named(control)?.into(),
        _ if action.starts_with("guide_") => super::guide::named(control)?.into(),
        _ if action.starts_with("follow_") => follow_ups::named(control)?.into(),
        _ if action.starts_with("buyer_") || action.starts_with("order_") => super::buyers::action(control)?,
        _ if action.starts_with("report_") => report::named(control)?.into(),
        _ if action.starts_with("campaign_") => campaigns::named(control)?.into(),
        _ if action.starts_with("train_") => training::named(control)?.into(),
        _ => match (picture(control), shop_file(control), rule_desk::named(control)) {
            (Some(action), ..) => action.into(),
            (None, Some(action), _) => action.into(),
            (None, None, Some(action)) => Action::ShopTab(ShopAction::Rule(action)),
            (None, None, None) => Action::Library(library::library(control)?),
        },
    })
}

fn shop_file(control: Control<'_>) -> Option<ShopFileAction> {
    let Control { action, name, value, .. } = control;
    Some(match action {
        // Without a file: with some, the browser keeps them and tells their names.
        "shop_files" => ShopFileAction::Chosen(Vec::new()),
        "shop_cancel" => ShopFileAction::Cancel,
        "shop_column" => ShopFileAction::Column { field: name.into(), header: value.into() },
        "shop_kind" => ShopFileAction::Kind(value.into()),
        "shop_mapped" => ShopFileAction::ReadMapped,
        "shop_encoding" => ShopFileAction::ReadAs(name.into()),
        "shop_absent" => ShopFileAction::Absent(value.into()),
        "shop_apply" => ShopFileAction::Apply,
        "shop_put_away" => ShopFileAction::PutAway,
        "shop_undo" => ShopFileAction::Undo,
        _ => return None,
    })
}

fn picture(control: Control<'_>) -> Option<PictureAction> {
    let Control { action, slot, name, value, .. } = control;
    let place = usize::from(slot);
    Some(match action {
        // Without a file: with some, the browser makes pictures of them first.
        "add_pictures" => {
            PictureAction::Add { phrase: PhraseId(name.into()), entries: Vec::new(), refused: Vec::new() }
        }
        "picture_remove" => PictureAction::Remove(place),
        "picture_place" => PictureAction::Place { from: place, to: name.parse().ok()? },
        "picture_words" => PictureAction::Words { place, text: value.into() },
        "pictures" => PictureAction::Offer(PhraseId(name.into())),
        "pictures_close" => PictureAction::Close,
        "picture_insert" => PictureAction::Insert(name.into()),
        "picture_copy" => PictureAction::Copy(name.into()),
        _ => return None,
    })
}

/// A key pressed in the panel, outside an input-method composition.
#[derive(Debug, Clone, Copy, Default)]
pub struct Key<'a> {
    /// `KeyboardEvent.code`: the key's place, whatever the layout types there.
    pub code: &'a str,
    /// Alt is held.
    pub alt: bool,
    /// Ctrl, or Command, is held.
    pub ctrl: bool,
    /// Shift is held.
    pub shift: bool,
    /// `data-action` of the control that has the focus.
    pub on: &'a str,
    /// Its `data-name`.
    pub name: &'a str,
}

/// True for fields whose own undoing the browser does.
fn is_written_in(on: &str) -> bool {
    matches!(on, "field" | "search" | "edit_text" | "by_hand" | "fill" | "shop" | "picture_words" | "train_type")
        || on.starts_with("campaign_")
}

/// The action of a key; `None` leaves it to the browser.
#[must_use]
pub fn key(state: &State, key: Key<'_>) -> Option<Action> {
    let Key { code, alt, ctrl, on, name, .. } = key;
    match (code, alt, ctrl) {
        ("Digit1", true, false) => Some(Action::Choose(1)),
        ("Digit2", true, false) => Some(Action::Choose(2)),
        ("Digit3", true, false) => Some(Action::Choose(3)),
        ("Enter" | "NumpadEnter", false, true) if on == "edit_text" => Some(Action::ChooseEdit),
        ("ArrowUp", true, false) if on == "use" => Some(Action::Library(LibraryAction::Up(PhraseId(name.into())))),
        ("ArrowDown", true, false) if on == "use" => Some(Action::Library(LibraryAction::Down(PhraseId(name.into())))),
        ("ArrowUp" | "ArrowDown", true, false) if on == "picture_words" => {
            let from: usize = name.parse().ok()?;
            let to = if code == "ArrowUp" { from.checked_sub(1)? } else { from + 1 };
            Some(PictureAction::Place { from, to }.into())
        }
        ("ArrowUp" | "ArrowDown", false, false) if matches!(on, "search" | "use") => {
            Some(Action::Library(LibraryAction::Walk { from: Some(PhraseId(name.into())), down: code == "ArrowDown" }))
        }
        ("Enter" | "NumpadEnter", false, false) if on == "search" => {
            let first = listed(state).first().and_then(|found| state.shown_phrases.get(found.at))?;
            Some(Action::Library(LibraryAction::Use(first.phrase.id.clone())))
        }
        ("Escape", false, false) if state.tab == Tab::Library && state.desk.room != Room::List => {
            Some(Action::Library(LibraryAction::Go(state.desk.back())))
        }
        ("Escape", false, false) if on == "search" && !state.desk.query.is_empty() => {
            Some(Action::Library(LibraryAction::Search(String::new())))
        }
        ("KeyZ", false, true) if !is_written_in(on) => Some(Action::Library(LibraryAction::Undo)),
        ("KeyY", false, true) if !is_written_in(on) => Some(Action::Library(LibraryAction::Redo)),
        ("Escape", false, false) if state.work.edit.is_some() => Some(Action::CancelEdit),
        ("Escape", false, false) if on == "by_hand" && state.answers_by_hand() => Some(Action::ByHand(String::new())),
        ("Escape", false, false) if state.notice.is_some() => Some(Action::CloseNotice),
        ("ArrowLeft" | "ArrowRight", false, false) if on == "show" => {
            let at = Tab::ALL.iter().position(|tab| *tab == state.tab)?;
            let step = if code == "ArrowLeft" { Tab::ALL.len() - 1 } else { 1 };
            Tab::ALL.get((at + step) % Tab::ALL.len()).map(|tab| Action::Show(*tab))
        }
        _ => training::key(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{library::stamp::Writer, panel::Kept};

    #[test]
    fn keys_by_their_place() {
        let state = State::new(Kept::default(), Writer::new("test").unwrap());
        let at = |code, alt, ctrl, on| key(&state, Key { code, alt, ctrl, on, ..Key::default() });
        assert_eq!(at("Digit2", true, false, "by_hand"), Some(Action::Choose(2)));
        assert_eq!(at("Digit2", false, false, "by_hand"), None);
        assert_eq!(at("Enter", false, true, "edit_text"), Some(Action::ChooseEdit));
        assert_eq!(at("Enter", false, true, "by_hand"), None);
        assert_eq!(at("ArrowLeft", false, false, "show"), Some(Action::Show(Tab::Settings)));
        assert_eq!(at("Escape", false, false, ""), None);
        assert_eq!(at("KeyZ", false, true, "show"), Some(Action::Library(LibraryAction::Undo)));
        assert_eq!([at("KeyZ", false, true, "train_type"), at("KeyZ", false, true, "campaign_lines")], [None, None]);
    }
}
