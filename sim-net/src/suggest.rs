//! Suggestions: what somebody may have meant.

use alloc::vec::Vec;

// Longer names are compared with nothing: an error must not take longer than what it is about.
const LONGEST: usize = 64;

/// The candidate that is the fewest edits away from the word, if it is near enough and no other is as near.
///
/// An edit inserts, removes or replaces a character, or swaps two neighbours. Near enough is a third of the longer of
/// the two; capitals don't count. Of two that are equally near none is suggested: it would be a guess.
///
/// ```
/// assert_eq!(sim_net::nearest("raft/lost-votes", ["raft/lost-vote", "raft"]), Some("raft/lost-vote"));
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let is_short = |word: &str| word.chars().nth(LONGEST).is_none();
    if !is_short(word) {
        return None;
    }
    let word = lowercase(word);
    let mut best: Option<(usize, &str)> = None;
    let mut is_tie = false;
    for candidate in candidates.into_iter().filter(|candidate| is_short(candidate)) {
        let letters = lowercase(candidate);
        let edits = distance(&word, &letters);
        if edits > (word.len().max(letters.len()) / 3).max(1) || edits >= letters.len() {
            continue;
        }
        match best {
            Some((least, known)) if edits == least => is_tie |= known != candidate,
            Some((least, _)) if edits > least => {}
            Some(_) | None => (best, is_tie) = (Some((edits, candidate)), false),
        }
    }
    best.filter(|_| !is_tie).map(|(_, candidate)| candidate)
}

fn lowercase(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

// Row by row through the table of distances between beginnings of the two words; a swap looks back two rows.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row: Vec<usize> = Vec::with_capacity(other.len() + 1);
        row.push(i + 1);
        for (j, opposite) in other.iter().enumerate() {
            let replaced = above[j] + usize::from(letter != opposite);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *opposite {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = core::mem::replace(&mut above, row);
    }
    above[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, candidates: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, candidates.split_whitespace()), expected, "{word}");
    }

    #[test]
    fn an_edit_or_a_swap_is_near() {
        check("shp", "shop bank", Some("shop"));
        check("sohp", "shop bank", Some("shop"));
        check("bankk", "shop bank", Some("bank"));
        check("partitoin", "loss partition", Some("partition"));
    }

    #[test]
    fn capitals_do_not_count() {
        check("SHOP", "shop bank", Some("shop"));
    }

    #[test]
    fn what_is_far_is_not_suggested() {
        check("warehouse", "shop bank", None);
        check("ab", "ba", Some("ba"));
        check("a", "b", None);
        check("", "shop", None);
    }

    #[test]
    fn of_two_that_are_equally_near_none_is_suggested() {
        check("n4", "n1 n2 n3", None);
        check("n4", "n1 shop", Some("n1"));
        check("n11", "n1 n12 n1", None);
    }

    #[test]
    fn a_nearer_one_wins_over_a_tie_before_it() {
        check("shops", "shopxx chops shopa shops2 shop5 shops", Some("shops"));
    }
}
