//! Headers that exports and people write above the columns of the shop's files; the first of a field is the one that we
//! write. In the bare form of [`mark`](crate::columns::mark): without case, spaces and marks.

use super::{ShopKind, columns::Field};

type Names = &'static [(Field, &'static [&'static str])];

/// The item's id; also where another file names an item.
const ITEM_ID: &[&str] =
    &["商品id", "宝贝id", "itemid", "numiid", "商品编号", "宝贝编号", "productid", "id", "编号", "stockcode"];
const CODE: &[&str] = &["商家编码", "商品编码", "外部系统编号", "货号", "code", "outerid", "sku", "skuid", "商品货号"];
const TITLE: &[&str] = &[
    "标题",
    "title",
    "宝贝标题",
    "商品标题",
    "商品名称",
    "宝贝名称",
    "名称",
    "品名",
    "name",
    "itemname",
    "itemtitle",
    "productname",
    "description",
];

const CATALOGUE: Names = &[
    (Field::ItemId, ITEM_ID),
    (Field::Title, TITLE),
    (Field::Category, &["类目", "category", "宝贝类目", "商品类目", "分类", "类别", "商品分类", "店铺分类"]),
    (Field::Price, &["价格", "price", "一口价", "宝贝价格", "单价", "售价", "销售价", "商品价格"]),
    (Field::Cost, &["成本", "cost", "成本价", "进价", "采购价"]),
    (Field::Stock, &["库存", "stock", "宝贝数量", "库存数量", "总库存", "可售库存", "数量", "inventory", "quantity"]),
    (Field::Attributes, &["属性", "attributes", "商品属性", "宝贝属性", "销售属性", "规格"]),
    (Field::Colours, &["颜色建议", "colournotes", "colornotes", "颜色说明", "颜色推荐", "配色建议"]),
    (
        Field::Image,
        &["图片", "image", "主图", "商品图片", "宝贝图片", "图片地址", "主图链接", "imageurl", "picture", "picurl"],
    ),
    (Field::Link, &["链接", "link", "商品链接", "宝贝链接", "url", "网址", "detailurl"]),
    (
        Field::OnShelf,
        &["上架", "onshelf", "是否上架", "上架状态", "宝贝状态", "商品状态", "状态", "status", "approvestatus"],
    ),
    (Field::Presale, &["预售", "presale", "是否预售", "presell"]),
    (Field::Code, CODE),
];

const LINES: Names = &[
    (
        Field::OrderId,
        &["订单编号", "orderid", "主订单编号", "订单号", "orderno", "ordernumber", "invoice", "invoiceno", "tid"],
    ),
    (Field::LineId, &["子订单编号", "lineid", "子订单号", "oid"]),
    (Field::ItemId, ITEM_ID),
    (Field::Code, CODE),
    (Field::Title, TITLE),
    (Field::Price, &["价格", "price", "单价", "商品价格", "unitprice"]),
    (Field::Quantity, &["购买数量", "quantity", "数量", "宝贝数量", "商品数量", "件数", "qty", "num"]),
    (Field::Attributes, &["商品属性", "attributes", "属性", "规格"]),
    (Field::Amount, AMOUNT),
    (Field::Buyer, BUYER),
    (Field::Placed, PLACED),
    (Field::Paid, PAID),
    (Field::Status, STATUS),
    (Field::Refund, &["退款状态", "refund", "售后状态", "refundstatus"]),
];

const BUYER: &[&str] = &[
    "买家会员名",
    "buyer",
    "买家昵称",
    "买家",
    "会员名",
    "客户",
    "buyernick",
    "customer",
    "customerid",
    "buyerid",
    "householdid",
    "买家id",
];
/// What is still to be paid: what was paid is nothing in the orders that it is read of.
const AMOUNT: &[&str] = &["总金额", "amount", "应付金额", "订单金额", "应付款", "买家应付货款", "total", "ordertotal"];
const PLACED: &[&str] = &[
    "订单创建时间",
    "date",
    "下单时间",
    "创建时间",
    "下单日期",
    "订单日期",
    "拍下时间",
    "日期",
    "时间",
    "orderdate",
    "created",
    "createdat",
    "invoicedate",
];
const PAID: &[&str] = &["订单付款时间", "paid", "付款时间", "支付时间", "付款日期", "paidat", "paytime"];
const STATUS: &[&str] = &["订单状态", "status", "交易状态", "状态", "orderstatus"];

const ORDERS: Names = &[
    (Field::OrderId, &["订单编号", "orderid", "主订单编号", "订单号", "orderno", "ordernumber", "tid"]),
    // Whole orders have no "name" of an item: that may be the buyer's.
    (Field::Title, &["宝贝标题", "title", "商品标题", "商品名称", "宝贝名称", "itemtitle", "productname"]),
    (Field::Amount, AMOUNT),
    (Field::Buyer, BUYER),
    (Field::Placed, PLACED),
    (Field::Paid, PAID),
    (Field::Status, STATUS),
];

const SIZE_CHART: Names = &[
    (Field::ItemId, ITEM_ID),
    (Field::Category, &["类目", "category", "商品类目", "分类", "类别"]),
    (Field::Size, &["尺码", "size", "尺寸", "型号", "规格", "码数"]),
    (Field::Height, &["身高", "height", "适合身高", "建议身高"]),
    (Field::Weight, &["体重", "weight", "适合体重", "建议体重"]),
    (Field::Chest, &["胸围", "chest", "bust"]),
    (Field::Waist, &["腰围", "waist"]),
    (Field::Hip, &["臀围", "hip", "hips"]),
    (Field::Shoulder, &["肩宽", "shoulder"]),
    (Field::Length, &["衣长", "length", "裤长", "裙长", "长度"]),
    (Field::Foot, &["脚长", "foot", "footlength"]),
];

const SETS: Names = &[
    (Field::Anchors, &["主商品", "anchors", "主商品id", "主宝贝", "主推商品", "anchor", "商品", "item"]),
    (Field::Relation, &["关系", "relation", "搭配关系", "类型"]),
    (Field::Offered, &["搭配商品", "offered", "搭配商品id", "搭配宝贝", "推荐商品", "offer", "addon"]),
];

const PROMOTIONS: Names = &[
    (Field::PromotionId, &["活动id", "promotionid", "优惠id", "活动编号", "优惠编号"]),
    (Field::Title, &["名称", "title", "活动名称", "优惠名称", "name"]),
    (Field::Kind, &["类型", "kind", "活动类型", "优惠类型", "type"]),
    (Field::Threshold, &["门槛", "threshold", "使用门槛", "满"]),
    (Field::Off, &["优惠", "off", "优惠内容", "减", "优惠力度"]),
    (Field::Items, &["商品", "items", "适用商品", "活动商品", "商品id"]),
    (Field::Category, &["类目", "category", "适用类目"]),
    (Field::From, &["开始时间", "from", "活动开始时间", "开始"]),
    (Field::Until, &["结束时间", "until", "活动结束时间", "结束"]),
    (Field::Issuer, &["发起方", "issuer", "承担方"]),
    (Field::Group, &["互斥组", "group"]),
];

/// The fields that a kind of file has, each with the names of its column.
pub(super) const fn names(kind: ShopKind) -> Names {
    match kind {
        ShopKind::Catalogue => CATALOGUE,
        ShopKind::Lines => LINES,
        ShopKind::Orders => ORDERS,
        ShopKind::SizeChart => SIZE_CHART,
        ShopKind::Sets => SETS,
        ShopKind::Promotions => PROMOTIONS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::mark;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_in_its_bare_form_and_means_one_column_of_its_kind() {
        for kind in ShopKind::ALL {
            let mut seen = HashSet::new();
            for (field, names) in names(kind) {
                for name in *names {
                    assert_eq!(mark(name), **name, "{kind:?} {field:?}");
                    assert!(seen.insert(*name), "{name} means two columns of {kind:?}");
                }
            }
        }
    }
}
