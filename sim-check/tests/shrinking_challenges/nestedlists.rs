//! The lists of a list have at most ten elements together.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_mostly};
use super::integers::{joined, lists};

struct NestedLists;

impl Challenge for NestedLists {
    type Input = Vec<Vec<i64>>;

    fn largest(_: Site) -> u64 {
        0
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let lists: Vec<_> = (0..stream.between(1, 20))
            .map(|_| (0..stream.between(0, 10)).map(|_| (Site::Element, 0)).collect())
            .collect();
        joined(&lists)
    }

    fn read(choices: &[Choice]) -> Option<(Vec<Vec<i64>>, usize)> {
        Some((lists(choices), choices.len()))
    }

    fn is_falsified(lists: &Vec<Vec<i64>>) -> bool {
        lists.iter().map(Vec::len).sum::<usize>() > 10
    }
}

// Published means are of shorter lists.
#[test]
fn eleven_elements_in_lists_are_shrunk_to_one_list() {
    check_mostly::<NestedLists>(&vec![vec![0; 11]], 120);
}
