//! Homes of earlier schemas, kept for good: each opens, is migrated after a copy was made, and says what it said.
//!
//! `schema-1` was written by `write_fixture` (run it with `--ignored` only to begin a new schema's fixture, never to mend an old one).

use crate::support::product::Product;
use crate::support::school::{ADM, C1, C2, D1, DEP, J, K, L1, O, REGISTRY, T1, T2, YEAR, id};
use crate::support::world::{Draft, World};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use zhurnal::event::Value;
use zhurnal::event::kinds::{registry as r, year as y};
use zhurnal::store::SCHEMA;

fn folder(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/homes/schema-{schema}"))
}

/// Classes and pupils, two teachers on two computers, a conflict, a lock with an entry held behind it, a stolen password annulled.
fn story() -> World<Product> {
    let mut w: World<Product> = World::new();
    for (class, letter) in [("5А", "А"), ("5Б", "Б")] {
        let value = vec![5.into(), letter.into(), "".into(), "".into()];
        w.write(O, YEAR, Draft::new(y::CLASS, vec![id(class).into()], value));
    }
    w.login(O, ADM);
    for (n, (surname, given, class)) in
        [("Ёлкин", "Пётр", "5А"), ("Щукина", "Анна", "5А"), ("Петров-Водкин", "Юрий", "5Б")].into_iter().enumerate()
    {
        let pupil = id(&format!("p{}", n + 1));
        let name = vec![surname.into(), given.into(), "Иванович".into()];
        w.write(O, REGISTRY, Draft::new(r::PERSON_NAME, vec![pupil.into(), Value::Null], name));
        w.write(O, REGISTRY, Draft::new(r::PERSON_BIRTH, vec![pupil.into()], 16_000 + n as i64));
        let line = vec![id(class).into(), Value::Null, 1.into()];
        w.write(O, YEAR, Draft::new(y::CLASS_MEMBER, vec![pupil.into(), 20_700.into()], line));
    }
    w.login(O, DEP);
    w.sync();
    w.mark(J, C1, 4);
    w.mark(J, C2, 5);
    w.mark(K, D1, 3);
    w.give_load(O, T2, L1);
    w.sync();
    // Two write without having seen each other.
    w.mark(J, C2, 2);
    w.mark(K, C2, 3);
    w.sync();
    // Locked at the office; written at the teacher's before the lock came.
    w.lock(O, L1);
    w.mark(J, C1, 5);
    w.sync();
    let heads = w.heads(O, REGISTRY);
    w.login(K, T1);
    w.mark(K, D1, 2);
    w.sync();
    w.login(O, ADM);
    w.annul(O, T1, heads);
    w.checkpoint(O);
    w.sync();
    w.settle_all();
    w
}

/// What `check` says of a home.
fn said(home: &Product) -> Json {
    let mut out = serde_json::Map::new();
    for v in home.home.check(&|_, _| true).unwrap() {
        assert_eq!(v.problems, Vec::<String>::new(), "{}", v.volume);
        let said = json!({ "state_hash": v.state_hash, "events": v.events, "chains": v.chains, "fates": v.fates });
        out.insert(v.volume, said);
    }
    out.into()
}

#[test]
#[ignore = "writes the fixture of this schema"]
fn write_fixture() {
    let product = story().computers.swap_remove(O).node;
    let said = said(&product);
    let dir = folder(SCHEMA);
    std::fs::create_dir_all(&dir).unwrap();
    super::school::copy(product.close().path(), &dir);
    std::fs::write(dir.join("said.json"), serde_json::to_string_pretty(&said).unwrap() + "\n").unwrap();
}

#[test]
fn homes_of_every_schema_open_and_say_what_they_said() {
    for schema in 1..=SCHEMA {
        let kept = folder(schema);
        let want: Json = serde_json::from_slice(&std::fs::read(kept.join("said.json")).unwrap()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        super::school::copy(&kept, dir.path());
        let product = Product::open(dir);
        assert_eq!(said(&product), want, "schema {schema}");
        for name in ["registry", "years/2026"] {
            let copy = product.dir().join(format!("{name}.before-{SCHEMA}.db"));
            assert_eq!(copy.exists(), schema < SCHEMA, "{}", copy.display());
        }
    }
}

#[test]
fn a_home_from_before_the_final_format_is_refused_in_words_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    super::school::copy(&folder(SCHEMA), dir.path());
    // As such a home is: the same schema's number, no mark of the format.
    for name in ["years/2026.db", "registry.db"] {
        let path = dir.path().join(name);
        let conn = zhurnal::store::open_database(&path, &[7; 32], false).unwrap();
        conn.execute_batch("PRAGMA application_id = 0; PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(conn);
        let before = std::fs::read(&path).unwrap();
        let refused = Product::refused(dir.path());
        assert_eq!((refused.code, std::fs::read(&path).unwrap() == before), ("home-too-old", true), "{name}");
    }
    let words = zhurnal::texts::Texts::russian().format("error-home-too-old", &[]);
    assert!(words.contains("пробной версией программы"), "{words}");
}

#[test]
fn the_fixture_s_story_holds_what_it_promises() {
    let want: Json = serde_json::from_slice(&std::fs::read(folder(1).join("said.json")).unwrap()).unwrap();
    let fates = &want["2026"]["fates"];
    assert!(["applied", "superseded", "held", "void"].iter().all(|f| fates[f].as_u64().unwrap() > 0), "{fates}");
    let size: u64 = ["registry.db", "years/2026.db"].iter().map(|f| std::fs::metadata(folder(1).join(f)).unwrap().len()).sum();
    assert!(size <= 300 * 1024, "{size}");
}
