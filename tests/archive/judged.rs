//! Archives of a school written by hand: what a lying computer may put into the ledger, and what the verdict makes of it.

use super::school::{problems, verdict};
use crate::format::{roots, samples};
use crate::rights::chain::{Chain, certificate, device, key, list};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use zhurnal::archive::ledger::MAGIC;
use zhurnal::archive::manifest::{FORMAT, Listed, Manifest, School, SignerKey, hex};
use zhurnal::archive::names;
use zhurnal::archive::zip::Writer;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Cut, Head, Scope, Segment, Value, Volume, root_id};
use zhurnal::keys::root::{RootSeed, fingerprint};
use zhurnal::keys::{Context, Secret, SigningKey};

const YEAR: u16 = 2026;

fn root_key(n: u8) -> SigningKey {
    RootSeed(Secret::new([n; 32])).signing()
}

fn id(name: &str) -> Value {
    Value::Id(samples::id(name))
}

fn root_chain(n: u8) -> Chain {
    let key = root_key(n);
    Chain::new(root_id(&key.public().0), key, Volume::REGISTRY, u64::from(n))
}

/// A school with two roots, the office's computer with the stamp, one that an admin certified, and what else a test writes.
struct Raw {
    root: Chain,
    certificate: Head,
    new_root: Chain,
    office: Chain,
    registry: Vec<Segment>,
    year: Vec<Segment>,
    shown: Option<Segment>,
    format: &'static str,
}

impl Raw {
    fn found() -> Self {
        let mut root = root_chain(1);
        root.push(l::ROOT, vec![1.into()], Value::Array(vec![Value::Bytes(roots::first())]));
        let certificate = root.certify("office", &[1, 2, 3, 4]);
        root.certify("journal", &[1]);
        root.push(l::ADMIN, vec![id("admin")], true.into());
        root.user_key("admin", "admin", false);
        root.user_key("nobody", "nobody", false);
        let mut new_root = root_chain(2);
        new_root.push(l::ROOT, vec![2.into()], Value::Array(vec![Value::Bytes(roots::two().remove(1))]));
        let mut office = Chain::of("office", Volume::REGISTRY, 10);
        office.session("admin");
        office.certify("delegated", &[1, 2]);
        Self { root, certificate, new_root, office, registry: vec![], year: vec![], shown: None, format: FORMAT }
    }

    /// A chain of a computer with somebody logged in.
    fn chain(name: &str, nonce: u64, user: &str) -> Chain {
        let mut c = Chain::of(name, Volume::REGISTRY, nonce);
        c.session(user);
        c
    }

    /// The archive as the office's computer signs it.
    fn bytes(&self) -> Vec<u8> {
        let own = [self.root.segment(), self.new_root.segment(), self.office.segment()];
        let registry: Vec<&Segment> = own.iter().chain(&self.registry).collect();
        let year: Vec<&Segment> = self.year.iter().collect();
        let mut out = Writer::new(Cursor::new(Vec::new()));
        let ledger = |s: &[&Segment]| s.iter().fold(MAGIC.to_vec(), |b, s| [b, s.to_bytes()].concat());
        for (name, content) in
            [(names::README, b"readme".to_vec()), (names::REGISTRY, ledger(&registry)), (&names::year_ledger(YEAR), ledger(&year))]
        {
            out.file(name, |w| Ok(w.write_all(&content)?)).unwrap();
        }
        let shown = self.shown.clone().unwrap_or_else(|| self.root.segment());
        let manifest = Manifest {
            format: self.format.into(),
            school: School { id: hex(&samples::id("school")), name: "Школа".into() },
            year: YEAR,
            made: "2027-05-20T09:00:00Z".into(),
            interim: true,
            program: "0.1.0".into(),
            fingerprint: fingerprint(&root_key(2).public()),
            roots: roots::two().iter().map(|d| hex(d)).collect(),
            signer: SignerKey {
                device: hex(&device("office").0),
                key: hex(&key("office").public().0),
                certificate: hex(&shown.to_bytes()),
            },
            events: registry.iter().chain(&year).map(|s| s.events.len() as u64).sum(),
            files: out.parts().iter().map(Listed::from).collect(),
        };
        let text = manifest.to_bytes().unwrap();
        let signature = key("office").sign(Context::ARCHIVE, &[&text]);
        out.file(names::MANIFEST, |w| Ok(w.write_all(&text)?)).unwrap();
        out.file(names::SIGNATURE, |w| Ok(w.write_all(&signature.0)?)).unwrap();
        out.finish().unwrap().into_inner()
    }

    /// What the verifier says, and whether the stranger's reader agrees: it judges no law, so a cut keeps it from saying *authentic*.
    fn says(&self) -> (bool, bool, Vec<String>) {
        let (bytes, trust) = (self.bytes(), fingerprint(&root_key(2).public()));
        let v = verdict(&bytes, Some(&trust));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zip");
        std::fs::write(&path, &bytes).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader/archive.py");
        let out = Command::new("python3").arg(script).arg(&path).args(["--trust", &trust]).output().unwrap();
        let code = out.status.code().unwrap();
        assert_eq!(code != 6, v.intact, "{:?} {}", v.problems, String::from_utf8_lossy(&out.stdout));
        assert!(code != 0 || v.authentic, "{:?}", v.problems);
        (v.intact, v.authentic, problems(&v).into_iter().map(|p| p.0).collect())
    }
}

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
fn an_archive_from_before_version_1_was_made_anew_is_refused_in_words() {
    let old = Raw { format: "zhurnal archive 1", ..Raw::found() };
    assert_eq!(problems(&verdict(&old.bytes(), None)), [("too-old".to_owned(), names::MANIFEST.to_owned())]);
    let other = Raw { format: "zhurnal archive 3", ..Raw::found() };
    assert_eq!(problems(&verdict(&other.bytes(), None)), [("manifest".to_owned(), names::MANIFEST.to_owned())]);
    assert!(std::fs::read_to_string("assets/texts/ru.ftl").unwrap().contains("\narchive-too-old = "));
}
