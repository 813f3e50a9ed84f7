use super::*;
use crate::chi_square::assert_equally_likely;
use crate::source::Source;
use crate::stream::Stream;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use core::fmt::Write;

#[track_caller]
fn check(text: &str, expected: u64) {
    assert_eq!(TextHash::of(text), expected, "{:#018x}", TextHash::of(text));
}

#[test]
fn mixed_numbers_are_pinned() {
    assert_eq!(mix(0, 0), 0x6867_4e93_e5b6_1669);
    assert_eq!(mix(0, 1), 0xe273_2494_6329_d0f8);
    assert_eq!(mix(1, 0), 0x8c82_3965_6a2a_1b01);
    assert_eq!(mix(u64::MAX, u64::MAX), 0xcccf_becd_8df8_07cc);
}

#[test]
fn hashes_of_texts_are_pinned() {
    check("", 0xc8f9_0cb0_504b_3c07);
    check("shop", 0x9d2e_8343_8e33_4bc4);
    check("shop/worker#2", 0x1390_9eef_356e_76d0);
    check("Pay { order: 7 }", 0x35d6_41f0_43ab_60e4);
    check("gr\u{fc}\u{df}e \u{2192} \u{1f600}", 0x958e_f92e_d440_c0f3);
}

#[test]
fn small_numbers_never_mix_to_the_same() {
    let mut seen = BTreeSet::new();
    for a in 0..256 {
        for b in 0..256 {
            assert!(seen.insert(mix(a, b)), "mix({a}, {b}) is not new");
        }
    }
}

#[test]
fn no_first_number_absorbs_the_second() {
    for a in [0, 1, STEP, STEP_OF_FIRST, START, TWIST, !START, u64::MAX] {
        let distinct: BTreeSet<u64> = (0..1_000).map(|b| mix(a, b)).collect();
        assert_eq!(distinct.len(), 1_000, "a = {a:#x}");
        let distinct: BTreeSet<u64> = (0..1_000).map(|b| mix(b, a)).collect();
        assert_eq!(distinct.len(), 1_000, "b = {a:#x}");
    }
}

#[track_caller]
fn check_avalanche(flipped: impl Fn(u64, u64, u64) -> u64, mut inputs: impl FnMut() -> (u64, u64)) {
    const ROUNDS: u32 = 1_200;
    for bit in 0..64 {
        let mut changes = [0_u32; 64];
        for _ in 0..ROUNDS {
            let (a, b) = inputs();
            let difference = mix(a, b) ^ flipped(a, b, 1 << bit);
            for (index, count) in changes.iter_mut().enumerate() {
                *count += u32::from(difference >> index & 1 == 1);
            }
        }
        for (index, count) in changes.into_iter().enumerate() {
            // Eight standard deviations around one half: small inputs flip some pairs twice.
            assert!((461..=739).contains(&count), "bit {bit} changes {index}: {count} of {ROUNDS}");
        }
    }
}

#[test]
fn every_bit_of_both_numbers_changes_every_bit_of_the_mixture() {
    let mut stream = Stream::new(5, 6);
    let mut random = || (stream.next_u64(), stream.next_u64());
    check_avalanche(|a, b, flip| mix(a ^ flip, b), &mut random);
    check_avalanche(|a, b, flip| mix(a, b ^ flip), &mut random);
}

#[test]
fn every_bit_of_small_numbers_changes_every_bit_of_the_mixture() {
    let mut count = 0;
    let mut small = || {
        count += 1;
        (count / 37, count % 37)
    };
    check_avalanche(|a, b, flip| mix(a ^ flip, b), &mut small);
    check_avalanche(|a, b, flip| mix(a, b ^ flip), &mut small);
}

#[test]
fn mixtures_of_small_numbers_fall_evenly_into_buckets() {
    for shift in [0, 24, 48, 56] {
        let mut counts = [0; 256];
        for (a, b) in (0..200).flat_map(|a| (0..200).map(move |b| (a, b))) {
            counts[usize::from((mix(a, b) >> shift & 0xff) as u8)] += 1;
        }
        assert_equally_likely(&counts);
    }
}

#[test]
fn a_text_in_pieces_hashes_like_the_whole() {
    let text = "shop/worker#2 -> bank: Pay { order: 17 }";
    for first in 0..=text.len() {
        for second in first..=text.len() {
            let mut hash = TextHash::new();
            for piece in [&text[..first], &text[first..second], &text[second..]] {
                hash.write_str(piece).unwrap();
            }
            assert_eq!(hash.finish(), TextHash::of(text), "cut at {first} and {second}");
        }
    }
}

#[test]
fn texts_of_zeros_differ_by_their_length() {
    let zeros = "\0".repeat(64);
    let distinct: BTreeSet<u64> = (0..=64).map(|end| TextHash::of(&zeros[..end])).collect();
    assert_eq!(distinct.len(), 65);
}

#[test]
fn texts_with_a_long_common_prefix_fall_evenly_into_buckets() {
    let prefix = "a/very/long/path/that/all/of/them/share/".repeat(4);
    let mut seen = BTreeSet::new();
    let mut low = [0; 64];
    let mut high = [0; 64];
    for index in 0..8_000 {
        let hash = TextHash::of(&format!("{prefix}{index}"));
        assert!(seen.insert(hash));
        low[usize::from((hash & 63) as u8)] += 1;
        high[usize::from((hash >> 58) as u8)] += 1;
    }
    assert_equally_likely(&low);
    assert_equally_likely(&high);
}

#[test]
fn the_order_of_equal_words_matters() {
    let (one, two) = ("12345678abcdefgh", "abcdefgh12345678");
    assert_ne!(TextHash::of(one), TextHash::of(two));
    assert_ne!(TextHash::of(&String::from(one).repeat(2)), TextHash::of(one));
}
