//! The suggestion: which name was probably meant.

use alloc::vec::Vec;
use core::mem;

// Longer names are compared with nothing: an error must not take longer than what it is about.
const LONGEST: usize = 64;

/// The name that is most like this one, if it can be taken for it: the first of the nearest.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.chars().take(LONGEST + 1).collect();
    if name.len() > LONGEST {
        return None;
    }
    // One mistake, or one in three characters.
    let far = (name.len() / 3).max(1) + 1;
    let measured = known.map(|known| (distance(&name, known).unwrap_or(far), known));
    let (distance, known) = measured.min_by_key(|(distance, _)| *distance)?;
    (distance < far).then_some(known)
}

// How many characters must be added, left out, replaced or swapped with their neighbours.
fn distance(name: &[char], other: &str) -> Option<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=name.len()).collect();
    let mut last = None;
    for (line, character) in other.chars().enumerate() {
        if line == LONGEST {
            return None;
        }
        let mut next = Vec::from([line + 1]);
        for (column, &own) in name.iter().enumerate() {
            let replaced = row[column] + usize::from(own != character);
            let mut fewest = replaced.min(row[column + 1] + 1).min(next[column] + 1);
            if column > 0 && last == Some(own) && name[column - 1] == character {
                fewest = fewest.min(before[column - 1] + 1);
            }
            next.push(fewest);
        }
        before = mem::replace(&mut row, next);
        last = Some(character);
    }
    row.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, known: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(name, known.iter().copied()), expected, "{name:?}");
    }

    #[test]
    fn one_mistake_is_understood() {
        let known = ["bank", "shop", "warehouse"];
        check("bnak", &known, Some("bank"));
        check("ban", &known, Some("bank"));
        check("shopp", &known, Some("shop"));
        check("stop", &known, Some("shop"));
        check("wearhuose", &known, Some("warehouse"));
    }

    #[test]
    fn what_is_too_far_is_not_suggested() {
        check("post", &["bank", "shop"], None);
        check("", &["bank"], None);
        check("x", &[], None);
    }

    #[test]
    fn the_first_of_the_nearest_is_suggested() {
        check("n0", &["n1", "n2", "n10"], Some("n1"));
    }

    #[test]
    fn names_of_any_length_are_compared_quickly() {
        let long = "x".repeat(1_000_000);
        check(&long, &[&long, "x"], None);
        check("x", &[&long], None);
    }

    #[test]
    fn the_distance_is_symmetric() {
        let words = ["", "a", "ab", "ba", "abc", "acb", "bca", "cab", "aabb", "abab"];
        for one in words {
            for other in words {
                let letters = |word: &str| word.chars().collect::<Vec<_>>();
                assert_eq!(distance(&letters(one), other), distance(&letters(other), one));
            }
        }
    }
}
