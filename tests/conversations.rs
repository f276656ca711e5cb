//! Transcripts: each `tests/conversations/NAME.txt` is a chat, `NAME.expected` what Qinyu made of it.
//! Above a chat stand the shop's facts, the trade whose pack is loaded, `# packs: all` for both languages, `# pack: NAME`
//! for `tests/conversations/NAME.json` instead, `# conversation: ID` and `# time: 2026-11-24 21:30`; with `# sells: yes` the
//! shop of `shop.tsv` is known, and what is offered stands below the replies.
//! `UPDATE_EXPECT=1 cargo test --test conversations` rewrites the expectations; read the difference before you commit.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

use qinyu::{
    chat::{Card, Conversation, ConversationId, Message, OrderState, RowId, Sender},
    cross_sell::{
        Learning, Shop, Terms,
        choice::{Asked, choose},
        timing::{Topic, want},
    },
    day::Moment,
    engine::{Advice, Engine},
    library::{Language, facts::Facts, heard::hear, pack_file, validity::Circumstances},
    rules,
    shop::{Catalog, CatalogItem, ItemId, ItemName, Line, OrderBook, OrderHead, Price, Sold, Stock},
    text::embedding::Table,
};
use std::{fmt::Write as _, fs, path::Path, sync::Arc};

#[test]
fn every_transcript_gives_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    let table = fs::read(folder.join("../../www/meanings.bin")).unwrap();
    let table = Arc::new(Table::read(&table).unwrap());
    let (shop, mut differing) = (shop(&fs::read_to_string(folder.join("shop.tsv")).unwrap()), Vec::new());
    for path in &names {
        let (conversation, mut facts) = read(&fs::read_to_string(path).unwrap());
        facts.complete(&hear(&conversation));
        let english = conversation.messages.iter().all(|message| message.text.is_ascii());
        let trade = facts.get("trade").map(str::to_owned);
        let mut packs = rules::starter_packs().to_vec();
        if facts.get("packs") != Some("all") {
            packs.retain(|pack| (pack.language == Language::English) == english);
        }
        packs.retain(|pack| pack.trade.is_none() || pack.trade == trade);
        if let Some(name) = facts.get("pack") {
            let file = fs::read_to_string(folder.join(name).with_extension("json")).unwrap();
            let (pack, problems) = pack_file::parse(&file).unwrap();
            assert_eq!(problems, [], "{name}.json");
            packs = vec![pack];
        }
        let fact = |name: &str| facts.get(name).unwrap_or_default().to_owned();
        let circumstances = Circumstances {
            moment: facts.get("time").map(|time| Moment::parse(time).unwrap()),
            shop: fact("shop"),
            trades: trade.into_iter().collect(),
            platform: facts.get("platform").map(str::to_owned),
            campaign: fact("campaign"),
            ..Circumstances::default()
        };
        let mut engine = Engine::new(packs);
        engine.bring(Arc::clone(&table));
        while engine.read_on(1_000) {}
        let advice = engine.suggest(&conversation, &facts, &circumstances);
        let mut found = print(&advice);
        if facts.get("sells").is_some() {
            found += &offered(&shop, &conversation, &advice, circumstances.moment);
        }
        let expected = path.with_extension("expected");
        if update {
            fs::write(expected, found).unwrap();
        } else if fs::read_to_string(expected).unwrap_or_default() != found {
            differing.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(names.len() >= 40, "only {} transcripts", names.len());
    assert!(differing.is_empty(), "{}\nUPDATE_EXPECT=1 rewrites the expectations", differing.join("\n"));
}

fn read(transcript: &str) -> (Conversation, Facts) {
    let mut facts = Facts::default();
    let mut conversation = Conversation { id: ConversationId("transcript".into()), ..Conversation::default() };
    for line in transcript.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(state) = line.strip_prefix('#') {
            if let Some((name, value)) = state.split_once(':') {
                facts.set(name.trim(), value);
                match name.trim() {
                    "buyer" => value.trim().clone_into(&mut conversation.buyer),
                    "conversation" => value.trim().clone_into(&mut conversation.id.0),
                    _ => {}
                }
            }
            continue;
        }
        let (sender, rest) = ["buyer", "seller", "robot", "system"]
            .iter()
            .find_map(|sender| Some((*sender, line.strip_prefix(sender)?)))
            .unwrap_or_else(|| panic!("a row begins with buyer, seller, robot or system: {line}"));
        let card = rest.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(card);
        let text = if card.is_some() { "" } else { rest.trim_start_matches(':').trim() };
        conversation.messages.push(Message {
            row: RowId(conversation.messages.len().to_string()),
            sender: match sender {
                "buyer" => Sender::Buyer,
                "seller" => Sender::Seller,
                "robot" => Sender::Robot,
                _ => Sender::System,
            },
            text: text.into(),
            card,
        });
    }
    (conversation, facts)
}

