//! Points of "Made exact" that no other story shows.

use super::prelude::*;
use zhurnal::event::Event;

super::play! {
    a_root_event_is_seen_by_all
    a_root_s_chain_carries_law_of_stratum_0_only
    a_year_s_acts_do_not_reach_the_registry
    a_registry_lock_reaches_the_year
    unknown_kinds_change_nothing_and_travel_on
    a_bad_payload_is_void
    a_kind_in_the_wrong_volume_is_void
    a_chain_without_session_is_void
    a_forged_session_is_void_and_a_foreign_key_held
    an_own_key_above_a_root_s_key_is_reached_by_root_cuts_only
    an_own_key_without_foundation_is_held_whatever_is_decided
    an_admin_s_new_password_enrols_a_computer_that_carries_no_next
    a_journal_computer_cannot_write_structure
    a_capability_by_a_fallen_certificate_leaves_its_acts_held
    an_admin_s_certificates_count_from_a_root_signed_computer_only
    an_automatic_cut_wants_the_witness_and_a_window
    contradicting_decisions_return_the_entry_to_the_list
    a_decision_that_knew_the_other_stands
    a_decision_never_lifts_void
    a_permit_without_need_changes_nothing
    a_permit_lifts_no_dismissal
    an_open_one_had_not_seen_lifts_nothing
    a_void_lock_that_is_held_holds_only
    a_superseded_grant_still_counts
    a_head_names_exactly_one_hash
    a_registry_seen_of_a_year_is_void_and_waits_for_nothing
    a_closed_year_is_judged_by_the_registry_of_its_closing
    a_root_s_act_after_the_closing_leaves_the_closed_year_alone
    an_admin_made_after_the_closing_decides_over_the_closed_year
    a_change_of_teacher_reaches_the_plan_too
    a_checkpoint_wants_the_witness
}

fn a_root_event_is_seen_by_all<N: Node>(w: &mut World<N>) {
    w.write_root(O, l::ADMIN, vec![user(T1).into()], true.into());
    let key = w.give_role_unseen(P);
    w.sync();
    assert_eq!(w.fate(O, key), Some(Void), "dep is no admin");
    w.login(P, T1);
    let role = w.give_role_unseen(P);
    w.sync();
    assert_eq!(w.fate(O, role), Some(Held), "t1 is one without any Seen, but his key is of stratum 1: not above admins' acts");
    w.root_key(O, T1, pair("password t1"));
    w.sync();
    assert_eq!(w.fate(O, role), Some(Applied));
}

impl<N: Node> World<N> {
    fn give_role_unseen(&mut self, c: usize) -> Head {
        let value = vec![Value::Array(vec![]), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null];
        self.write(c, REGISTRY, Draft::new(l::ROLE, vec![user(T2).into(), "nothing".into()], value).unseen())
    }
    fn raw(&mut self, c: usize, volume: zhurnal::event::Volume, kind: u16, key: Vec<Value>, value: Value) -> Head {
        self.prepare(c, volume, true, true);
        let claim = self.claim(c);
        self.append(c, volume, Event { claim, kind, version: 1, key, value, refs: vec![], permit: None })
    }
}

fn a_root_s_chain_carries_law_of_stratum_0_only<N: Node>(w: &mut World<N>) {
    let of = |stratum| cut(Scope::Author(user(T1)), vec![], false, stratum).to_value();
    let own = w.write_root(O, l::CUT, vec![id("cut 0").into()], of(0));
    let foreign = w.write_root(O, l::CUT, vec![id("cut 1").into()], of(1));
    let role = vec![Value::Array(vec![]), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null];
    let role = w.write_root(O, l::ROLE, vec![user(T1).into(), "x".into()], role.into());
    w.login(O, ADM);
    let claimed = w.cut(O, REGISTRY, &cut(Scope::Author(user(T2)), vec![], false, 0));
    let admin = w.write(O, REGISTRY, Draft::new(l::ADMIN, vec![user(T2).into()], true));
    assert_eq!([own, foreign, role, claimed, admin].map(|h| w.fate(O, h)), [Applied, Void, Void, Void, Void].map(Some));
}

