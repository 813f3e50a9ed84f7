use super::*;
use crate::source::Source;
use crate::stream::Stream;

fn real(fixed: u64) -> f64 {
    fixed as f64 / ONE as f64
}

#[track_caller]
fn check_minus_ln(draw: u64) {
    let expected = 64.0 * core::f64::consts::LN_2 - libm::log(draw as f64);
    let error = real(minus_ln(draw)) - expected;
    assert!(error.abs() < 3e-9, "-ln of {draw:#x} is {expected} and not {}", real(minus_ln(draw)));
}

#[test]
fn logarithms_are_pinned() {
    assert_eq!(minus_ln(u64::MAX), 89_806_602);
    assert_eq!(minus_ln(1 << 63), 199_786_071_868_591_343);
    assert_eq!(minus_ln(0x1234_5678_9abc_def0), 761_940_365_831_281_066);
    assert_eq!(minus_ln(1), 12_786_308_644_489_955_465);
    assert_eq!(exponential(0x1234_5678_9abc_def0), 979_129_935_733_612_213);
    assert_eq!(EXPONENTIAL_MAX, 12_786_308_644_489_955_465);
}

#[test]
fn a_logarithm_is_near_the_true_one() {
    let mut stream = Stream::new(21, 0);
    for zeros in 0..64 {
        let top = 1_u64 << (63 - zeros);
        check_minus_ln(top);
        check_minus_ln(top | (top - 1));
        for _ in 0..500 {
            check_minus_ln(top | (stream.next_u64() & (top - 1)));
        }
    }
}

#[test]
fn the_mean_of_the_exponential_variable_is_one_to_a_millionth() {
    // Not sampled but summed over 2^20 equal parts, for draws without trailing zeros.
    let parts = 1_u64 << 20;
    let middle = |part: u64| real(exponential(part << 44 | 1 << 43 | 1));
    let mean = (0..parts).map(middle).sum::<f64>() / parts as f64;
    // Each trailing zero adds ln 2, and there is one on average.
    assert_eq!(exponential(6 << 40) - exponential(6 << 40 | 1), 41 * LN_2);
    assert!((mean + core::f64::consts::LN_2 - 1.0).abs() < 1e-9, "{mean}");
}

#[test]
fn the_exponential_variable_is_positive_and_ends() {
    assert!(exponential(u64::MAX) < ONE >> 28);
    assert!(exponential(1 << 63) < EXPONENTIAL_MAX);
    assert!(exponential(0) == EXPONENTIAL_MAX);
}

#[test]
fn a_logarithm_never_falls_where_the_parts_of_the_table_meet() {
    for part in 1..=u64::from(u16::MAX) {
        let draw = part << 48;
        assert!(minus_ln(draw - 1) >= minus_ln(draw + 1), "at {draw:#x}");
    }
    assert!(minus_ln(u64::MAX) < ONE >> 30);
}

#[track_caller]
fn check_exp(exponent: f64) {
    const BASE: u64 = 1 << 50;
    let expected = BASE as f64 * libm::exp(exponent);
    let scaled = scale_by_exp(BASE, (exponent * ONE as f64) as i128);
    let error = (scaled as f64 - expected).abs();
    assert!(error <= 0.51 + expected * 2e-12, "e^{exponent}: {scaled} instead of {expected}");
}

#[test]
fn an_exponential_is_near_the_true_one() {
    for step in -3_000..970 {
        check_exp(f64::from(step) / 100.0);
    }
}

#[test]
fn exponentials_are_pinned_and_saturate() {
    let one = i128::from(ONE);
    assert_eq!(scale_by_exp(1_000_000_000, one), 2_718_281_828);
    assert_eq!(scale_by_exp(1_000_000_000, -one), 367_879_441);
    assert_eq!(scale_by_exp(7, 0), 7);
    assert_eq!(scale_by_exp(1, 44 * one), 12_851_600_114_357_741_696);
    assert_eq!(scale_by_exp(1, 45 * one), u64::MAX);
    assert_eq!(scale_by_exp(u64::MAX, one), u64::MAX);
    assert_eq!(scale_by_exp(1, i128::MAX), u64::MAX);
    assert_eq!(scale_by_exp(u64::MAX, i128::MIN), 0);
    assert_eq!(scale_by_exp(u64::MAX, -45 * one), 1);
    assert_eq!(scale_by_exp(0, i128::MAX), 0);
}

#[test]
fn an_exponential_never_falls() {
    // Around every place where two parts of the table meet, from e^-1 to e^2.
    let part = i128::from(LN_2 / 64);
    for meeting in -96..192 {
        let mut last = 0;
        for step in -40..40 {
            let next = scale_by_exp(1 << 60, meeting * part + step * 7);
            assert!(next >= last, "at {meeting}/64 ln 2");
            last = next;
        }
    }
}

#[test]
fn scaling_rounds_to_the_nearest_and_saturates() {
    assert_eq!(scale(3, ONE / 2), 2);
    assert_eq!(scale(3, ONE / 2 - 1), 1);
    assert_eq!(scale(u64::MAX, ONE), u64::MAX);
    assert_eq!(scale(u64::MAX, ONE + 1), u64::MAX);
}
