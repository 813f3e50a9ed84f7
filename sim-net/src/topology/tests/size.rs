// What large topologies hold. How fast they are is measured elsewhere.
use super::*;

#[test]
fn a_star_of_a_hundred_thousand_clients_searches_nothing() {
    let mut topology = Layout::star("n1", link(1)).build(&names(100_001)).expect("the layout fits");
    for client in 1..=100_000 {
        assert_eq!(topology.route(client, 0).map(<[Hop]>::len), Some(1));
        assert_eq!(topology.route(0, client).map(<[Hop]>::len), Some(1));
        assert_eq!(topology.latency(client, 100_001 - client), Some(millis(2)));
    }
    assert_eq!(topology.guides.count(), 0);
    assert_eq!(topology.links().len(), 1);
    assert_eq!(topology.edge_count(), 100_000);
    assert_eq!(topology.backbone.place_count(), 1);
}

#[test]
fn a_mesh_of_a_thousand_nodes_has_a_thousand_edges_and_searches_nothing() {
    let mut topology = Layout::mesh(link(1)).build(&names(1_000)).expect("the layout fits");
    for pair in 0..1_000_000 {
        let (source, target) = (pair / 1_000, pair % 1_000);
        let hops = usize::from(source != target);
        assert_eq!(topology.route(source, target).map(<[Hop]>::len), Some(hops));
    }
    assert_eq!(topology.guides.count(), 0);
    assert_eq!(topology.links().len(), 1);
    assert_eq!(topology.edge_count(), 1_000);
    assert_eq!(topology.backbone.place_count(), 2);
}

#[test]
fn regions_need_a_guide_for_each_region_not_for_each_node() {
    let nodes = names(1_000);
    let regions = (0..10).map(|number| {
        let residents = nodes.iter().skip(number * 100).take(100).map(String::as_str);
        Region::new(format!("r{number}"), residents, link(1))
    });
    let roads =
        (0..10).map(|number| road(&format!("r{number}"), &format!("r{}", (number + 1) % 10), 5));
    let mut topology = Layout::regions(regions, roads).build(&nodes).expect("the layout fits");
    for pair in (0..1_000_000).step_by(7) {
        assert!(topology.route(pair / 1_000, pair % 1_000).is_some());
    }
    assert_eq!(topology.guides.count(), 10);
    assert_eq!(topology.backbone.place_count(), 20);
}

#[test]
fn a_grid_searches_once_for_each_target() {
    let mut topology = Layout::grid(10, link(1)).build(&names(100)).expect("the layout fits");
    for source in 0..100 {
        topology.route(source, 7);
        topology.route(source, 8);
    }
    assert_eq!(topology.guides.count(), 2);
}

#[test]
fn where_memory_is_short_the_oldest_guides_are_forgotten_and_searched_again() {
    let layout = Layout::grid(5, link(1));
    let mut topology = layout.build(&names(25)).expect("the layout fits");
    let mut forgetful = layout.build(&names(25)).expect("the layout fits");
    forgetful.guides = Guides::bounded(3 * 25);
    for (source, target) in (0..1_250).map(|pair| (pair / 25 % 25, pair * 7 % 25)) {
        assert_eq!(forgetful.route(source, target), topology.route(source, target));
    }
    assert_eq!([&topology, &forgetful].map(|topology| topology.guides.count()), [25, 3]);
    forgetful.guides = Guides::bounded(0);
    assert!(forgetful.route(3, 4).is_some() && forgetful.route(4, 3).is_some());
    assert_eq!(forgetful.guides.count(), 1);
}

#[test]
fn a_hop_is_small() {
    assert!(size_of::<Hop>() <= 20);
}
