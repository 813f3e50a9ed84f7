//! There are fewer than five distinct integers in all lists of a list.

use std::collections::BTreeSet;

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_always};
use super::integers::{draw_list, joined, lists};

struct LargeUnionList;

impl Challenge for LargeUnionList {
    type Input = Vec<Vec<i64>>;

    fn largest(site: Site) -> u64 {
        if site == Site::Break { 0 } else { u64::MAX - 1 }
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let lists: Vec<_> = (0..stream.between(1, 10)).map(|_| draw_list(stream, 20)).collect();
        joined(&lists)
    }

    fn read(choices: &[Choice]) -> Option<(Vec<Vec<i64>>, usize)> {
        Some((lists(choices), choices.len()))
    }

    fn is_falsified(lists: &Vec<Vec<i64>>) -> bool {
        lists.iter().flatten().collect::<BTreeSet<_>>().len() >= 5
    }
}

#[test]
fn five_distinct_integers_in_lists_are_shrunk_to_the_minimum() {
    check_always::<LargeUnionList>(&vec![vec![0, 1, -1, 2, -2]], 341);
}
