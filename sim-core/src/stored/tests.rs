use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::Debug;

use super::collections::capacity_for;
use super::{Stored, from_bytes, to_bytes};

/// Round trip; every shorter prefix and every longer input fails; nothing beyond is read.
#[track_caller]
fn check<T: Stored + Debug + PartialEq>(value: T, expected: &[u8]) {
    let bytes = to_bytes(&value);
    assert_eq!(bytes, expected);
    for length in 0..bytes.len() {
        assert_eq!(
            from_bytes::<T>(&bytes[..length]),
            None,
            "the first {length} bytes of {bytes:?}"
        );
    }
    let followed = [&bytes[..], &[0xA5]].concat();
    assert_eq!(from_bytes::<T>(&followed), None, "one byte left over");
    let mut input = &followed[..];
    assert_eq!(T::decode(&mut input), Some(value));
    assert_eq!(input, [0xA5]);
}

#[track_caller]
fn check_refused<T: Stored + Debug + PartialEq>(bytes: &[u8]) {
    assert_eq!(from_bytes::<T>(bytes), None);
}

fn counted(count: u64, rest: &[u8]) -> Vec<u8> {
    [&count.to_le_bytes()[..], rest].concat()
}

#[test]
fn integers_are_little_endian() {
    check(0x12_u8, &[0x12]);
    check(0x1234_u16, &[0x34, 0x12]);
    check(-2_i32, &[0xFE, 0xFF, 0xFF, 0xFF]);
    check(u64::MAX, &[0xFF; 8]);
    check(i128::MIN, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80]);
}

#[test]
fn a_usize_takes_64_bits_everywhere() {
    check(3_usize, &[3, 0, 0, 0, 0, 0, 0, 0]);
    check(-1_isize, &[0xFF; 8]);
}

#[test]
fn a_bool_is_zero_or_one() {
    check(false, &[0]);
    check(true, &[1]);
    check_refused::<bool>(&[2]);
}

#[test]
fn a_char_is_a_scalar_value() {
    check('é', &[0xE9, 0, 0, 0]);
    check_refused::<char>(&0xD800_u32.to_le_bytes());
    check_refused::<char>(&u32::MAX.to_le_bytes());
}

#[test]
fn a_string_is_counted_utf8() {
    check(String::new(), &counted(0, &[]));
    check(String::from("aé"), &counted(3, &[0x61, 0xC3, 0xA9]));
    check_refused::<String>(&counted(1, &[0xC3]));
}

#[test]
fn options_and_boxes_wrap_their_value() {
    check(None::<u16>, &[0]);
    check(Some(7_u16), &[1, 7, 0]);
    check(Some(Some(true)), &[1, 1, 1]);
    check(Box::new(7_u8), &[7]);
    check_refused::<Option<u8>>(&[2, 0]);
}

#[test]
fn arrays_and_tuples_are_their_elements() {
    check([1_u16, 2, 3], &[1, 0, 2, 0, 3, 0]);
    check([0_u8; 0], &[]);
    check((), &[]);
    check((1_u8, true), &[1, 1]);
    check((1_u8, true, 2_u16), &[1, 1, 2, 0]);
    check((1_u8, true, 2_u16, Some(3_u8)), &[1, 1, 2, 0, 1, 3]);
}

#[test]
fn sequences_sets_and_maps_are_counted() {
    check(Vec::<u64>::new(), &counted(0, &[]));
    check(vec![1_u8, 2], &counted(2, &[1, 2]));
    check(vec![vec![1_u8], vec![]], &counted(2, &[counted(1, &[1]), counted(0, &[])].concat()));
    check(BTreeSet::from([2_u8, 1]), &counted(2, &[1, 2]));
    check(BTreeMap::from([(2_u8, true), (1, false)]), &counted(2, &[1, 0, 2, 1]));
}

#[test]
fn elements_without_an_encoding_take_one_byte() {
    check(vec![(), ()], &counted(2, &[0, 0]));
    check(BTreeSet::from([[0_u8; 0]]), &counted(1, &[0]));
    check(BTreeMap::from([((), Box::new(()))]), &counted(1, &[0]));
    check_refused::<Vec<()>>(&counted(1, &[1]));
}

#[test]
fn sets_and_maps_out_of_order_or_repeated_are_refused() {
    check_refused::<BTreeSet<u8>>(&counted(2, &[2, 1]));
    check_refused::<BTreeSet<u8>>(&counted(2, &[1, 1]));
    check_refused::<BTreeMap<u8, u8>>(&counted(2, &[2, 0, 1, 0]));
    check_refused::<BTreeMap<u8, u8>>(&counted(2, &[1, 0, 1, 1]));
}

#[test]
fn a_hostile_count_is_refused() {
    for count in [2, 1 << 32, 1 << 60, u64::MAX] {
        let bytes = counted(count, &[0]);
        check_refused::<String>(&bytes);
        check_refused::<Vec<u8>>(&bytes);
        check_refused::<Vec<u128>>(&bytes);
        check_refused::<Vec<()>>(&bytes);
        check_refused::<Vec<Vec<()>>>(&bytes);
        check_refused::<Vec<[u64; 1_000]>>(&bytes);
        check_refused::<BTreeSet<()>>(&bytes);
        check_refused::<BTreeMap<(), Box<()>>>(&bytes);
    }
}

#[test]
fn a_count_reserves_no_more_memory_than_there_is_input() {
    let input = &[0; 1_000][..];
    assert_eq!(capacity_for::<u8>(1_000, input), 1_000);
    assert_eq!(capacity_for::<u64>(3, input), 3);
    assert_eq!(capacity_for::<u64>(1_000, input), 125);
    assert_eq!(capacity_for::<[u64; 1_000]>(1_000, input), 0);
    assert_eq!(capacity_for::<()>(1_000, input), 1_000);
}

#[test]
fn what_random_bytes_decode_to_encodes_to_the_same_bytes() {
    type Everything =
        (Vec<(bool, Option<u8>)>, BTreeMap<u8, String>, (BTreeSet<i8>, [char; 1]), Vec<Box<()>>);
    let value: Everything = (
        vec![(true, None), (false, Some(9))],
        BTreeMap::from([(1, "x".into()), (2, String::new())]),
        (BTreeSet::from([-1, 1]), ['z']),
        vec![Box::new(())],
    );
    let bytes = to_bytes(&value);
    let mut accepted = 0;
    for index in 0..bytes.len() {
        for changed in 0..=u8::MAX {
            let mut damaged = bytes.clone();
            damaged[index] = changed;
            if let Some(value) = from_bytes::<Everything>(&damaged) {
                assert_eq!(to_bytes(&value), damaged, "{value:?}");
                accepted += usize::from(damaged != bytes);
            }
        }
    }
    assert!(accepted > 100, "only {accepted} damaged inputs were accepted");
}

#[test]
fn a_failed_array_takes_nothing_more_from_the_input() {
    let mut input = &[1, 2, 0, 1][..];
    assert_eq!(<[bool; 3]>::decode(&mut input), None);
    assert_eq!(input, [0, 1]);
}
