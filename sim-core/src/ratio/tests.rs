use super::*;
use crate::source::Source;
use crate::stream::Stream;
use alloc::string::ToString;

#[track_caller]
fn check(text: &str, numerator: u32, denominator: u32) {
    assert_eq!(text.parse(), Ok(Ratio { numerator, denominator }));
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    assert_eq!(text.parse::<Ratio>().unwrap_err().to_string(), expected);
}

fn ratio(numerator: u32, denominator: u32) -> Ratio {
    Ratio::new(numerator, denominator).unwrap()
}

#[test]
fn a_ratio_is_in_lowest_terms() {
    assert_eq!(ratio(6, 8), ratio(3, 4));
    assert_eq!((ratio(6, 8).numerator(), ratio(6, 8).denominator()), (3, 4));
    assert_eq!(ratio(0, 7), Ratio::ZERO);
    assert_eq!(ratio(u32::MAX, u32::MAX), Ratio::ONE);
    assert_eq!(Ratio::percent(150), ratio(3, 2));
    assert_eq!(Ratio::per_thousand(250), ratio(1, 4));
    assert_eq!(Ratio::per_million(50), ratio(1, 20_000));
}

#[test]
fn what_is_no_ratio_or_no_probability_says_why() {
    assert_eq!(Ratio::new(3, 0).unwrap_err().to_string(), "3/0 divides by zero");
    assert_eq!(Ratio::probability(3, 0).unwrap_err().to_string(), "3/0 divides by zero");
    assert_eq!(Ratio::probability(3, 2).unwrap_err().to_string(), "3/2 is above one");
    assert_eq!(ratio(4, 2).at_most_one().unwrap_err().to_string(), "2 is above one");
    assert_eq!(ratio(2, 2).at_most_one(), Ok(Ratio::ONE));
}

#[test]
fn three_notations_are_read() {
    check("3/4", 3, 4);
    check("6/8", 3, 4);
    check("0.25", 1, 4);
    check("25%", 1, 4);
    check("0.1%", 1, 1_000);
    check("1.0001", 10_001, 10_000);
    check("100%", 1, 1);
    check("0", 0, 1);
    check("2", 2, 1);
    check("4294967295/4294967294", u32::MAX, u32::MAX - 1);
    check("0.000000000", 0, 1);
    check("4294967295", u32::MAX, 1);
}

#[test]
fn a_text_that_is_no_ratio_says_why() {
    check_error("", "a ratio reads 3/4, 0.75 or 75%: \"\"");
    check_error("a half", "a ratio reads 3/4, 0.75 or 75%: \"a half\"");
    check_error("-1/2", "a ratio reads 3/4, 0.75 or 75%: \"-1/2\"");
    check_error("1/2/3", "a ratio reads 3/4, 0.75 or 75%: \"1/2/3\"");
    check_error("1.5/2", "a ratio reads 3/4, 0.75 or 75%: \"1.5/2\"");
    check_error("1/2%", "a ratio reads 3/4, 0.75 or 75%: \"1/2%\"");
    check_error("1/0", "a ratio cannot divide by zero: \"1/0\"");
    check_error("0/0", "a ratio cannot divide by zero: \"0/0\"");
    check_error("4294967296", "a ratio has two numbers below 2^32: \"4294967296\"");
    check_error("0.00000000001", "a ratio has two numbers below 2^32: \"0.00000000001\"");
    check_error(
        "99999999999999999999",
        "a ratio has two numbers below 2^32: \"99999999999999999999\"",
    );
}

#[test]
fn the_longest_numbers_do_not_overflow() {
    check_error(
        "18446744073709551615.999999999999999999%",
        "a ratio has two numbers below 2^32: \"18446744073709551615.999999999999999999%\"",
    );
}

#[test]
fn printed_ratios_are_read_back_exactly() {
    assert_eq!(ratio(3, 4).to_string(), "3/4");
    assert_eq!((Ratio::ZERO.to_string(), Ratio::ONE.to_string()), ("0".into(), "1".into()));
    let mut stream = Stream::new(3, 4);
    for _ in 0..20_000 {
        let mut part = || u32::try_from(stream.next_u64() >> 32).unwrap() >> stream.between(0, 31);
        let ratio = ratio(part(), part().max(1));
        assert_eq!(ratio.to_string().parse(), Ok(ratio));
    }
}

#[test]
fn scaling_rounds_down_and_saturates() {
    assert_eq!(ratio(2, 3).multiply(5), 3);
    assert_eq!(ratio(2, 3).divide(5), 7);
    assert_eq!(ratio(3, 2).multiply(u64::MAX), u64::MAX);
    assert_eq!(ratio(1, u32::MAX).divide(u64::MAX), u64::MAX);
    assert_eq!(Ratio::ONE.multiply(u64::MAX), u64::MAX);
    assert_eq!(Ratio::ZERO.multiply(u64::MAX), 0);
    assert_eq!(Ratio::ZERO.divide(0), u64::MAX);
}

#[test]
fn ratios_are_ordered_by_value() {
    assert!(ratio(1, 3) < ratio(1, 2));
    assert!(ratio(u32::MAX - 1, u32::MAX) < Ratio::ONE);
    assert!(ratio(u32::MAX, 1) > ratio(u32::MAX, 2));
}
