//! Streams: what travels in order and without loss, and makes its sender wait.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{
    ActorId, Arrival, Broken, DropCause, Duration, EventId, NodeId, Room, Site, Time, Trip,
};

/// How the streams of a network behave. A stream is opened by the first message that an actor sends to another by
/// [`Channel::Stream`](sim_core::Channel::Stream), and leads one way.
///
/// * Messages arrive in order, once, undamaged. What the links lose is sent again, so that it is late.
/// * At most `window` messages are on their way or in the receiver's mailbox; who sends more waits. What is sent with a
///   delay counts from when it leaves, and doesn't wait then.
/// * What meets a partition waits until it is over. If nothing was heard for `patience` because of a partition, the
///   stream breaks: the sender notices it when it sends or the weather changes, the receiver once the partition is over.
/// * A stream breaks as well when either end crashes or ends, or was never there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StreamRules {
    /// How many messages may be on their way or unread.
    pub window: u32,
    /// After how long what was lost is sent again.
    pub resend: Duration,
    /// How long a stream stays open while it is cut off.
    pub patience: Duration,
}

impl StreamRules {
    // For constants.
    pub(crate) const DEFAULT: Self =
        Self { window: 64, resend: Duration::from_millis(200), patience: Duration::from_secs(10) };

    /// How often a message is sent again at most. What chance loses oftener arrives after that nevertheless.
    pub const RESENDS_MAX: u8 = 8;
}

impl StreamRules {
    // Says what is wrong with the numbers, if anything is.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.window == 0 {
            return Err(String::from("streams: window 0 never has room for a message"));
        }
        let late = self.late_max();
        if late.as_nanos() > Site::Delay.largest() {
            let (times, resend) = (Self::RESENDS_MAX, self.resend);
            return Err(format!("streams: {times} times resend {resend} is more than a century"));
        }
        Ok(())
    }

    /// How late resending can make a message.
    pub(crate) fn late_max(&self) -> Duration {
        let resent = self.resend.checked_mul(u64::from(Self::RESENDS_MAX));
        resent.unwrap_or(Duration::MAX)
    }
}

impl Default for StreamRules {
    /// 64 messages, 200 ms, 10 s.
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The streams that are open.
#[derive(Debug)]
pub(crate) struct Streams {
    pub(crate) rules: StreamRules,
    open: BTreeMap<(ActorId, ActorId), Open>,
    // The other ends of an actor's streams, whichever way those lead: a hub may end that has many, or many that have one.
    peers: BTreeMap<ActorId, BTreeSet<ActorId>>,
    news: Vec<News>,
}

/// What an end of a stream that broke is still to hear.
#[derive(Debug)]
struct News {
    end: ActorId,
    peer: ActorId,
    // Where it comes from and where it goes, if it has to get there.
    crosses: Option<(NodeId, NodeId)>,
    after: Duration,
}

/// Why a stream breaks: who knows of it at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Broke {
    /// The sender has lost patience.
    GivenUp,
    /// This end is gone.
    Gone(ActorId),
}

/// An open stream, one way.
#[derive(Debug)]
struct Open {
    /// What was sent and has not been taken in: messages of an earlier stream are none of its business.
    unread: VecDeque<EventId>,
    /// What is on its way, in order.
    flying: VecDeque<EventId>,
    /// How many were sent and are not known to have been taken in.
    unheard: u32,
    /// When the sender will know of those that have been taken in.
    heard: VecDeque<Time>,
    /// Since when it waits to hear of one.
    waiting: Time,
    /// No message arrives before the one ahead of it.
    horizon: Time,
    /// How long a word takes from one end to the other.
    latency: Duration,
    source: NodeId,
    target: NodeId,
}

impl Open {
    // What the sender knows by now.
    fn hear(&mut self, now: Time) {
        while let Some(heard) = self.heard.front().copied().filter(|heard| *heard <= now) {
            self.heard.pop_front();
            self.unheard = self.unheard.saturating_sub(1);
            self.waiting = heard;
        }
    }
}

impl Streams {
    pub(crate) const fn new(rules: StreamRules) -> Self {
        Self { rules, open: BTreeMap::new(), peers: BTreeMap::new(), news: Vec::new() }
    }

    pub(crate) fn clear(&mut self) {
        self.open.clear();
        self.peers.clear();
        self.news.clear();
    }

    /// Whether one more message has room. `cut` says since when the two are cut off from each other.
    pub(crate) fn room(
        &mut self,
        from: ActorId,
        to: ActorId,
        now: Time,
        cut: Option<Time>,
    ) -> Room {
        let Some(open) = self.open.get_mut(&(from, to)) else { return Room::Free };
        open.hear(now);
        let mut until = open.heard.front().map(|heard| heard.since(now));
        if let Some(cut) = cut.filter(|_| open.unheard > 0) {
            let since = cut.max(open.waiting);
            let left = self.rules.patience.saturating_sub(now.since(since));
            if left.is_zero() && open.heard.is_empty() {
                self.sever((from, to), Broke::GivenUp);
                return Room::Free;
            }
            until = until.or(Some(left));
        }
        if open.unheard < self.rules.window { Room::Free } else { Room::Full { until } }
    }

