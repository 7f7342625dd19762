//! Heads that name what comes later: what they say changes with it, on every computer alike, in whatever parts the events come.

use super::prelude::*;

crate::stories::play! {
    a_closing_protects_what_it_names_when_that_comes_later
    a_closing_of_a_forked_registry_chain_names_one_branch_when_that_comes_later
    a_window_overlaps_the_one_that_comes_to_lie_in_its_past
    a_decision_covers_another_when_what_it_refers_to_comes_later
    a_checkpoint_of_a_forked_chain_contains_one_branch_when_that_comes_later
    a_checkpoint_that_comes_after_the_closing_still_orders_it
    a_checkpoint_that_falls_while_another_comes_orders_nothing_more
    a_late_password_s_end_leaves_what_a_later_checkpoint_puts_before_the_closing
}

fn a_closing_protects_what_it_names_when_that_comes_later<N: Node>(w: &mut World<N>) {
    let (m, n) = (w.mark(J, C1, 5), w.mark(J, C2, 5));
    w.pull(O, J);
    w.login(O, ADM);
    let heads = [w.heads(O, REGISTRY), w.heads(O, YEAR)].concat();
    let closing = w.close_year_at(O, &heads);
    let dismissal = w.cut(O, REGISTRY, &cut(Scope::Author(user(T1)), vec![], false, 1));
    w.pull_if(K, O, |p| p.head() != n);
    assert_eq!([closing, dismissal, m].map(|h| w.fate(K, h)), [Applied, Applied, Held].map(Some));
    w.pull(K, O);
    assert_eq!([m, n].map(|h| w.fate(K, h)), [Some(Applied); 2]);
}

fn a_closing_of_a_forked_registry_chain_names_one_branch_when_that_comes_later<N: Node>(w: &mut World<N>) {
    w.sync();
    w.login(P, ADM);
    let twin = w.clone_computer(P);
    let setting = |w: &mut World<N>, c: usize, word: &str| w.write(c, REGISTRY, Draft::new(r::SETTING, vec![word.into()], "y"));
    setting(w, P, "a");
    let role = w.give_role(P, T2, "helper", &[Permission::AnyJournal], &[]);
    setting(w, twin, "b");
    setting(w, twin, "c");
    let (before_last, last) = (setting(w, twin, "d"), setting(w, twin, "e"));
    let m = {
        w.pull(K, P);
        w.mark(K, C1, 5)
    };
    w.pull(O, twin);
    w.login(O, ADM);
    let value = vec![crate::support::world::names(&[last]), "order 1".into(), 20_900.into(), Value::Array(vec![])];
    let closing = w.write(O, YEAR, Draft::new(l::CLOSE_YEAR, vec![], value).unseen());
    w.pull(J, K);
    w.pull_if(J, O, |p| p.head() != last);
    let known = [w.fate(J, closing), w.fate(J, before_last), w.fate(J, role)];
    assert_eq!(known, [Some(Applied); 3]);
    let first = w.fate(J, m);
    w.pull(J, O);
    assert_ne!(w.fate(J, m), first, "the role lies on the other branch");
}

fn a_window_overlaps_the_one_that_comes_to_lie_in_its_past<N: Node>(w: &mut World<N>) {
    let first = w.windows(O, L1.date - 5, L1.date);
    let after = w.mark(O, C1, 3);
    w.new_chains(O);
    let scope = Scope::Window { groups: vec![], from: L1.date, to: L1.date };
    let value = Cut { automatic: true, ..cut(scope, vec![after], false, 2) }.to_value();
    let second = w.write(O, YEAR, Draft::new(l::CUT, vec![id("second").into()], value).unsigned().unseen());
    w.pull_if(K, O, |p| p.head() != after);
    assert_eq!([first, second].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    w.pull(K, O);
    assert_eq!([first, second].map(|h| w.fate(K, h)), [Applied, Void].map(Some));
}

fn a_decision_covers_another_when_what_it_refers_to_comes_later<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(P, DEP);
    let no = w.decide(P, &[m], false);
    let after = w.mark(P, D1, 3);
    w.login(O, DEP);
    let value = vec![crate::support::world::names(&[m]), true.into(), 2.into()];
    let yes = w.write(O, YEAR, Draft::new(l::DECIDE, vec![id("yes").into()], value).refs(vec![after]).unseen());
    w.pull_if(K, P, |p| p.head() != after);
    w.pull(K, O);
    assert_eq!([no, yes, m].map(|h| w.fate(K, h)), [Applied, Applied, Held].map(Some));
    w.pull(K, P);
    assert_eq!([no, yes, m].map(|h| w.fate(K, h)), [Some(Applied); 3]);
}

