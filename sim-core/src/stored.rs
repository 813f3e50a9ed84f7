//! Values as bytes: how a protocol's state gets onto a disk and back.
//!
//! The encoding is the plainest that works: fields in order, integers in little endian, a 64-bit
//! count before anything whose length varies. The types here have one encoding per value, so
//! equal bytes on two disks mean equal states; bytes that no value encodes to are refused.
//!
//! A torn or rotten file is an everyday event, so [`decode`](Stored::decode) takes arbitrary
//! bytes: it never panics and never allocates more than the input justifies.
//!
//! Deliberately absent: versions, names of fields, a checksum (a protocol that wants to notice a
//! flipped bit brings its own: that is what the fault is for), and self-description.

mod collections;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::array;

/// A value that can be written to a disk and read back.
///
/// For a struct, encode the fields in order and decode them in the same order. For an enum, begin
/// with a number for the variant and refuse numbers that name none.
///
/// ```
/// use sim_core::stored::{Stored, from_bytes, to_bytes};
///
/// #[derive(Debug, PartialEq)]
/// struct Ballot {
///     term: u64,
///     voted_for: Option<String>,
/// }
///
/// impl Stored for Ballot {
///     fn encode(&self, out: &mut Vec<u8>) {
///         self.term.encode(out);
///         self.voted_for.encode(out);
///     }
///
///     fn decode(input: &mut &[u8]) -> Option<Self> {
///         Some(Ballot { term: u64::decode(input)?, voted_for: Option::decode(input)? })
///     }
/// }
///
/// let ballot = Ballot { term: 3, voted_for: Some("n1".into()) };
/// let mut bytes = to_bytes(&ballot);
/// assert_eq!(from_bytes(&bytes), Some(ballot));
///
/// bytes.pop();
/// assert_eq!(from_bytes::<Ballot>(&bytes), None);
/// ```
///
/// A type that contains itself (a tree, a list of boxes) has to bound its depth in `decode`:
/// hostile bytes can otherwise nest it deeper than the stack.
pub trait Stored: Sized {
    /// Adds the encoding of this value to the end of `out`.
    fn encode(&self, out: &mut Vec<u8>);

    /// Takes one value from the front of `input`; `None` if no value begins there.
    ///
    /// Reads exactly what [`encode`](Stored::encode) wrote, whatever follows it. After `None`, how
    /// much of the input was taken is not promised.
    fn decode(input: &mut &[u8]) -> Option<Self>;
}

/// The encoding of a value.
pub fn to_bytes<T: Stored>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.encode(&mut bytes);
    bytes
}

/// The value that `bytes` encodes; `None` if there is none or if bytes are left over.
pub fn from_bytes<T: Stored>(mut bytes: &[u8]) -> Option<T> {
    let value = T::decode(&mut bytes)?;
    bytes.is_empty().then_some(value)
}

macro_rules! stored_integers {
    ($($integer:ty),*) => {$(
        impl Stored for $integer {
            fn encode(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn decode(input: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = input.split_first_chunk()?;
                *input = rest;
                Some(Self::from_le_bytes(*bytes))
            }
        }
    )*};
}

stored_integers!(u8, u16, u32, u64, u128, i8, i16, i32, i64, i128);

// As 64 bits everywhere: a file written by a 64-bit build is read, or refused, by a 32-bit one.
impl Stored for usize {
    fn encode(&self, out: &mut Vec<u8>) {
        (*self as u64).encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        usize::try_from(u64::decode(input)?).ok()
    }
}

impl Stored for isize {
    fn encode(&self, out: &mut Vec<u8>) {
        (*self as i64).encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        isize::try_from(i64::decode(input)?).ok()
    }
}

impl Stored for bool {
    fn encode(&self, out: &mut Vec<u8>) {
        u8::from(*self).encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        match u8::decode(input)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Stored for char {
    fn encode(&self, out: &mut Vec<u8>) {
        u32::from(*self).encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        char::from_u32(u32::decode(input)?)
    }
}

impl Stored for String {
    fn encode(&self, out: &mut Vec<u8>) {
        self.len().encode(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let length = usize::decode(input)?;
        let (bytes, rest) = input.split_at_checked(length)?;
        *input = rest;
        Some(str::from_utf8(bytes).ok()?.into())
    }
}

impl<T: Stored> Stored for Option<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        self.is_some().encode(out);
        if let Some(value) = self {
            value.encode(out);
        }
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let is_some = bool::decode(input)?;
        if is_some { T::decode(input).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Box<T> {
    fn encode(&self, out: &mut Vec<u8>) {
        T::encode(self, out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        T::decode(input).map(Box::new)
    }
}

impl<T: Stored, const N: usize> Stored for [T; N] {
    fn encode(&self, out: &mut Vec<u8>) {
        for element in self {
            element.encode(out);
        }
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        let mut complete = true;
        let elements: [Option<T>; N] = array::from_fn(|_| {
            // After the first failure nothing more is taken from the input.
            let element = if complete { T::decode(input) } else { None };
            complete &= element.is_some();
            element
        });
        complete.then(|| elements.map(|element| element.expect("every element was decoded")))
    }
}

impl Stored for () {
    fn encode(&self, _out: &mut Vec<u8>) {}

    fn decode(_input: &mut &[u8]) -> Option<Self> {
        Some(())
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn encode(&self, out: &mut Vec<u8>) {
        self.0.encode(out);
        self.1.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some((A::decode(input)?, B::decode(input)?))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn encode(&self, out: &mut Vec<u8>) {
        self.0.encode(out);
        self.1.encode(out);
        self.2.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some((A::decode(input)?, B::decode(input)?, C::decode(input)?))
    }
}

impl<A: Stored, B: Stored, C: Stored, D: Stored> Stored for (A, B, C, D) {
    fn encode(&self, out: &mut Vec<u8>) {
        self.0.encode(out);
        self.1.encode(out);
        self.2.encode(out);
        self.3.encode(out);
    }

    fn decode(input: &mut &[u8]) -> Option<Self> {
        Some((A::decode(input)?, B::decode(input)?, C::decode(input)?, D::decode(input)?))
    }
}
