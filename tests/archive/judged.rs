//! Archives of a school written by hand: what a lying computer may put into the ledger, and what the verdict makes of it.

use super::raw::{Raw, YEAR, root_key};
use super::school::{problems, verdict};
use crate::format::samples;
use crate::rights::chain::{Chain, certificate, device, id, key, list};
use zhurnal::archive::names;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Cut, Head, Scope, Value, Volume, root_id};

fn good() -> (bool, bool, Vec<String>) {
    (true, true, vec![])
}

fn intact(problem: &str) -> (bool, bool, Vec<String>) {
    (true, false, vec![problem.to_owned()])
}

fn damaged() -> (bool, bool, Vec<String>) {
    (false, false, vec!["ledger".to_owned()])
}

fn cut(of: &str, capabilities: Vec<u8>, stratum: u8) -> Value {
    let scope = Scope::Device(device(of).0, capabilities);
    Cut { scope, heads: vec![], void: false, automatic: false, stratum, parts: vec![] }.to_value()
}

#[test]
fn an_archive_of_a_school_written_by_hand_is_authentic() {
    assert_eq!(Raw::found().says(), good());
}

#[test]
fn a_cut_that_somebody_forged_takes_nothing_from_who_signed() {
    let forged = |chain: Chain| {
        let mut s = Raw::found();
        s.registry.push(chain.segment());
        s.says()
    };
    let on = |mut c: Chain, stratum: u8| {
        c.push(l::CUT, vec![id("cut")], cut("office", vec![], stratum));
        forged(c)
    };
    assert_eq!(on(Chain::of("office", Volume::REGISTRY, 11), 1), good(), "no session");
    assert_eq!(on(Raw::chain("office", 11, "nobody"), 1), good(), "nobody's");
    assert_eq!(on(Raw::chain("journal", 11, "admin"), 1), good(), "an admin on a journal's computer");
    assert_eq!(on(Raw::chain("office", 11, "invented"), 1), good(), "a key that nobody knows: held, and not in force");
    assert_eq!(on(Raw::chain("office", 11, "admin"), 0), good(), "of the root, in no root's chain");
}

#[test]
fn a_cut_that_counts_takes_the_stamp_away() {
    let by_admin = |capabilities: Vec<u8>| {
        let mut s = Raw::found();
        s.office.push(l::CUT, vec![id("cut")], cut("office", capabilities, 1));
        s.says()
    };
    assert_eq!(by_admin(vec![]), intact("key-revoked"));
    assert_eq!(by_admin(vec![3, 4]), intact("key-revoked"));
    assert_eq!(by_admin(vec![1]), good(), "another capability");
    let mut s = Raw::found();
    s.new_root.push(l::CUT, vec![id("cut")], cut("office", vec![4], 0));
    assert_eq!(s.says(), intact("key-revoked"));
    let mut s = Raw::found();
    s.office.push(l::CUT, vec![id("cut")], cut("journal", vec![], 1));
    assert_eq!(s.says(), good(), "another computer");
}

#[test]
fn a_cut_counts_however_its_chain_is_split_and_branched() {
    let mut s = Raw::found();
    let mut office = s.office.clone();
    s.office = Raw::chain("office", 12, "admin");
    for n in 0..4 {
        office.push(l::REQUIRE, vec![1.into()], (n % 2 == 0).into());
    }
    office.push(l::CUT, vec![id("cut")], cut("office", vec![], 1));
    // The chain in three pieces, later ones first, and a branch that leaves it inside a piece: a clone that wrote on.
    let until = |to: usize| Chain { events: office.events[..to].to_vec(), ..office.clone() };
    let mut clone = until(3);
    let require = zhurnal::event::spec(l::REQUIRE).unwrap();
    clone.events.push(zhurnal::event::Event::new(samples::CLAIM, require, vec![2.into()], true.into()).to_bytes());
    s.registry = vec![until(7).from(4), clone.from(3), until(4).from(0)];
    assert_eq!(s.says(), intact("key-revoked"));
}

#[test]
fn a_device_event_whose_key_does_not_give_its_id_signs_nothing() {
    let mut s = Raw::found();
    // The thief's keys under the id of the computer with the stamp.
    s.office.push(l::DEVICE, vec![Value::Id(device("office").0)], certificate("thief", &[1, 2, 3, 4]));
    assert_eq!(s.says(), good(), "by itself it changes nothing");
    let mut forged = Chain::new(device("office"), key("thief"), Volume::REGISTRY, 13);
    forged.session("admin");
    s.registry.push(forged.segment());
    assert_eq!(s.says(), damaged(), "a chain of the office's computer under the thief's key");
    let mut s = Raw::found();
    s.office.push(l::DEVICE, vec![Value::Id(root_id(&root_key(1).public().0).0)], certificate("thief", &[1]));
    let mut forged = Chain::new(root_id(&root_key(1).public().0), key("thief"), Volume::REGISTRY, 13);
    forged.push(l::ADMIN, vec![id("nobody")], true.into());
    s.registry.push(forged.segment());
    assert_eq!(s.says(), damaged(), "a root's chain under the thief's key");
}

