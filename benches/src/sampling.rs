//! A stand-in for `sim_core`'s sampling, under the same names.
//!
//! To be replaced by `pub(crate) use sim_core::{Duration, Source, Spread, Stream};`: floor and
//! framework then call the same functions. Until then the floors are measured with these.

/// A length of virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Duration(u64);

impl Duration {
    /// This many nanoseconds.
    pub(crate) const fn from_nanos(nanoseconds: u64) -> Duration {
        Duration(nanoseconds)
    }

    /// Its nanoseconds.
    pub(crate) const fn as_nanos(self) -> u64 {
        self.0
    }
}

/// Where random bits come from.
pub(crate) trait Source {
    /// The next 64 bits.
    fn next_u64(&mut self) -> u64;

    /// A number below `bound`, each equally likely.
    fn below(&mut self, bound: u64) -> u64 {
        // Lemire's method: a product's high half is the number, its low half tells whether this
        // draw belongs to the few that would make some numbers likelier than others.
        let mut product = u128::from(self.next_u64()) * u128::from(bound);
        if low(product) < bound {
            let surplus = bound.wrapping_neg() % bound;
            while low(product) < surplus {
                product = u128::from(self.next_u64()) * u128::from(bound);
            }
        }
        high(product)
    }
}

/// A fast generator: a counter, multiplied and mixed.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of a site under a seed.
    pub(crate) fn new(seed: u64, site: u64) -> Stream {
        let mut stream = Stream { state: seed ^ site.wrapping_mul(0x9e37_79b9_7f4a_7c15) };
        stream.state = stream.next_u64();
        stream
    }
}

impl Source for Stream {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0xa076_1d64_78bd_642f);
        let product = u128::from(self.state) * u128::from(self.state ^ 0xe703_7ed1_a0b4_28db);
        high(product) ^ low(product)
    }
}

/// How a random duration is distributed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spread {
    /// Exponential: many short ones, a few long ones.
    Exponential {
        /// Its mean.
        mean: Duration,
    },
}

impl Spread {
    /// One duration.
    #[inline]
    pub(crate) fn sample(self, source: &mut impl Source) -> Duration {
        let Spread::Exponential { mean } = self;
        let factor = u128::from(minus_ln(source.next_u64()));
        Duration(high(u128::from(mean.0) * (factor << 32)))
    }
}

const STEPS: usize = 256;
const LN_2: u64 = 2_977_044_472;
const MINUS_LN: [u64; STEPS + 1] = minus_ln_table();

/// -ln((draw + 1) / 2^64) with 32 binary places, by a table and a straight line between its steps.
#[inline]
fn minus_ln(draw: u64) -> u64 {
    let zeros = draw.leading_zeros();
    // The bits after the leading one: the fraction of the way from 1/2 to 1.
    let fraction = draw.checked_shl(zeros + 1).unwrap_or(0);
    let step = usize::from(fraction.to_be_bytes()[0]);
    let rest = fraction << 8 >> 32;
    let (near, far) = (MINUS_LN[step], MINUS_LN[step + 1]);
    u64::from(zeros) * LN_2 + near - (((near - far) * rest) >> 32)
}

/// -ln(1/2 + step / 512) with 32 binary places.
const fn minus_ln_table() -> [u64; STEPS + 1] {
    let mut table = [0; STEPS + 1];
    let mut step = 0;
    while step < STEPS {
        // The binary logarithm of 1 + step / 256, bit by bit: square, and note each overflow.
        let mut value = (STEPS + step) as u128 * (1 << 52);
        let mut logarithm = 0_u64;
        let mut bit = 0;
        while bit < 40 {
            value = (value * value) >> 60;
            logarithm <<= 1;
            if value >> 61 != 0 {
                value >>= 1;
                logarithm |= 1;
            }
            bit += 1;
        }
        table[step] = (((1 << 40) - logarithm) * (LN_2 >> 8)) >> 32;
        step += 1;
    }
    table
}

fn high(product: u128) -> u64 {
    (product >> 64) as u64
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
fn low(product: u128) -> u64 {
    product as u64
}
