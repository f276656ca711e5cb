//! The protocol's messages from and to JSON, field by field: what serde derives for tagged enums is ten times the code.

use super::{
    Composer, Missing, Outcome, PageCommand, PageEvent, Part, PickEntry, Row, RowCard, RowSender, Snapshot, Span,
    Untaught,
};
use serde_json::{Map, Value};

impl PageEvent {
    /// Reads what the page side tells; `None` if it is no event of the protocol.
    #[must_use]
    pub fn read(message: &Value) -> Option<Self> {
        let fields = Fields(message.as_object()?);
        Some(match fields.str("type")? {
            "ready" => Self::Ready,
            "frame" => Self::Frame,
            "pointed" => Self::Pointed { part: Part::from_name(fields.str("part")?)?, text: fields.string("text")? },
            "taught" => Self::Taught {
                json: fields
                    .get("adapter")
                    .filter(|adapter| adapter.get("screens").is_some_and(Value::is_array))?
                    .to_string(),
            },
            "not_taught" => Self::NotTaught {
                why: match fields.str("why")? {
                    "apart" => Untaught::Apart,
                    "sides" => Untaught::Sides,
                    "composer" => Untaught::Composer,
                    "name" => Untaught::Name,
                    "cancelled" => Untaught::Cancelled,
                    _ => return None,
                },
            },
            "no_chat" => Self::NoChat { adapter: fields.string("adapter")? },
            "conversation" => Self::Conversation(Snapshot::read(fields)?),
            "draft" => Self::Draft { id: fields.string("id")?, text: fields.string("text")? },
            "key" => Self::Key {
                slot: fields.number("slot")?,
                id: fields.string("id")?,
                last_row: fields.string("last_row")?,
            },
            "pick_query" => Self::PickQuery {
                request: fields.number("request")?,
                id: fields.string("id")?,
                last_row: fields.string("last_row")?,
                trigger: fields.string("trigger")?,
                query: fields.string("query")?,
            },
            "pick" => Self::Pick { request: fields.number("request")?, entry: fields.number("entry")? },
            "inserted" => Self::Inserted {
                request: fields.number("request")?,
                outcome: match fields.str("outcome")? {
                    "done" => Outcome::Done,
                    "lines_joined" => Outcome::LinesJoined,
                    "conversation_changed" => Outcome::ConversationChanged,
                    "unnamed" => Outcome::Unnamed,
                    "composing" => Outcome::Composing,
                    "no_composer" => Outcome::NoComposer,
                    "draft_changed" => Outcome::DraftChanged,
                    "not_noticed" => Outcome::NotNoticed,
                    _ => return None,
                },
            },
            _ => return None,
        })
    }
}

impl Snapshot {
    fn read(fields: Fields<'_>) -> Option<Self> {
        Some(Self {
            adapter: fields.string("adapter")?,
            id: fields.string("id")?,
            buyer: fields.string("buyer")?,
            composer: match fields.str("composer")? {
                "ready" => Composer::Ready,
                "missing" => Composer::Missing,
                "read_only" => Composer::ReadOnly,
                _ => return None,
            },
            focused: fields.get("focused")?.as_bool()?,
            draft: fields.get("draft")?.as_bool()?,
            shortened: fields.get("shortened")?.as_bool()?,
            missing: fields.get("missing")?.as_array()?.iter().map(Missing::read).collect::<Option<_>>()?,
            messages: fields.get("messages")?.as_array()?.iter().map(Row::read).collect::<Option<_>>()?,
        })
    }
}

impl Missing {
    fn read(name: &Value) -> Option<Self> {
        Some(match name.as_str()? {
            "log" => Self::Log,
            "sender" => Self::Sender,
            "text" => Self::Text,
            "name" => Self::Name,
            "twin" => Self::Twin,
            _ => return None,
        })
    }
}

impl Row {
    fn read(row: &Value) -> Option<Self> {
        let fields = Fields(row.as_object()?);
        Some(Self {
            row: fields.string("row")?,
            sender: match fields.str("sender")? {
                "buyer" => RowSender::Buyer,
                "seller" => RowSender::Seller,
                "robot" => RowSender::Robot,
                "system" => RowSender::System,
                _ => return None,
            },
            text: fields.string("text")?,
            card: fields.optional("card", RowCard::read)?,
        })
    }
}

