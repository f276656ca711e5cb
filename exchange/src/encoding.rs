//! From a text file's bytes to characters. A byte order mark or valid UTF-8 decides; else the bytes are tried as the
//! encodings of Chinese exports, and where more than one fits the person is asked.

use crate::ExchangeError;
use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How characters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, which holds GBK and GB 2312: what Excel writes on a Chinese Windows.
    Gb18030,
    /// Big5: what Excel writes in Taiwan and Hong Kong.
    Big5,
    /// Western European.
    Windows1252,
}

/// Characters of the preview that is shown when the person has to choose.
const PREVIEW_CHARS: usize = 60;
/// Of the two-byte characters of a GBK text, the share in percent that the basic set GB 2312 holds; below, the bytes
/// are more likely of another encoding, in which second bytes below A1 are common.
const BASIC_SHARE: usize = 90;
/// Valid UTF-8 with zero bytes is taken for UTF-16 if one character in so many is plain ASCII; a stray zero is not enough.
const WIDE_SHARE: usize = 50;

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030, Self::Big5, Self::Windows1252];

    /// The name that people and commands use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The opposite of [`Self::name`]; GBK and GB 2312 are names of what GB 18030 holds.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "gbk" | "gb2312" | "ansi" => Some(Self::Gb18030),
            "utf8" => Some(Self::Utf8),
            name => Self::ALL.into_iter().find(|encoding| encoding.name() == name),
        }
    }

    /// The text, if every byte fits.
    fn decode(self, bytes: &[u8]) -> Option<String> {
        if self == Self::Utf8 {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            return std::str::from_utf8(bytes).ok().map(str::to_owned);
        }
        let (text, failed) = self.table().decode_with_bom_removal(bytes);
        (!failed).then(|| text.into_owned())
    }

    /// What turns its bytes into characters.
    pub(crate) const fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Windows1252 => WINDOWS_1252,
        }
    }
}

/// The text and its encoding; the last is true when it was guessed. `by_rule` is true for formats that are UTF-8 by their
/// definition, JSON and YAML: where that fits, nothing else is meant.
///
/// # Errors
/// When no encoding fits, more than one does, or the one that was named does not.
pub fn decode(bytes: &[u8], named: Option<Encoding>, by_rule: bool) -> Result<(String, Encoding, bool), ExchangeError> {
    if let Some(encoding) = named {
        let text = encoding.decode(bytes).ok_or(ExchangeError::OtherEncoding { encoding })?;
        return Ok((text, encoding, false));
    }
    let sure = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    };
    if let Some(encoding) = sure {
        let text = encoding.decode(bytes).ok_or(ExchangeError::OtherEncoding { encoding })?;
        return Ok((text, encoding, false));
    }
    let utf8 = Encoding::Utf8.decode(bytes);
    if let Some((encoding, zeros)) = wide(bytes)
        && (utf8.is_none() || zeros * 2 * WIDE_SHARE >= bytes.len())
        && let Some(text) = encoding.decode(bytes)
    {
        return Ok((text, encoding, true));
    }
    let gb = || Encoding::Gb18030.decode(bytes).map(|text| (Encoding::Gb18030, text));
    match utf8 {
        Some(text) if by_rule || reads_as_words(&text) => Ok((text, Encoding::Utf8, false)),
        // A few GBK characters, such as 校园, are valid UTF-8 too.
        Some(text) => match gb() {
            Some(other) => Err(ask([(Encoding::Utf8, text), other])),
            None => Ok((text, Encoding::Utf8, true)),
        },
        None => {
            let basic = basic_share(bytes);
            let fits = [Encoding::Gb18030, Encoding::Big5, Encoding::Windows1252]
                .into_iter()
                .filter_map(|encoding| encoding.decode(bytes).map(|text| (encoding, text)));
            let mut fits: Vec<_> = fits.collect();
            match fits.first() {
                Some((Encoding::Gb18030, _)) if basic >= BASIC_SHARE => {
                    let (encoding, text) = fits.swap_remove(0);
                    Ok((text, encoding, true))
                }
                Some(_) => Err(ask(fits)),
                None => Err(ExchangeError::OtherEncoding { encoding: Encoding::Utf8 }),
            }
        }
    }
}

/// True for valid UTF-8 that no one wrote in GBK: plain ASCII, characters of three bytes as Chinese has, or Latin letters
/// with accents beside plain ones.
fn reads_as_words(text: &str) -> bool {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let mut accented = true;
    while let Some(c) = letters.next() {
        if c.len_utf8() > 2 {
            return true;
        }
        if !c.is_ascii() {
            let beside = before.is_ascii_alphabetic() || letters.peek().is_some_and(char::is_ascii_alphabetic);
            accented &= beside && ('\u{C0}'..'\u{250}').contains(&c);
        }
        before = c;
    }
    accented
}

