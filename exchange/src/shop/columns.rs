//! Columns of the shop's files: known by their headers, never by their place, or by the mapping that a person gave.

use super::{Mapping, ShopKind, names::names};
use crate::columns::mark;
use std::cmp::Reverse;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The item's id on its platform.
    ItemId,
    /// The shop's own code for it.
    Code,
    /// Its title.
    Title,
    /// Its category.
    Category,
    /// What a piece costs.
    Price,
    /// What a piece costs the shop.
    Cost,
    /// How many there are.
    Stock,
    /// Names with values.
    Attributes,
    /// What is noted of its colours.
    Colours,
    /// Address of its picture.
    Image,
    /// Address of its page.
    Link,
    /// Whether it can be bought.
    OnShelf,
    /// Whether it is sold before it is there.
    Presale,
    /// The order's number.
    OrderId,
    /// The line's own number within the order.
    LineId,
    /// Pieces of a line.
    Quantity,
    /// What is to be paid for an order.
    Amount,
    /// The buyer, of whom a number is kept.
    Buyer,
    /// When the order was placed.
    Placed,
    /// When it was paid for.
    Paid,
    /// Its state.
    Status,
    /// Whether money was given back.
    Refund,
    /// The name of a size.
    Size,
    /// Height of the wearer.
    Height,
    /// Weight of the wearer.
    Weight,
    /// Around the chest.
    Chest,
    /// Around the waist.
    Waist,
    /// Around the hips.
    Hip,
    /// Shoulder to shoulder.
    Shoulder,
    /// Length of the piece.
    Length,
    /// Length of the foot.
    Foot,
    /// Items that the buyer wants.
    Anchors,
    /// How the offered item relates to them.
    Relation,
    /// The item that is offered.
    Offered,
    /// The promotion's id.
    PromotionId,
    /// What kind of promotion it is.
    Kind,
    /// From where on it counts.
    Threshold,
    /// What comes off, is paid or is given.
    Off,
    /// The items that it is for.
    Items,
    /// Its first minute.
    From,
    /// Its last minute.
    Until,
    /// Who gives it.
    Issuer,
    /// Promotions of which one counts.
    Group,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 43] = [
        Self::ItemId,
        Self::Code,
        Self::Title,
        Self::Category,
        Self::Price,
        Self::Cost,
        Self::Stock,
        Self::Attributes,
        Self::Colours,
        Self::Image,
        Self::Link,
        Self::OnShelf,
        Self::Presale,
        Self::OrderId,
        Self::LineId,
        Self::Quantity,
        Self::Amount,
        Self::Buyer,
        Self::Placed,
        Self::Paid,
        Self::Status,
        Self::Refund,
        Self::Size,
        Self::Height,
        Self::Weight,
        Self::Chest,
        Self::Waist,
        Self::Hip,
        Self::Shoulder,
        Self::Length,
        Self::Foot,
        Self::Anchors,
        Self::Relation,
        Self::Offered,
        Self::PromotionId,
        Self::Kind,
        Self::Threshold,
        Self::Off,
        Self::Items,
        Self::From,
        Self::Until,
        Self::Issuer,
        Self::Group,
    ];

    /// The name in JSON and in a mapping that is kept: the first of its English names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ItemId => "item_id",
            Self::Code => "code",
            Self::Title => "title",
            Self::Category => "category",
            Self::Price => "price",
            Self::Cost => "cost",
            Self::Stock => "stock",
            Self::Attributes => "attributes",
            Self::Colours => "colour_notes",
            Self::Image => "image",
            Self::Link => "link",
            Self::OnShelf => "on_shelf",
            Self::Presale => "presale",
            Self::OrderId => "order_id",
            Self::LineId => "line_id",
            Self::Quantity => "quantity",
            Self::Amount => "amount",
            Self::Buyer => "buyer",
            Self::Placed => "placed",
            Self::Paid => "paid",
            Self::Status => "status",
            Self::Refund => "refund",
            Self::Size => "size",
            Self::Height => "height",
            Self::Weight => "weight",
            Self::Chest => "chest",
            Self::Waist => "waist",
            Self::Hip => "hip",
            Self::Shoulder => "shoulder",
            Self::Length => "length",
            Self::Foot => "foot",
            Self::Anchors => "anchors",
            Self::Relation => "relation",
            Self::Offered => "offered",
            Self::PromotionId => "promotion_id",
            Self::Kind => "kind",
            Self::Threshold => "threshold",
            Self::Off => "off",
            Self::Items => "items",
            Self::From => "from",
            Self::Until => "until",
            Self::Issuer => "issuer",
            Self::Group => "group",
        }
    }

    /// The opposite of [`Self::name`].
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The columns of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// What the file holds.
    pub kind: ShopKind,
    /// Its headers as they stand.
    pub headers: Vec<String>,
    /// For each column what it holds; the first of two with the same meaning counts.
    pub fields: Vec<Option<Field>>,
}

