//! Talks as the panel follows them: each `tests/care/NAME.txt` is played row by row through the panel's state, and
//! `NAME.expected` holds what the panel newly says after each step, apart from suggestions and offers, which
//! `tests/conversations` has.
//!
//! Above a talk stand `# time: 2026-11-24 14:30`, `# language: en`, `# platform: taobao`, `# id: NAME` of the conversation,
//! `# buyer: NAME`, `# starters: yes` for the packs that ship instead of five phrases, and `# shop NAME: VALUE` for the shop's
//! settings. `# item: TITLE = NOTES OF ITS COLOURS` puts an item into the shop, and `# size: M 身高 155-165 体重 90-110` a size
//! of its chart, in centimetres and 斤. Then a step a line:
//!
//! - `buyer: …`, `seller: …`, `robot: …`, `system: …`: a row of the page; `buyer: [order 123|等待付款|99.00]`,
//!   `[product 标题|99.00]`, `[picture]`: a card
//! - `orders: 3001|待付款|2026-11-24 21:00|小羊|59.00|亚麻衬衫,白,1 / …`: a file of orders is chosen and read
//! - `draft: …`: what stands in the input box
//! - `wait: 00:02:10`: time goes by
//! - `open: ID BUYER`: another conversation, with an empty list; its rows come again when it is opened again
//! - `do: ACTION slot=1 name=… value=…`: a control that shows is used (`data-action`), the first of that action where neither
//!   place nor name tell which; the value goes to the end of the line
//!
//! `UPDATE_EXPECT=1 cargo test -p qinyu --lib talks` rewrites the expectations; read the difference before you commit.

use super::{lines, states, written_shop};
use crate::{
    day::{Day, Moment},
    panel::{
        Action, Effect, SellingAction, ShopFileAction, State, dom, follow_ups::FollowUpAction, update, update::rebuild,
        view,
    },
    rules,
    wire::{Composer, Outcome, PageCommand, PageEvent, Row, RowCard, RowSender, Snapshot},
};
use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write as _,
    fs,
    path::Path,
};

/// What other transcripts hold, by how its element begins.
const LEFT_OUT: [&str; 6] = [
    "<div class=\"tabs\"",
    "<section class=\"turn\"",
    "<section class=\"suggestions\"",
    "<section class=\"offers",
    "<div class=\"by-hand\"",
    "<header class=\"head\"",
];
/// Elements that stand within a line.
const INLINE: [&str; 14] =
    ["a", "b", "bdi", "em", "i", "kbd", "mark", "q", "small", "span", "strong", "td", "th", "time"];
/// Elements without an end.
const VOID: [&str; 3] = ["br", "hr", "input"];

struct Talk {
    state: State,
    seconds: u64,
    platform: String,
    open: (String, String),
    rows: BTreeMap<String, Vec<Row>>,
    shown: HashSet<String>,
    told: String,
}

