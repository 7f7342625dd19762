//! An archive of a school written by hand, event by event: whatever a computer that lies could put into it.

use super::school::{problems, verdict};
use crate::format::{roots, samples};
use crate::rights::chain::{Chain, device, id, key};
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use zhurnal::archive::manifest::{FORMAT, LAYOUT, Listed, Manifest, School, SignerKey, hex};
use zhurnal::archive::names;
use zhurnal::archive::stream::MAGIC;
use zhurnal::archive::zip::Writer;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::{Head, Segment, Value, Volume, root_id};
use zhurnal::keys::root::{RootSeed, fingerprint};
use zhurnal::keys::{Context, Secret, SigningKey};

/// First calendar year of the archive.
pub const YEAR: u16 = 2026;

/// The key of a root, by its number.
pub fn root_key(n: u8) -> SigningKey {
    RootSeed(Secret::new([n; 32])).signing()
}

fn root_chain(n: u8) -> Chain {
    let key = root_key(n);
    Chain::new(root_id(&key.public().0), key, Volume::REGISTRY, u64::from(n))
}

/// A school with two roots, the office's computer with the stamp, one that an admin certified, and what else a test writes.
pub struct Raw {
    pub root: Chain,
    pub certificate: Head,
    pub new_root: Chain,
    pub office: Chain,
    pub registry: Vec<Segment>,
    pub year: Vec<Segment>,
    pub shown: Option<Segment>,
    pub format: &'static str,
}

impl Raw {
    pub fn found() -> Self {
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
    pub fn chain(name: &str, nonce: u64, user: &str) -> Chain {
        let mut c = Chain::of(name, Volume::REGISTRY, nonce);
        c.session(user);
        c
    }

    /// The archive as the office's computer signs it.
    pub fn bytes(&self) -> Vec<u8> {
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
            papers: LAYOUT,
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
    pub fn says(&self) -> (bool, bool, Vec<String>) {
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
        assert!(!v.holds && !v.folded, "a school that is nothing but law is no journal");
        let problems = problems(&v).into_iter().map(|p| p.0).filter(|code| !code.starts_with("untrue"));
        (v.intact, v.authentic, problems.collect())
    }
}