impl Columns {
    /// The place of a field's column.
    #[must_use]
    pub fn place(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|found| *found == Some(field))
    }

    /// Headers of columns that say nothing that is read.
    pub fn passed_over(&self) -> impl Iterator<Item = &str> {
        let all = self.headers.iter().zip(&self.fields);
        all.filter(|(header, field)| field.is_none() && !header.trim().is_empty()).map(|(header, _)| header.as_str())
    }

    /// What the kind needs and the file lacks: of each list, one column.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static [Field]> {
        let needed = self.kind.needs().iter().copied();
        needed.filter(|one_of| !one_of.iter().any(|field| self.place(*field).is_some())).collect()
    }

    /// How well the headers are understood, for choosing between kinds.
    fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }
}

/// The meaning of a header row: of the kind that is given, else of the first kind that lacks nothing, else of the one that
/// lacks least and that most headers belong to. `None` where not one header is known: such a row may be anything, also a buyer's.
#[must_use]
pub fn understand(headers: &[String], mapping: &Mapping) -> Option<Columns> {
    let kinds = ShopKind::ALL.into_iter().filter(|kind| mapping.kind.is_none_or(|given| given == *kind));
    let read: Vec<Columns> = kinds.map(|kind| read(kind, headers, mapping)).collect();
    let whole = read.iter().find(|columns| columns.missing().is_empty() && fits(columns, mapping));
    let best =
        whole.or_else(|| read.iter().max_by_key(|columns| (Reverse(columns.missing().len()), columns.known())))?;
    (best.known() > 0).then(|| best.clone())
}

/// The columns of Taobao's list of orders, which no list of order lines has: its titles are those of all lines together.
const OF_WHOLE_ORDERS: &[&str] = &["宝贝总数量", "宝贝种类"];

fn fits(columns: &Columns, mapping: &Mapping) -> bool {
    let of_orders = columns.headers.iter().any(|header| OF_WHOLE_ORDERS.contains(&mark(header).as_str()));
    mapping.kind.is_some() || columns.kind != ShopKind::Lines || !of_orders
}

fn read(kind: ShopKind, headers: &[String], mapping: &Mapping) -> Columns {
    let marks: Vec<String> = headers.iter().map(|header| mark(header)).collect();
    let mut fields = vec![None; headers.len()];
    let mut taken = Vec::new();
    for (field, header) in &mapping.columns {
        let wanted = mark(header);
        let exact = headers.iter().position(|found| found == header);
        let place = exact.or_else(|| marks.iter().position(|mark| !wanted.is_empty() && *mark == wanted));
        if let Some(slot) = place.and_then(|place| fields.get_mut(place)) {
            *slot = Some(*field);
            taken.push(*field);
        }
    }
    // A field's earlier names are the better ones: 订单创建时间 before 日期.
    for (field, names) in names(kind).iter().filter(|(field, _)| !taken.contains(field)) {
        let free = |name: &&&str| marks.iter().zip(&fields).position(|(mark, field)| field.is_none() && mark == **name);
        let place = names.iter().find(|name| free(name).is_some()).and_then(|name| free(&name));
        if let Some(slot) = place.and_then(|place| fields.get_mut(place)) {
            *slot = Some(*field);
        }
    }
    Columns { kind, headers: headers.to_vec(), fields }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[track_caller]
    fn kind(text: &str) -> (ShopKind, bool) {
        let columns = understand(&headers(text), &Mapping::default()).unwrap();
        (columns.kind, columns.missing().is_empty())
    }

    #[test]
    fn a_file_is_known_by_its_headers() {
        for (text, expected) in [
            ("宝贝ID,宝贝标题,价格,库存", ShopKind::Catalogue),
            ("id,title,category,price,cost,stock,attributes,image,link,on shelf,presale", ShopKind::Catalogue),
            ("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码", ShopKind::Lines),
            (
                "订单编号,买家会员名,宝贝标题,宝贝总数量,订单状态,订单创建时间,订单付款时间,收货人姓名,联系手机",
                ShopKind::Orders,
            ),
            ("order id,item id,quantity,date,buyer", ShopKind::Lines),
            ("商品ID,尺码,身高(cm),体重(斤)", ShopKind::SizeChart),
            ("主商品,关系,搭配商品", ShopKind::Sets),
            ("活动ID,名称,类型,门槛,优惠,商品,开始时间,结束时间,发起方", ShopKind::Promotions),
        ] {
            assert_eq!(kind(text), (expected, true), "{text}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_a_mapping_mends_it() {
        let found = headers("货号,品名,单价");
        let columns = understand(&found, &Mapping::default()).unwrap();
        assert_eq!((columns.kind, columns.missing()), (ShopKind::Catalogue, vec![&[Field::ItemId, Field::Link][..]]));
        let mapping = Mapping { kind: Some(ShopKind::Catalogue), columns: vec![(Field::ItemId, "货号".into())] };
        let columns = understand(&found, &mapping).unwrap();
        assert!(columns.missing().is_empty());
        assert_eq!(columns.place(Field::ItemId), Some(0));
        assert_eq!(
            understand(&headers("张三,13800000000"), &Mapping::default()),
            None,
            "a row of a buyer is no header"
        );
    }

    #[test]
    fn names_lead_back() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
    }
}
