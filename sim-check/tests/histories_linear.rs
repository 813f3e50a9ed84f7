//! Public histories with known verdicts.

use std::fmt::Debug;

use sim_check::Verdict;
use sim_check::linear::cas_register::CasRegister;
use sim_check::linear::text::{Text, TextStore};
use sim_check::linear::{Linear, Specification};

#[path = "histories_linear/reading.rs"]
mod reading;

use reading::Known;

#[track_caller]
fn check<S>(linear: &Linear<S>, all: &[Known<S::Input, S::Output>], count: usize)
where
    S: Specification + Debug,
{
    assert_eq!(all.len(), count);
    for Known { name, linearizable, history } in all {
        match linear.judge(history) {
            Verdict::Passed => assert!(linearizable, "{name}: a violation was missed"),
            Verdict::Violated(violation) => {
                assert!(!linearizable, "{name}: {violation}");
                assert_eq!(violation.anomaly, "not linearizable", "{name}");
                assert!(!violation.evidence.is_empty(), "{name}: nothing shows {violation}");
            }
            Verdict::Undecided(doubt) => panic!("{name}: {doubt}"),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "where histories must be, they may not be skipped")]
fn must_be_there() -> bool {
    std::env::var_os("CI").is_some()
}

#[test]
fn public_histories_get_their_known_verdicts() {
    let folder = match reading::folder() {
        Ok(folder) => folder,
        Err(absent) => {
            assert!(!must_be_there(), "{} is not there", absent.display());
            println!("SKIPPED: {} is not there", absent.display());
            return;
        }
    };
    // In a debug build a full reduction of all of them would take seconds.
    let registers = Linear::new(CasRegister::new(None)).reduction_steps_max(20_000);
    check(&registers, &reading::registers(&folder), 52);
    check(&Linear::new(TextStore::new(Text)), &reading::texts(&folder), 4);
}
