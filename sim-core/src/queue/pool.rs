//! `Pool`: chunks of keys, and the buckets that are chains of them.

use alloc::vec::Vec;
use core::{iter, mem};

use super::key::Key;
use super::shelf::Shelf;

/// Keys per chunk: more waste memory in thin buckets, fewer cost a jump per few keys.
const CHUNK: u32 = 16;

/// Ends a chain; no chunk has this number.
const NONE: u32 = u32::MAX;

type Chunk = [Key; CHUNK as usize];

/// An unordered set of keys whose chunks belong to a pool.
// Neither `Clone` nor `Copy`: two buckets with one chain would free it twice.
#[derive(Debug)]
pub(super) struct Bucket {
    /// The chunk that is being filled; all chunks behind it are full.
    head: u32,
    len: u32,
}

impl Bucket {
    /// A bucket without keys.
    pub(super) const EMPTY: Self = Self { head: NONE, len: 0 };

    /// How many keys it holds.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether it holds no key.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many keys lie in its first chunk.
    #[inline]
    fn filled(&self) -> u32 {
        if self.len == 0 { 0 } else { (self.len - 1) % CHUNK + 1 }
    }
}

/// The memory of all buckets: a chunk goes from one to the next without the allocator.
#[derive(Debug)]
pub(super) struct Pool {
    chunks: Shelf<Chunk, 6>,
    /// For each chunk the one behind it in its chain.
    next: Vec<u32>,
    vacant: u32,
}

impl Pool {
    /// A pool without chunks.
    pub(super) const fn new() -> Self {
        Self { chunks: Shelf::new(), next: Vec::new(), vacant: NONE }
    }

    /// How many chunks there are, vacant ones included.
    #[cfg(test)]
    pub(super) fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// Adds a key to the bucket.
    #[inline]
    pub(super) fn push(&mut self, bucket: &mut Bucket, key: Key) {
        let place = bucket.len % CHUNK;
        if place == 0 {
            bucket.head = self.chunk_before(bucket.head);
        }
        let chunk = self.chunks.get_mut(bucket.head as usize).expect("chunks stay in their pool");
        chunk[place as usize] = key;
        bucket.len += 1;
    }

    fn chunk_before(&mut self, behind: u32) -> u32 {
        let chunk = self.vacant;
        let Some(next) = self.next.get_mut(chunk as usize) else {
            let chunk = u32::try_from(self.next.len()).expect("chunks are fewer than slots");
            self.chunks.push([Key::default(); CHUNK as usize]);
            self.next.push(behind);
            return chunk;
        };
        self.vacant = mem::replace(next, behind);
        chunk
    }

    /// Takes a chunk of keys out of the bucket: the array, and how many of its keys count.
    // The chunk is vacant before its keys find their new place: to move them all takes no memory.
    #[inline]
    pub(super) fn take_chunk(&mut self, bucket: &mut Bucket) -> Option<(Chunk, usize)> {
        let chunk = bucket.head;
        let keys = *self.chunks.get(chunk as usize)?;
        let filled = bucket.filled();
        bucket.len -= filled;
        bucket.head = mem::replace(&mut self.next[chunk as usize], self.vacant);
        self.vacant = chunk;
        Some((keys, filled as usize))
    }

    /// The keys of the bucket.
    pub(super) fn keys<'a>(&'a self, bucket: &Bucket) -> impl Iterator<Item = Key> + use<'a> {
        let mut chunk = bucket.head;
        let mut filled = bucket.filled();
        let chunks = iter::from_fn(move || {
            let keys = self.chunks.get(chunk as usize)?;
            chunk = self.next[chunk as usize];
            Some(&keys[..mem::replace(&mut filled, CHUNK) as usize])
        });
        chunks.flatten().copied()
    }

    /// The times of the earliest and the latest key of the bucket, which must not be empty.
    pub(super) fn bounds(&self, bucket: &Bucket) -> (u64, u64) {
        self.keys(bucket).fold((u64::MAX, 0), |(earliest, latest), key| {
            (earliest.min(key.nanos()), latest.max(key.nanos()))
        })
    }
}
