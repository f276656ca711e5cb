//! How much a file may be, checked before memory is given to it: the first thing on the way in.

use crate::ExchangeError;

/// Bytes of a file: a library of 100,000 phrases of usual length.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;
/// Phrases of a file: twice the stress size that the search is built for.
pub const MAX_PHRASES: usize = 100_000;
/// Characters of one phrase: ten times what a chat page takes in one message.
pub const MAX_PHRASE_CHARS: usize = 10_000;
/// Levels of lists and objects in each other: no format here has more than eight.
pub const MAX_DEPTH: usize = 32;
/// Cells of one row: four times the columns that we write.
pub const MAX_COLUMNS: usize = 100;

/// Refuses a file by its size alone.
///
/// # Errors
/// When it is over [`MAX_FILE_BYTES`].
pub fn check_size(bytes: usize) -> Result<(), ExchangeError> {
    if bytes > MAX_FILE_BYTES { Err(ExchangeError::FileTooLarge { bytes }) } else { Ok(()) }
}

/// Refuses the phrase after the last one that a file may have.
///
/// # Errors
/// When there are more than [`MAX_PHRASES`].
pub fn check_count(phrases: usize) -> Result<(), ExchangeError> {
    if phrases > MAX_PHRASES { Err(ExchangeError::TooManyPhrases) } else { Ok(()) }
}

/// Refuses JSON by how deep its lists and objects stand in each other, without building anything.
///
/// # Errors
/// When they are over [`MAX_DEPTH`].
pub fn check_json_depth(text: &str) -> Result<(), ExchangeError> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ExchangeError::TooDeep);
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_may_be_reached() {
        assert!(check_size(MAX_FILE_BYTES).is_ok() && check_size(MAX_FILE_BYTES + 1).is_err());
        assert!(check_count(MAX_PHRASES).is_ok() && check_count(MAX_PHRASES + 1).is_err());
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(check_json_depth(&deep(MAX_DEPTH)).is_ok());
        assert_eq!(check_json_depth(&deep(MAX_DEPTH + 1)), Err(ExchangeError::TooDeep));
    }

    #[test]
    fn brackets_in_words_are_words() {
        let text = format!(r#"["{}\"{}"]"#, "[".repeat(99), "{".repeat(99));
        assert!(check_json_depth(&text).is_ok());
    }
}
