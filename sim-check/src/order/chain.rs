//! Chains: many short queues that share their room.
//!
//! Most keys of a run have a message on its way once, and never again: a queue of its own for each would cost an allocation
//! and keep it.

/// Where the elements of chains are.
#[derive(Clone, Debug)]
pub(super) struct Links<T> {
    links: Vec<Link<T>>,
    // The first of those that are free.
    free: Option<Next>,
}

#[derive(Clone, Debug)]
struct Link<T> {
    element: Option<T>,
    next: Option<Next>,
}

// Counted from one, so that none takes no room.
type Next = std::num::NonZeroU32;

/// A queue of elements that lie among some links.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Chain {
    // Invariant: both or none.
    first: Option<Next>,
    last: Option<Next>,
}

impl<T> Links<T> {
    pub(super) const fn new() -> Self {
        Self { links: Vec::new(), free: None }
    }

    /// Forgets everything, keeping allocations.
    pub(super) fn clear(&mut self) {
        self.links.clear();
        self.free = None;
    }

    fn at(&self, place: Next) -> &Link<T> {
        &self.links[place.get() as usize - 1]
    }

    fn at_mut(&mut self, place: Next) -> &mut Link<T> {
        &mut self.links[place.get() as usize - 1]
    }

    /// The elements of a chain, the first one first.
    pub(super) fn iter(&self, chain: Chain) -> impl Iterator<Item = &T> {
        let links = std::iter::successors(chain.first.map(|it| self.at(it)), |link| {
            link.next.map(|it| self.at(it))
        });
        links.filter_map(|link| link.element.as_ref())
    }

    /// Adds an element behind all others.
    #[inline]
    pub(super) fn push(&mut self, chain: &mut Chain, element: T) {
        let link = Link { element: Some(element), next: None };
        let place = if let Some(place) = self.free {
            self.free = self.at(place).next;
            *self.at_mut(place) = link;
            place
        } else {
            self.links.push(link);
            let count = u32::try_from(self.links.len()).ok().and_then(Next::new);
            count.expect("less than four thousand million elements")
        };
        match chain.last {
            Some(last) => self.at_mut(last).next = Some(place),
            None => chain.first = Some(place),
        }
        chain.last = Some(place);
    }

    /// Takes the first element.
    #[inline]
    pub(super) fn pop(&mut self, chain: &mut Chain) -> Option<T> {
        let place = chain.first?;
        let free = self.free;
        let link = self.at_mut(place);
        chain.first = std::mem::replace(&mut link.next, free);
        let element = link.element.take();
        self.free = Some(place);
        if chain.first.is_none() {
            chain.last = None;
        }
        element
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use sim_core::mix;

    use super::{Chain, Links};

    #[test]
    fn a_chain_is_a_queue_whatever_others_do() {
        let mut links = Links::new();
        let mut chains = [Chain::default(); 5];
        let mut queues: [VecDeque<u64>; 5] = Default::default();
        for step in 0..5_000 {
            let drawn = mix(1, step);
            let which = usize::try_from(drawn % 5).expect("it is small");
            if drawn >> 32 & 3 < 2 {
                links.push(&mut chains[which], step);
                queues[which].push_back(step);
            } else {
                assert_eq!(links.pop(&mut chains[which]), queues[which].pop_front());
            }
            assert!(links.iter(chains[which]).eq(&queues[which]));
        }
        let most = links.links.len();
        assert!(most < 1_000, "{most} links: what is free is not used again");
    }
}
