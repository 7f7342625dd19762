//! What condemns a year or erases a person, and what takes nothing of a closed year's law away. What a computer does about it is its own.

use std::collections::BTreeSet;

use super::prelude::*;

crate::stories::play! {
    one_admin_condemns_no_year
    two_admins_who_name_each_other_do_and_one_of_them_spares_it
    acts_that_do_not_name_each_other_or_one_closing_condemn_nothing
    an_admin_and_the_sheet_condemn_and_the_sheet_alone_does_not
    an_act_of_a_removed_admin_condemns_no_more
    destruction_before_its_term_says_the_impossible
    a_deputy_who_erases_everybody_is_stopped_by_an_admin
    nobody_says_that_another_computer_buried_a_year
    a_closing_with_empty_heads_takes_nothing_of_the_year_away
    a_closing_with_empty_heads_takes_nothing_that_roots_gave
    a_deputy_dismissed_after_the_closing_does_not_reopen_the_year
    a_password_replaced_after_the_closing_takes_nothing_from_it
    two_changes_after_the_closing_end_the_old_key_for_what_comes_later
    a_slip_given_after_the_closing_is_a_key_that_the_year_does_not_know
}

fn closed<N: Node>(w: &mut World<N>) -> Head {
    w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let closing = w.close_year(O);
    w.sync();
    closing
}
fn condemned<N: Node>(w: &mut World<N>) -> bool {
    let sets: Vec<BTreeSet<_>> = (0..4).map(|c| w.books(c).registry.condemned.clone()).collect();
    assert!(sets.iter().all(|s| *s == sets[0]));
    sets[0].iter().any(|(year, _)| *year == YEAR)
}

fn one_admin_condemns_no_year<N: Node>(w: &mut World<N>) {
    let closing = closed(w);
    w.login(O, ADM);
    let first = w.destroy_year(O, closing, None);
    let second = w.destroy_year(O, closing, Some(first));
    w.sync();
    assert_eq!([first, second].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    assert!(!condemned(w), "twice by one person");
}

fn two_admins_who_name_each_other_do_and_one_of_them_spares_it<N: Node>(w: &mut World<N>) {
    let (closing, name) = (closed(w), second_admin(w));
    w.login(O, ADM);
    let first = w.destroy_year(O, closing, None);
    w.sync();
    assert!(!condemned(w));
    w.login(P, name);
    let second = w.destroy_year(P, closing, Some(first));
    w.sync();
    assert!(condemned(w));
    assert_eq!(w.value(J, C1), Some(5), "fates know nothing of it");
    w.login(O, ADM);
    w.spare(O, second);
    w.sync();
    assert!(!condemned(w));
    w.login(P, name);
    w.destroy_year(P, closing, Some(first));
    w.sync();
    assert!(condemned(w), "a new act is needed, and enough");
    in_every_order(w);
}

fn acts_that_do_not_name_each_other_or_one_closing_condemn_nothing<N: Node>(w: &mut World<N>) {
    let (closing, name) = (closed(w), second_admin(w));
    w.login(O, ADM);
    let first = w.destroy_year(O, closing, None);
    w.login(P, name);
    w.destroy_year(P, closing, None);
    w.sync();
    w.destroy_year(P, Head { hash: [1; 32], ..closing }, Some(first));
    w.sync();
    assert!(!condemned(w));
}

fn an_admin_and_the_sheet_condemn_and_the_sheet_alone_does_not<N: Node>(w: &mut World<N>) {
    let closing = closed(w);
    let by_root = |w: &mut World<N>, confirms| {
        let (value, key) = (w.destruction(O, closing, confirms), vec![i64::from(YEAR.0).into(), w.fresh().into()]);
        w.write_root(O, l::DESTROYED, key, value.into())
    };
    let first = by_root(w, None);
    by_root(w, Some(first));
    w.sync();
    assert!(!condemned(w));
    w.login(O, ADM);
    w.destroy_year(O, closing, Some(first));
    w.sync();
    assert!(condemned(w));
}

fn an_act_of_a_removed_admin_condemns_no_more<N: Node>(w: &mut World<N>) {
    let (closing, name) = (closed(w), second_admin(w));
    let heads = w.heads(O, REGISTRY);
    w.login(P, name);
    let first = w.destroy_year(P, closing, None);
    w.sync();
    w.login(O, ADM);
    w.destroy_year(O, closing, Some(first));
    w.sync();
    assert!(condemned(w));
    w.root_cut(O, Scope::Admin(user(name)), heads, false);
    w.sync();
    assert_eq!(w.fate(K, first), Some(Held));
    assert!(!condemned(w));
}

fn destruction_before_its_term_says_the_impossible<N: Node>(w: &mut World<N>) {
    let closing = closed(w);
    w.login(O, ADM);
    let mut value = w.destruction(O, closing, None);
    value[4] = 21_183.into();
    let key = vec![i64::from(YEAR.0).into(), w.fresh().into()];
    let early = w.write(O, REGISTRY, Draft::new(l::DESTROYED, key, value));
    w.sync();
    assert_eq!((w.fate(K, early), w.reason(K, early)), (Some(Void), Some(Reason::Payload)), "2027-12-31, of the year 2026");
}

fn a_deputy_who_erases_everybody_is_stopped_by_an_admin<N: Node>(w: &mut World<N>) {
    w.login(P, DEP);
    let acts = ["p1", "p2"].map(|person| w.erase(P, person));
    let by_teacher = {
        w.login(P, T1);
        w.erase(P, "p3")
    };
    w.sync();
    assert_eq!(w.books(J).registry.erased, BTreeSet::from(["p1", "p2"].map(id)));
    assert_eq!(w.fate(J, by_teacher), Some(Void));
    w.login(O, ADM);
    w.spare(O, acts[0]);
    w.sync();
    assert_eq!(w.books(J).registry.erased, BTreeSet::from([id("p2")]));
    assert_eq!(acts.map(|h| w.fate(J, h)), [Some(Applied); 2]);
}

fn nobody_says_that_another_computer_buried_a_year<N: Node>(w: &mut World<N>) {
    let of =
        |c: usize, w: &World<N>| Draft::new(l::BURIED, vec![i64::from(YEAR.0).into(), w.computers[c].device.0.into()], 22_700).unsigned();
    let (own, other) = (of(J, w), of(K, w));
    let (own, other) = (w.write(J, REGISTRY, own), w.write(J, REGISTRY, other));
    w.sync();
    assert_eq!([own, other].map(|h| w.fate(O, h)), [Applied, Void].map(Some));
}

fn a_closing_with_empty_heads_takes_nothing_of_the_year_away<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.lock(O, L2);
    let n = w.mark(K, D1, 5);
    w.sync();
    w.checkpoint(O);
    w.login(O, ADM);
    let before = w.books(O);
    let closing = w.close_year_at(O, &[]);
    w.sync();
    assert_eq!([closing, m, n].map(|h| w.fate(K, h)), [Applied, Applied, Held].map(Some));
    let after = w.books(K);
    assert!(before.year.verdicts.iter().all(|(h, v)| after.year.verdicts[h] == *v), "the year as it was");
}

