//! In a list of 1 to 100 integers from 0 to 1,000, none is 900 or larger.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_always};

struct LengthList;

impl Challenge for LengthList {
    type Input = Vec<u64>;

    fn largest(_: Site) -> u64 {
        1_000
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        (0..stream.between(1, 100)).map(|_| (Site::Element, stream.between(0, 1_000))).collect()
    }

    fn read(choices: &[Choice]) -> Option<(Vec<u64>, usize)> {
        let list: Vec<_> = choices.iter().map(|choice| choice.value).collect();
        (!list.is_empty()).then_some((list, choices.len()))
    }

    fn is_falsified(list: &Vec<u64>) -> bool {
        list.iter().any(|element| *element >= 900)
    }
}

#[test]
fn a_list_with_a_large_element_is_shrunk_to_the_minimum() {
    check_always::<LengthList>(&vec![900], 85);
}