fn a_year_s_acts_do_not_reach_the_registry<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let heads = w.heads(O, REGISTRY);
    let in_year = w.cut(O, YEAR, &cut(Scope::Author(user(DEP)), heads, false, 1));
    w.sync();
    let person = w.write(P, REGISTRY, Draft::new(r::PERSON_SEX, vec![id("person").into()], 1));
    let load = w.give_load(P, T2, L1);
    w.sync();
    assert_eq!([in_year, person, load].map(|h| w.fate(O, h)), [Applied, Applied, Held].map(Some));
    let dismissal = w.dismiss(O, DEP);
    let unseen = w.write(P, REGISTRY, Draft::new(r::PERSON_SEX, vec![id("person").into()], 2));
    w.sync();
    assert_eq!(w.fate(O, unseen), Some(Held));
    w.decide_in(O, YEAR, &[unseen], true, 1);
    w.open(O, YEAR, &[dismissal], 1);
    w.sync();
    let later = w.write(P, REGISTRY, Draft::new(r::PERSON_SEX, vec![id("person").into()], 2));
    w.sync();
    assert_eq!([unseen, later].map(|h| w.fate(O, h)), [Some(Held); 2], "decided and opened in a year: no effect");
    w.decide_in(O, REGISTRY, &[unseen], true, 1);
    assert_eq!(w.fate(O, unseen), Some(Applied));
}

fn a_registry_lock_reaches_the_year<N: Node>(w: &mut World<N>) {
    let lock = w.cut_now(O, REGISTRY, World::<N>::lock_scope(L1), false, 2);
    w.sync();
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
    w.open(O, YEAR, &[lock], 2);
    w.sync();
    let n = w.mark(J, C2, 5);
    w.sync();
    assert_eq!(w.fate(O, n), Some(Held), "a year's open says nothing about the registry's cut");
    w.decide_in(O, REGISTRY, &[n], true, 2);
    assert_eq!(w.fate(O, n), Some(Held), "a registry's decision says nothing about the year's entry");
    w.open(O, REGISTRY, &[lock], 2);
    w.sync();
    let last = w.mark(J, D1, 5);
    let again = w.mark(J, C2, 4);
    w.sync();
    assert_eq!([last, again].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
}

fn unknown_kinds_change_nothing_and_travel_on<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 3);
    w.sync();
    let before = w.books(O);
    let unknown = w.raw(J, YEAR, 299, C1.key(), 5.into());
    w.sync();
    assert_eq!(w.fate(O, unknown), Some(Unknown));
    let after = w.books(K);
    assert_eq!((&before.year.cells, before.fate(&m)), (&after.year.cells, after.fate(&m)));
}

fn a_bad_payload_is_void<N: Node>(w: &mut World<N>) {
    let mark = w.raw(J, YEAR, journal::MARK, C1.key(), 500.into());
    let seen = w.raw(J, YEAR, l::SEEN, vec![], 5.into());
    let good = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([mark, seen, good].map(|h| w.fate(O, h)), [Void, Void, Applied].map(Some));
}

fn a_kind_in_the_wrong_volume_is_void<N: Node>(w: &mut World<N>) {
    let mark = w.raw(J, REGISTRY, journal::MARK, C1.key(), 5.into());
    let load = w.raw(P, REGISTRY, y::LOAD, vec![user(T2).into(), id("A").into()], vec![1.into(), Value::Null, Value::Null].into());
    w.sync();
    let m = w.mark(K, C1, 5);
    w.sync();
    assert_eq!([mark, load, m].map(|h| w.fate(O, h)), [Some(Void); 3]);
}

