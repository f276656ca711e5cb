//! From a macro's HTML to the words that a buyer would read; nothing of it is ever shown as HTML.

/// Tags at whose end a line ends.
const LINES: &[&str] = &["br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote"];
/// Tags whose content is not for reading.
const UNREAD: &[&str] = &["script", "style", "head", "title"];

/// The words.
#[must_use]
pub fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut unread: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if unread.is_none() {
            push_text(&mut out, before);
        }
        // A `<` that begins no tag is a sign of comparison.
        let is_tag =
            tag.get(1..).is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
        if !is_tag {
            if unread.is_none() {
                out.push('<');
            }
            rest = tag.get(1..).unwrap_or_default();
            continue;
        }
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        let inner = tag.get(1..end).unwrap_or_default();
        let closing = inner.starts_with('/');
        let name: String = inner
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match unread {
            Some(open) if closing && open == name => unread = None,
            Some(_) => {}
            None if !closing => unread = UNREAD.iter().copied().find(|tag| *tag == name),
            None => {}
        }
        let ends_line = LINES.contains(&name.as_str()) && (closing || name == "br" || name == "li");
        if unread.is_none() && ends_line && (name == "br" || !out.is_empty() && !out.ends_with('\n')) {
            out.push('\n');
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    if unread.is_none() {
        push_text(&mut out, rest);
    }
    out.trim().to_owned()
}

/// Text between tags: its characters' names resolved, its line breaks spaces.
fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_plain(out, rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let named =
            rest.find(';').filter(|end| *end <= 10).and_then(|end| Some((character(rest.get(1..end)?)?, end + 1)));
        let (c, length) = named.unwrap_or(('&', 1));
        out.push(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    push_plain(out, rest);
}

fn push_plain(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn character(name: &str) -> Option<char> {
    let number =
        |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32).filter(|c| *c != '\0');
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let digits = name.strip_prefix('#')?;
            digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |digits| number(digits, 16))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_kept_and_tags_are_not() {
        assert_eq!(
            words("<p>Hi&nbsp;there,</p>\n<p>it&#39;s &lt;ok&gt;<br>bye &amp; thanks</p>"),
            "Hi there,\nit's <ok>\nbye & thanks"
        );
        assert_eq!(words("a<ul><li>b</li><li>c</li></ul>"), "a\nb\nc");
        assert_eq!(words("<script>alert(1)</script><b onclick=\"x\">好</b>"), "好");
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(words("5 < 6 & 7 > 3"), "5 < 6 & 7 > 3");
        assert_eq!(words("&unknown; &#0; <"), "&unknown; &#0; <");
    }
}
