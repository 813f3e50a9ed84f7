//! Integers as values of choices: 0, 1, -1, 2, -2 and so on, the plainer the smaller.

use sim_core::{Source, Stream};

use super::challenge::{Choice, Site};

pub(crate) fn value_of(integer: i64) -> u64 {
    if integer > 0 {
        2 * integer.unsigned_abs() - 1
    } else {
        integer.unsigned_abs().wrapping_mul(2)
    }
}

pub(crate) fn integer_of(value: u64) -> i64 {
    let half = value.div_ceil(2).cast_signed();
    if value % 2 == 1 { half } else { -half }
}

/// An integer of 8, 16, 32 or 63 bits, short ones more often, as generators of properties draw them.
pub(crate) fn draw(stream: &mut Stream) -> i64 {
    let bits = stream.pick(&[8, 8, 8, 16, 16, 32, 63]).copied().unwrap_or(8);
    integer_of(stream.next_u64() >> (64 - bits))
}

pub(crate) fn draw_list(stream: &mut Stream, length_max: u64) -> Vec<(Site, u64)> {
    (0..stream.between(0, length_max)).map(|_| (Site::Element, value_of(draw(stream)))).collect()
}

/// The list that choices make.
pub(crate) fn list(choices: &[Choice]) -> Vec<i64> {
    let elements = choices.iter().filter(|choice| choice.site == Site::Element);
    elements.map(|choice| integer_of(choice.value)).collect()
}

/// The lists that choices make, where a break ends one.
pub(crate) fn lists(choices: &[Choice]) -> Vec<Vec<i64>> {
    choices.split(|choice| choice.site == Site::Break).map(list).collect()
}

/// Lists as choices, a break between each two.
pub(crate) fn joined(lists: &[Vec<(Site, u64)>]) -> Vec<(Site, u64)> {
    lists.join(&(Site::Break, 0))
}
