//! The order of a stack: what has come last goes first.
//!
//! In each order some value lies at the bottom first: when it comes, and when it goes, nothing else is there. So it may come
//! at a moment at which no other value is there for certain, and go at one. If such moments cut the history, what isn't there for
//! certain can be put to one side of them as a whole; then the value can be put in there. So any value that has such
//! moments can be left out, in any order: there is one for what is left if and only if there is one for all. A value that
//! may come and go at one moment can be left out as well.
//!
//! Where values are left of which none can be the lowest, there is no order.

use super::Life;
use super::cover::{Cover, Stabbed};

/// As few values as have no order of a stack; or none.
///
/// Costs O(values · log values), and as much for each of about log(values) · values that are found out not to be needed.
pub(super) fn out_of_order(lives: &[Life]) -> Vec<Life> {
    let mut stuck = stuck_among(lives);
    // What is needed while more is there is needed when less is.
    let mut part = stuck.len();
    while part > 0 {
        let mut start = 0;
        while start < stuck.len() {
            let end = stuck.len().min(start + part);
            let less: Vec<Life> = [&stuck[..start], &stuck[end..]].concat();
            let still = stuck_among(&less);
            if still.is_empty() {
                start = end;
            } else {
                stuck = still;
            }
        }
        part /= 2;
    }
    stuck
}

// The values that are left when each is taken away that can be the lowest, in their order.
fn stuck_among(lives: &[Life]) -> Vec<Life> {
    // Who may come and go at one moment is in nobody's way.
    let lives: Vec<&Life> = lives.iter().filter(|life| life.certain().is_some()).collect();
    let mut moments: Vec<u64> = Vec::with_capacity(lives.len() * 4);
    for life in &lives {
        moments.extend([life.comes.begin, life.comes.end, life.goes.begin, life.goes.end]);
    }
    moments.sort_unstable();
    moments.dedup();
    let place = |moment: u64| moments.partition_point(|it| *it < moment);
    // Moments strictly between the end of its coming and the begin of its going.
    let certain = |life: &Life| place(life.comes.end) + 1..place(life.goes.begin);
    let mut cover = Cover::new(moments.len(), lives.iter().map(|life| certain(life)));
    // Both times of each value, those at which it may come and those at which it may go.
    let times = lives.iter().flat_map(|life| [life.comes, life.goes]);
    let times: Vec<_> = times.map(|span| (place(span.begin), place(span.end))).collect();
    let mut times = Stabbed::new(&times);
    let mut free = vec![0_u8; lives.len()];
    while let Some(moment) = cover.next_bare() {
        while let Some(time) = times.take(moment) {
            let life = time / 2;
            free[life] += 1;
            if free[life] == 2 {
                cover.uncover(certain(lives[life]));
            }
        }
    }
    let left = lives.iter().zip(free).filter(|(_, free)| *free < 2);
    left.map(|(life, _)| **life).collect()
}