fn a_checkpoint_of_a_forked_chain_contains_one_branch_when_that_comes_later<N: Node>(w: &mut World<N>) {
    w.mark(J, D1, 5);
    w.sync();
    w.login(K, T1);
    let twin = w.clone_computer(J);
    let m = w.mark(J, C1, 5);
    w.mark(twin, C2, 4);
    let last = w.mark(twin, Square(L1, "p2", "w2"), 4);
    w.pull(O, twin);
    w.checkpoint(O);
    let change = w.give_key_knowing(K, T1, &pair("t1's next"), false, &[]);
    w.pull(P, J);
    w.pull_if(P, O, |p| p.head() != last);
    w.pull(P, K);
    assert_eq!([change, m].map(|h| w.fate(P, h)), [Some(Applied); 2]);
    w.pull(P, O);
    assert_eq!([change, m].map(|h| w.fate(P, h)), [Applied, Held].map(Some));
}

fn a_checkpoint_that_comes_after_the_closing_still_orders_it<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.pull(O, J);
    w.checkpoint(O);
    w.login(P, ADM);
    let closing = w.close_year_at(P, &[]);
    let dismissal = w.cut(P, REGISTRY, &cut(Scope::Author(user(T1)), vec![], false, 1));
    w.pull(K, P);
    w.pull(K, J);
    assert_eq!([closing, dismissal, m].map(|h| w.fate(K, h)), [Applied, Applied, Held].map(Some));
    w.pull(K, O);
    assert_eq!(w.fate(K, m), Some(Applied));
}

fn a_late_password_s_end_leaves_what_a_later_checkpoint_puts_before_the_closing<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.pull(O, J);
    w.checkpoint(O);
    w.login(P, ADM);
    let closing = w.close_year_at(P, &[]);
    let slip = w.give_key_knowing(P, T1, &pair("slip after the closing"), true, &[]);
    w.pull(K, P);
    w.pull(K, J);
    assert_eq!([closing, slip, m].map(|h| w.fate(K, h)), [Applied, Applied, Held].map(Some));
    w.pull(K, O);
    assert_eq!(w.fate(K, m), Some(Applied));
}

fn a_checkpoint_that_falls_while_another_comes_orders_nothing_more<N: Node>(w: &mut World<N>) {
    w.root_certificate(P, &[1, 2, 3]);
    w.mark(J, D1, 5);
    w.login(K, T1);
    w.sync();
    let base = w.tips(P);
    let m = w.mark(J, C1, 5);
    w.pull(O, J);
    let fallen = w.checkpoint(O);
    let change = w.give_key_knowing(K, T1, &pair("t1's next"), false, &[]);
    w.pull(K, O);
    assert_eq!([change, m].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    let device = w.computers[O].device.0;
    w.root_cut(P, Scope::Device(device, vec![]), base.into_iter().chain([m, change]).collect(), true);
    w.write(P, REGISTRY, Draft::new(l::CHECKPOINT, vec![], Value::Array(vec![])).unsigned());
    w.pull(K, P);
    assert_eq!([fallen, change, m].map(|h| w.fate(K, h)), [Void, Applied, Held].map(Some));
}
