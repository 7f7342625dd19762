//! Refs, conflicts, shown values, displayed times.

use super::prelude::*;

super::play! {
    a_correction_of_a_held_entry_makes_no_conflict
    a_correction_of_an_entry_that_becomes_void_stands
    a_missing_middle_write_makes_no_conflict
    two_writes_that_know_nothing_of_each_other_conflict_until_one_knows_both
    equal_writes_agree
    a_wrong_clock_decides_nothing_but_an_open_conflict
    a_conflict_shows_nothing_from_outside_a_passed_window
    a_ref_to_another_cell_names_nothing
    a_displayed_time_is_clamped_by_the_checkpoints
    a_merge_of_persons_is_a_cell_like_any_other
}

fn a_correction_of_a_held_entry_makes_no_conflict<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    w.sync();
    let held = w.mark(J, C1, 3);
    w.login(O, ADM);
    let device = w.computers[J].device.0;
    w.cut_now(O, REGISTRY, Scope::Device(device, vec![]), false, 1);
    w.sync();
    assert_eq!((w.fate(O, held), w.listed(O, held)), (Some(Held), true));
    let correction = Draft::new(journal::MARK, C1.key(), 4).refs(vec![held]);
    w.write(P, YEAR, correction);
    w.sync();
    assert_eq!((w.value(O, C1), w.conflict(O, C1), w.listed(O, held)), (Some(4), false, false));
}

fn a_correction_of_an_entry_that_becomes_void_stands<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 2);
    w.sync();
    let heads = w.heads(O, REGISTRY);
    let bad = w.mark(J, C1, 5);
    w.sync();
    let correction = w.mark(P, C1, 4);
    w.login(O, ADM);
    let device = w.computers[J].device.0;
    w.cut(O, REGISTRY, &cut(Scope::Device(device, vec![]), heads, true, 1));
    w.sync();
    assert_eq!([bad, correction].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
    assert_eq!((w.value(O, C1), w.conflict(O, C1)), (Some(4), false));
}

fn a_missing_middle_write_makes_no_conflict<N: Node>(w: &mut World<N>) {
    let first = w.mark(P, C1, 2);
    w.sync();
    w.mark(J, C1, 3);
    w.pull(P, J);
    w.mark(P, C1, 4);
    let device = w.computers[J].device;
    w.pull_if(O, P, |p| p.chain.device != device);
    assert_eq!((w.fate(O, first), w.value(O, C1), w.conflict(O, C1)), (Some(Superseded), Some(4), false));
}

fn two_writes_that_know_nothing_of_each_other_conflict_until_one_knows_both<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 3);
    w.mark(P, C1, 4);
    w.sync();
    assert!((0..4).all(|c| w.conflict(c, C1)));
    w.mark(O, C1, 5);
    w.sync();
    assert!((0..4).all(|c| !w.conflict(c, C1) && w.value(c, C1) == Some(5)));
}

fn equal_writes_agree<N: Node>(w: &mut World<N>) {
    let both = [w.mark(J, C1, 4), w.mark(P, C1, 4)];
    w.sync();
    assert_eq!((w.value(O, C1), w.conflict(O, C1)), (Some(4), false));
    assert_eq!(both.map(|h| w.fate(O, h)), [Some(Applied); 2]);
}

fn a_wrong_clock_decides_nothing_but_an_open_conflict<N: Node>(w: &mut World<N>) {
    w.computers[J].skew = 315_360_000;
    w.mark(J, C1, 3);
    w.sync();
    w.mark(P, C1, 4);
    w.sync();
    assert_eq!((w.value(J, C1), w.conflict(J, C1)), (Some(4), false), "who knew the other stands, whatever the clocks");
    w.mark(J, C2, 3);
    w.mark(P, C2, 4);
    w.sync();
    assert_eq!((w.value(O, C2), w.conflict(O, C2)), (Some(3), true));
}

fn a_conflict_shows_nothing_from_outside_a_passed_window<N: Node>(w: &mut World<N>) {
    w.mark(P, C1, 2);
    w.sync_some(&[O, P]);
    w.window(O, L1.date);
    w.computers[J].skew = 1_000_000;
    let late = w.mark(J, C1, 5);
    w.sync();
    assert_eq!((w.fate(O, late), w.value(O, C1)), (Some(Held), Some(2)));
    w.decide(O, &[late], true);
    w.sync();
    assert_eq!((w.fate(O, late), w.conflict(O, C1), w.value(O, C1)), (Some(Applied), true, Some(2)));
}

fn a_ref_to_another_cell_names_nothing<N: Node>(w: &mut World<N>) {
    w.mark(J, C1, 3);
    let other = w.mark(J, C2, 3);
    w.sync();
    w.write(P, YEAR, Draft::new(journal::MARK, C1.key(), 4).refs(vec![other]));
    w.sync();
    assert!(w.conflict(O, C1), "the ref stands after the old mark in its chain, but is no write of this cell");
}

fn a_displayed_time_is_clamped_by_the_checkpoints<N: Node>(w: &mut World<N>) {
    w.checkpoint(O);
    w.sync();
    let lower = w.now;
    w.computers[J].skew = -1_000_000;
    let early = w.mark(J, C1, 3);
    w.computers[J].skew = 1_000_000;
    let late = w.mark(J, C2, 3);
    w.computers[J].skew = 0;
    w.sync();
    w.checkpoint(O);
    let upper = w.now;
    let honest = w.mark(P, D1, 4);
    w.sync();
    let books = w.books(K);
    let time = |h| books.year.times.get(&h).copied();
    assert_eq!(time(late), Some((upper, true)));
    assert!(time(early).is_some_and(|(t, clamped)| clamped && t >= lower && t < upper));
    assert!(time(honest).is_some_and(|(_, clamped)| !clamped));
}

fn a_merge_of_persons_is_a_cell_like_any_other<N: Node>(w: &mut World<N>) {
    let cell = (r::MERGE, vec![id("person a").into()]);
    let to = |b: &str| Draft::new(r::MERGE, vec![id("person a").into()], id(b));
    w.write(O, REGISTRY, to("person b"));
    w.write(P, REGISTRY, to("person c"));
    w.sync();
    assert!(w.books(J).registry.cells[&cell].conflict);
    let mut undo = to("person b").refs(w.screen(O, REGISTRY, r::MERGE, &cell.1));
    undo.value = Value::Null;
    w.write(O, REGISTRY, undo);
    w.sync();
    let shown = w.books(J).registry.cells[&cell].clone();
    assert_eq!((shown.value, shown.conflict), (Value::Null, false));
}