fn a_chain_without_session_is_void<N: Node>(w: &mut World<N>) {
    w.new_chains(J);
    let draft = w.mark_draft(J, C1, 5).unsigned();
    let none = w.write(J, YEAR, draft);
    let m = w.mark(J, C1, 4);
    w.sync();
    assert_eq!([none, m].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
}

fn a_forged_session_is_void_and_a_foreign_key_held<N: Node>(w: &mut World<N>) {
    let key = public(&w.passwords[&user(T1)]);
    let session = w.session(K, YEAR, user(T1), key, [1; 64]);
    let m = {
        let draft = w.mark_draft(K, C1, 5).unsigned();
        w.write(K, YEAR, draft)
    };
    w.give_key(J, T1, pair("changed at J"));
    w.login(K, T1);
    let n = w.mark(K, C2, 5);
    w.sync_some(&[O, P, K]);
    assert_eq!([session, m, n].map(|h| w.fate(O, h)), [Void, Void, Held].map(Some));
    w.decide(O, &[n], true);
    assert_eq!(w.fate(O, n), Some(Held), "nobody decides who signed");
    w.sync();
    assert_eq!(w.fate(O, n), Some(Applied), "the key came later");
}

fn an_own_key_above_a_root_s_key_is_reached_by_root_cuts_only<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    w.login(P, ADM);
    let own = w.give_key(P, ADM, pair("adm's second"));
    w.login(J, T1);
    let teacher_s = w.give_key(J, T1, pair("t1's second"));
    w.sync();
    w.login(O, ADM);
    for name in [ADM, T1] {
        let scope = Scope::Author(user(name));
        let cut = w.cut(O, REGISTRY, &cut(scope, heads.clone(), true, 1));
        assert_eq!(w.fate(O, cut), Some(Applied));
    }
    w.sync();
    assert_eq!([own, teacher_s].map(|h| w.fate(K, h)), [Applied, Void].map(Some));
    w.root_annul(O, ADM, heads);
    w.sync();
    assert_eq!(w.fate(K, own), Some(Void));
}

fn an_own_key_without_foundation_is_held_whatever_is_decided<N: Node>(w: &mut World<N>) {
    w.login_with(J, T1, pair("unknown password"));
    let key = w.give_key(J, T1, pair("founded on nothing"));
    w.login(J, T1);
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!([key, m].map(|h| w.fate(O, h)), [Some(Held); 2]);
    w.login(O, ADM);
    w.decide_in(O, REGISTRY, &[key], true, 1);
    w.sync();
    assert_eq!([key, m].map(|h| (w.fate(J, h), w.in_doubt(J, h))), [(Some(Held), true); 2]);
}

fn an_admin_s_new_password_enrols_a_computer_that_carries_no_next<N: Node>(w: &mut World<N>) {
    w.login(P, ADM);
    let second = w.give_key(P, ADM, pair("adm's second"));
    w.pull(O, P);
    w.login(O, ADM);
    let x = w.add_computer("device X");
    let certificate = w.enrol(O, x, &[1, 2]);
    w.pull(x, O);
    w.login(x, ADM);
    let third = w.give_key(x, ADM, pair("adm's third"));
    w.login_with(x, ADM, pair("adm's second"));
    let role = w.give_role(x, T2, "reader", &[], &[]);
    w.sync();
    assert_eq!([second, certificate, third, role].map(|h| w.fate(J, h)), [Applied, Applied, Void, Applied].map(Some));
}

fn a_journal_computer_cannot_write_structure<N: Node>(w: &mut World<N>) {
    w.login(J, DEP);
    let load = w.give_load(J, T1, L2);
    let lock = w.lock(J, L1);
    w.sync();
    assert_eq!([load, lock].map(|h| w.fate(O, h)), [Some(Void); 2]);
}

fn a_capability_by_a_fallen_certificate_leaves_its_acts_held<N: Node>(w: &mut World<N>) {
    let heads = w.heads(O, REGISTRY);
    w.login(O, ADM);
    let raised = w.enrol(O, K, &[1, 2]);
    w.sync();
    w.login(K, DEP);
    let load = w.give_load(K, T2, L1);
    w.sync();
    assert_eq!(w.fate(O, load), Some(Applied));
    w.root_annul(O, ADM, heads);
    w.sync();
    assert_eq!([raised, load].map(|h| w.fate(O, h)), [Void, Held].map(Some), "an honest act is void by a void cut only");
}

fn an_admin_s_certificates_count_from_a_root_signed_computer_only<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let x = w.add_computer("device X");
    w.enrol(O, x, &[1, 2]);
    w.pull(x, O);
    w.login(x, ADM);
    let refused = w.enrol(x, J, &[1, 2]);
    w.sync();
    assert_eq!(w.fate(O, refused), Some(Void));
    w.root_certificate(x, &[1, 2]);
    w.sync();
    assert_eq!(w.fate(O, refused), Some(Applied));
}

