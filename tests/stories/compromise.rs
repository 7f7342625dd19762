//! Stolen passwords, fallen deputies and admins, dismissals.

use super::prelude::*;

super::play! {
    stolen_writes_are_void_and_the_old_value_comes_back
    what_a_fallen_deputy_gave_falls_and_his_lock_opens
    a_lock_by_a_deputy_of_a_fallen_admin_is_held_and_stops_nobody
    a_dismissed_deputy_s_unseen_lock_stops_nobody_until_decided
    a_dismissal_leaves_the_other_teacher_of_the_computer_alone
    a_decision_falls_with_its_author_s_key
    a_void_cut_overrides_held
    a_stolen_computer_s_writes_are_void_and_a_lost_one_s_held
    an_honest_entry_that_had_not_reached_the_witness_comes_back_by_re_entry
}

fn stolen_writes_are_void_and_the_old_value_comes_back<N: Node>(w: &mut World<N>) {
    let honest = w.mark(J, C1, 3);
    w.sync();
    let heads = w.heads(O, REGISTRY);
    let stolen = w.mark(K, D1, 2);
    w.login(K, T1);
    let forged = w.mark(K, C1, 5);
    w.sync();
    assert_eq!(w.value(O, C1), Some(5));
    w.login(O, ADM);
    w.annul(O, T1, heads);
    w.give_key(O, T1, pair("new password t1"));
    w.sync();
    assert_eq!((w.fate(O, forged), w.fate(O, honest), w.value(O, C1)), (Some(Void), Some(Applied), Some(3)));
    assert_eq!(w.fate(O, stolen), Some(Applied), "t2's own entry on that computer stands");
    w.login(J, T1);
    let again = w.mark(J, C1, 4);
    w.sync();
    assert_eq!((w.fate(O, again), w.value(O, C1), w.conflict(O, C1)), (Some(Applied), Some(4), false));
}

fn what_a_fallen_deputy_gave_falls_and_his_lock_opens<N: Node>(w: &mut World<N>) {
    w.sync();
    let heads = w.heads(O, REGISTRY);
    let load = w.give_load(P, T2, L1);
    w.sync();
    let m = w.mark(K, C1, 5);
    let lock = w.lock(P, L2);
    w.sync();
    let locked = w.mark(K, D1, 5);
    w.sync();
    assert_eq!([m, lock, locked].map(|h| w.fate(O, h)), [Applied, Applied, Held].map(Some));
    w.login(O, ADM);
    w.annul(O, DEP, heads);
    w.sync();
    assert_eq!([load, lock, m, locked].map(|h| w.fate(O, h)), [Void, Void, Held, Applied].map(Some));
    assert!(w.listed(O, m));
}

fn a_lock_by_a_deputy_of_a_fallen_admin_is_held_and_stops_nobody<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    w.login(O, ADM);
    w.give_key(O, "d2", pair("password d2"));
    let role = w.give_role(O, "d2", "deputy", DEPUTY, &[]);
    w.sync();
    w.login(P, "d2");
    let m = w.mark(J, C1, 5);
    let lock = w.lock(P, L1);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
    w.root_annul(O, ADM, heads);
    w.sync();
    assert_eq!([role, lock, m].map(|h| w.fate(O, h)), [Void, Held, Applied].map(Some));
    assert_eq!((w.value(J, C1), w.in_doubt(O, lock)), (Some(5), true), "nobody knows any more who set it");
}

fn a_dismissed_deputy_s_unseen_lock_stops_nobody_until_decided<N: Node>(w: &mut World<N>) {
    let lock = w.lock(P, L1);
    let m = w.mark(J, C1, 5);
    w.login(O, ADM);
    w.dismiss(O, DEP);
    w.sync();
    assert_eq!([lock, m].map(|h| (w.fate(O, h), w.listed(O, h))), [(Some(Held), true), (Some(Applied), false)]);
    w.decide_in(O, YEAR, &[lock], true, 1);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
    assert!(!w.listed(O, lock) && w.listed(O, m));
}

fn a_dismissal_leaves_the_other_teacher_of_the_computer_alone<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.dismiss(O, T1);
    let m = w.mark(J, C1, 5);
    w.login(J, T2);
    let n = w.mark(J, D1, 5);
    w.sync();
    assert_eq!([m, n].map(|h| w.fate(O, h)), [Held, Applied].map(Some));
}

fn a_decision_falls_with_its_author_s_key<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    let heads = w.heads(O, REGISTRY);
    w.decide(P, &[m], true);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Applied));
    w.login(O, ADM);
    w.annul(O, DEP, heads);
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Held), true));
}

fn a_void_cut_overrides_held<N: Node>(w: &mut World<N>) {
    w.sync();
    let heads = w.heads(O, REGISTRY);
    w.lock(O, L1);
    let m = w.mark(J, C1, 5);
    w.sync();
    w.decide(O, &[m], true);
    w.login(O, ADM);
    w.annul(O, T1, heads);
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Void), false), "no decision over a void cut");
}

fn a_stolen_computer_s_writes_are_void_and_a_lost_one_s_held<N: Node>(w: &mut World<N>) {
    let before = [w.mark(J, C1, 3), w.mark(K, D1, 3)];
    w.sync();
    let after = [w.mark(J, C1, 5), w.mark(K, D1, 5)];
    w.login(O, ADM);
    let (stolen, lost) = (w.computers[J].device.0, w.computers[K].device.0);
    w.cut_now(O, REGISTRY, Scope::Device(stolen, vec![]), true, 1);
    w.cut_now(O, REGISTRY, Scope::Device(lost, vec![]), false, 1);
    w.sync();
    assert_eq!(before.map(|h| w.fate(O, h)), [Some(Applied); 2]);
    assert_eq!(after.map(|h| w.fate(O, h)), [Void, Held].map(Some));
}

fn an_honest_entry_that_had_not_reached_the_witness_comes_back_by_re_entry<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    let honest = w.mark(J, C1, 4);
    w.login(O, ADM);
    w.annul(O, T1, heads);
    w.give_key(O, T1, pair("new password t1"));
    w.sync();
    assert_eq!((w.fate(J, honest), w.value(J, C1)), (Some(Void), None));
    w.login(J, T1);
    let again = w.mark(J, C1, 4);
    w.sync();
    assert_eq!((w.fate(O, again), w.value(O, C1)), (Some(Applied), Some(4)));
}
