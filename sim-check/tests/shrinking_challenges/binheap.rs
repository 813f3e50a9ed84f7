//! A heap is turned into a sorted list.
//!
//! Only its least element is put first; the rest comes as a merged heap is walked through.
//!
//! Choices are a heap, a node before its right and then its left subtree, each node by how much larger it is than its
//! parent; what isn't there is no node. The right one first, so that the heap which the challenge calls the smallest is
//! made of the fewest choices.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_mostly};

struct BinHeap;

#[derive(Clone, PartialEq, Eq, Debug)]
struct Heap {
    head: u64,
    left: Option<Box<Heap>>,
    right: Option<Box<Heap>>,
}

fn heap(head: u64, left: Option<Heap>, right: Option<Heap>) -> Heap {
    Heap { head, left: left.map(Box::new), right: right.map(Box::new) }
}

fn read_heap(least: u64, choices: &mut std::slice::Iter<'_, Choice>) -> Option<Heap> {
    let head = least.saturating_add(choices.next()?.value.checked_sub(1)?);
    let right = read_heap(head, choices);
    let left = read_heap(head, choices);
    Some(heap(head, left, right))
}

fn merge(one: Option<Box<Heap>>, other: Option<Box<Heap>>) -> Option<Box<Heap>> {
    let (Some(one), Some(other)) = (one.clone(), other.clone()) else { return one.or(other) };
    let (first, second) = if one.head <= other.head { (one, other) } else { (other, one) };
    let left = merge(first.right, Some(second));
    Some(Box::new(Heap { head: first.head, left, right: first.left }))
}

/// The elements as they are met, a node before its right and then its left subtree.
fn walk(heap: Option<&Heap>, list: &mut Vec<u64>) {
    let Some(heap) = heap else { return };
    list.push(heap.head);
    walk(heap.right.as_deref(), list);
    walk(heap.left.as_deref(), list);
}

fn draw_heap(stream: &mut Stream, size: u64, choices: &mut Vec<(Site, u64)>) {
    if size == 0 || stream.between(0, 3) == 0 {
        choices.push((Site::Node, 0));
    } else {
        choices.push((Site::Node, 1 + (stream.next_u64() >> stream.between(34, 63))));
        (0..2).for_each(|_| draw_heap(stream, size / 2, choices));
    }
}

impl Challenge for BinHeap {
    type Input = Option<Heap>;

    fn largest(_: Site) -> u64 {
        1 << 32
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let mut choices = Vec::new();
        let size = stream.between(0, 20);
        draw_heap(stream, size, &mut choices);
        choices
    }

    fn read(choices: &[Choice]) -> Option<(Option<Heap>, usize)> {
        let mut left = choices.iter();
        let heap = read_heap(0, &mut left);
        Some((heap, choices.len() - left.len()))
    }

    fn is_falsified(whole: &Option<Heap>) -> bool {
        let Some(whole) = whole else { return false };
        let mut list = vec![whole.head];
        walk(merge(whole.left.clone(), whole.right.clone()).as_deref(), &mut list);
        !list.is_sorted()
    }
}

#[test]
fn a_heap_that_is_not_sorted_is_shrunk_to_the_minimum() {
    let right = heap(0, Some(heap(0, None, None)), Some(heap(1, None, None)));
    check_mostly::<BinHeap>(&Some(heap(0, None, Some(right))), 484);
}
