#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

const PASS: &str = "длинная фраза ключей";

fn made(home: &Path) -> Vault {
    Vault::create(home, KeyStorage::File, Some(PASS), KdfCost::insecure_for_tests()).unwrap()
}

fn opened(home: &Path) -> Result<Vault> {
    Vault::open(home, KeyStorage::File, Some(PASS))
}

fn use_mock_keyring() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| keyring_core::set_default_store(keyring_core::mock::Store::new().unwrap()));
}

fn round_trip(storage: KeyStorage) {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(KeyStorage::of(home.path()), None);
    assert_eq!(Vault::open(home.path(), storage, Some(PASS)).unwrap_err().code, "vault-missing");
    let first = Vault::create(home.path(), storage, Some(PASS), KdfCost::insecure_for_tests()).unwrap();
    assert_eq!(KeyStorage::of(home.path()), Some(storage));
    let key = first.database_key("registry.db").unwrap();
    let again = Vault::open(home.path(), storage, Some(PASS)).unwrap();
    assert!(again.database_key("registry.db").unwrap().same_as(&key));
    assert_eq!(again.device().signing.public(), first.device().signing.public());
    assert_eq!(again.device().exchange.public(), first.device().exchange.public());
    // Two programs at once: each sees the keys the other made.
    let year = again.database_key("years/2026.db").unwrap();
    assert!(first.database_key("years/2026.db").unwrap().same_as(&year) && !year.same_as(&key));
    let refused = Vault::create(home.path(), storage, Some(PASS), KdfCost::insecure_for_tests());
    assert_eq!(refused.unwrap_err().code, "vault-exists");
}

#[test]
fn a_vault_in_a_file_gives_back_what_it_was_given() {
    round_trip(KeyStorage::File);
}

#[test]
fn a_vault_in_the_keyring_gives_back_what_it_was_given() {
    use_mock_keyring();
    round_trip(KeyStorage::Keyring);
}

#[test]
fn two_homes_in_one_keyring_do_not_meet() {
    use_mock_keyring();
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let one = Vault::create(a.path(), KeyStorage::Keyring, None, KdfCost::default()).unwrap();
    let two = Vault::create(b.path(), KeyStorage::Keyring, None, KdfCost::default()).unwrap();
    assert_ne!(one.device().signing.public(), two.device().signing.public());
    assert!(!one.database_key("registry.db").unwrap().same_as(&two.database_key("registry.db").unwrap()));
}

#[test]
fn an_entry_gone_from_the_keyring_is_said_so() {
    use_mock_keyring();
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("vault.id"), crate::id::AnyId::random().unwrap().to_string()).unwrap();
    assert_eq!(Vault::open(home.path(), KeyStorage::Keyring, None).unwrap_err().code, "keyring-empty");
    std::fs::write(home.path().join("vault.id"), "nonsense").unwrap();
    assert_eq!(Vault::open(home.path(), KeyStorage::Keyring, None).unwrap_err().code, "keys-damaged");
}

#[test]
fn a_wrong_passphrase_and_a_damaged_file_are_told_apart() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    let open = |p| Vault::open(home.path(), KeyStorage::File, p).unwrap_err().code;
    assert_eq!(open(Some("другая фраза")), "passphrase-wrong");
    assert_eq!(open(None), "passphrase-missing");
    assert_eq!(open(Some("")), "passphrase-missing");
}

#[test]
fn a_short_passphrase_makes_no_vault() {
    let home = tempfile::tempdir().unwrap();
    let e = Vault::create(home.path(), KeyStorage::File, Some("девять ед"), KdfCost::insecure_for_tests()).unwrap_err();
    assert_eq!(e.code, "passphrase-short");
    assert_eq!(KeyStorage::of(home.path()), None);
}

#[test]
fn every_flipped_bit_and_every_cut_of_the_file_is_damage() {
    let home = tempfile::tempdir().unwrap();
    made(home.path()).database_key("registry.db").unwrap();
    let path = home.path().join("keys.bin");
    let good = std::fs::read(&path).unwrap();
    for i in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[i / 8] ^= 1 << (i % 8);
        std::fs::write(&path, bad).unwrap();
        assert_eq!(opened(home.path()).unwrap_err().code, "keys-damaged", "bit {i}");
    }
    for n in 0..good.len() {
        std::fs::write(&path, &good[..n]).unwrap();
        assert_eq!(opened(home.path()).unwrap_err().code, "keys-damaged", "{n} bytes");
    }
    std::fs::write(&path, vec![0; 300 * 1024]).unwrap();
    assert_eq!(opened(home.path()).unwrap_err().code, "keys-damaged");
    std::fs::write(&path, good).unwrap();
    assert!(opened(home.path()).is_ok());
}

