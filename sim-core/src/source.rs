//! Where random numbers come from, and what can be drawn from them.

use crate::ratio::Ratio;
use crate::wide;
use core::num::NonZeroU64;

/// A source of random 64-bit numbers, and fair draws from it.
///
/// Everything is drawn with integers, so that the draws are the same on every platform. A source
/// implements [`next_u64`](Source::next_u64) alone:
///
/// ```
/// use sim_core::{Ratio, Source};
///
/// struct Counter(u64);
///
/// impl Source for Counter {
///     fn next_u64(&mut self) -> u64 {
///         self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
///         self.0
///     }
/// }
///
/// let mut source = Counter(0);
/// assert!((1..=6).contains(&source.between(1, 6)));
/// assert!(!source.chance(Ratio::ZERO));
/// assert_eq!(source.pick(&["only"]), Some(&"only"));
/// ```
pub trait Source {
    /// The next number: all 2^64 are equally likely.
    fn next_u64(&mut self) -> u64;

    /// A number from `0` to `count - 1`, each equally likely.
    #[inline]
    fn below(&mut self, count: NonZeroU64) -> u64 {
        // Lemire's method: the high half of a product, unless its low half falls into the part
        // that does not divide evenly. The division is needed with a chance of count / 2^64.
        let mut product = wide::product(self.next_u64(), count.get());
        if wide::low(product) < count.get() {
            let uneven = count.get().wrapping_neg() % count;
            while wide::low(product) < uneven {
                product = wide::product(self.next_u64(), count.get());
            }
        }
        wide::high(product)
    }

    /// A number between two bounds, both included and in either order, each equally likely.
    #[inline]
    fn between(&mut self, one: u64, other: u64) -> u64 {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        match NonZeroU64::new((high - low).wrapping_add(1)) {
            Some(count) => low + self.below(count),
            // All 2^64 numbers.
            None => self.next_u64(),
        }
    }

    /// True with exactly this probability; always true from one upwards.
    ///
    /// Draws nothing where there is nothing to decide.
    #[inline]
    fn chance(&mut self, probability: Ratio) -> bool {
        let numerator = u64::from(probability.numerator());
        match NonZeroU64::new(u64::from(probability.denominator())) {
            Some(count) if numerator > 0 && numerator < count.get() => {
                self.below(count) < numerator
            }
            _ => numerator > 0,
        }
    }

    /// One of the items, each equally likely, or `None` of none.
    #[inline]
    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T>
    where
        Self: Sized,
    {
        let index = self.below(NonZeroU64::new(items.len() as u64)?);
        items.get(usize::try_from(index).ok()?)
    }

    /// Puts the items into an order in which all orders are equally likely.
    fn shuffle<T>(&mut self, items: &mut [T])
    where
        Self: Sized,
    {
        // Fisher and Yates: the last place gets any item, then the one before it.
        for last in (1..items.len()).rev() {
            let index = self.between(0, last as u64);
            items.swap(usize::try_from(index).unwrap_or(last), last);
        }
    }
}

impl<S: Source + ?Sized> Source for &mut S {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        (**self).next_u64()
    }
}

#[cfg(test)]
mod tests;
