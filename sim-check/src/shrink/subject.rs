//! What is shrunk.

/// A list of entries of which runs are made.
///
/// An entry may have a value that says how far it is from its plainest form. The rest of what there is to know about
/// entries (what they mean, what a legal one is) stays in here.
pub trait Subject {
    /// One of the things that can be left out.
    type Entry: Clone;

    /// What there is to say about a run that doesn't fail in the same way.
    type Note: Clone;

    /// Makes a run of these entries.
    ///
    /// Asked once for each list. The answer must follow from the list alone.
    fn attempt(&mut self, candidate: &[Self::Entry]) -> Answer<Self::Entry, Self::Note>;

    /// What is known of a candidate without a run, because it doesn't fail and differs from one that was run in nothing
    /// that has an effect.
    fn foresee(&self, _: &[Self::Entry]) -> Option<Self::Note> {
        None
    }

    /// A number that differs for entries that differ, as far as a hash can.
    fn digest(&self, entry: &Self::Entry) -> u64;

    /// The place in its list of the entry that led to this one, in the run that the list was made from.
    fn led_to(&self, _: &Self::Entry) -> Option<usize> {
        None
    }

    /// Whether an entry is a matter of its own though another one led to it, like a timer that was set.
    fn comes_by_itself(&self, _: &Self::Entry) -> bool {
        false
    }

    /// What could have happened in the run of this list, which failed, and isn't listed: each after the entry at some place,
    /// or before all.
    fn others(&self, _: &[Self::Entry]) -> Vec<(Option<usize>, Self::Entry)> {
        Vec::new()
    }

    /// How far from its plainest form an entry is, or `None` if it has only one.
    ///
    /// Smaller is better. Zero is the least there is, which isn't necessarily legal.
    fn value(&self, _: &Self::Entry) -> Option<u64> {
        None
    }

    /// The same entry with another value, or `None` if there is no legal one.
    ///
    /// Whatever lies between two legal values of an entry should be legal too.
    fn with_value(&self, _: &Self::Entry, _: u64) -> Option<Self::Entry> {
        None
    }

    /// Where an entry should rather stand: before those of a higher rank.
    fn rank(&self, _: &Self::Entry) -> u64 {
        0
    }
}

/// What became of a candidate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer<E, N> {
    /// It fails in the same way.
    Fails(Failing<E>),
    /// It passes, fails in another way, or no such run is possible.
    Otherwise(N),
}

/// A run that fails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failing<E> {
    /// What it consisted of: often the candidate, but what had no effect may be missing, and the rest may be said anew.
    pub entries: Vec<E>,
    /// How much happens in it; less is better, among lists of the same length.
    pub size: u64,
}
