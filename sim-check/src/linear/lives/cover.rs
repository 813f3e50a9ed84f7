//! Covers: which moments are covered by how much, and which times a moment lies in.

use std::ops::Range;

/// How often each of some places is covered, of which those are told that no longer are.
///
/// A tree over the places: each node knows the least count below it, without what was taken off from the node as a whole.
#[derive(Debug)]
pub(super) struct Cover {
    // As many leaves as there are places, up to a power of two.
    leaves: usize,
    least: Vec<u64>,
    less: Vec<u64>,
}

// A place that has been told, or isn't there, is covered so often.
const TOLD: u64 = u64::MAX / 4;

impl Cover {
    /// So many places, covered by these. O(places + covers).
    pub(super) fn new(places: usize, covers: impl Iterator<Item = Range<usize>>) -> Self {
        let leaves = places.next_power_of_two().max(1);
        let mut least = vec![TOLD; leaves * 2];
        let mut begins = vec![0_u64; places + 1];
        let mut ends = vec![0_u64; places + 1];
        for cover in covers.filter(|cover| !cover.is_empty()) {
            begins[cover.start] += 1;
            ends[cover.end] += 1;
        }
        let mut count = 0;
        for place in 0..places {
            count = count + begins[place] - ends[place];
            least[leaves + place] = count;
        }
        for node in (1..leaves).rev() {
            least[node] = least[node * 2].min(least[node * 2 + 1]);
        }
        Self { leaves, less: vec![0; leaves * 2], least }
    }

    /// One that covered these places does so no longer. O(log places).
    pub(super) fn uncover(&mut self, places: Range<usize>) {
        if !places.is_empty() {
            self.lower(1, 0..self.leaves, &places);
        }
    }

    fn lower(&mut self, node: usize, here: Range<usize>, places: &Range<usize>) {
        if places.start <= here.start && here.end <= places.end {
            self.least[node] -= 1;
            self.less[node] += 1;
            return;
        }
        let middle = usize::midpoint(here.start, here.end);
        if places.start < middle {
            self.lower(node * 2, here.start..middle, places);
        }
        if middle < places.end {
            self.lower(node * 2 + 1, middle..here.end, places);
        }
        self.look_below(node);
    }

    fn look_below(&mut self, node: usize) {
        let below = self.least[node * 2].min(self.least[node * 2 + 1]);
        self.least[node] = below - self.less[node];
    }

    /// The first place that is covered by nothing and wasn't told yet. O(log places).
    pub(super) fn next_bare(&mut self) -> Option<usize> {
        if self.least[1] > 0 {
            return None;
        }
        let mut node = 1;
        // What was taken off above is the same for both sides.
        while node < self.leaves {
            let goal = self.least[node] + self.less[node];
            node *= 2;
            if self.least[node] > goal {
                node += 1;
            }
        }
        self.least[node] = TOLD;
        let place = node - self.leaves;
        while node > 1 {
            node /= 2;
            self.look_below(node);
        }
        Some(place)
    }
}

/// Times, each with its first place and its last, of which those are taken out in which a place lies.
///
/// A tree over the times in the order of their begins: each node knows the greatest end below it.
#[derive(Debug)]
pub(super) struct Stabbed {
    leaves: usize,
    // The times in the order of their begins: the first place, and which time it is.
    order: Vec<(usize, usize)>,
    // One more than the last place; zero of what was taken out.
    ends: Vec<usize>,
}

impl Stabbed {
    /// These times. O(times · log times).
    pub(super) fn new(times: &[(usize, usize)]) -> Self {
        let mut order: Vec<(usize, usize)> =
            times.iter().enumerate().map(|(time, (begin, _))| (*begin, time)).collect();
        order.sort_unstable();
        let leaves = times.len().next_power_of_two().max(1);
        let mut ends = vec![0; leaves * 2];
        for (rank, (_, time)) in order.iter().enumerate() {
            ends[leaves + rank] = times[*time].1 + 1;
        }
        for node in (1..leaves).rev() {
            ends[node] = ends[node * 2].max(ends[node * 2 + 1]);
        }
        Self { leaves, order, ends }
    }

    /// Takes out a time in which this place lies. O(log times).
    pub(super) fn take(&mut self, place: usize) -> Option<usize> {
        let begun = self.order.partition_point(|(begin, _)| *begin <= place);
        let mut node = self.find(1, 0..self.leaves, begun, place)?;
        let (_, time) = self.order[node - self.leaves];
        self.ends[node] = 0;
        while node > 1 {
            node /= 2;
            self.ends[node] = self.ends[node * 2].max(self.ends[node * 2 + 1]);
        }
        Some(time)
    }

    // A leaf among the first so many of which the end lies behind the place. Of the two sides of a node only one can be
    // looked through in vain: the one that lies among them in part.
    fn find(&self, node: usize, here: Range<usize>, begun: usize, place: usize) -> Option<usize> {
        if here.start >= begun || self.ends[node] <= place {
            return None;
        }
        if node >= self.leaves {
            return Some(node);
        }
        let middle = usize::midpoint(here.start, here.end);
        self.find(node * 2, here.start..middle, begun, place)
            .or_else(|| self.find(node * 2 + 1, middle..here.end, begun, place))
    }
}

#[cfg(test)]
mod tests {
    use sim_core::mix;

    use super::*;

    fn ranges(seed: u64, count: u64, places: u64) -> Vec<Range<usize>> {
        let number = |rank, salt| usize::try_from(mix(seed * 1_000 + rank, salt) % (places + 1));
        let number = |rank, salt| number(rank, salt).expect("it is small");
        let range = |rank| {
            let (one, other) = (number(rank, 1), number(rank, 2));
            one.min(other)..one.max(other)
        };
        (0..count).map(range).collect()
    }

    #[test]
    fn places_are_told_when_nothing_covers_them_any_more() {
        for seed in 0..200 {
            let covers = ranges(seed, seed % 9, 13);
            let mut cover = Cover::new(13, covers.iter().cloned());
            let mut told: Vec<usize> = Vec::new();
            for left in 0..=covers.len() {
                let bare =
                    |place: &usize| !covers[left..].iter().any(|cover| cover.contains(place));
                let expected: Vec<usize> =
                    (0..13).filter(|place| bare(place) && !told.contains(place)).collect();
                let now: Vec<usize> = std::iter::from_fn(|| cover.next_bare()).collect();
                assert_eq!(now, expected, "{covers:?}, from {left} on");
                told.extend(now);
                if let Some(next) = covers.get(left) {
                    cover.uncover(next.clone());
                }
            }
            assert_eq!(told.len(), 13);
        }
    }

    #[test]
    fn times_are_taken_out_in_which_a_place_lies() {
        for seed in 0..200 {
            let times: Vec<(usize, usize)> =
                ranges(seed, seed % 9, 13).into_iter().map(|it| (it.start, it.end)).collect();
            let mut stabbed = Stabbed::new(&times);
            let mut taken: Vec<usize> = Vec::new();
            for place in [5, 0, 13, 9, 5, 2] {
                let lies = |time: &usize| (times[*time].0..=times[*time].1).contains(&place);
                let mut expected: Vec<usize> =
                    (0..times.len()).filter(|it| lies(it) && !taken.contains(it)).collect();
                let mut now: Vec<usize> = std::iter::from_fn(|| stabbed.take(place)).collect();
                taken.extend(&now);
                now.sort_unstable();
                expected.sort_unstable();
                assert_eq!(now, expected, "{times:?} at {place}");
            }
        }
    }
}
