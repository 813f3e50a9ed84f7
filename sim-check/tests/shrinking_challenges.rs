//! The public shrinking challenges (github.com/jlink/shrinking-challenge), as choices that the generic shrinker shrinks.
//!
//! Each minimum is what the text of its challenge says, each limit of runs the mean that was published there: by Hypothesis,
//! or by jqwik where Hypothesis has none.

#[path = "shrinking_challenges/binheap.rs"]
mod binheap;
#[path = "shrinking_challenges/bound5.rs"]
mod bound5;
#[path = "shrinking_challenges/calculator.rs"]
mod calculator;
#[path = "shrinking_challenges/challenge.rs"]
mod challenge;
#[path = "shrinking_challenges/coupling.rs"]
mod coupling;
#[path = "shrinking_challenges/deletion.rs"]
mod deletion;
#[path = "shrinking_challenges/difference.rs"]
mod difference;
#[path = "shrinking_challenges/distinct.rs"]
mod distinct;
#[path = "shrinking_challenges/integers.rs"]
mod integers;
#[path = "shrinking_challenges/large_union_list.rs"]
mod large_union_list;
#[path = "shrinking_challenges/lengthlist.rs"]
mod lengthlist;
#[path = "shrinking_challenges/nestedlists.rs"]
mod nestedlists;
#[path = "shrinking_challenges/reverse.rs"]
mod reverse;
