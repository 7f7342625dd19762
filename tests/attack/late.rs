//! Law that names what is not here yet, or what came after a closing.

use super::prelude::*;
use crate::support::world::names;

crate::stories::play! {
    a_lock_that_names_the_end_of_its_own_key_is_doubted_when_that_comes
    an_admin_s_cut_that_names_the_end_of_its_own_key_is_doubted_when_that_comes
    an_open_that_no_closing_knew_lifts_nothing_from_what_was_before_it
    an_event_of_a_later_version_makes_no_first_entry_wait
    a_void_entry_of_a_liar_makes_a_late_first_entry_wait_for_a_yes
}

/// The session of somebody else behind a change of a password: no law, so nothing but its being named looks at it.
fn session_behind<N: Node>(w: &mut World<N>, c: usize, next: &str) -> Head {
    w.login(c, next);
    w.prepare(c, REGISTRY, true, false);
    w.computers[c].pens[&REGISTRY].tip.unwrap()
}

fn a_lock_that_names_the_end_of_its_own_key_is_doubted_when_that_comes<N: Node>(w: &mut World<N>) {
    let old = w.passwords[&user(DEP)].clone();
    w.login(K, DEP);
    let change = w.give_key(K, DEP, pair("dep's next"));
    let behind = session_behind(w, K, T2);
    w.login_with(P, DEP, old);
    let lock = cut(World::<N>::lock_scope(L1), vec![behind], false, 2);
    let lock = w.write(P, YEAR, Draft::new(l::CUT, vec![id("lock").into()], lock.to_value()));
    w.pull(O, P);
    w.checkpoint(O);
    w.pull(J, P);
    w.pull(J, O);
    w.pull_if(J, K, |p| p.head() != behind);
    assert_eq!([change, lock].map(|h| w.fate(J, h)), [Some(Applied); 2]);
    w.pull(J, K);
    assert_eq!([change, lock].map(|h| w.fate(J, h)), [Applied, Held].map(Some));
    w.sync();
    in_every_order(w);
}

fn an_admin_s_cut_that_names_the_end_of_its_own_key_is_doubted_when_that_comes<N: Node>(w: &mut World<N>) {
    w.login(P, ADM);
    let old = w.passwords[&user(ADM)].clone();
    let change = w.give_key(P, ADM, pair("adm's next"));
    let behind = session_behind(w, P, DEP);
    w.login_with(O, ADM, old);
    let value = cut(Scope::Author(user(T2)), vec![behind], false, 1).to_value();
    let dismissal = w.write(O, REGISTRY, Draft::new(l::CUT, vec![id("dismissal").into()], value));
    w.checkpoint(O);
    w.pull(J, O);
    w.pull_if(J, P, |p| p.head() != behind);
    assert_eq!([change, dismissal].map(|h| w.fate(J, h)), [Some(Applied); 2]);
    w.pull(J, P);
    assert_eq!([change, dismissal].map(|h| w.fate(J, h)), [Applied, Held].map(Some));
    w.sync();
    in_every_order(w);
}

fn an_open_that_no_closing_knew_lifts_nothing_from_what_was_before_it<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let dismissal = w.dismiss(O, T1);
    w.pull(P, O);
    w.login(P, ADM);
    let open = w.open(P, REGISTRY, &[dismissal], 1);
    w.pull(J, P);
    let m = w.mark(J, C1, 5);
    w.pull(K, J);
    assert_eq!([open, m].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    let heads = [w.heads(O, REGISTRY), vec![m]].concat();
    let value = vec![names(&heads), "order 1".into(), 20_900.into(), Value::Array(vec![])];
    let closing = w.write(O, YEAR, Draft::new(l::CLOSE_YEAR, vec![], value).unseen());
    w.pull(K, O);
    assert_eq!([closing, m].map(|h| w.fate(K, h)), [Applied, Held].map(Some));
    w.sync();
    in_every_order(w);
}

/// t1's first entry into a square after the witness's window over its day, and what another computer had put there before.
fn after_a_window<N: Node>(w: &mut World<N>, event: Event) -> [Head; 2] {
    w.prepare(K, YEAR, true, true);
    let there = w.append(K, YEAR, event);
    w.pull(O, K);
    w.windows(O, L1.date, L1.date);
    w.sync();
    let m = w.mark(J, C1, 4);
    w.sync();
    [there, m]
}

fn an_event_of_a_later_version_makes_no_first_entry_wait<N: Node>(w: &mut World<N>) {
    let events = after_a_window(w, Event { version: 9, ..raw(journal::MARK, C1.key(), 5) });
    assert_eq!(events.map(|h| w.fate(O, h)), [Unknown, Applied].map(Some));
    in_every_order(w);
}

fn a_void_entry_of_a_liar_makes_a_late_first_entry_wait_for_a_yes<N: Node>(w: &mut World<N>) {
    let [lie, m] = after_a_window(w, raw(journal::MARK, C1.key(), 5));
    assert_eq!([lie, m].map(|h| w.fate(O, h)), [Void, Held].map(Some));
    assert!(w.listed(O, m) && !w.listed(O, lie));
    w.decide(O, &[m], true);
    w.sync();
    assert_eq!((w.fate(K, m), w.value(K, C1)), (Some(Applied), Some(4)));
    in_every_order(w);
}
