//! Near names: what somebody may have meant.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

// Nobody mistypes a name into one that is longer.
const LENGTH_MAX: usize = 40;
// Some four names of faults: a line has room for the source and for these.
const LIST_MAX: usize = 56;

/// The name that differs from this one by few letters, if any does.
pub(crate) fn nearest(word: &str, names: &[&'static str]) -> Option<&'static str> {
    if word.len() > LENGTH_MAX {
        return None;
    }
    let measured = names.iter().map(|name| (distance(word, name), *name));
    let (distance, name) = measured.min_by_key(|(distance, _)| *distance)?;
    let length = word.chars().count().max(name.len());
    (distance <= (length / 3).max(1) && distance < length).then_some(name)
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

// How many letters have to be changed, added, removed or swapped with their neighbour; capitals count as small letters.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().map(|c| c.to_ascii_lowercase()).collect();
    let other: Vec<char> = other.chars().map(|c| c.to_ascii_lowercase()).collect();
    // Rows of the table of distances between beginnings: the one before the last, the last, and the one in work.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut fewest = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                fewest = fewest.min(before[j - 1] + 1);
            }
            row.push(fewest);
        }
        before = core::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["Partition", "SlowLink", "Loss", "Crash", "Hold"];

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, NAMES), expected);
    }

    #[test]
    fn a_few_wrong_letters_are_forgiven() {
        check("Partitoin", Some("Partition"));
        check("slowlink", Some("SlowLink"));
        check("slow_link", Some("SlowLink"));
        check("Los", Some("Loss"));
        check("Crahs", Some("Crash"));
    }

    #[test]
    fn another_word_is_another_word() {
        check("Pause", None);
        check("Explosion", None);
        check("", None);
        check("x", None);
        check(&"Loss".repeat(1_000), None);
    }

    #[test]
    fn a_long_list_is_shortened() {
        assert_eq!(one_of(&["one"]), "`one`");
        assert_eq!(one_of(&["one", "two"]), "one of one, two");
        let long = one_of(&["Partition"; 20]);
        assert!(long.ends_with("Partition and 16 more"), "{long}");
    }
}