/// Nobody named the root's chain, and no checkpoint did.
fn a_closing_with_empty_heads_takes_nothing_that_roots_gave<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    let heads = w.heads(O, REGISTRY);
    let closing = w.close_year_at(O, &[]);
    w.sync();
    assert_eq!([closing, m].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    // What a root ends afterwards does not change it.
    w.root_cut(O, Scope::Author(user(ADM)), heads, true);
    w.sync();
    assert_eq!([closing, m].map(|h| w.fate(K, h)), [Void, Applied].map(Some));
}

fn a_deputy_dismissed_after_the_closing_does_not_reopen_the_year<N: Node>(w: &mut World<N>) {
    w.lock(P, L1);
    let held = w.mark(J, C1, 5);
    w.sync();
    let old = w.heads(O, REGISTRY);
    w.login(O, ADM);
    w.close_year(O);
    w.annul(O, DEP, vec![]);
    w.sync();
    assert_eq!(w.fate(K, held), Some(Held), "the lock stands in the closed year");
    let late = w.mark(J, Square(L1, "p9", "w1"), 2);
    w.login(P, DEP);
    let after = w.give_load(P, T2, L1);
    w.sync();
    assert_eq!([late, after].map(|h| w.fate(K, h)), [Held, Void].map(Some), "and he does nothing to it afterwards");
    assert!(!old.is_empty());
}

fn a_password_replaced_after_the_closing_takes_nothing_from_it<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    w.close_year(O);
    w.sync();
    let old = w.passwords[&user(T1)].clone();
    w.give_key_knowing(K, T1, &pair("x"), false, &[]);
    w.login(O, ADM);
    w.give_key_knowing(O, T1, &pair("slip after the closing"), true, &[]);
    w.sync();
    w.login_with(J, T1, old);
    let late = w.mark(J, C2, 5);
    w.sync();
    assert_eq!([m, late].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
    assert_eq!(w.reason(O, late), Some(Reason::KeyReplaced));
}

fn a_slip_given_after_the_closing_is_a_key_that_the_year_does_not_know<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    w.close_year(O);
    w.give_key(O, T1, pair("slip after the closing"));
    w.sync();
    w.login_with(J, T1, pair("slip after the closing"));
    let under_slip = w.mark(J, C2, 5);
    w.login(J, T1);
    let replaced = w.mark(J, Square(L1, "p2", "w2"), 5);
    w.sync();
    assert_eq!([m, under_slip, replaced].map(|h| w.fate(O, h)), [Applied, Held, Held].map(Some));
    assert_eq!([under_slip, replaced].map(|h| w.reason(O, h)), [Some(Reason::KeyUnknown); 2]);
}

fn two_changes_after_the_closing_end_the_old_key_for_what_comes_later<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.sync();
    w.login(O, ADM);
    w.close_year(O);
    w.sync();
    let old = w.passwords[&user(T1)].clone();
    let first = w.give_key_knowing(J, T1, &pair("one"), false, &[]);
    w.login_with(K, T1, old);
    let second = w.give_key_knowing(K, T1, &pair("other"), false, &[]);
    let late = w.mark(J, C2, 5);
    w.sync();
    assert_eq!([first, second, m, late].map(|h| w.fate(O, h)), [Held, Held, Applied, Held].map(Some));
    assert_eq!(w.reason(O, late), Some(Reason::KeyReplaced));
}
