use super::*;
use crate::source::Source;
use crate::stream::Stream;
use alloc::string::ToString;

#[track_caller]
fn check(duration: Duration, expected: &str) {
    assert_eq!(duration.to_string(), expected);
    assert_eq!(expected.parse(), Ok(duration));
}

#[track_caller]
fn check_parse(text: &str, expected: Duration) {
    assert_eq!(text.parse(), Ok(expected));
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    assert_eq!(text.parse::<Duration>().unwrap_err().to_string(), expected);
}

#[test]
fn a_duration_is_printed_in_the_unit_that_reads_best() {
    check(nanos(0), "0ns");
    check(nanos(999), "999ns");
    check(micros(250), "250us");
    check(nanos(1_500), "1.5us");
    check(millis(150), "150ms");
    check(nanos(12_031_250), "12.03125ms");
    check(millis(1_500), "1.5s");
    check(seconds(90), "90s");
    check(seconds(300), "5m");
    check(minutes(90), "90m");
    check(hours(2), "2h");
    check(Duration::MAX, "18446744073.709551615s");
}

#[test]
fn any_unit_and_any_exact_decimal_is_read() {
    check_parse("0.5us", nanos(500));
    check_parse("1.50ms", micros(1_500));
    check_parse("0.25h", minutes(15));
    check_parse("0.0000000000025h", nanos(9));
    check_parse("007s", seconds(7));
    check_parse("0h", Duration::ZERO);
}

#[test]
fn printed_durations_are_read_back_exactly() {
    let mut stream = Stream::new(1, 2);
    for _ in 0..20_000 {
        let bits = stream.next_u64();
        // All magnitudes, and with many trailing zeros.
        let nanos = bits >> (stream.next_u64() % 64);
        for nanos in [nanos, nanos - nanos % 1_000, nanos - nanos % SECOND, nanos - nanos % HOUR] {
            let duration = Duration::from_nanos(nanos);
            assert_eq!(duration.to_string().parse(), Ok(duration));
        }
    }
}

#[test]
fn a_text_that_is_no_duration_says_why() {
    check_error("150", "a duration needs a unit: \"150\"");
    check_error("", "a duration begins with a number: \"\"");
    check_error("ms", "a duration begins with a number: \"ms\"");
    check_error("-5ms", "a duration begins with a number: \"-5ms\"");
    check_error("1..5s", "a duration begins with a number: \"1..5s\"");
    check_error("5 ms", "the unit of a duration is one of ns, us, ms, s, m, h: \"5 ms\"");
    check_error("5min", "the unit of a duration is one of ns, us, ms, s, m, h: \"5min\"");
    check_error("1.5ns", "a duration is a whole number of nanoseconds: \"1.5ns\"");
    check_error("5124096h", "a duration is at most 18446744073.709551615s: \"5124096h\"");
    check_error(
        "18446744073709551616ns",
        "a duration is at most 18446744073.709551615s: \"18446744073709551616ns\"",
    );
}

#[test]
fn arithmetic_saturates_and_its_checked_twin_says_so() {
    assert_eq!(Duration::MAX + nanos(1), Duration::MAX);
    assert_eq!(nanos(1) - nanos(2), Duration::ZERO);
    assert_eq!(hours(1) * u64::MAX, Duration::MAX);
    assert_eq!(seconds(u64::MAX), Duration::MAX);
    assert_eq!(Duration::MAX.checked_add(nanos(1)), None);
    assert_eq!(nanos(1).checked_sub(nanos(2)), None);
    assert_eq!(hours(1).checked_mul(u64::MAX), None);
    assert_eq!(millis(3).checked_add(micros(5)), Some(micros(3_005)));
}

#[test]
fn a_duration_is_scaled_by_a_ratio() {
    assert_eq!(seconds(1).scale(Ratio::percent(150)), millis(1_500));
}

#[test]
fn a_duration_is_padded_in_a_table() {
    assert_eq!(format!("[{:>7}]", millis(5)), "[    5ms]");
}

#[test]
fn durations_of_the_language_convert_where_they_fit() {
    let longest = core::time::Duration::from_nanos(u64::MAX);
    assert_eq!(Duration::try_from(longest), Ok(Duration::MAX));
    assert_eq!(core::time::Duration::from(Duration::MAX), longest);
    let longer = longest + core::time::Duration::from_nanos(1);
    assert_eq!(
        Duration::try_from(longer).unwrap_err().to_string(),
        "18446744073 seconds are longer than 2^64 nanoseconds"
    );
}
