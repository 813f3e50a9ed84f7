//! Curves: the points of a line, counted from the lower left corner of a plot.

/// A line that rises with each part of a whole.
#[derive(Debug)]
pub(super) struct Share {
    all: u64,
    high: u64,
    below: u64,
    points: Vec<(u64, u64)>,
}

impl Share {
    /// So many are all, which is so high.
    pub(super) fn new(all: u64, high: u64) -> Self {
        Self { all, high, below: 0, points: vec![(0, 0)] }
    }

    /// So many more stand here.
    pub(super) fn rise(&mut self, x: u64, count: u64) {
        let before = self.height();
        self.below += count;
        let height = self.height();
        match self.points.last_mut() {
            // What nobody could see needs no points.
            Some(last) if last.0 == x => last.1 = height,
            Some(_) if before == height => {}
            Some(_) | None => self.points.extend([(x, before), (x, height)]),
        }
    }

    fn height(&self) -> u64 {
        let part = u128::from(self.below) * u128::from(self.high) / u128::from(self.all.max(1));
        u64::try_from(part).unwrap_or(self.high)
    }

    /// All the way to the right.
    pub(super) fn finish(mut self, across: u64) -> Vec<(u64, u64)> {
        let height = self.height();
        self.points.push((across, height));
        self.points.dedup();
        self.points
    }
}

/// A line of steps, equally wide. Where there are more than have room, those that share a place show their mean.
#[derive(Debug)]
pub(super) struct Step {
    count: u64,
    across: u64,
    number: u64,
    // The heights that share the place where the line is, together, and how many they are.
    here: (u64, u64, u64),
    points: Vec<(u64, u64)>,
    high: u64,
}

impl Step {
    /// So many steps, which are all so wide together, and this high at most.
    pub(super) const fn new(count: u64, across: u64, high: u64) -> Self {
        Self { count, across, number: 0, here: (0, 0, 0), points: Vec::new(), high }
    }

    fn x(&self, number: u64) -> u64 {
        let x = u128::from(number) * u128::from(self.across) / u128::from(self.count.max(1));
        u64::try_from(x).unwrap_or(self.across)
    }

    /// The next step is this high.
    pub(super) fn to(&mut self, height: u64) {
        let x = self.x(self.number);
        if x != self.here.0 {
            self.put(x);
        }
        self.here = (x, self.here.1 + height.min(self.high), self.here.2 + 1);
        self.number += 1;
    }

    // What shares a place ends here.
    fn put(&mut self, end: u64) {
        let (x, sum, count) = std::mem::take(&mut self.here);
        let height = sum / count.max(1);
        match self.points.last_mut() {
            Some(last) if last.1 == height => last.0 = end,
            Some(_) | None => self.points.extend([(x, height), (end, height)]),
        }
    }

    /// The points of it.
    pub(super) fn finish(mut self) -> Vec<(u64, u64)> {
        if self.here.2 > 0 {
            self.put(self.across);
        }
        self.points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_rises_to_the_whole() {
        let mut share = Share::new(10, 100);
        share.rise(0, 1);
        share.rise(30, 4);
        share.rise(50, 5);
        assert_eq!(share.finish(60), [(0, 10), (30, 10), (30, 50), (50, 50), (50, 100), (60, 100)]);
    }

    #[test]
    fn parts_that_share_a_place_rise_at_once() {
        let mut share = Share::new(4, 100);
        (0..4).for_each(|_| share.rise(7, 1));
        assert_eq!(share.finish(10), [(0, 0), (7, 0), (7, 100), (10, 100)]);
    }

    #[test]
    fn steps_are_equally_wide_and_equal_ones_are_one() {
        let mut step = Step::new(4, 80, 50);
        [10, 10, 50, 0].into_iter().for_each(|height| step.to(height));
        assert_eq!(step.finish(), [(0, 10), (40, 10), (40, 50), (60, 50), (60, 0), (80, 0)]);
    }

    #[test]
    fn steps_that_share_a_place_show_their_mean() {
        let mut step = Step::new(6, 3, 50);
        [10, 20, 0, 0, 50, 50].into_iter().for_each(|height| step.to(height));
        assert_eq!(step.finish(), [(0, 15), (1, 15), (1, 0), (2, 0), (2, 50), (3, 50)]);
    }
}
