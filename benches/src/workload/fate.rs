//! The weather of cluster and shortsims: 10 % loss, 5 % duplicates, delays of 1 to 10 ms.
//!
//! Both sides toss the same wire, from the same stream: one per world, in the order of sending. The framework tosses it
//! as a link of a network; and one more node, to which nobody speaks, is cut off from all others the whole time, so that
//! each message is looked for in a partition.

use sim_core::{Protocol, Ratio, Site, Stream, Toss, Wire, World, millis};
use sim_net::{Episode, FittedPlan, Link, Network, Partition, Plan, Selector};

/// The wire.
pub(super) fn wire() -> Wire {
    Wire::perfect(millis(1))
        .jitter(millis(9))
        .loss(Ratio::percent(10))
        .duplication(Ratio::percent(5))
}

/// The network with that wire between any two nodes.
pub(super) fn network<P: Protocol>() -> Network<P> {
    Network::mesh(
        Link::new(millis(1))
            .jitter(millis(9))
            .loss(Ratio::percent(10))
            .duplication(Ratio::percent(5)),
    )
}

/// The name of the node that is cut off.
pub(super) const HERMIT: &str = "hermit";

/// The plan that cuts it off.
pub(super) fn plan<P: Protocol>(world: &World<P, Network<P>>) -> FittedPlan {
    let isolated = Partition::Isolate(Selector::node(HERMIT));
    let plan = Plan::new().episode(Episode::new("alone", millis(0), isolated));
    plan.fit(world).expect("the hermit is a node")
}

/// The stream that a world of the framework with this seed draws the fates of its messages from.
pub(super) fn stream(seed: u64) -> Stream {
    Stream::new(seed, Site::Copies as u64)
}

const LATENCY: u64 = 1_000_000;

/// What becomes of a message: after how many nanoseconds each copy arrives.
pub(super) fn arrivals(wire: &Wire, stream: &mut Stream, mut arrive: impl FnMut(u64)) {
    match wire.toss(stream) {
        Toss::Lost => {}
        Toss::Once(delay) => arrive(LATENCY + delay.as_nanos()),
        Toss::Twice(one, other) => {
            // The framework numbers copies by their arrival, so it sends the sooner one first.
            arrive(LATENCY + one.min(other).as_nanos());
            arrive(LATENCY + one.max(other).as_nanos());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{arrivals, stream, wire};

    #[test]
    fn fates_are_as_frequent_as_they_are_said_to_be() {
        let (wire, mut stream) = (wire(), stream(1));
        let (mut lost, mut twice, mut sum) = (0_u64, 0_u64, 0_u64);
        for _ in 0..100_000 {
            let mut copies = 0;
            arrivals(&wire, &mut stream, |delay| {
                copies += 1;
                sum += delay;
                assert!((1_000_000..=10_000_000).contains(&delay));
            });
            lost += u64::from(copies == 0);
            twice += u64::from(copies == 2);
        }
        assert!((9_700..10_300).contains(&lost), "{lost}");
        assert!((4_300..4_700).contains(&twice), "{twice}");
        let mean = sum / (100_000 - lost + twice);
        assert!((5_450_000..5_550_000).contains(&mean), "{mean}");
    }
}