#[test]
fn every_talk_goes_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/care");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut differing = Vec::new();
    for path in &paths {
        let found = play(&fs::read_to_string(path).unwrap());
        let expected = path.with_extension("expected");
        if update {
            fs::write(expected, found).unwrap();
        } else if fs::read_to_string(expected).unwrap_or_default() != found {
            differing.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(!paths.is_empty());
    assert!(differing.is_empty(), "{}\nUPDATE_EXPECT=1 rewrites the expectations", differing.join("\n"));
}

fn play(script: &str) -> String {
    let mut talk = Talk {
        state: states::blank(),
        seconds: 0,
        platform: "generic".into(),
        open: ("a".into(), "小鹿".into()),
        rows: BTreeMap::new(),
        shown: HashSet::new(),
        told: String::new(),
    };
    talk.time("2026-11-24 14:30");
    for line in script.lines().filter(|line| !line.trim().is_empty()) {
        let (what, rest) = line.split_once(':').unwrap_or_else(|| panic!("a step has a colon: {line}"));
        if line.starts_with('#') {
            talk.step(what.trim(), rest.trim());
            continue;
        }
        writeln!(talk.told, "> {line}").unwrap();
        talk.step(what.trim(), rest.trim());
        talk.tell();
    }
    talk.told
}

impl Talk {
    fn step(&mut self, what: &str, rest: &str) {
        let mut effects = match what {
            "# time" => return self.time(rest),
            "# language" => self.use_control("language", 0, "", rest),
            "# starters" => {
                self.state.library.starters = rules::starter_packs().to_vec();
                rebuild(&mut self.state);
                Vec::new()
            }
            "# platform" => return rest.clone_into(&mut self.platform),
            "# item" | "# size" => {
                let shop = written_shop::with(&self.state.selling.shop, what, rest);
                self.act(Action::Selling(SellingAction::Shop(shop.into())))
            }
            "# id" => return rest.clone_into(&mut self.open.0),
            "# buyer" => return rest.clone_into(&mut self.open.1),
            _ if what.starts_with("# shop ") => self.use_control("shop", 0, what.trim_start_matches("# shop "), rest),
            _ if what.starts_with('#') => return,
            "orders" => {
                self.act(ShopFileAction::Chosen(vec!["订单.csv".into()]).into());
                self.act(ShopFileAction::Answer(written_shop::orders(rest)).into())
            }
            "draft" => self.act(Action::Page(PageEvent::Draft { id: self.open.0.clone(), text: rest.into() })),
            "wait" => {
                let units = rest.split(':').map(|unit| unit.parse::<u64>().unwrap());
                self.seconds += units.fold(0, |sum, unit| sum * 60 + unit);
                self.act(Action::FollowUps(FollowUpAction::Look))
            }
            "open" => {
                let (id, buyer) = rest.split_once(' ').unwrap();
                self.open = (id.into(), buyer.into());
                self.snapshot()
            }
            "do" => {
                let (action, mut rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let mut given = |what: &str| {
                    let (given, behind) =
                        rest.strip_prefix(what).map(|rest| rest.split_once(' ').unwrap_or((rest, "")))?;
                    rest = behind;
                    Some(given.to_owned())
                };
                let meant = (given("slot="), given("name="));
                let value = rest.strip_prefix("value=").unwrap_or_default();
                let (slot, name) = self.find(action, meant);
                self.use_control(action, slot.parse().unwrap_or_default(), &name, value)
            }
            sender => {
                self.row(sender, rest);
                if sender == "seller" {
                    // What was sent stands no longer in the input box.
                    self.act(Action::Page(PageEvent::Draft { id: self.open.0.clone(), text: String::new() }));
                }
                self.snapshot()
            }
        };
        while !effects.is_empty() {
            effects = effects.into_iter().flat_map(|effect| self.perform(effect)).collect();
        }
    }

    fn time(&mut self, text: &str) {
        let moment = Moment::parse(text).unwrap();
        let days = u64::try_from(moment.day.count() - Day::parse("1970-01-01").unwrap().count()).unwrap();
        // As in Beijing, eight hours ahead.
        self.seconds = days * 86_400 + u64::from(moment.minute) * 60 - 8 * 3_600;
        self.tick();
    }

    fn tick(&mut self) {
        let here = self.seconds + 8 * 3_600;
        let day = Day::from_count(i32::try_from(here / 86_400).unwrap() + Day::parse("1970-01-01").unwrap().count());
        let minute = u16::try_from(here % 86_400 / 60).unwrap();
        (self.state.now, self.state.moment) = (self.seconds * 1_000, Some(Moment { day: day.unwrap(), minute }));
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.tick();
        update(&mut self.state, action)
    }

    /// The place and the name of the control that is meant, which must show.
    fn find(&self, action: &str, (slot, name): (Option<String>, Option<String>)) -> (String, String) {
        let html = view(&self.state).into_string();
        let attribute = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split('"').next().map(plain)
        };
        let shown = html.split('<').filter(|tag| attribute(tag, "data-action").as_deref() == Some(action)).map(|tag| {
            (attribute(tag, "data-slot").unwrap_or_default(), attribute(tag, "data-name").unwrap_or_default())
        });
        let is_meant = |(one, named): &(String, String)| {
            slot.as_ref().is_none_or(|slot| slot == one) && name.as_ref().is_none_or(|name| name == named)
        };
        let shown: Vec<_> = shown.collect();
        let found = shown.iter().find(|control| is_meant(control)).cloned();
        found.unwrap_or_else(|| panic!("no {action} {slot:?} {name:?} shows, but {shown:?}"))
    }

    fn use_control(&mut self, action: &str, slot: u8, name: &str, value: &str) -> Vec<Effect> {
        let value = &value.replace("\\n", "\n");
        let action = dom::action(dom::Control { action, slot, name, value, is_final: true })
            .unwrap_or_else(|| panic!("nothing understands {action} {name}"));
        self.act(action)
    }

    fn row(&mut self, sender: &str, text: &str) {
        let sender = match sender {
            "buyer" => RowSender::Buyer,
            "seller" => RowSender::Seller,
            "robot" => RowSender::Robot,
            "system" => RowSender::System,
            _ => panic!("nobody is called {sender}"),
        };
        let card = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).map(card);
        let rows = self.rows.entry(self.open.0.clone()).or_default();
        let text = if card.is_some() { "" } else { text }.replace("\\n", "\n");
        rows.push(Row { row: format!("{}-{}", self.open.0, rows.len()), sender, text, card });
    }

    fn snapshot(&mut self) -> Vec<Effect> {
        let (id, buyer) = self.open.clone();
        let messages = self.rows.get(&id).cloned().unwrap_or_default();
        let adapter = self.platform.clone();
        self.act(Action::Page(PageEvent::Conversation(Snapshot {
            adapter,
            id,
            buyer,
            composer: Composer::Ready,
            focused: true,
            draft: false,
            shortened: false,
            missing: Vec::new(),
            messages,
        })))
    }

    /// What the browser would do of it, as far as a reader wants to know; what is put into the page arrives.
    fn perform(&mut self, effect: Effect) -> Vec<Effect> {
        let told = match effect {
            Effect::Send(
                PageCommand::Insert { request, text, .. }
                | PageCommand::Mend { request, text, .. }
                | PageCommand::Greet { request, text, .. },
            ) => {
                writeln!(self.told, "  → page: {}", text.replace('\n', "⏎")).unwrap();
                return self.act(Action::Page(PageEvent::Inserted { request, outcome: Outcome::Done }));
            }
            Effect::Copy(text) => format!("copied: {}", text.replace('\n', "⏎")),
            Effect::Download { name, text } => format!("file {name}:\n{}", text.trim_end()),
            _ => return Vec::new(),
        };
        writeln!(self.told, "  → {told}").unwrap();
        Vec::new()
    }

    fn tell(&mut self) {
        let said = said(&lines(&view(&self.state).into_string()));
        for line in said.iter().filter(|line| !self.shown.contains(*line)) {
            writeln!(self.told, "  {line}").unwrap();
        }
        self.shown = said.into_iter().collect();
    }
}

