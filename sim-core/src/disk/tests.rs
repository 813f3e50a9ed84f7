use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Disk, DiskError, DiskFaults, DiskFaultsError};
use crate::ratio::Ratio;

/// Runs a script of operations separated by `;` and compares what readers see at its end, as
/// `name=content` in order, after the errors and answers that came back on the way in brackets.
#[track_caller]
fn check(script: &str, expected: &str) {
    let mut disk = Disk::new();
    let mut seen = Vec::new();
    for line in script.split(';') {
        if let Some(answer) = perform(&mut disk, line) {
            seen.push(format!("[{answer}]"));
        }
    }
    for name in disk.list("") {
        let content = disk.read(name).expect("a listed file can be read");
        seen.push(format!("{name}={}", String::from_utf8_lossy(content)));
    }
    assert_eq!(seen.join(" "), expected, "{script}");
}

fn perform(disk: &mut Disk, line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| word.parse::<usize>().unwrap();
    let failure = |result: Result<(), DiskError>| result.err().map(|error| error.to_string());
    match words[..] {
        ["write", name] => return failure(disk.write(name, b"")),
        ["write", name, content] => return failure(disk.write(name, content.as_bytes())),
        ["append", name, content] => return failure(disk.append(name, content.as_bytes())),
        ["delete", name] => return (!disk.delete(name)).then(|| "no such file".into()),
        ["flip", name, bit] => {
            return (!disk.flip(name, number(bit))).then(|| "no such bit".into());
        }
        ["unsynced"] => {
            let indices = 0..=disk.unsynced_count();
            let lengths = indices.map(|index| disk.unsynced_len(index).to_string());
            return Some(lengths.collect::<Vec<_>>().join(" "));
        }
        ["crash", survivors, torn_bytes] => disk.crash(number(survivors), number(torn_bytes)),
        ["capacity", bytes] => disk.set_capacity(Some(number(bytes) as u64)),
        ["sync"] => disk.sync(),
        ["sync_lost"] => disk.sync_to(0),
        ["wipe"] => disk.wipe(),
        ["reset"] => disk.reset(),
        _ => panic!("not a disk operation: {line}"),
    }
    None
}

#[test]
fn a_write_replaces_and_an_append_extends() {
    check("write a 123; write a 4; append a 56; append b 7", "a=456 b=7");
}

#[test]
fn readers_see_unsynced_operations() {
    check("write a 1; sync; write a 2; write b 3; delete a", "b=3");
}

#[test]
fn deleting_nothing_is_no_operation() {
    check(
        "delete a; write a 1; delete a; delete a; unsynced",
        "[no such file] [no such file] [1 0 0]",
    );
}

#[test]
fn a_crash_takes_back_what_was_not_synced() {
    check("write a 1; sync; write a 2; write b 3; crash 0 0", "a=1");
    check("write a 1; sync; delete a; crash 0 0", "a=1");
}

#[test]
fn a_crash_after_a_sync_takes_nothing_back() {
    check("write a 1; append a 2; delete a; write b 3; sync; crash 0 0", "b=3");
}

#[test]
fn the_first_unsynced_operations_may_survive_in_order() {
    let script = "write a 1; append a 2; delete a; write b 3";
    check(&format!("{script}; crash 0 0"), "");
    check(&format!("{script}; crash 1 0"), "a=1");
    check(&format!("{script}; crash 2 0"), "a=12");
    check(&format!("{script}; crash 3 0"), "");
    check(&format!("{script}; crash 4 0"), "b=3");
}

#[test]
fn a_torn_write_lies_over_the_old_content() {
    check("write a old-old; sync; write a new; crash 0 2", "a=ned-old");
    check("write a old-old; sync; write a new; crash 0 3", "a=new-old");
    check("write a old; sync; write a new-new; crash 0 5", "a=new-n");
}

#[test]
fn a_torn_append_keeps_its_beginning() {
    check("write a 12; sync; append a 345; crash 0 2", "a=1234");
}

#[test]
fn a_torn_write_of_a_new_file_makes_it_unless_nothing_survives() {
    check("write a 123; crash 0 2", "a=12");
    check("write a 123; crash 0 0", "");
}

#[test]
fn a_deletion_cannot_be_torn() {
    check("write a 1; sync; delete a; crash 0 9", "a=1");
}

#[test]
fn the_operation_after_the_survivors_is_the_one_torn() {
    check("write a 12; write b 34; write c 56; crash 1 1", "a=12 b=3");
}

#[test]
fn counts_beyond_what_there_is_mean_all_of_it() {
    check("write a 12; write b 34; crash 9 9", "a=12 b=34");
    check("write a 12; write b 34; crash 1 9", "a=12 b=34");
}

