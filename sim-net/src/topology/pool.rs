//! The pool: links by number, equal ones once.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use sim_core::Duration;

use crate::link::Link;

// How many links of one latency are compared with a new one. Equal ones mostly stand near each other in a layout, and
// one that is missed costs nothing but its memory; without a bound a layout of very many links would take its square.
const NEAR: usize = 64;

/// Links by number. A hundred thousand edges of one kind hold one link.
#[derive(Debug, Default)]
pub(super) struct Pool {
    links: Vec<Link>,
    by_latency: BTreeMap<Duration, Vec<u32>>,
}

impl Pool {
    /// The number of a link that is equal to this one.
    pub(super) fn number(&mut self, link: &Link) -> u32 {
        let alike = self.by_latency.entry(link.latency).or_default();
        let is_equal = |number: &&u32| self.links[**number as usize] == *link;
        if let Some(&known) = alike.iter().rev().take(NEAR).find(is_equal) {
            return known;
        }
        let number = u32::try_from(self.links.len()).expect("fewer than 2^32 links fit in memory");
        self.links.push(link.clone());
        alike.push(number);
        number
    }

    pub(super) fn into_links(self) -> Vec<Link> {
        self.links
    }
}
