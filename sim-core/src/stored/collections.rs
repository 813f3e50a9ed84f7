//! Collections as bytes: a count, then that many elements of at least one byte each.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::Stored;

// An element that encodes to nothing is followed by this byte. So every element takes input, and
// a hostile count runs out of it: without this, 2^60 units would be a loop of years.
const PLACEHOLDER: u8 = 0;

fn encode_element(out: &mut Vec<u8>, encode: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    encode(out);
    if out.len() == start {
        out.push(PLACEHOLDER);
    }
}

fn decode_element<T: Stored>(input: &mut &[u8]) -> Option<T> {
    let length = input.len();
    let element = T::decode(input)?;
    if input.len() == length {
        let (placeholder, rest) = input.split_first()?;
        *input = rest;
        return (*placeholder == PLACEHOLDER).then_some(element);
    }
    Some(element)
}

// Reserves no more memory than there is input, whatever a hostile count says. An element may be
// larger in memory than on disk; for those the vector grows as they really arrive.
pub(super) fn capacity_for<T>(count: usize, input: &[u8]) -> usize {
    count.min(input.len() / size_of::<T>().max(1))
}

impl<T: Stored> Stored for Vec<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        self.len().encode(out);
        for element in self {
            encode_element(out, |out| element.encode(out));
        }
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let count = usize::decode(input)?;
        let mut elements = Vec::with_capacity(capacity_for::<T>(count, input));
        for _ in 0..count {
            elements.push(decode_element(input)?);
        }
        Some(elements)
    }
}

// Elements out of order or repeated are refused: no set is written like that.
impl<T: Stored + Ord> Stored for BTreeSet<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        self.len().encode(out);
        for element in self {
            encode_element(out, |out| element.encode(out));
        }
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let mut elements = BTreeSet::new();
        for _ in 0..usize::decode(input)? {
            let element = decode_element(input)?;
            if elements.last().is_some_and(|last| *last >= element) {
                return None;
            }
            elements.insert(element);
        }
        Some(elements)
    }
}

// Keys out of order or repeated are refused: no map is written like that.
impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn encode(&self, out: &mut Vec<u8>) {
        self.len().encode(out);
        for (key, value) in self {
            encode_element(out, |out| {
                key.encode(out);
                value.encode(out);
            });
        }
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let mut entries = BTreeMap::new();
        for _ in 0..usize::decode(input)? {
            let (key, value) = decode_element::<(K, V)>(input)?;
            if entries.last_key_value().is_some_and(|(last, _)| *last >= key) {
                return None;
            }
            entries.insert(key, value);
        }
        Some(entries)
    }
}