#[test]
fn the_domain_of_a_crash_is_stated() {
    check("unsynced", "[0]");
    check("write a 123; append a 4; delete a; unsynced", "[3 1 0 0]");
    check("write a 123; sync; unsynced; append a 4; crash 0 0; unsynced", "[0] [0] a=123");
}

#[test]
fn a_lost_sync_saves_nothing() {
    check("write a 1; sync_lost; unsynced; crash 0 0", "[1 0]");
}

#[test]
fn an_honest_sync_makes_up_for_a_lost_one() {
    check("write a 1; sync_lost; sync; crash 0 0", "a=1");
}

#[test]
fn a_full_disk_refuses_and_changes_nothing() {
    check(
        "write a 123; capacity 5; append a 456; write b 7890; unsynced",
        "[disk full: 3 more bytes needed, 2 free] \
         [disk full: 4 more bytes needed, 2 free] [3 0] a=123",
    );
}

#[test]
fn a_write_needs_only_what_the_file_grows_by() {
    check("capacity 5; write a 12345; write a 6789; append a 0", "a=67890");
}

#[test]
fn space_comes_back_by_deletion_and_by_crash() {
    check("capacity 3; write a 123; delete a; write b 456", "b=456");
    check("capacity 3; write a 123; crash 0 0; write b 456", "b=456");
    check("capacity 3; write a 123; wipe; write b 456", "b=456");
}

#[test]
fn a_disk_above_its_capacity_refuses_only_to_grow() {
    check(
        "write a 12345; capacity 3; write a 6789; append a 0",
        "[disk full: 1 more bytes needed, 0 free] a=6789",
    );
}

#[test]
fn rot_reaches_readers_through_what_lies_on_the_platter() {
    check("write a 11; sync; flip a 1; flip a 9", "a=33");
    check("write a 11; sync; append a 1; flip a 1", "a=311");
    check("write a 11; sync; flip a 1; crash 0 0", "a=31");
}

#[test]
fn rot_hides_below_an_unsynced_write_until_a_crash_bares_it() {
    check("write a 1; sync; write a 5; flip a 1", "a=5");
    check("write a 1; sync; write a 5; flip a 1; crash 0 0", "a=3");
    check("write a 1; sync; delete a; flip a 1", "");
}

#[test]
fn what_is_not_on_the_platter_does_not_rot() {
    check("flip a 0", "[no such bit]");
    check("write a 1; flip a 0", "[no such bit] a=1");
    check("write a 1; sync; append a 2; flip a 8", "[no such bit] a=12");
}

#[test]
fn a_wiped_disk_has_lost_everything_but_its_capacity() {
    check("capacity 1; write a 1; sync; write a 2; wipe; crash 9 9; unsynced", "[0]");
    check("capacity 1; wipe; write a 12", "[disk full: 2 more bytes needed, 1 free]");
}

#[test]
fn a_reset_disk_is_as_good_as_new() {
    check("capacity 1; write a 1; sync; write a 2; reset; crash 9 9; write b 34", "b=34");
}

#[test]
fn names_are_listed_by_prefix_in_order() {
    let mut disk = Disk::new();
    for name in ["log/2", "log/10", "lo", "vote", "log/1", "log0"] {
        disk.write(name, b"").unwrap();
    }
    assert_eq!(disk.list("log/").collect::<Vec<_>>(), ["log/1", "log/10", "log/2"]);
    assert_eq!(disk.list("w").count(), 0);
    assert_eq!(disk.list("").count(), 6);
}

#[test]
fn the_platter_can_be_read_past_the_cache() {
    let mut disk = Disk::new();
    disk.write("a", b"1").unwrap();
    disk.sync();
    disk.write("a", b"2").unwrap();
    assert_eq!(disk.durable().collect::<Vec<_>>(), [("a", &b"1"[..])]);
}

#[test]
fn a_node_that_stores_nothing_pays_one_pointer() {
    assert_eq!(size_of::<Disk>(), size_of::<usize>());
    let mut disk = Disk::new();
    disk.sync();
    disk.crash(1, 1);
    disk.wipe();
    disk.reset();
    disk.delete("a");
    disk.set_capacity(None);
    assert!(disk.layers.is_none());
}

#[test]
fn disk_faults_are_calm_unless_said_otherwise() {
    assert!(DiskFaults::default().is_calm());
    assert!(!DiskFaults { torn: Ratio::ONE, ..DiskFaults::CALM }.is_calm());
    assert!(!DiskFaults { capacity: Some(0), ..DiskFaults::CALM }.is_calm());
}

#[test]
fn a_chance_above_one_is_refused_by_name() {
    let chance = Ratio::new(3, 2).unwrap();
    let error = DiskFaults { sync_lost: chance, ..DiskFaults::CALM }.check().unwrap_err();
    assert_eq!(error, DiskFaultsError::AboveOne { field: "sync_lost", chance });
    assert_eq!(error.to_string(), "sync_lost 3/2 is above one");
}

