//! Names of placeholders: which of ours a foreign one means, and what of a name may stand in a gap.

use qinyu::library::facts::known;

/// Foreign names that mean a fact of ours, lower case. A name that could mean two things is not here: a gap under its
/// own name asks the agent.
const MEANT: &[(&str, &[&str])] = &[
    (
        "buyer",
        &[
            "user.name",
            "user.first_name",
            "customer.name",
            "customer.first_name",
            "contact.name",
            "contact.first_name",
            "ticket.customer.name",
            "ticket.customer.firstname",
            "ticket.requester.name",
            "ticket.requester.first_name",
            "first_name",
            "firstname",
            "customer_name",
            "username",
            "nickname",
            "买家昵称",
            "买家名称",
            "客户昵称",
            "顾客",
            "昵称",
            "亲",
        ],
    ),
    (
        "agent",
        &[
            "current_user.name",
            "current_user.first_name",
            "agent.name",
            "author.name",
            "teammate.first_name",
            "客服昵称",
            "客服名称",
        ],
    ),
    (
        "item",
        &[
            "product",
            "product_name",
            "product.title",
            "item_name",
            "品名",
            "商品名",
            "商品名称",
            "商品标题",
            "宝贝",
            "宝贝名称",
        ],
    ),
    ("order_number", &["order_id", "order.number", "order.name", "order_no", "订单编号"]),
    ("tracking", &["tracking_number", "tracking_no", "快递单号", "物流单号"]),
    ("courier", &["carrier", "快递公司", "物流公司"]),
    ("shop", &["shop_name", "store_name", "account.name", "店铺名称", "店名"]),
];

/// Characters of a gap's name.
const MAX_NAME: usize = 40;
/// The name of a gap whose foreign name has no letters left.
const UNNAMED: &str = "待填";

/// The name that a gap gets.
pub(super) fn ours(foreign: &str) -> String {
    let lower = foreign.trim().to_lowercase();
    let meant = MEANT.iter().find(|(_, names)| names.contains(&lower.as_str())).and_then(|(id, _)| known(id));
    if let Some(fact) = meant {
        // In the alphabet of the phrase around it.
        return if lower.is_ascii() { fact.id } else { fact.chinese }.to_owned();
    }
    let words: String = foreign.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' }).collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join("_");
    if name.is_empty() { UNNAMED.to_owned() } else { name.chars().take(MAX_NAME).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_a_fact_and_no_name_means_two() {
        let mut names: Vec<_> = MEANT.iter().flat_map(|(_, names)| *names).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(MEANT.iter().all(|(id, _)| known(id).is_some()));
    }

    #[test]
    fn a_name_holds_nothing_that_our_syntax_reads() {
        for (foreign, name) in [
            ("User.Name", "buyer"),
            ("品名", "商品"),
            ("发货 时间", "发货_时间"),
            ("x|y:{z}", "x_y_z"),
            ("= 1", "1"),
            ("??", "待填"),
        ] {
            assert_eq!(ours(foreign), name);
        }
    }
}
