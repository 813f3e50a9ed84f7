//! `floor_binaryheap_…`: the proof that the floor is fast.
//!
//! phold over the 4-ary heap stands in the floor's place, phold over the standard library's binary
//! heap in the framework's. The floor counts only if the ratio is at least 1.2.

use super::{Row, Side, Unit, contest, phold};
use crate::floor::{BinaryFloor, HeapFloor};

/// One row per size of phold.
pub(super) fn rows() -> Vec<Row> {
    vec![
        row("floor_binaryheap_1e2", 100),
        row("floor_binaryheap_1e4", 10_000),
        row("floor_binaryheap_1e6", 1_000_000),
    ]
}

fn row(name: &'static str, actors: u32) -> Row {
    let four: Side = Box::new(move || phold::floor::<HeapFloor<u64>>(actors, 1));
    let two: Side = Box::new(move || phold::floor::<BinaryFloor<u64>>(actors, 1));
    contest(name, Unit::Delivery, Some(four), Some(two))
}