/// The disk again, the slow way: what is durable, and every operation since, replayed to read.
#[derive(Default)]
struct Naive {
    durable: BTreeMap<String, Vec<u8>>,
    unsynced: Vec<(&'static str, &'static str, Vec<u8>)>,
}

impl Naive {
    fn after(&self, count: usize) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.durable.clone();
        for (verb, name, bytes) in self.unsynced.iter().take(count) {
            let old = files.remove(*name);
            match *verb {
                "write" => files.insert(name.to_string(), bytes.clone()),
                "append" => files
                    .insert(name.to_string(), [old.unwrap_or_default(), bytes.clone()].concat()),
                _ => None,
            };
        }
        files
    }

    fn crash(&mut self, survivors: usize, torn_bytes: usize) {
        let mut files = self.after(survivors);
        if let Some((verb, name, bytes)) = self.unsynced.get(survivors)
            && torn_bytes > 0
            && *verb != "delete"
        {
            let old = files.remove(*name).unwrap_or_default();
            let new = match *verb {
                "append" => [&old, &bytes[..torn_bytes]].concat(),
                _ => [&bytes[..torn_bytes], old.get(torn_bytes..).unwrap_or_default()].concat(),
            };
            files.insert(name.to_string(), new);
        }
        self.durable = files;
        self.unsynced.clear();
    }
}

// A linear congruential generator: enough to pick operations, and the same on every machine.
fn draw(state: &mut u64, bound: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from((*state >> 33) % bound as u64).unwrap()
}

#[track_caller]
fn assert_equal(disk: &Disk, naive: &Naive) {
    let seen: BTreeMap<String, Vec<u8>> =
        disk.list("").map(|name| (name.to_string(), disk.read(name).unwrap().to_vec())).collect();
    assert_eq!(seen, naive.after(usize::MAX));
    let durable: BTreeMap<String, Vec<u8>> =
        disk.durable().map(|(name, bytes)| (name.to_string(), bytes.to_vec())).collect();
    assert_eq!(durable, naive.durable);
    assert_eq!(disk.unsynced_count(), naive.unsynced.len());
}

#[test]
fn the_disk_agrees_with_replaying_every_operation() {
    let mut state = 1;
    for _ in 0..200 {
        let (mut disk, mut naive) = (Disk::new(), Naive::default());
        for step in 0..60 {
            let name = ["a", "b", "c"][draw(&mut state, 3)];
            let bytes: Vec<u8> = (0..draw(&mut state, 5)).map(|_| step).collect();
            match draw(&mut state, 12) {
                0..=3 => {
                    disk.write(name, &bytes).unwrap();
                    naive.unsynced.push(("write", name, bytes));
                }
                4..=6 => {
                    disk.append(name, &bytes).unwrap();
                    naive.unsynced.push(("append", name, bytes));
                }
                7 => {
                    if disk.delete(name) {
                        naive.unsynced.push(("delete", name, Vec::new()));
                    }
                }
                8 => {
                    disk.sync();
                    naive.crash(usize::MAX, 0);
                }
                9 => disk.sync_to(0),
                10 => {
                    let survivors = draw(&mut state, disk.unsynced_count() + 1);
                    let torn_bytes = draw(&mut state, disk.unsynced_len(survivors) + 1);
                    disk.crash(survivors, torn_bytes);
                    naive.crash(survivors, torn_bytes);
                }
                _ => {
                    let bit = draw(&mut state, 40);
                    let byte = naive.durable.get_mut(name).and_then(|file| file.get_mut(bit / 8));
                    assert_eq!(disk.flip(name, bit), byte.is_some());
                    if let Some(byte) = byte {
                        *byte ^= 1 << (bit % 8);
                    }
                }
            }
            assert_equal(&disk, &naive);
        }
    }
}

#[test]
fn the_space_used_is_the_sum_of_the_files() {
    let mut state = 2;
    let mut disk = Disk::new();
    disk.set_capacity(Some(20));
    for _ in 0..3_000 {
        let name = ["a", "b", "c"][draw(&mut state, 3)];
        let bytes = &[7; 12][..draw(&mut state, 12)];
        let held: usize = disk.list("").map(|name| disk.read(name).unwrap().len()).sum();
        match draw(&mut state, 8) {
            0..=4 => match disk.append(name, bytes) {
                Ok(()) => assert!(held + bytes.len() <= 20),
                Err(error) => {
                    let (needed, free) = (bytes.len() as u64, 20 - held as u64);
                    assert_eq!(error, DiskError::Full { needed, free });
                    assert!(needed > free);
                }
            },
            5 => disk.crash(draw(&mut state, 3), 0),
            6 => disk.sync(),
            _ => {
                disk.delete(name);
            }
        }
    }
}