/// Bytes changed with the hash made anew: nothing but the passphrase's own check stands in the way, and it holds.
#[test]
fn a_forged_file_with_a_right_hash_opens_nothing() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    let path = home.path().join("keys.bin");
    let good = std::fs::read(&path).unwrap();
    let body = good.len() - 32;
    for at in 0..body {
        let mut bad = good[..body].to_vec();
        bad[at] ^= 0x40;
        let hash = blake3::hash(&bad);
        bad.extend_from_slice(hash.as_bytes());
        // Costs of a forged header are capped, but may still be large: leave those bytes to `costs_are_capped`.
        if (13..25).contains(&at) {
            continue;
        }
        std::fs::write(&path, bad).unwrap();
        let code = opened(home.path()).unwrap_err().code;
        assert!(["keys-damaged", "keys-newer", "passphrase-wrong"].contains(&code), "byte {at}: {code}");
    }
}

#[test]
fn costs_beyond_reason_are_damage() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    let path = home.path().join("keys.bin");
    let mut bad = std::fs::read(&path).unwrap();
    bad.truncate(bad.len() - 32);
    bad[13..17].copy_from_slice(&u32::MAX.to_le_bytes());
    let hash = blake3::hash(&bad);
    bad.extend_from_slice(hash.as_bytes());
    std::fs::write(&path, bad).unwrap();
    assert_eq!(opened(home.path()).unwrap_err().code, "keys-damaged");
}

#[test]
fn no_secret_lies_in_the_file_in_clear() {
    let home = tempfile::tempdir().unwrap();
    let vault = made(home.path());
    let key = vault.database_key("registry.db").unwrap();
    for entry in std::fs::read_dir(home.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [key.expose(), vault.device().signing.seed().expose(), vault.device().exchange.secret().expose()] {
            assert!(!bytes.windows(8).any(|w| w == &secret[..8]));
        }
    }
    assert!(!home.path().join("keys.bin.part").exists());
}

#[test]
fn a_crash_before_the_rename_leaves_the_old_file() {
    let home = tempfile::tempdir().unwrap();
    let key = made(home.path()).database_key("registry.db").unwrap();
    std::fs::write(home.path().join("keys.bin.part"), b"half written").unwrap();
    let vault = opened(home.path()).unwrap();
    assert!(vault.database_key("registry.db").unwrap().same_as(&key));
    vault.database_key("years/2026.db").unwrap();
    assert!(opened(home.path()).is_ok());
}

#[test]
fn a_vault_replaced_behind_the_back_is_noticed() {
    let home = tempfile::tempdir().unwrap();
    let vault = made(home.path());
    std::fs::remove_file(home.path().join("keys.bin")).unwrap();
    made(home.path());
    assert_eq!(vault.database_key("registry.db").unwrap_err().code, "vault-changed");
}

#[test]
fn many_threads_asking_for_one_key_get_the_same() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    let keys: Vec<[u8; 32]> = std::thread::scope(|s| {
        let all: Vec<_> = (0..8).map(|_| s.spawn(|| *opened(home.path()).unwrap().database_key("registry.db").unwrap().expose())).collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(keys.iter().all(|k| *k == keys[0]));
}

#[test]
fn names_of_databases_are_plain() {
    let home = tempfile::tempdir().unwrap();
    let vault = made(home.path());
    for name in ["", "реестр", "a b", &"x".repeat(65)] {
        assert_eq!(vault.database_key(name).unwrap_err().code, "bad-database-name");
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    assert_eq!(std::fs::metadata(home.path().join("keys.bin")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_vault_prints_no_secrets() {
    let home = tempfile::tempdir().unwrap();
    let vault = made(home.path());
    let seed = vault.device().signing.seed();
    assert!(!format!("{vault:?}").contains(&seed.hex()[..8]));
    assert_eq!(KeyStorage::parse("keyring").unwrap(), KeyStorage::Keyring);
    assert_eq!(KeyStorage::parse("bank").unwrap_err().code, "bad-key-storage");
}

#[test]
fn a_forgotten_key_is_gone_for_every_program_and_the_others_stay() {
    let home = tempfile::tempdir().unwrap();
    let (vault, other) = (made(home.path()), opened(home.path()).unwrap());
    let (registry, year) = (vault.database_key("registry").unwrap(), vault.database_key("year-2026").unwrap());
    assert!(other.database_key("year-2026").unwrap().same_as(&year));
    let before = std::fs::metadata(home.path().join("keys.bin")).unwrap().len();
    vault.forget_database("year-2026").unwrap();
    vault.forget_database("year-2026").unwrap();
    other.forget_database("year-2026").unwrap();
    assert!(std::fs::metadata(home.path().join("keys.bin")).unwrap().len() < before);
    for vault in [&vault, &other, &opened(home.path()).unwrap()] {
        assert!(vault.database_key("registry").unwrap().same_as(&registry));
    }
    assert!(!opened(home.path()).unwrap().database_key("year-2026").unwrap().same_as(&year), "a name used again has another key");
}
