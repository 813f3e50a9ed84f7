//! In a list of places in itself, no two elements name each other's place.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_mostly};

struct Coupling;

impl Challenge for Coupling {
    type Input = Vec<usize>;

    fn largest(_: Site) -> u64 {
        10
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        (0..stream.between(0, 30)).map(|_| (Site::Element, stream.between(0, 10))).collect()
    }

    fn read(choices: &[Choice]) -> Option<(Vec<usize>, usize)> {
        let list = choices.iter().map(|choice| usize::try_from(choice.value).ok());
        let list: Vec<_> = list.collect::<Option<_>>()?;
        list.iter().all(|place| *place < list.len()).then_some((list, choices.len()))
    }

    fn is_falsified(list: &Vec<usize>) -> bool {
        (0..list.len()).any(|place| list[place] != place && list[list[place]] == place)
    }
}

#[test]
fn two_elements_that_name_each_other_are_shrunk_to_the_minimum() {
    check_mostly::<Coupling>(&vec![1, 0], 140);
}
