//! What the panel asks the browser to do. [`update`](super::update()) returns it; the browser module performs it.

use super::{
    badge::BadgeEffect, picture_action::PictureEffect, report::KeptSheets, restore::TextChange, settings::Settings,
    share::Question, shop_files::ShopFileEffect, team_folder::FolderEffect,
};
use crate::{
    care::{buyers::Buyers, campaign::Campaigns, clock::Figures, ledger::Ledger},
    library::{PhraseId, edit::Change, kept_pack::Owner, seal::Seal},
    wire::PageCommand,
};

/// Something for the browser to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Tell the page side.
    Send(PageCommand),
    /// Put text on the clipboard.
    Copy(String),
    /// Put text on the clipboard that the page did not take, where the browser lets us without a click for it.
    CopyRefused(String),
    /// Keep the settings.
    Save(Box<Settings>),
    /// Keep records of packs.
    Keep(Vec<Change>),
    /// Keep whose a pack is.
    KeepOwner {
        /// The pack.
        pack: String,
        /// Whose.
        owner: Owner,
    },
    /// Keep the key that is trusted for a pack, or none.
    KeepSeal {
        /// The pack.
        pack: String,
        /// The key, and what it signed.
        seal: Option<Box<Seal>>,
    },
    /// Keep how often a phrase is used.
    KeepUsage {
        /// The phrase.
        phrase: PhraseId,
        /// Its record.
        json: String,
    },
    /// Keep what is to be followed up.
    KeepFollowUps(Ledger),
    /// Do something for the number on the icon.
    Badge(BadgeEffect),
    /// Keep how long buyers waited.
    KeepFigures(Figures),
    /// Keep what is noted of buyers.
    KeepBuyers(Buyers),
    /// Keep what was counted.
    KeepCounters(KeptSheets),
    /// Keep records as their documents hold them, where they are as they were; and show them.
    KeepTexts(Vec<TextChange>),
    /// Write a file to the downloads.
    Download {
        /// Its name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Do something with the team's folder.
    Folder(FolderEffect),
    /// Put the focus into the field of this id, its text selected.
    Select(String),
    /// Give out everything that is kept, as a file.
    Export {
        /// When that was done last, in milliseconds since 1970: it stays so if nothing can be written.
        last: u64,
    },
    /// Ask the browser for a site.
    AllowSite(String),
    /// Give a site back.
    ForgetSite(String),
    /// Load the page in the tab again.
    ReloadPage,
    /// Put the focus on the element of this id.
    Focus(String),
    /// Ask the second module.
    Ask(Question),
    /// Do something with pictures.
    Picture(PictureEffect),
    /// Do something with the shop's files.
    Shop(ShopFileEffect),
    /// Keep the campaigns and what was ticked.
    KeepCampaigns(Campaigns),
}