impl RowCard {
    fn read(card: &Value) -> Option<Self> {
        let fields = Fields(card.as_object()?);
        Some(match fields.str("kind")? {
            "product" => {
                Self::Product { title: fields.string("title")?, price: fields.optional("price", Value::as_u64)? }
            }
            "order" => Self::Order {
                number: fields.string("number")?,
                state: fields.optional("state", |state| state.as_str().map(str::to_owned))?,
                amount: fields.optional("amount", Value::as_u64)?,
            },
            "coupon" => Self::Coupon,
            "image" => Self::Image,
            _ => return None,
        })
    }
}

/// What an object says by name.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    fn get(self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }

    fn str(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    fn string(self, name: &str) -> Option<String> {
        self.str(name).map(str::to_owned)
    }

    fn number<N: TryFrom<u64>>(self, name: &str) -> Option<N> {
        self.get(name)?.as_u64()?.try_into().ok()
    }

    /// The inner `None` stands for a field that is not there or null, the outer one for what can't be read.
    #[expect(clippy::option_option, reason = "the outer one ends the reading by `?`")]
    fn optional<T>(self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
        match self.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => read(value).map(Some),
        }
    }
}

impl PageCommand {
    /// The message that the page side understands.
    #[must_use]
    pub fn json(&self) -> Value {
        let (kind, mut fields) = match self {
            Self::Insert { request, id, last_row, text, replace, caret } => {
                let mut fields = addressed(*request, id, last_row);
                fields.push(("text", text.as_str().into()));
                if !replace.is_empty() {
                    fields.push(("replace", replace.as_str().into()));
                }
                fields.extend(caret.map(|caret| ("caret", caret.into())));
                ("insert", fields)
            }
            Self::Mend { request, id, last_row, text, replace, behind } => {
                let mut fields = addressed(*request, id, last_row);
                fields.extend([("text", text.as_str().into()), ("replace", replace.as_str().into())]);
                fields.push(("behind", (*behind).into()));
                ("insert", fields)
            }
            Self::Greet { request, id, last_row, text } => {
                let mut fields = addressed(*request, id, last_row);
                fields.push(("text", text.as_str().into()));
                ("greet", fields)
            }
            Self::Picture { request, id, last_row, name, media, data } => {
                let mut fields = addressed(*request, id, last_row);
                for (field, text) in [("name", name), ("media", media), ("data", data)] {
                    fields.push((field, text.as_str().into()));
                }
                ("picture", fields)
            }
            // What can't be read reads no page.
            Self::Adapters { json } => ("adapters", vec![("adapters", serde_json::from_str(json).unwrap_or_default())]),
            Self::Teach(part) => ("teach", vec![("part", part.map_or(Value::Null, |part| part.name().into()))]),
            Self::Keys { active } => ("keys", vec![("active", (*active).into())]),
            Self::Picker { triggers, appearance, lang } => {
                let triggers = triggers.clone().into();
                let words = [("appearance", appearance.as_str().into()), ("lang", lang.as_str().into())];
                ("picker", [("triggers", triggers)].into_iter().chain(words).collect())
            }
            Self::PickList { request, label, entries } => {
                let entries = entries.iter().map(PickEntry::json).collect();
                let fields =
                    vec![("request", (*request).into()), ("label", label.as_str().into()), ("entries", entries)];
                ("pick_list", fields)
            }
        };
        fields.push(("type", kind.into()));
        object(fields)
    }
}

/// For which conversation and after which row a text or picture was made.
fn addressed(request: u32, id: &str, last_row: &str) -> Vec<(&'static str, Value)> {
    vec![("request", request.into()), ("id", id.into()), ("last_row", last_row.into())]
}

impl PickEntry {
    fn json(&self) -> Value {
        let spans = |spans: &[Span]| spans.iter().map(Span::json).collect();
        let parts = [("title", spans(&self.title)), ("text", spans(&self.text)), ("code", spans(&self.code))];
        object(parts.into_iter().chain([("note", self.note.as_str().into())]).collect())
    }
}

impl Span {
    fn json(&self) -> Value {
        object(vec![("text", self.text.as_str().into()), ("marked", self.marked.into())])
    }
}

fn object(fields: Vec<(&'static str, Value)>) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    object.into()
}
