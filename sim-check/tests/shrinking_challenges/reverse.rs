//! Reversing a list of integers gives the same list.

use sim_core::Stream;

use super::challenge::{Challenge, Choice, Site, check_always};
use super::integers::{draw_list, list};

struct Reverse;

impl Challenge for Reverse {
    type Input = Vec<i64>;

    fn largest(_: Site) -> u64 {
        u64::MAX - 1
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        draw_list(stream, 20)
    }

    fn read(choices: &[Choice]) -> Option<(Vec<i64>, usize)> {
        Some((list(choices), choices.len()))
    }

    fn is_falsified(list: &Vec<i64>) -> bool {
        list.iter().ne(list.iter().rev())
    }
}

#[test]
fn a_list_unlike_its_reverse_is_shrunk_to_the_minimum() {
    check_always::<Reverse>(&vec![0, 1], 46);
}
