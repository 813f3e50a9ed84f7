//! The chi-square test, in integers: are these counts what equal chances give?

/// Asserts that the counts of equally likely outcomes differ by chance only.
///
/// The statistic has the mean `k - 1` and the variance `2 (k - 1)` over `k` outcomes; four and a
/// half standard deviations are allowed on both sides, since counts that are too even are as
/// suspicious as counts that are too uneven.
#[track_caller]
pub(crate) fn assert_equally_likely(counts: &[u64]) {
    let outcomes = counts.len() as u64;
    let expected = counts.iter().sum::<u64>() / outcomes;
    assert!(expected >= 20, "{expected} per outcome are too few to judge");
    let squares: u64 = counts.iter().map(|&count| count.abs_diff(expected).pow(2)).sum();
    let (statistic, degrees) = (squares / expected, outcomes - 1);
    let distance = statistic.abs_diff(degrees);
    assert!(
        distance * distance <= 41 * degrees,
        "chi-square {statistic} with {degrees} degrees of freedom"
    );
}

#[test]
fn even_enough_counts_pass() {
    assert_equally_likely(&[110, 95, 103, 92]);
}

#[test]
#[should_panic(expected = "chi-square")]
fn uneven_counts_are_caught() {
    assert_equally_likely(&[150, 80, 90, 80]);
}

#[test]
#[should_panic(expected = "chi-square")]
fn counts_without_any_variation_are_caught() {
    assert_equally_likely(&[100; 256]);
}