#[test]
fn chains_of_computers_that_nobody_introduced_are_no_part_of_an_archive() {
    let with = |name: &str, nonce: u64| {
        let mut s = Raw::found();
        s.registry.push(Raw::chain(name, nonce, "nobody").segment());
        s
    };
    assert_eq!(with("stranger", 14).says(), damaged());
    assert_eq!(with("delegated", 14).says(), good(), "introduced by the office's computer, which the root certified");
    let mut s = with("third", 14);
    let mut delegated = Raw::chain("delegated", 15, "admin");
    delegated.certify("third", &[1]);
    s.registry.push(delegated.segment());
    assert_eq!(s.says(), damaged(), "introduced by one who was introduced: no further");
    s.root.certify("third", &[1]);
    assert_eq!(s.says(), good(), "then by the root");
}

#[test]
fn a_gap_counts_only_where_the_root_certified_its_computer() {
    let lost = |by: &str, in_the_year: bool, of_the_year: bool| {
        let mut s = Raw::found();
        let volume = if of_the_year { Volume(YEAR) } else { Volume::REGISTRY };
        let mut torn = Chain::of("journal", volume, 16);
        torn.session("nobody");
        let last = torn.session("nobody");
        torn.session("nobody");
        let mut declares = Chain::of(by, if in_the_year { Volume(YEAR) } else { Volume::REGISTRY }, 17);
        let nonce = Value::Bytes(torn.id.nonce.to_be_bytes().to_vec());
        let key = vec![Value::Id(device("journal").0), i64::from(volume.0).into(), nonce, 0.into()];
        declares.push(l::GAP, key, Value::Array(vec![i64::from(last.idx).into(), Value::Bytes(last.hash.to_vec())]));
        for segment in [torn.from(2), declares.segment()] {
            if segment.chain.volume.is_registry() { s.registry.push(segment) } else { s.year.push(segment) }
        }
        s.says()
    };
    assert_eq!(lost("journal", false, true), good(), "whatever its fate");
    assert_eq!(lost("office", true, true), good());
    assert_eq!(lost("office", true, false), damaged(), "a year declares nothing of the registry");
    assert_eq!(lost("delegated", false, true), damaged(), "certified by an admin alone");
    assert_eq!(lost("delegated", true, true), damaged());
}

#[test]
fn a_certificate_by_a_root_that_was_ended_before_it_stamps_nothing() {
    let ended = |heads: &dyn Fn(&Raw) -> Vec<Head>| {
        let mut s = Raw::found();
        let scope = Scope::Device(root_id(&root_key(1).public().0).0, vec![]);
        let cut = Cut { scope, heads: heads(&s), void: true, automatic: false, stratum: 0, parts: vec![] };
        s.new_root.push(l::CUT, vec![id("end of the first root")], cut.to_value());
        s.says()
    };
    assert_eq!(ended(&|s| vec![s.root.head()]), good(), "the certificate lies inside");
    assert_eq!(ended(&|s| vec![s.certificate]), good(), "it is the last that does");
    assert_eq!(ended(&|s| vec![Head { idx: 0, ..s.certificate }]), intact("key"));
    assert_eq!(ended(&|_| vec![]), intact("key"));
}

#[test]
fn a_certificate_that_stands_nowhere_in_the_registry_is_none() {
    let mut s = Raw::found();
    let mut apart = Chain::new(root_id(&root_key(1).public().0), root_key(1), Volume::REGISTRY, 99);
    apart.certify("office", &[1, 2, 3, 4]);
    s.shown = Some(apart.segment());
    assert_eq!(s.says(), intact("key"));
    s.registry.push(apart.segment());
    assert_eq!(s.says(), good());
    // One without the capability, one by a computer.
    let mut s = Raw::found();
    s.new_root.certify("office", &[1, 2, 3]);
    s.shown = Some(s.new_root.segment());
    assert_eq!(s.says(), intact("key"));
    let mut s = Raw::found();
    s.office.certify("office", &[4]);
    s.shown = Some(s.office.segment());
    assert_eq!(s.says(), intact("key"));
}

#[test]
fn lists_in_parts_of_a_forged_length_and_heads_of_nothing_break_nothing() {
    let mut s = Raw::found();
    let nothing = samples::head("nothing", 0, 3);
    s.office.seen(&[nothing, s.root.head()]);
    s.office.push(l::HEADS_PART, vec![id("part")], list(&[nothing]));
    let scope = Scope::Device(device("office").0, vec![]);
    let cut = Cut { scope, heads: vec![nothing], void: true, automatic: false, stratum: 1, parts: vec![nothing] };
    s.office.push(l::CUT, vec![id("cut")], cut.to_value());
    s.office.push(l::DECIDE, vec![id("yes")], Value::Array(vec![list(&[nothing, s.office.head()]), true.into(), 1.into()]));
    assert_eq!(s.says(), good(), "a cut one of whose parts is none is void");
}

#[test]
fn an_archive_of_a_trial_version_is_refused_in_words() {
    for format in ["zhurnal archive 1", "zhurnal archive 2"] {
        let old = Raw { format, ..Raw::found() };
        assert_eq!(problems(&verdict(&old.bytes(), None)), [("too-old".to_owned(), names::MANIFEST.to_owned())]);
    }
    let other = Raw { format: "zhurnal archive 4", ..Raw::found() };
    assert_eq!(problems(&verdict(&other.bytes(), None)), [("manifest".to_owned(), names::MANIFEST.to_owned())]);
    assert!(std::fs::read_to_string("assets/texts/ru.ftl").unwrap().contains("\narchive-too-old = "));
}
