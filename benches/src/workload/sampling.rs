//! `sampling_…`: what the draws alone cost, on both sides of phold and of cluster.

use std::hint::black_box;

use super::fate::{arrivals, stream, wire};
use super::phold::Workload;
use super::{Row, Run, Side, Unit, contest};
use crate::ledger::Ledger;

const DRAWS: u64 = 5_000_000;

/// The draws of one phold delivery, and of one message of cluster.
pub(super) fn rows() -> Vec<Row> {
    vec![row("sampling_phold", phold), row("sampling_fate", fates)]
}

fn row(name: &'static str, run: fn() -> Ledger) -> Row {
    let side: Side = Box::new(move || -> Run { Box::new(run) });
    contest(name, Unit::Draw(DRAWS), Some(side), None)
}

fn phold() -> Ledger {
    let mut workload = Workload::new(black_box(10_000), 1);
    let mut sum = 0_u64;
    for _ in 0..DRAWS {
        let (target, delay) = workload.draw();
        sum = sum.wrapping_add(delay ^ u64::from(target));
    }
    Ledger { deliveries: 0, order_hash: sum }
}

fn fates() -> Ledger {
    let wire = wire();
    let mut stream = stream(black_box(1));
    let mut sum = 0_u64;
    for _ in 0..DRAWS {
        arrivals(&wire, &mut stream, |delay| sum = sum.wrapping_add(delay));
    }
    Ledger { deliveries: 0, order_hash: sum }
}
