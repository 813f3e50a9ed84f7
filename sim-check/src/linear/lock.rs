//! The lock: one holder at a time, and a token that tells the holders apart.

use super::specification::Specification;

/// A lock with fencing tokens: one holder at a time, and each holder's token is above all before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lock {
    /// It is held until its holder releases it.
    Lasting,
    /// It may be taken away from its holder at any time, as when a lease runs out.
    Expiring,
}

/// What a lock is asked for. Clients are told apart by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LockInput {
    /// To be held by this client.
    Acquire(u64),
    /// To be held by this client no more.
    Release(u64),
}

/// What a lock answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LockOutput {
    /// To a client that acquires: it holds the lock, with this token.
    Granted(u64),
    /// To a client that acquires: somebody holds the lock.
    Busy,
    /// To a client that releases: nobody holds the lock now.
    Released,
    /// To a client that releases: it didn't hold the lock.
    NotHeld,
}

/// Who holds a lock, and what the next token is at least.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LockState {
    holder: Option<u64>,
    // Wider than a token, because there may be none above the last one.
    token_min: u128,
}

impl Specification for Lock {
    type State = LockState;
    type Input = LockInput;
    type Output = LockOutput;
    type Key = ();

    fn key(&self, _: &LockInput) {}

    fn initial(&self) -> LockState {
        LockState { holder: None, token_min: 0 }
    }

    fn step(
        &self,
        state: &LockState,
        input: &LockInput,
        output: Option<&LockOutput>,
    ) -> impl IntoIterator<Item = LockState> {
        let free = LockState { holder: None, ..*state };
        let may_be_free = state.holder.is_none() || *self == Self::Expiring;
        let held_by = |client| state.holder == Some(client);
        let granted = |client, token| LockState { holder: Some(client), token_min: token + 1 };
        match (*input, output.copied()) {
            (LockInput::Acquire(client), Some(LockOutput::Granted(token))) => {
                let token = u128::from(token);
                let possible = may_be_free && token >= state.token_min;
                [possible.then(|| granted(client, token)), None]
            }
            (LockInput::Acquire(_), Some(LockOutput::Busy)) => {
                [state.holder.is_some().then_some(*state), None]
            }
            // The token may be any; that it is the least says the least.
            (LockInput::Acquire(client), None) => {
                [may_be_free.then(|| granted(client, state.token_min)), Some(*state)]
            }
            (LockInput::Release(client), Some(LockOutput::Released)) => {
                [held_by(client).then_some(free), None]
            }
            // A holder that is told so has lost the lock before.
            (LockInput::Release(client), Some(LockOutput::NotHeld)) if held_by(client) => {
                [(*self == Self::Expiring).then_some(free), None]
            }
            (LockInput::Release(_), Some(LockOutput::NotHeld)) => [Some(*state), None],
            (LockInput::Release(client), None) => {
                [Some(if held_by(client) { free } else { *state }), None]
            }
            (LockInput::Acquire(_), Some(LockOutput::Released | LockOutput::NotHeld))
            | (LockInput::Release(_), Some(LockOutput::Granted(_) | LockOutput::Busy)) => {
                [None, None]
            }
        }
        .into_iter()
        .flatten()
    }

    fn observes(&self, _: &LockInput, output: Option<&LockOutput>) -> bool {
        match output {
            Some(LockOutput::Busy) => true,
            Some(LockOutput::NotHeld) => *self == Self::Lasting,
            Some(LockOutput::Granted(_) | LockOutput::Released) | None => false,
        }
    }

    fn describe(&self, input: &LockInput, output: Option<&LockOutput>) -> String {
        let asked = match input {
            LockInput::Acquire(client) => format!("client {client} acquires"),
            LockInput::Release(client) => format!("client {client} releases"),
        };
        match output {
            None | Some(LockOutput::Released) => asked,
            Some(LockOutput::Granted(token)) => format!("{asked} with token {token}"),
            Some(LockOutput::Busy) => format!("{asked}, but it is busy"),
            Some(LockOutput::NotHeld) => format!("{asked}, but doesn't hold it"),
        }
    }
}