fn card(written: &str) -> RowCard {
    let (kind, rest) = written.split_once(' ').unwrap_or((written, ""));
    let fields: Vec<_> = rest.split('|').map(str::trim).collect();
    let fen = |at: usize| fields.get(at).and_then(|yuan| yuan.replace('.', "").parse().ok());
    match kind {
        "order" => RowCard::Order {
            number: fields[0].into(),
            state: fields.get(1).map(|state| (*state).to_owned()),
            amount: fen(2),
        },
        "product" => RowCard::Product { title: fields[0].into(), price: fen(1) },
        "picture" => RowCard::Image,
        _ => panic!("no card is called {kind}"),
    }
}

/// What a view says, a line for each paragraph, button or field.
fn said(html: &str) -> Vec<String> {
    let (mut said, mut line, mut open, mut left_out) = (Vec::new(), String::new(), Vec::new(), None);
    for part in html.lines() {
        let Some(tag) = part.strip_prefix('<') else {
            if left_out.is_none() {
                line.push_str(part);
            }
            continue;
        };
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        if !INLINE.contains(&name) && !line.trim().is_empty() {
            line.push_str(if tag.starts_with("/button") { "]" } else { "" });
            said.push(std::mem::take(&mut line).trim().to_owned());
        }
        if tag.starts_with('/') {
            open.pop();
            left_out = left_out.filter(|depth| *depth < open.len());
        } else if !VOID.contains(&name) {
            if left_out.is_none() && LEFT_OUT.iter().any(|begin| part.starts_with(begin)) {
                left_out = Some(open.len());
            }
            open.push(name);
        }
        if left_out.is_none() {
            match (name, tag.starts_with('/')) {
                ("mark", _) => line.push('*'),
                ("q", false) => line.push('“'),
                ("q", true) => line.push('”'),
                ("td" | "th", true) => line.push_str(" | "),
                ("button", false) => line.push('['),
                ("li" | "summary", false) => line.push_str("- "),
                _ => {}
            }
        }
    }
    said.iter().map(|line| plain(line)).filter(|line| !["-", "[", "[]"].contains(&line.as_str())).collect()
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