    /// A message leaves that would arrive at this time: when it arrives behind the others.
    pub(crate) fn depart(&mut self, trip: &Trip, arrives: Time, latency: Duration) -> Time {
        let open = self.open.entry((trip.from, trip.to)).or_insert_with(|| {
            self.peers.entry(trip.from).or_default().insert(trip.to);
            self.peers.entry(trip.to).or_default().insert(trip.from);
            Open {
                unread: VecDeque::new(),
                flying: VecDeque::new(),
                unheard: 0,
                heard: VecDeque::new(),
                waiting: trip.departs,
                horizon: Time::ZERO,
                latency,
                source: trip.source,
                target: trip.target,
            }
        });
        if open.unheard == 0 {
            open.waiting = trip.departs;
        }
        open.unread.push_back(trip.message);
        open.flying.push_back(trip.message);
        open.unheard += 1;
        open.horizon = open.horizon.max(arrives);
        open.horizon
    }

    /// Whether a message may arrive now, if nothing but the stream is in its way.
    pub(crate) fn arrive(&self, trip: &Trip) -> Arrival {
        let open = self.open.get(&(trip.from, trip.to));
        match open.and_then(|open| open.flying.iter().position(|it| *it == trip.message)) {
            Some(0) => Arrival::Enters,
            // It waits for those ahead of it.
            Some(_) => Arrival::Held,
            None => Arrival::Dropped(DropCause::Severed),
        }
    }

    pub(crate) fn arrived(&mut self, trip: &Trip) {
        if let Some(open) = self.open.get_mut(&(trip.from, trip.to)) {
            open.flying.pop_front();
        }
    }

    /// A message has been taken in: after how long its sender knows.
    pub(crate) fn taken_in(
        &mut self,
        from: ActorId,
        to: ActorId,
        message: EventId,
        now: Time,
    ) -> Option<Duration> {
        let open = self.open.get_mut(&(from, to))?;
        // Nearly always the first one; what leaves with a delay is older than what left before it.
        let index = open.unread.iter().position(|unread| *unread == message)?;
        open.unread.remove(index);
        open.heard.push_back(now.saturating_add(open.latency));
        Some(open.latency)
    }

    /// An actor is gone, and with it its streams.
    pub(crate) fn gone(&mut self, actor: ActorId) {
        let Some(peers) = self.peers.get(&actor) else { return };
        let ends = peers.iter().flat_map(|&peer| [(actor, peer), (peer, actor)]);
        let mut ends: Vec<_> = ends.filter(|ends| self.open.contains_key(ends)).collect();
        ends.sort_unstable();
        ends.into_iter().for_each(|ends| self.sever(ends, Broke::Gone(actor)));
    }

    /// The streams that have waited in vain for too long break; `cut` says since when two are cut off from each other.
    pub(crate) fn give_up(
        &mut self,
        now: Time,
        mut cut: impl FnMut(ActorId, ActorId) -> Option<Time>,
    ) {
        let patience = self.rules.patience;
        let mut given_up = Vec::new();
        for (&(from, to), open) in &mut self.open {
            open.hear(now);
            let lost_patience = |cut: Time| now.since(cut.max(open.waiting)) >= patience;
            if open.unheard > 0 && open.heard.is_empty() && cut(from, to).is_some_and(lost_patience)
            {
                given_up.push((from, to));
            }
        }
        given_up.into_iter().for_each(|ends| self.sever(ends, Broke::GivenUp));
    }

    /// Whether none is open.
    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The ends that can hear now that their streams broke: news doesn't cross a partition either.
    pub(crate) fn take_news(&mut self, mut cut: impl FnMut(NodeId, NodeId) -> bool) -> Vec<Broken> {
        let mut told = Vec::new();
        self.news.retain(|&News { end, peer, crosses, after }| {
            let stuck = crosses.is_some_and(|(source, target)| cut(source, target));
            if !stuck {
                told.push(Broken { end, peer, after });
            }
            stuck
        });
        told
    }

    /// Whether there is anything to hear.
    pub(crate) fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    fn sever(&mut self, (from, to): (ActorId, ActorId), broke: Broke) {
        let Some(Open { latency, source, target, .. }) = self.open.remove(&(from, to)) else {
            return;
        };
        if !self.open.contains_key(&(to, from)) {
            self.forget(from, to);
            self.forget(to, from);
        }
        let there = Some((source, target));
        let back = Some((target, source));
        match broke {
            Broke::GivenUp => {
                let at_once = Duration::ZERO;
                self.news.push(News { end: from, peer: to, crosses: None, after: at_once });
                self.news.push(News { end: to, peer: from, crosses: there, after: latency });
            }
            Broke::Gone(actor) if actor == from => {
                self.news.push(News { end: to, peer: from, crosses: there, after: latency });
            }
            Broke::Gone(_) => {
                self.news.push(News { end: from, peer: to, crosses: back, after: latency });
            }
        }
    }

    // The actor has no stream with the other any more.
    fn forget(&mut self, actor: ActorId, other: ActorId) {
        let Some(peers) = self.peers.get_mut(&actor) else { return };
        peers.remove(&other);
        if peers.is_empty() {
            self.peers.remove(&actor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::hours;

    #[track_caller]
    fn check(rules: StreamRules, expected: Result<(), &str>) {
        assert_eq!(rules.check(), expected.map_err(String::from));
    }

    #[test]
    fn streams_have_room_for_one_message() {
        let rules = StreamRules::default();
        check(StreamRules { window: 1, ..rules }, Ok(()));
        check(
            StreamRules { window: 0, ..rules },
            Err("streams: window 0 never has room for a message"),
        );
    }

    #[test]
    fn what_is_lost_arrives_within_a_century() {
        let rules = StreamRules::default();
        check(StreamRules { resend: hours(100_000), ..rules }, Ok(()));
        check(
            StreamRules { resend: hours(1_000_000), ..rules },
            Err("streams: 8 times resend 1000000h is more than a century"),
        );
    }
}
