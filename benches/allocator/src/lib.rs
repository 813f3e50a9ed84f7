//! The benchmark's allocator: the system's, with its bytes counted.
//!
//! This is its own crate because it needs `unsafe`: `GlobalAlloc` is an unsafe trait, and there is
//! no safe way to learn how many bytes a piece of code holds. Each unsafe block forwards its
//! arguments, unchanged, to [`System`]; the counting beside it is safe code.
//!
//! Counting is off unless a measurement is under way. A timed run then pays one relaxed load per
//! allocation, of a byte that nobody writes, and two threads do not share a counter.
//!
//! Deliberately absent: clocks, output, and any notion of who allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

static COUNTING: AtomicBool = AtomicBool::new(false);
// Signed: what was allocated before a measurement may be freed during it.
static CURRENT: AtomicI64 = AtomicI64::new(0);
static PEAK: AtomicI64 = AtomicI64::new(0);

/// The system's allocator with its bytes counted.
///
/// ```
/// # use sim_bench_allocator::{CountingAllocator, Measurement};
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// let measurement = Measurement::start();
/// let kept = vec![0_u8; 1000];
/// drop(vec![0_u8; 500]);
/// let usage = measurement.stop();
/// assert_eq!((usage.current, usage.peak), (1000, 1500));
/// drop(kept);
/// ```
#[derive(Debug)]
pub struct CountingAllocator;

/// The bytes that a measurement saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Bytes allocated since the start and not freed at the stop.
    pub current: u64,
    /// The most bytes that were held at once.
    pub peak: u64,
}

/// A measurement under way; there is one at a time.
#[derive(Debug)]
#[must_use = "a measurement ends with `stop`"]
pub struct Measurement(());

impl Measurement {
    /// Sets both counters to zero and begins to count.
    ///
    /// # Panics
    ///
    /// If another measurement is under way: the two would share their counters.
    pub fn start() -> Measurement {
        assert!(!COUNTING.load(Ordering::SeqCst), "two measurements of memory at once");
        CURRENT.store(0, Ordering::SeqCst);
        PEAK.store(0, Ordering::SeqCst);
        COUNTING.store(true, Ordering::SeqCst);
        Measurement(())
    }

    /// Ends the count.
    pub fn stop(self) -> Usage {
        COUNTING.store(false, Ordering::SeqCst);
        let bytes = |counter: &AtomicI64| u64::try_from(counter.load(Ordering::SeqCst));
        Usage { current: bytes(&CURRENT).unwrap_or(0), peak: bytes(&PEAK).unwrap_or(0) }
    }
}

fn count(grown: usize, freed: usize) {
    if COUNTING.load(Ordering::Relaxed) {
        // A size fits an i64: `Layout` allows at most `isize::MAX` bytes.
        let change = grown.cast_signed() as i64 - freed.cast_signed() as i64;
        let current = CURRENT.fetch_add(change, Ordering::Relaxed) + change;
        PEAK.fetch_max(current, Ordering::Relaxed);
    }
}

// SAFETY: every call is forwarded to `System`, which fulfils the contract; the counting neither
// allocates nor panics.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller's promise about the layout is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        // SAFETY: the caller's promise about the layout is passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(0, layout.size());
        // SAFETY: the pointer came from `System` through this allocator, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        // SAFETY: the pointer came from `System` through this allocator, with this layout, and the
        // caller's promise about the new size is passed on.
        unsafe { System.realloc(pointer, layout, size) }
    }
}
