use super::*;
use alloc::format;
use alloc::string::{String, ToString};

#[track_caller]
fn check(pairs: &[Pair], expected: &str) {
    let words: Vec<String> = pairs.iter().map(|(from, to)| format!("{from}-{to}")).collect();
    assert_eq!(words.join(" "), expected.to_string());
}

#[test]
fn a_star_is_all_with_one() {
    check(&star(4, 0), "0-1 0-2 0-3");
    check(&star(4, 2), "2-0 2-1 2-3");
    check(&star(1, 0), "");
}

#[test]
fn a_line_is_each_with_the_next() {
    check(&line(4), "0-1 1-2 2-3");
    check(&line(1), "");
    check(&line(0), "");
}

#[test]
fn a_ring_is_a_line_whose_ends_meet() {
    check(&ring(4), "0-1 1-2 2-3 3-0");
    check(&ring(3), "0-1 1-2 2-0");
}

#[test]
fn a_ring_of_two_has_one_edge() {
    check(&ring(2), "0-1");
    check(&ring(1), "");
    check(&ring(0), "");
}

#[test]
fn a_grid_is_each_with_those_beside_and_below() {
    // 0 - 1 - 2
    // |   |   |
    // 3 - 4 - 5
    // |   |
    // 6 - 7
    check(&grid(8, 3), "0-1 0-3 1-2 1-4 2-5 3-4 3-6 4-5 4-7 6-7");
}

#[test]
fn a_grid_with_one_column_or_one_row_is_a_line() {
    assert_eq!(grid(5, 1), line(5));
    assert_eq!(grid(5, 5), line(5));
    assert_eq!(grid(5, u32::MAX), line(5));
}

#[test]
fn a_tree_is_each_with_its_parent() {
    //        0
    //      /   \
    //     1     2
    //    / \   /
    //   3   4 5
    check(&tree(6, 2), "0-1 0-2 1-3 1-4 2-5");
    assert_eq!(tree(5, 1), line(5));
    assert_eq!(tree(5, u32::MAX), star(5, 0));
}

#[test]
fn a_random_shape_is_pinned_by_its_seed() {
    check(&random(6, 1, 2), "0-2 0-4 0-5 1-4 2-3 3-4 3-5");
    check(&random(6, 2, 2), "0-2 0-4 0-5 1-2 1-5 2-3 3-5");
    check(&random(6, 1, 8), "0-2 0-3 0-4 0-5 1-3 1-4 1-5 2-3 2-4 2-5 3-4 3-5 4-5");
}

#[test]
fn a_random_shape_connects_all_and_has_what_was_asked_for() {
    for seed in 0..200 {
        let count = 1 + u32::try_from(seed % 9).expect("it is below nine");
        for further in 0..40 {
            let pairs = random(count, seed, further);
            let most = count * (count - 1) / 2;
            assert_eq!(pairs.len(), (count - 1 + further).min(most) as usize);
            assert!(pairs.iter().all(|(low, high)| low < high && *high < count), "{pairs:?}");
            assert!(pairs.is_sorted_by(|one, other| one < other), "{pairs:?}");
            assert!(is_connected(count, &pairs), "{pairs:?}");
        }
    }
}

#[test]
fn more_edges_than_there_can_be_are_all_edges() {
    assert_eq!(random(5, 9, u32::MAX).len(), 10);
    check(&random(1, 9, u32::MAX), "");
    check(&random(0, 9, u32::MAX), "");
}

#[test]
fn each_random_tree_is_equally_likely() {
    // Four vertices have 16 trees; 16,000 draws give each 1,000 times, give or take six standard deviations.
    let mut counts = alloc::collections::BTreeMap::<Vec<Pair>, u32>::new();
    for seed in 0..16_000 {
        *counts.entry(random(4, seed, 0)).or_default() += 1;
    }
    assert_eq!(counts.len(), 16);
    assert!(counts.values().all(|count| (816..=1_184).contains(count)), "{counts:?}");
}

fn is_connected(count: u32, pairs: &[Pair]) -> bool {
    let mut colours: Vec<u32> = (0..count).collect();
    for (one, other) in pairs {
        let (from, to) = (colours[*one as usize], colours[*other as usize]);
        colours.iter_mut().filter(|colour| **colour == from).for_each(|colour| *colour = to);
    }
    colours.iter().all(|colour| *colour == colours[0])
}
