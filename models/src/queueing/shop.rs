//! The shop: who serves, how fast, how fast jobs come, and what came of it.

use sim_check::prelude::*;
use sim_core::{Choices, Directory, Ratio};

use super::message::Queueing;
use super::pace::Pace;
use super::stations::{Desk, Server, Source};

// What a server takes for a job on average, where nothing else is said.
const SERVICE: Duration = millis(1);

/// A shop: how jobs come, who serves them, and how many find room.
#[derive(Clone, Debug)]
pub struct Shop {
    arrivals: Pace,
    service: Pace,
    servers: u32,
    // Whether all wait at one desk; otherwise each server has jobs of its own.
    desk: bool,
    room: Option<u32>,
}

/// What came of the jobs.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Figures {
    /// How many were served, or have begun to be.
    pub taken: u64,
    /// How long those had waited before, together, in nanoseconds.
    pub waited: u128,
    /// How many found no room.
    pub refused: u64,
    /// How many wait at the end.
    pub waiting: u64,
}

impl Shop {
    /// One server with random service times of 1 ms, busy for this part of the time: M/M/1.
    pub fn one_server(load: Ratio) -> Self {
        Self {
            arrivals: Pace::at_random(interval(load, 1)),
            service: Pace::at_random(SERVICE),
            servers: 1,
            desk: false,
            room: None,
        }
    }

    /// As [`one_server`](Self::one_server), but each job takes 1 ms: M/D/1.
    pub fn regular_server(load: Ratio) -> Self {
        Self { service: Pace::exactly(SERVICE), ..Self::one_server(load) }
    }

    /// Four servers with random service times of 1 ms behind one desk: M/M/4.
    pub fn four_servers(load: Ratio) -> Self {
        let arrivals = Pace::at_random(interval(load, 4));
        Self { arrivals, servers: 4, desk: true, ..Self::one_server(load) }
    }

    /// As [`one_server`](Self::one_server), with room for so many, the one that is served among them: M/M/1/K.
    pub fn small_shop(load: Ratio, room: u32) -> Self {
        Self { room: Some(room.saturating_sub(1)), ..Self::one_server(load) }
    }

    /// 1,000 jobs per second for four servers of 200 per second, each with room for so many who wait, or for all.
    pub fn too_many(room: Option<u32>) -> Self {
        let (arrivals, service) = (Pace::exactly(millis(1)), Pace::exactly(millis(5)));
        Self { arrivals, service, servers: 4, desk: false, room }
    }

    /// A scenario in which such a shop is open.
    pub fn scenario(&self, name: &str) -> Scenario<Queueing> {
        let Self { arrivals, service, servers, desk, room } = self.clone();
        let mailbox = service.of_service(room.map_or(Mailbox::unbounded(), Mailbox::bounded));
        let all = move |directory: &Directory| {
            (1..=servers).map(|number| directory[name_of(number).as_str()]).collect::<Vec<_>>()
        };
        let begun = scenario(name).node("shop", move |directory| {
            let receivers = if desk { vec![directory["shop/desk"]] } else { all(directory) };
            Source::new(arrivals.clone(), receivers)
        });
        let open = (1..=servers).fold(begun, |open, number| {
            let server =
                move |directory: &Directory| Server::new(desk.then(|| directory["shop/desk"]));
            open.actor("shop", &format!("server{number}"), server)
                .mailbox(&name_of(number), mailbox.clone())
        });
        if desk {
            open.actor("shop", "desk", move |directory| Desk::new(all(directory)))
        } else {
            open
        }
    }

    /// What comes of about so many jobs, from a seed.
    #[expect(clippy::missing_panics_doc, reason = "a shop can always be opened")]
    pub fn measure(&self, jobs: u64, seed: u64) -> Figures {
        let mut world =
            self.scenario("measured").world().expect("the shop has all whom it mentions");
        world.reset(&Choices::drawn(seed));
        world.run(Stop::after(self.arrivals.mean() * jobs));
        let mut figures = Figures::default();
        for number in 1..=self.servers {
            let server = world.directory()[name_of(number).as_str()];
            let Some(mailbox) = world.mailbox(server) else { continue };
            figures.taken += mailbox.taken;
            figures.waited += mailbox.waited;
            figures.refused += mailbox.overflowed;
            figures.waiting += mailbox.depth as u64;
        }
        if let Some(desk) = world.directory().get("shop/desk").and_then(|desk| world.view(desk)) {
            // Whoever is sent on finds a server that is free.
            figures.taken = desk.taken;
            figures.waited += desk.waited;
            figures.waiting += desk.waiting;
        }
        figures
    }
}

// How long it takes from one job to the next if so many servers are busy for this part of the time.
const fn interval(load: Ratio, servers: u64) -> Duration {
    Duration::from_nanos(load.divide(SERVICE.as_nanos()) / servers)
}

fn name_of(number: u32) -> String {
    format!("shop/server{number}")
}
