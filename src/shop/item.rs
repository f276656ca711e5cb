//! One thing that the shop sells, as its catalogue file tells it.

use super::Price;

/// Names an item on its platform: what stands behind `id=` in its address. Any text; compared as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ItemId(pub String);

/// The attribute that holds what the shop notes of an item's colours, for `care::size::colour`.
pub const COLOURS: &str = "颜色建议";

/// How many pieces there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stock {
    /// The file doesn't say. Nothing about stock may be said to a buyer then.
    #[default]
    Unknown,
    /// So many pieces; 0 is sold out.
    Pieces(u32),
}

/// An item of the shop's catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CatalogItem {
    /// Its id.
    pub id: ItemId,
    /// Its title as the shop wrote it, for a search box.
    pub title: String,
    /// Its category; levels are separated by ` > `. Empty when the file has none.
    pub category: String,
    /// What one piece costs, before promotions.
    pub price: Option<Price>,
    /// What one piece costs the shop; for the margin, never shown to a buyer.
    pub cost: Option<Price>,
    /// How many there are.
    pub stock: Stock,
    /// Colour, size, material …: names with values, in the file's order.
    pub attributes: Vec<(String, String)>,
    /// Address of its picture.
    pub image: Option<String>,
    /// Address of its page.
    pub link: Option<String>,
    /// Whether buyers can see and buy it.
    pub on_shelf: bool,
    /// Whether it is sold before it is there.
    pub presale: bool,
}

impl CatalogItem {
    /// Whether a buyer who orders it now gets it: on the shelf, not known to be sold out, no presale.
    #[must_use]
    pub fn is_available(&self) -> bool {
        self.on_shelf && !self.presale && self.stock != Stock::Pieces(0)
    }

    /// The value of its first attribute of a name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
