//! Clients: what they ask of something that does one thing after the other, and what they are told.

use sim_check::Call;

use super::Dice;

/// The words of one client after the other, each with who says it.
pub(super) type Words<I, O> = Vec<(u64, Call<I, O>)>;

enum Client<I, O> {
    Idle,
    Asking(I),
    Told(O),
}

/// So many calls of so many clients. Of a call, a throw of the dice each decides when it is made, when it takes effect and
/// when it ends, so that two of three clients have one open.
pub(super) fn words<I: Clone, O>(
    calls: u64,
    clients: u64,
    mut ask: impl FnMut(u64, &mut Dice) -> I,
    mut serve: impl FnMut(&I) -> O,
) -> Words<I, O> {
    let mut dice = Dice::new(clients);
    let mut all: Vec<Client<I, O>> = (0..clients).map(|_| Client::Idle).collect();
    let mut words = Vec::new();
    let (mut made, mut ended) = (0, 0);
    while ended < calls {
        let number = dice.below(clients);
        let client = usize::try_from(number).map(|index| &mut all[index]);
        let client = client.expect("there are few clients");
        *client = match std::mem::replace(client, Client::Idle) {
            Client::Idle if made == calls => Client::Idle,
            Client::Idle => {
                made += 1;
                let asked = ask(number, &mut dice);
                words.push((number, Call::Invoked(asked.clone())));
                Client::Asking(asked)
            }
            Client::Asking(asked) => Client::Told(serve(&asked)),
            Client::Told(told) => {
                ended += 1;
                words.push((number, Call::Ok(told)));
                Client::Idle
            }
        };
    }
    words
}
