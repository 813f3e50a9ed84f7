//! Of five lists of 16-bit integers that each sum up to less than 256, all sum up to less than 5 * 256.
//!
//! Sums overflow.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_always};
use super::integers::{integer_of, joined, lists, value_of};

struct Bound5;

fn sum(integers: &[i16]) -> i16 {
    integers.iter().copied().fold(0, i16::wrapping_add)
}

fn draw_short(stream: &mut Stream) -> u64 {
    value_of(integer_of(stream.between(0, value_of(i16::MIN.into()) - 1)))
}

impl Challenge for Bound5 {
    type Input = Vec<Vec<i16>>;

    fn largest(site: Site) -> u64 {
        if site == Site::Break { 0 } else { value_of(i16::MIN.into()) }
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let lists: Vec<_> = (0..5)
            .map(|_| {
                let length = stream.between(0, 10);
                (0..length).map(|_| (Site::Element, draw_short(stream))).collect()
            })
            .collect();
        joined(&lists)
    }

    fn read(choices: &[Choice]) -> Option<(Vec<Vec<i16>>, usize)> {
        let short = |integer: i64| i16::try_from(integer).ok();
        let lists = lists(choices).into_iter().map(|list| list.into_iter().map(short).collect());
        let mut lists = lists.collect::<Option<Vec<Vec<i16>>>>()?;
        let is_one = lists.len() <= 5 && lists.iter().all(|list| sum(list) < 256);
        // Breaks that aren't there are of lists that are empty.
        lists.resize(5, Vec::new());
        is_one.then_some((lists, choices.len()))
    }

    fn is_falsified(lists: &Vec<Vec<i16>>) -> bool {
        sum(&lists.concat()) >= 5 * 256
    }
}

// The challenge shows the same two lists the other way round.
#[test]
fn an_overflow_of_five_lists_is_shrunk_to_the_minimum() {
    check_always::<Bound5>(&vec![vec![-1], vec![-32_768], vec![], vec![], vec![]], 137);
}
