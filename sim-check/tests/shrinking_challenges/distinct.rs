//! A list has fewer than three distinct elements.

use std::collections::BTreeSet;

use sim_core::Stream;

use super::challenge::{Challenge, Choice, Site, check_mostly};
use super::integers::{draw_list, list};

struct Distinct;

impl Challenge for Distinct {
    type Input = Vec<i64>;

    fn largest(_: Site) -> u64 {
        u64::MAX - 1
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        draw_list(stream, 50)
    }

    fn read(choices: &[Choice]) -> Option<(Vec<i64>, usize)> {
        Some((list(choices), choices.len()))
    }

    fn is_falsified(list: &Vec<i64>) -> bool {
        list.iter().collect::<BTreeSet<_>>().len() >= 3
    }
}

// The challenge names [0, 1, 2] as well. Here -1 is smaller than 2. Published means are of shorter lists.
#[test]
fn three_distinct_elements_are_shrunk_to_the_minimum() {
    check_mostly::<Distinct>(&vec![0, 1, -1], 60);
}