fn an_automatic_cut_wants_the_witness_and_a_window<N: Node>(w: &mut World<N>) {
    let (good, no_witness) = (w.window(O, L1.date), w.window(P, L1.date));
    let heads = w.heads(O, YEAR);
    let lock = w.cut(O, YEAR, &Cut { automatic: true, ..cut(World::<N>::lock_scope(L1), heads, false, 2) });
    w.sync();
    assert_eq!([good, no_witness, lock].map(|h| w.fate(O, h)), [Applied, Void, Void].map(Some));
    w.login(O, ADM);
    w.dismiss(O, DEP);
    w.login(O, DEP);
    w.prepare(O, YEAR, true, true);
    let unattended = w.window(O, L2.date);
    assert_eq!(w.fate(O, unattended), Some(Applied), "it has no author, whoever is logged in");
}

fn contradicting_decisions_return_the_entry_to_the_list<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    w.decide(O, &[m], true);
    w.decide(P, &[m], false);
    assert_eq!((w.fate(P, m), w.listed(P, m)), (Some(Held), false));
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Held), true));
    w.decide(O, &[m], true);
    w.sync();
    assert_eq!((w.fate(P, m), w.listed(P, m)), (Some(Applied), false));
}

fn a_decision_that_knew_the_other_stands<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    w.decide(O, &[m], false);
    w.sync();
    w.decide(P, &[m], true);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Applied));
}

fn a_decision_never_lifts_void<N: Node>(w: &mut World<N>) {
    let m = w.mark(K, C1, 5);
    w.sync();
    assert_eq!((w.fate(O, m), w.listed(O, m)), (Some(Void), false));
    w.decide(O, &[m], true);
    assert_eq!(w.fate(O, m), Some(Void));
}

fn a_permit_without_need_changes_nothing<N: Node>(w: &mut World<N>) {
    w.permit(O, "permit", T1, &[C1]);
    w.sync();
    w.withdraw(O, "permit");
    w.sync();
    let m = w.mark_under(J, C1, 4, "permit");
    w.sync();
    assert_eq!(w.fate(O, m), Some(Applied));
    w.lock(P, L1);
    w.sync();
    let n = w.mark_under(J, C1, 3, "permit");
    w.sync();
    assert_eq!([m, n].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
}

fn a_permit_lifts_no_dismissal<N: Node>(w: &mut World<N>) {
    w.lock(O, L1);
    w.permit(O, "permit", T1, &[C1, C2]);
    w.sync();
    let before = w.mark_under(J, C1, 4, "permit");
    w.pull(O, J);
    w.login(O, ADM);
    w.dismiss(O, T1);
    let after = w.mark_under(J, C2, 4, "permit");
    w.sync();
    assert_eq!([before, after].map(|h| w.fate(O, h)), [Applied, Held].map(Some));
}

fn an_open_one_had_not_seen_lifts_nothing<N: Node>(w: &mut World<N>) {
    let lock = w.lock(O, L1);
    w.sync();
    w.reopen(O, &[lock]);
    let m = w.mark(J, C1, 4);
    w.sync();
    assert_eq!(w.fate(O, m), Some(Held));
}

fn a_void_lock_that_is_held_holds_only<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    w.give_key(O, "d2", pair("slip d2"));
    w.give_role(O, "d2", "deputy", DEPUTY, &[]);
    w.pull(P, O);
    w.login(P, "d2");
    let heads = w.heads_for(P, YEAR, &World::<N>::lock_scope(L1));
    let lock = cut(World::<N>::lock_scope(L1), heads, true, 2);
    let lock = w.write(P, YEAR, Draft::new(l::CUT, vec![id("lock").into()], lock.to_value()).unseen());
    let m = w.mark(J, C1, 4);
    w.sync();
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Some(Held); 2], "a role that its author had not seen");
    w.login(O, ADM);
    w.decide_in(O, YEAR, &[lock], true, 1);
    assert_eq!([lock, m].map(|h| w.fate(O, h)), [Applied, Void].map(Some));
}

fn a_superseded_grant_still_counts<N: Node>(w: &mut World<N>) {
    w.login(O, ADM);
    let first = w.give_role(O, T2, "helper", &[Permission::AnyJournal], &[]);
    let second = w.give_role(O, T2, "helper", &[], &[]);
    w.sync();
    let m = w.mark(K, C1, 5);
    w.sync();
    assert_eq!([first, second, m].map(|h| w.fate(O, h)), [Superseded, Applied, Applied].map(Some));
}

