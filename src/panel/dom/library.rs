//! What the controls of the library tab do.

use super::Control;
use crate::{
    library::PhraseId,
    panel::{
        backup::BackupAction,
        desk::Scope,
        gaps::GapAction,
        library_action::LibraryAction,
        pack_room::PackAction,
        restore::RestoreAction,
        sign::{Secret, SignAction},
        team_folder::FolderAction,
    },
};

pub(super) fn library(control: Control<'_>) -> Option<LibraryAction> {
    let Control { action, slot, name, value, is_final } = control;
    let id = || PhraseId(name.into());
    let text = || value.to_owned();
    Some(match action {
        "search" => LibraryAction::Search(text()),
        "scope" => LibraryAction::Scope(Scope::from_name(value)),
        "group" => LibraryAction::Group(text()),
        "more" => LibraryAction::More,
        "use" => LibraryAction::Use(id()),
        "open" => LibraryAction::Open(id()),
        "new" => LibraryAction::New,
        "go" => LibraryAction::Go(
            ["list", "packs", "conflicts", "findings", "gaps"].into_iter().find(|room| *room == name)?,
        ),
        "field" if is_final => LibraryAction::Set { field: name.into(), text: text() },
        "field" => LibraryAction::Typed { field: name.into(), text: text() },
        "toggle" => {
            let (field, label) = name.split_once(':')?;
            LibraryAction::Toggle { field: field.into(), label: label.into() }
        }
        "fold" => LibraryAction::Fold(name.into()),
        "place" => LibraryAction::Place { id: id(), before: Some(PhraseId(text())).filter(|id| !id.0.is_empty()) },
        "up" => LibraryAction::Up(id()),
        "down" => LibraryAction::Down(id()),
        "remove" => LibraryAction::Remove(id()),
        "mend" => LibraryAction::Mend(name.parse().ok()?),
        "make_phrase" => LibraryAction::Gap(GapAction::Make(name.parse().ok()?)),
        "drop_gap" => LibraryAction::Gap(GapAction::Drop(name.parse().ok()?)),
        "reset" => LibraryAction::Reset(id()),
        "undo" => LibraryAction::Undo,
        "redo" => LibraryAction::Redo,
        "read_pack" => LibraryAction::Read(text()),
        "open_pack" => LibraryAction::Pack(PackAction::Open(name.into())),
        "new_pack" => LibraryAction::Pack(PackAction::New),
        "move_to" => LibraryAction::Pack(PackAction::Move { phrase: id(), pack: text() }),
        "copy_to" => LibraryAction::Pack(PackAction::Copy { phrase: id(), pack: text() }),
        "take_setting" => LibraryAction::Restore(RestoreAction::Setting(name.into())),
        "take_back" => LibraryAction::Restore(RestoreAction::TakeBack),
        "restore_all" => LibraryAction::Restore(RestoreAction::Go),
        "backup_later" => LibraryAction::Backup(BackupAction::Later),
        "read_as" => LibraryAction::ReadAs(name.into()),
        "export_as" => LibraryAction::ExportAs { pack: name.into(), format: text() },
        "write_as" => LibraryAction::WriteAs,
        "import" => LibraryAction::Import,
        "maintain" => LibraryAction::Maintain(name.into()),
        "drop_pack" => LibraryAction::Drop(name.into()),
        "export_pack" => LibraryAction::Export(name.into()),
        "folder" => LibraryAction::Folder(match name {
            "choose" => FolderAction::Choose,
            "reconnect" => FolderAction::Reconnect,
            "leave" => FolderAction::Leave,
            _ => return None,
        }),
        "sign_room" => LibraryAction::Sign(SignAction::Open(name.into())),
        "new_key" => LibraryAction::Sign(SignAction::NewKey(text())),
        "load_key" => LibraryAction::Sign(SignAction::Key(Secret(text()))),
        "save_public" => LibraryAction::Sign(SignAction::SavePublic),
        "load_public" => LibraryAction::Sign(SignAction::Public { pack: name.into(), key: text() }),
        "sign" => LibraryAction::Sign(SignAction::Sign),
        "put_back" => LibraryAction::Sign(SignAction::PutBack),
        "publish" => LibraryAction::Sign(SignAction::Publish),
        "trust_planned" => LibraryAction::Sign(SignAction::TrustPlanned(name.into())),
        "trust" => {
            // A key holds no line break.
            let (key, pack) = name.split_once('\n')?;
            LibraryAction::Sign(SignAction::Trust { pack: pack.into(), key: key.into() })
        }
        "forget_key" => LibraryAction::Sign(SignAction::Forget(name.into())),
        "settle" => {
            // A field's name holds no line break; ids of strangers may hold anything else.
            let (field, rest) = name.split_once('\n')?;
            let (pack, id) = rest.split_once('\n')?;
            LibraryAction::Choose { pack: pack.into(), id: id.into(), field: field.into(), version: slot.into() }
        }
        _ => return None,
    })
}
