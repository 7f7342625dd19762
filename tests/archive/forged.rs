//! Forgeries with valid signatures of the wrong keys, and ledgers that do not prove themselves.

use super::school::{archived, problems, small, verdict};
use std::io::{Cursor, Read};
use zhurnal::archive::manifest::{Listed, Manifest, hex, unhex_any};
use zhurnal::archive::zip::Writer;
use zhurnal::event::Segment;
use zhurnal::keys::{Context, Secret, SigningKey};

/// Names and contents.
pub type Files = Vec<(String, Vec<u8>)>;
/// What a forger does to the files and the manifest.
type Change<'a> = &'a dyn Fn(&mut Files, &mut Manifest);

/// The files of an archive in order, the manifest and its signature among them.
pub fn files(bytes: &[u8]) -> Files {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// An archive with other files and another manifest, signed by `key`: everything a forger can do.
pub fn forge(bytes: &[u8], key: &SigningKey, change: Change<'_>) -> Vec<u8> {
    let mut all = files(bytes);
    all.pop();
    let mut manifest = Manifest::from_bytes(&all.pop().unwrap().1).unwrap();
    manifest.signer.key = hex(&key.public().0);
    change(&mut all, &mut manifest);
    let listed = |(name, content): &(String, Vec<u8>)| Listed {
        name: name.clone(),
        size: content.len() as u64,
        blake3: hex(blake3::hash(content).as_bytes()),
    };
    manifest.files = all.iter().map(listed).collect();
    signed(&all, &manifest, key)
}

/// These files under this manifest, whatever it says.
pub fn signed(files: &Files, manifest: &Manifest, key: &SigningKey) -> Vec<u8> {
    let mut out = Writer::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        out.file(name, |w| Ok(w.write_all(content)?)).unwrap();
    }
    let text = manifest.to_bytes().unwrap();
    let signature = key.sign(Context::ARCHIVE, &[&text]);
    out.file("manifest.json", |w| Ok(w.write_all(&text)?)).unwrap();
    out.file("manifest.sig", |w| Ok(w.write_all(&signature.0)?)).unwrap();
    out.finish().unwrap().into_inner()
}

/// The manifest of an archive.
pub fn manifest(bytes: &[u8]) -> Manifest {
    let all = files(bytes);
    Manifest::from_bytes(&all[all.len() - 2].1).unwrap()
}

fn stranger() -> SigningKey {
    SigningKey::from_seed(&Secret::new([5; 32]))
}

fn only(v: &zhurnal::api::types::ArchiveVerdict, code: &str) {
    only_of(v, &[code]);
}

fn only_of(v: &zhurnal::api::types::ArchiveVerdict, codes: &[&str]) {
    let found: Vec<String> = problems(v).into_iter().map(|p| p.0).collect();
    assert!(!found.is_empty() && found.iter().all(|c| codes.contains(&c.as_str())), "{codes:?}: {:?}", v.problems);
}

#[test]
fn a_stranger_s_key_makes_an_intact_archive_that_is_nobody_s() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let trust = made["fingerprint"].as_str();
    let forged = forge(&bytes, &stranger(), &|files, _| files[0].1 = "другое".into());
    let v = verdict(&forged, trust);
    assert!(v.intact && !v.authentic && !v.holds, "{:?}", v.problems);
    only_of(&v, &["key", "untrue-file"]);
}

#[test]
fn a_certificate_of_another_computer_or_with_another_capability_helps_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let (made, bytes) = archived(&small(dir.path()), dir.path());
    let trust = made["fingerprint"].as_str();
    // The segment rewritten with the stranger's key in it no longer stands under the root's signature.
    let genuine = manifest(&bytes);
    let own = unhex_any(&genuine.signer.key).unwrap();
    let mut segment = unhex_any(&genuine.signer.certificate).unwrap();
    let at = segment.windows(32).position(|w| w == own).unwrap();
    segment[at..at + 32].copy_from_slice(&stranger().public().0);
    assert!(Segment::from_bytes(&segment).is_some());
    let v = verdict(&forge(&bytes, &stranger(), &|_, m| m.signer.certificate = hex(&segment)), trust);
    assert!(v.intact && !v.authentic);
    only(&v, "key");
    let none = forge(&bytes, &stranger(), &|_, m| m.signer.certificate.clear());
    only(&verdict(&none, trust), "key");
}

#[test]
fn roots_of_another_school_are_not_this_one_s() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (made, genuine) = archived(&small(a.path()), a.path());
    let (_, other) = archived(&small(b.path()), b.path());
    let trust = made["fingerprint"].as_str();
    let v = verdict(&other, trust);
    assert!(v.intact && !v.authentic);
    only(&v, "key-other");
    // The other school's archive with the trusted school's documents in it.
    let theirs = manifest(&genuine);
    let forged = forge(&other, &stranger(), &|_, m| {
        m.roots.clone_from(&theirs.roots);
        m.fingerprint.clone_from(&theirs.fingerprint);
        m.school.id.clone_from(&theirs.school.id);
    });
    assert!(!verdict(&forged, trust).authentic);
}

/// The key of the school's own computer.
pub fn own_key(dir: &std::path::Path) -> SigningKey {
    let home = dir.join("home");
    let vault = zhurnal::keys::Vault::open(&home, zhurnal::keys::KeyStorage::File, Some(crate::api::desk::PASSPHRASE)).unwrap();
    vault.device().signing.clone()
}

/// Signed by the school's own computer, which a bug or a burglar made sign nonsense.
fn by_the_school(change: Change<'_>) -> Vec<(String, String)> {
    let dir = tempfile::tempdir().unwrap();
    let (_, bytes) = archived(&small(dir.path()), dir.path());
    problems(&verdict(&forge(&bytes, &own_key(dir.path()), change), None))
}

#[test]
fn a_ledger_that_does_not_prove_itself_is_found_under_a_valid_signature() {
    assert_eq!(by_the_school(&|_, _| ()), []);
    let ledger = |i: &dyn Fn(&mut Vec<u8>)| {
        by_the_school(&|files, _| {
            let year = files.iter_mut().find(|(n, _)| n == "записи/2026.bin").unwrap();
            i(&mut year.1);
        })
    };
    let problem = |file: &str| [("ledger".to_owned(), file.to_owned())];
    assert_eq!(ledger(&|b| *b.last_mut().unwrap() ^= 1), problem(""), "an event that was changed: the head is not signed");
    assert_eq!(ledger(&|b| b.truncate(b.len() - 1)), problem("записи/2026.bin"), "an event cut short");
    assert_eq!(ledger(&|b| b.extend_from_slice(b"more")), problem("записи/2026.bin"));
    assert_eq!(ledger(&|b| b[3] ^= 1), problem("записи/2026.bin"), "another format");
    assert_eq!(ledger(&|b| b[17 + 62] ^= 1), problem(""), "the signature");
    assert_eq!(by_the_school(&|files, _| files.retain(|(n, _)| n != "записи/реестр.bin")), problem("записи/реестр.bin"));
    assert_eq!(by_the_school(&|_, m| m.events += 1), problem(""), "the count");
    assert_eq!(ledger(&|b| b.truncate(17)).len(), 1, "an empty ledger is not the one that was counted");
}
