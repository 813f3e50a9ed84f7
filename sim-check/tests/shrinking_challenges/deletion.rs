//! After an element has been removed from a list, the list doesn't contain it.
//!
//! Only its first occurrence is removed.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_mostly};
use super::integers::{draw_list, list};

struct Deletion;

impl Challenge for Deletion {
    /// A list, and the place of the element to be removed.
    type Input = (Vec<i64>, usize);

    fn largest(site: Site) -> u64 {
        if site == Site::Parameter { 10 } else { u64::MAX - 1 }
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let mut choices = draw_list(stream, 30);
        choices.insert(0, (Site::Parameter, stream.between(0, 10)));
        choices
    }

    fn read(choices: &[Choice]) -> Option<((Vec<i64>, usize), usize)> {
        let place = choices.iter().find(|choice| choice.site == Site::Parameter);
        let place = usize::try_from(place.map_or(0, |choice| choice.value)).ok()?;
        let list = list(choices);
        (place < list.len()).then_some(((list, place), choices.len()))
    }

    fn is_falsified((list, place): &(Vec<i64>, usize)) -> bool {
        list.iter().filter(|element| **element == list[*place]).count() > 1
    }
}

#[test]
fn an_element_that_occurs_twice_is_shrunk_to_the_minimum() {
    check_mostly::<Deletion>(&(vec![0, 0], 0), 133);
}