fn card(written: &str) -> Card {
    let (kind, rest) = written.split_once(':').unwrap_or((written, ""));
    let fields: Vec<_> = rest.split('|').map(str::trim).collect();
    let fen = |at: usize| fields.get(at).and_then(|yuan| yuan.replace('.', "").parse().ok());
    match kind.trim() {
        "product" => Card::Product { title: fields[0].into(), price: fen(1) },
        "order" => Card::Order {
            number: fields[0].into(),
            state: fields.get(1).and_then(|state| OrderState::read(state)),
            amount: fen(2),
        },
        "coupon" => Card::Coupon,
        _ => Card::Image,
    }
}

/// A shop: `item`, id, title, category, price in fen, pieces; and `orders`, how many, of which ids.
fn shop(written: &str) -> Shop {
    let (mut items, mut book, mut orders) = (Vec::new(), OrderBook::default(), 0);
    for cells in written.lines().map(|line| line.split('\t').collect::<Vec<_>>()) {
        match *cells {
            ["item", id, title, category, fen, pieces] => {
                items.push(CatalogItem {
                    id: ItemId(id.into()),
                    title: title.into(),
                    category: category.into(),
                    price: Some(Price::from_fen(fen.parse().unwrap())),
                    stock: Stock::Pieces(pieces.parse().unwrap()),
                    on_shelf: true,
                    ..CatalogItem::default()
                });
                book.names.push(ItemName { id: id.into(), ..ItemName::default() });
            }
            ["orders", count, ids] => {
                for _ in 0..count.parse().unwrap() {
                    let item = |id: &str| book.names.iter().position(|name| name.id == id).unwrap() as u32;
                    let mut lines = ids.split(' ').map(|id| Line { item: item(id), quantity: 1 }).collect();
                    orders += 1;
                    let head = OrderHead { key: orders, day: 739_000 + orders as i32 % 50, buyer: 0, sold: Sold::Yes };
                    book.push(head, &mut lines);
                }
            }
            _ => panic!("an item or orders: {cells:?}"),
        }
    }
    let catalog = Catalog::new(items);
    let mut learning = Learning::new(&catalog, &book, &[]);
    while learning.step(&catalog) {}
    Shop { learnt: learning.finish(), catalog: catalog.into(), ..Shop::default() }
}

/// What is offered beside the replies, or why nothing is.
fn offered(shop: &Shop, conversation: &Conversation, advice: &Advice, moment: Option<Moment>) -> String {
    let topic = Topic::of(conversation, &shop.catalog);
    let intents: Vec<&str> = advice.intents.iter().map(|found| found.intent.0.as_str()).collect();
    let (stage, terms) = (advice.stage, &Terms::default());
    let want = match want(&topic, &shop.catalog, stage, advice.mood.mood, &intents) {
        Ok(want) => want,
        Err(silence) => return format!("offers nothing: {silence:?}\n"),
    };
    let (judged, unwanted) = (&|_, _| None, &|_| false);
    let found = choose(shop, &Asked { topic: &topic, want, stage, moment, terms, rules: &[], judged, unwanted });
    let mut out = format!("offers {want:?}\n");
    for offer in found {
        let title = shop.catalog.get(offer.item).map_or("", |item| &item.title);
        writeln!(out, "+  {title}\n     {}; {:?}", offer.relation.name(), offer.merit).unwrap();
    }
    out
}

fn print(advice: &Advice) -> String {
    let mut out = format!("stage {}   mood {}\n", advice.stage.name(), advice.mood.mood.name());
    let intents: Vec<_> = advice.intents.iter().take(3).map(|found| found.intent.0.as_str()).collect();
    writeln!(out, "asks  {}", if intents.is_empty() { "-".into() } else { intents.join(", ") }).unwrap();
    for (place, suggestion) in advice.suggestions.iter().enumerate() {
        let text = suggestion.filled.text_with_gaps("[", "]");
        let told = suggestion.reasons.iter().filter(|weighed| weighed.is_told());
        let reasons: Vec<_> = told.map(|weighed| weighed.reason.to_string()).collect();
        write!(out, "{}  {text}\n     {}\n", place + 1, reasons.join("; ")).unwrap();
    }
    out
}
