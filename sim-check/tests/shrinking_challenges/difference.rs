//! The difference between two positive integers is not zero, not 1 to 4, not one, if the first is 10 or larger.

use std::ops::RangeInclusive;

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_mostly};

// What Java calls an int, from 1.
const LARGEST: u64 = i32::MAX as u64;

/// Two integers; half of them near each other, as others would hardly ever be what is looked for.
fn draw_two(stream: &mut Stream) -> Vec<(Site, u64)> {
    let first = stream.between(1, LARGEST) >> stream.between(0, 30);
    let near = (first + stream.between(0, 8)).saturating_sub(4);
    let second = if stream.between(0, 1) == 0 { near } else { stream.between(1, LARGEST) };
    vec![(Site::Parameter, first), (Site::Parameter, second)]
}

fn read_two(choices: &[Choice]) -> Option<([u64; 2], usize)> {
    let [first, second] = choices else { return None };
    let two = [first.value, second.value];
    two.iter().all(|integer| *integer > 0).then_some((two, 2))
}

fn is_difference_in([first, second]: [u64; 2], range: &RangeInclusive<u64>) -> bool {
    first >= 10 && range.contains(&first.abs_diff(second))
}

/// The difference is none of those from one to the other.
struct Difference<const FROM: u64, const TO: u64>;

impl<const FROM: u64, const TO: u64> Challenge for Difference<FROM, TO> {
    type Input = [u64; 2];

    fn largest(_: Site) -> u64 {
        LARGEST
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        draw_two(stream)
    }

    fn read(choices: &[Choice]) -> Option<([u64; 2], usize)> {
        read_two(choices)
    }

    fn is_falsified(two: &[u64; 2]) -> bool {
        is_difference_in(*two, &(FROM..=TO))
    }
}

#[test]
fn a_difference_that_must_not_be_zero_is_shrunk_to_the_minimum() {
    check_mostly::<Difference<0, 0>>(&[10, 10], 386);
}

#[test]
fn a_difference_that_must_not_be_small_is_shrunk_to_the_minimum() {
    check_mostly::<Difference<1, 4>>(&[10, 6], 296);
}

#[test]
fn a_difference_that_must_not_be_one_is_shrunk_to_the_minimum() {
    check_mostly::<Difference<1, 1>>(&[10, 9], 513);
}