fn a_head_names_exactly_one_hash<N: Node>(w: &mut World<N>) {
    let tip = w.tips(J).into_iter().find(|t| t.chain.device == w.computers[O].device).unwrap();
    w.prepare(J, YEAR, true, true);
    w.seen(J, YEAR, vec![Head { hash: [9; 32], ..tip }]);
    let m = w.mark(J, C1, 5);
    w.sync();
    assert_eq!(w.fate(O, m), None, "it says it had seen what nobody has");
}

fn a_registry_seen_of_a_year_is_void_and_waits_for_nothing<N: Node>(w: &mut World<N>) {
    let tip = w.tips(P).into_iter().find(|t| t.chain.volume == YEAR).unwrap();
    let seen = w.seen(P, REGISTRY, vec![Head { hash: [9; 32], ..tip }]);
    let person = w.write(P, REGISTRY, Draft::new(r::PERSON_SEX, vec![id("person").into()], 1));
    w.sync();
    assert_eq!([seen, person].map(|h| w.fate(O, h)), [Void, Applied].map(Some));
}

fn a_closed_year_is_judged_by_the_registry_of_its_closing<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    let heads = w.heads(O, REGISTRY);
    w.sync();
    w.login(O, ADM);
    let closing = w.close_year(O);
    w.annul(O, T1, heads);
    w.sync();
    assert_eq!([closing, m].map(|h| w.fate(K, h)), [Some(Applied); 2]);
    assert_eq!(w.value(K, C1), Some(5));
}

fn a_root_s_act_after_the_closing_leaves_the_closed_year_alone<N: Node>(w: &mut World<N>) {
    w.write_root(O, l::ADMIN, vec![user("adm2").into()], true.into());
    w.root_key(O, "adm2", pair("password adm2"));
    let heads = w.heads(O, REGISTRY);
    w.login(O, "adm2");
    w.give_key(O, "d2", pair("password d2"));
    let role = w.give_role(O, "d2", "deputy", DEPUTY, &[]);
    w.sync();
    w.login(P, "d2");
    let load = w.give_load(P, T2, L1);
    w.sync();
    let m = w.mark(K, C1, 5);
    w.sync();
    w.login(O, ADM);
    let closing = w.close_year(O);
    w.sync();
    w.root_annul(O, "adm2", heads);
    w.sync();
    assert_eq!([role, closing, load, m].map(|h| w.fate(J, h)), [Void, Applied, Applied, Applied].map(Some));
}

fn an_admin_made_after_the_closing_decides_over_the_closed_year<N: Node>(w: &mut World<N>) {
    let m = w.mark(J, C1, 5);
    w.lock(O, L1);
    w.sync();
    w.login(O, ADM);
    w.close_year(O);
    w.write_root(O, l::ADMIN, vec![user("adm2").into()], true.into());
    w.root_key(O, "adm2", pair("password adm2"));
    w.login(O, "adm2");
    let decision = w.decide_in(O, YEAR, &[m], true, 1);
    w.sync();
    assert_eq!([decision, m].map(|h| w.fate(J, h)), [Some(Applied); 2]);
}

fn a_change_of_teacher_reaches_the_plan_too<N: Node>(w: &mut World<N>) {
    let plan = |n: i64| {
        Draft::new(
            y::PLAN_TOPIC,
            vec![id("A").into(), 0.into(), n.into()],
            vec!["topic".into(), 1.into(), "".into(), Value::Null, Value::Null, "".into()],
        )
    };
    let before = w.write(J, YEAR, plan(1));
    w.sync();
    w.take_load(O, T1, L1);
    let after = w.write(J, YEAR, plan(2));
    let stranger = w.write(K, YEAR, plan(3));
    w.sync();
    assert_eq!([before, after, stranger].map(|h| w.fate(O, h)), [Applied, Held, Void].map(Some));
}

fn a_checkpoint_wants_the_witness<N: Node>(w: &mut World<N>) {
    let (good, bad) = (w.checkpoint(O), w.checkpoint(P));
    w.sync();
    assert_eq!([good, bad].map(|h| w.fate(J, h)), [Applied, Void].map(Some));
}
