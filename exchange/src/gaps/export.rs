//! Our gaps in another program's syntax, and whether it could hold them.

use super::{Syntax, import};
use qinyu::library::template::{Piece, Placeholder, Template, escape};

/// A body for another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The text.
    pub text: String,
    /// A gap became words, its fallback or its name in braces.
    pub gaps_lost: bool,
    /// Words of it would read as something else when the file comes back.
    pub marks_lost: bool,
}

/// Writes a body.
#[must_use]
pub fn export(body: &str, syntax: Syntax) -> Exported {
    if syntax == Syntax::Own {
        return Exported { text: body.to_owned(), gaps_lost: false, marks_lost: false };
    }
    let (mut text, mut gaps_lost) = (String::new(), false);
    // What would come back if the format read every word as it was meant.
    let mut meant = String::new();
    for piece in Template::parse(body).pieces {
        match piece {
            Piece::Text(words) => {
                text.push_str(&words);
                meant.push_str(&escape(&words));
            }
            // Another program puts no phrase into a phrase, and no caret into the middle.
            Piece::Nested(target) => {
                gaps_lost = true;
                text.push_str(&format!("{{>{target}}}"));
                meant.push_str(&format!("{{>{target}}}"));
            }
            Piece::Caret => gaps_lost = true,
            Piece::Gap(Placeholder { name, fallback, asked, question }) => match (syntax, fallback) {
                _ if asked.is_some() || question.is_some() => {
                    gaps_lost = true;
                    text.push_str(&format!("{{{name}}}"));
                    meant.push_str(&format!("{{{name}}}"));
                }
                (Syntax::TextBlaze, fallback) if !name.contains([';', '=', ':']) => {
                    let default = fallback.filter(|words| !words.contains([';', '=', '{', '}']));
                    text.push_str(&format!("{{formtext: name={name}"));
                    if let Some(words) = &default {
                        text.push_str(&format!("; default={words}"));
                    }
                    text.push('}');
                    match default {
                        Some(words) => meant.push_str(&format!("{{{name}?{words}}}")),
                        None => meant.push_str(&format!("{{{name}}}")),
                    }
                }
                (Syntax::Beeftext, None) => {
                    text.push_str(&format!("#{{input:{name}}}"));
                    meant.push_str(&format!("{{{name}}}"));
                }
                // The fallback stands beside the form, with the field's settings.
                (Syntax::Form, _) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                    text.push_str(&format!("[[{name}]]"));
                    meant.push_str(&format!("{{{name}}}"));
                }
                (_, Some(words)) => {
                    gaps_lost = true;
                    text.push_str(&words);
                    meant.push_str(&escape(&words));
                }
                (_, None) => {
                    gaps_lost = true;
                    text.push_str(&format!("{{{name}}}"));
                    meant.push_str(&format!("{{{name}}}"));
                }
            },
        }
    }
    let marks_lost = import(&text, syntax).text != meant;
    Exported { text, gaps_lost, marks_lost }
}
