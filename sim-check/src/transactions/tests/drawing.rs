//! Histories as they are drawn: `1:ax1 | 2:rx1ry > 2:!ay1`.

use sim_core::EventId;

use crate::history::Call;
use crate::transactions::{Step, Transactions};

/// `ax1` appends 1 to x, `rx12` reads x as 1, 2. Before `>` all have ended, beside `|` all are open at once. A number is a
/// process, otherwise each transaction has its own; `!` has failed, of `?` the end is unknown.
pub(super) fn history(drawn: &str) -> Transactions<char, char> {
    let mut history = Transactions::new();
    let mut event = (0..).map(EventId::nth);
    let mut own = 100..;
    for group in drawn.split('>') {
        let mut ends = Vec::new();
        for transaction in group.split('|').map(str::trim).filter(|it| !it.is_empty()) {
            let (process, word) = match transaction.split_once(':') {
                Some((process, word)) => (process.parse().unwrap(), word),
                None => (own.next().unwrap(), transaction),
            };
            let steps = steps(word.trim_start_matches(['!', '?']));
            let end = match word.as_bytes()[0] {
                b'!' => Call::Failed,
                b'?' => Call::Unknown,
                _ => Call::Ok(steps.clone()),
            };
            history.add(event.next().unwrap(), process, Call::Invoked(steps)).unwrap();
            ends.push((process, end));
        }
        for (process, end) in ends {
            history.add(event.next().unwrap(), process, end).unwrap();
        }
    }
    history
}

fn steps(word: &str) -> Vec<Step<char, char>> {
    let mut steps = Vec::new();
    let mut rest = word.chars().peekable();
    while let Some(verb) = rest.next() {
        let key = rest.next().unwrap();
        let elements: Vec<_> = std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)).collect();
        match verb {
            'a' => steps.push(Step::Append(key, elements[0])),
            'r' => steps.push(Step::Read(key, elements)),
            _ => panic!("{verb} is no step"),
        }
    }
    steps
}
