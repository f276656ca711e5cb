//! What is said to a buyer to offer an item. Nothing in it is more than the shop's own data says: no scarcity, no absolute
//! words.

use crate::{
    cross_sell::{Offer, Relation},
    library::Language,
    shop::{CatalogItem, Price},
};

/// The sentence, with the item's title, price and address.
pub(super) fn sentence(language: Language, offer: &Offer, item: &CatalogItem) -> String {
    let opening = match (language, offer.relation) {
        (Language::Chinese, Relation::Substitute) => "亲，这一款和您看的很接近，可以看看合不合适哦：",
        (Language::Chinese, Relation::Extension) => "亲，这一款和您选的是配套的，需要的话可以一起带上哦：",
        (Language::Chinese, Relation::Complement) => "亲，这一款和您选的搭在一起用正合适，可以看看哦：",
        (Language::Chinese, Relation::BestSeller) => "亲，这一款近期选的顾客比较多，可以看看喜不喜欢哦：",
        (Language::Chinese, Relation::Potential) => "亲，这一款最近选的顾客多起来了，可以看看喜不喜欢哦：",
        (Language::English, Relation::Substitute) => "This one is very close to what you are looking at: ",
        (Language::English, Relation::Extension) => "This one belongs to what you chose, in case you need it: ",
        (Language::English, Relation::Complement) => "This one goes well with what you chose: ",
        (Language::English, Relation::BestSeller) => "Many customers have chosen this one lately: ",
        (Language::English, Relation::Potential) => "More and more customers choose this one: ",
    };
    let price = item.price.map(|price| yuan(language, price));
    let saving = offer.both.filter(|_| offer.saving > Price::ZERO).map(|both| match language {
        Language::Chinese => {
            format!("，和您选的一起拍能省{}，两件共{}", yuan(language, offer.saving), yuan(language, both))
        }
        Language::English => {
            format!("; together you save {} and pay {}", yuan(language, offer.saving), yuan(language, both))
        }
    });
    let mut text = [opening, item.title.as_str()].concat();
    for (before, part) in [("，", price), ("", saving), (" ", item.link.clone())] {
        if let Some(part) = part {
            text += if language == Language::English && before == "，" { ", " } else { before };
            text += &part;
        }
    }
    text
}

/// An amount as it is said, without zeros that say nothing: `39元`, `39.9元`.
fn yuan(language: Language, price: Price) -> String {
    let written = price.to_string();
    let written = written.strip_suffix(".00").unwrap_or_else(|| written.strip_suffix('0').unwrap_or(&written));
    match language {
        Language::Chinese => format!("{written}元"),
        Language::English => format!("¥{written}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cross_sell::Merit;

    #[test]
    fn says_what_it_costs_and_what_is_saved() {
        let item = CatalogItem {
            title: "记忆棉枕头".into(),
            price: Some(Price::from_fen(8_990)),
            link: Some("https://shop.example/i/3".into()),
            ..CatalogItem::default()
        };
        let (relation, merit) = (Relation::Complement, Merit::Set);
        let mut offer = Offer { item: 0, relation, merit, saving: Price::ZERO, both: None };
        assert_eq!(
            sentence(Language::Chinese, &offer, &item),
            "亲，这一款和您选的搭在一起用正合适，可以看看哦：记忆棉枕头，89.9元 https://shop.example/i/3"
        );
        (offer.saving, offer.both) = (Price::from_fen(3_000), Some(Price::from_fen(35_890)));
        assert_eq!(
            sentence(Language::English, &offer, &CatalogItem { link: None, ..item }),
            "This one goes well with what you chose: 记忆棉枕头, ¥89.9; together you save ¥30 and pay ¥358.9"
        );
    }
}