fn ask(fits: impl IntoIterator<Item = (Encoding, String)>) -> ExchangeError {
    let preview = |text: String| {
        // From the first line on that is not plain ASCII: the others read the same in all of them.
        let line = text.lines().find(|line| !line.is_ascii()).unwrap_or_default();
        line.chars().filter(|c| !c.is_control()).take(PREVIEW_CHARS).collect()
    };
    let candidates = fits.into_iter().map(|(encoding, text)| (encoding, preview(text))).collect();
    ExchangeError::WhichEncoding { candidates }
}

/// UTF-16 without a mark: line ends and separators leave a zero byte on one side and never on the other. With their
/// number.
fn wide(bytes: &[u8]) -> Option<(Encoding, usize)> {
    let pairs = bytes.as_chunks::<2>().0.iter();
    let (mut low, mut high) = (0_usize, 0_usize);
    for [first, second] in pairs {
        low += usize::from(*second == 0 && *first != 0);
        high += usize::from(*first == 0 && *second != 0);
    }
    match (low, high) {
        (1.., 0) => Some((Encoding::Utf16Le, low)),
        (0, 1..) => Some((Encoding::Utf16Be, high)),
        _ => None,
    }
}

/// Percent of the two-byte characters that lie in GB 2312.
fn basic_share(bytes: &[u8]) -> usize {
    let (mut at, mut all, mut basic) = (0, 0_usize, 0_usize);
    while let Some(&first) = bytes.get(at) {
        if first < 0x80 {
            at += 1;
            continue;
        }
        all += 1;
        basic += usize::from(matches!(first, 0xA1..=0xF7) && bytes.get(at + 1).is_some_and(|second| *second >= 0xA1));
        at += 2;
    }
    (basic * 100).checked_div(all).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "快捷短语编码,快捷短语\r\n1,亲，今天16点前付款当天发货\r\n";

    #[test]
    fn case_17_each_encoding_of_an_export_is_told() {
        let wide = |swap: bool, mark: bool| {
            let units = mark.then_some(0xFEFF).into_iter().chain(WORDS.encode_utf16());
            units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
        };
        let (gbk, _, _) = GB18030.encode(WORDS);
        for (bytes, encoding, guessed) in [
            (WORDS.as_bytes().to_vec(), Encoding::Utf8, false),
            ([b"\xEF\xBB\xBF", WORDS.as_bytes()].concat(), Encoding::Utf8, false),
            (wide(false, true), Encoding::Utf16Le, false),
            (wide(true, true), Encoding::Utf16Be, false),
            (wide(false, false), Encoding::Utf16Le, true),
            (wide(true, false), Encoding::Utf16Be, true),
            (gbk.into_owned(), Encoding::Gb18030, true),
        ] {
            assert_eq!(decode(&bytes, None, false), Ok((WORDS.to_owned(), encoding, guessed)));
        }
    }

    #[test]
    fn case_17_what_fits_twice_is_asked_with_a_preview() {
        let (bytes, _, _) = GB18030.encode("校园");
        let Err(ExchangeError::WhichEncoding { candidates }) = decode(&bytes, None, false) else {
            panic!("was not asked")
        };
        assert!(candidates.contains(&(Encoding::Gb18030, "校园".to_owned())));
        assert_eq!(decode(&bytes, Some(Encoding::Gb18030), false).unwrap().0, "校园");
        assert_eq!(decode(&bytes, None, true).unwrap().1, Encoding::Utf8, "JSON is UTF-8 by its definition");
        for words in ["Voilà, très bien", "Grüße aus Köln", "naïve"] {
            assert_eq!(decode(words.as_bytes(), None, false), Ok((words.to_owned(), Encoding::Utf8, false)));
        }
        let (taiwan, _, _) = BIG5.encode("請問什麼時候可以出貨呢");
        let Err(ExchangeError::WhichEncoding { candidates }) = decode(&taiwan, None, false) else {
            panic!("was not asked")
        };
        assert!(candidates.contains(&(Encoding::Big5, "請問什麼時候可以出貨呢".to_owned())));
        let (western, _, _) = WINDOWS_1252.encode("Voilà, merci beaucoup, très bien");
        assert!(matches!(decode(&western, None, false), Err(ExchangeError::WhichEncoding { .. })));
    }

    #[test]
    fn a_wrong_name_is_refused_and_names_lead_back() {
        assert_eq!(
            decode(b"\xFF", Some(Encoding::Utf8), false),
            Err(ExchangeError::OtherEncoding { encoding: Encoding::Utf8 })
        );
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_name(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::from_name("GBK"), Some(Encoding::Gb18030));
    }
}
