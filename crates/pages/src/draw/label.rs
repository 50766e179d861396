//! Names and titles on drawings.

/// The text, cut at the end of a word if it has more letters than `most`.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() > most {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    let short = if short.is_empty() { text.chars().take(most).collect() } else { short };
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(shortened("Khalifa Haftar", 36), "Khalifa Haftar");
        assert_eq!(shortened(&"word ".repeat(20), 36), format!("{}…", "word ".repeat(7).trim_end()));
        assert_eq!(shortened(&"ا".repeat(1000), 36).chars().count(), 37);
    }
}
