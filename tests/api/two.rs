//! A second computer of the school, made by hand until computers are enrolled by the program; and what a sheet's PDF says.

use super::desk::{self, ADMIN, ADMIN_PASSWORD, Desk, PASSPHRASE};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::head_message;
use zhurnal::event::{Segment, Value, Volume, device_id, root_id};
use zhurnal::id::DeviceId;
use zhurnal::keys::sheet::SheetSeed;
use zhurnal::keys::{Context, KdfCost, KeyStorage, SigningKey, Vault};
use zhurnal::store::{Home, Options, Quota, Signer, Write};
use zhurnal::time::FixedClock;

pub const YEAR: Volume = Volume(2026);

struct Signs {
    device: DeviceId,
    key: SigningKey,
}
impl Signer for Signs {
    fn device(&self) -> DeviceId {
        self.device
    }
    fn sign_head(&self, message: &[u8; 62]) -> [u8; 64] {
        let _len = head_message;
        self.key.sign(Context::HEAD, &[message]).0
    }
}

/// A school whose sheets have been saved: the present one and the sealed one, as typed from paper.
pub struct Founded {
    pub admin: Desk,
    pub sheet: String,
    pub sealed: String,
}

/// Founds a school in a folder and logs its admin in.
pub fn founded(dir: &Path) -> Founded {
    let clock = Arc::new(FixedClock::at(desk::NOON));
    let admin = desk::open(&dir.join("one"), &clock, None);
    admin.ok("school.create", desk::school());
    let (sheet, sealed) = save_sheets(&admin, "school", &json!({}), dir);
    admin.ok("school.sheet_done", json!({}));
    admin.log_in(ADMIN, ADMIN_PASSWORD);
    Founded { admin, sheet, sealed }
}

/// Saves both files of new sheets in a folder, reads what they say and deletes them, as a school does.
pub fn save_sheets(desk: &Desk, area: &str, with: &Json, dir: &Path) -> (String, String) {
    let said = ["present", "sealed"].map(|file| {
        let pdf = dir.join(format!("{area} {file}.pdf"));
        let mut request = json!({ "file": file, "token": desk.token(&format!("{area}.sheet_save"), &pdf) });
        request.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        desk.ok(&format!("{area}.sheet_save"), request);
        let said = typed(&pdf, 1);
        std::fs::remove_file(pdf).unwrap();
        said
    });
    said.into()
}

/// The groups on a page of a sheet's PDF, as a person types them: numbers and all. Read with poppler.
pub fn typed(pdf: &Path, page: u32) -> String {
    let page = page.to_string();
    let out = Command::new("pdftotext").args(["-layout", "-f", &page, "-l", &page]).arg(pdf).arg("-").output().expect("poppler-utils");
    let text = String::from_utf8(out.stdout).unwrap();
    let numbered =
        |l: &&str| l.split_whitespace().next().is_some_and(|w| w.ends_with('.') && w.trim_end_matches('.').parse::<u8>().is_ok());
    text.lines().filter(numbered).collect::<Vec<_>>().join("\n")
}

/// The root of a typed sheet.
pub fn root(sheet: &str) -> (impl Signer, [u8; 32]) {
    let key = SheetSeed::parse(sheet).unwrap().seed.signing();
    let public = key.public().0;
    (Signs { device: root_id(&public), key }, public)
}

/// Another computer with these capabilities, certified by an admin or, with a sheet, by the root; it holds what the first one holds.
pub fn second(dir: &Path, school: &Founded, capabilities: &[i64], by_root: bool) -> Desk {
    let dir = dir.join(format!("two-{by_root}-{}", capabilities.len()));
    std::fs::create_dir_all(&dir).unwrap();
    let cost = KdfCost::insecure_for_tests();
    let vault = Arc::new(Vault::create(&dir, KeyStorage::File, Some(PASSPHRASE), cost).unwrap());
    let keys = vault.device();
    let (sign, seal) = (keys.signing.public().0, keys.exchange.public().0);
    let device = device_id(&sign, &seal);
    let value = vec![
        Value::Bytes(sign.to_vec()),
        Value::Bytes(seal.to_vec()),
        Value::Array(capabilities.iter().map(|c| Value::Int(*c)).collect()),
        "Кабинет 5".into(),
    ];
    let certificate = Write::new(l::DEVICE, vec![Value::Id(device.0)], Value::Array(value));
    let book = school.admin.app.book().unwrap();
    let (signer, public) = root(&school.sheet);
    if by_root {
        book.home().root_act(&signer, &[certificate]).unwrap();
    } else {
        let author = book.log_in(ADMIN, ADMIN_PASSWORD).unwrap().author;
        book.home().act(&author, Volume::REGISTRY, &[certificate]).unwrap();
    }
    let names = Arc::clone(&vault);
    let options = Options {
        dir: dir.clone(),
        signer: Arc::new(Signs { device, key: keys.signing.clone() }),
        clock: school.admin.clock.clone(),
        database_key: Arc::new(move |name: &str| Ok(*names.database_key(name)?.expose())),
        durable: false,
        quota: Quota::default(),
    };
    let home = Home::create(options, &signer, &public, &[]).unwrap();
    home.add_year(YEAR.0).unwrap();
    home.receive(&ledger(&school.admin)).unwrap();
    drop(home);
    desk::open(&dir, &school.admin.clock, Some(PASSPHRASE))
}

/// Everything a computer holds.
fn ledger(desk: &Desk) -> Vec<Segment> {
    let book = desk.app.book().unwrap();
    let mut out = Vec::new();
    for volume in [Volume::REGISTRY, YEAR] {
        book.home()
            .ledger(volume, &mut |s| {
                out.push(s);
                Ok(())
            })
            .unwrap();
    }
    out
}

/// Each takes what the other holds.
pub fn exchange(a: &Desk, b: &Desk) {
    let (of_a, of_b) = (ledger(a), ledger(b));
    b.app.book().unwrap().home().receive(&of_a).unwrap();
    a.app.book().unwrap().home().receive(&of_b).unwrap();
}

/// A checkpoint by the witness.
pub fn checkpoint(desk: &Desk) {
    let write = Write::new(l::CHECKPOINT, vec![], Value::Array(vec![])).at_heads();
    desk.app.book().unwrap().home().act_alone(Volume::REGISTRY, &[write]).unwrap();
}

/// Every computer's chains, tables and signatures are right.
pub fn sound(desk: &Desk) {
    let report = desk.ok("check", json!({}));
    let report: Json = desk.done(&report);
    assert_eq!(report["ok"], true, "{report}");
}
