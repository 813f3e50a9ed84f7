//! Near names: what somebody may have meant.

use alloc::format;
use alloc::string::String;

use crate::suggest;

// Nobody mistypes a name into one that is longer, and what is very long would take its time.
const LENGTH_MAX: usize = 40;
// Some four names of faults: a line has room for the source and for these.
const LIST_MAX: usize = 56;

/// The name that was perhaps meant, if it is near one.
pub(crate) fn nearest(word: &str, names: &[&'static str]) -> Option<&'static str> {
    if word.len() > LENGTH_MAX {
        return None;
    }
    suggest::nearest(word, names.iter().copied())
}

/// All names in one phrase, or the first few of many.
pub(crate) fn one_of(names: &[&str]) -> String {
    if let [only] = names {
        return format!("`{only}`");
    }
    let mut phrase = String::from("one of ");
    for (count, name) in names.iter().enumerate() {
        if count > 0 && phrase.len() + name.len() > LIST_MAX {
            return phrase + &format!(" and {} more", names.len() - count);
        }
        if count > 0 {
            phrase.push_str(", ");
        }
        phrase.push_str(name);
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_very_long_is_near_nothing() {
        assert_eq!(nearest("Partitoin", &["Loss", "Partition"]), Some("Partition"));
        assert_eq!(nearest(&"Loss".repeat(100_000), &["Loss", "Partition"]), None);
    }

    #[test]
    fn a_long_list_is_shortened() {
        assert_eq!(one_of(&["one"]), "`one`");
        assert_eq!(one_of(&["one", "two"]), "one of one, two");
        let long = one_of(&["Partition"; 20]);
        assert!(long.ends_with("Partition and 16 more"), "{long}");
    }
}
