//! A small school with something in its journal, and its archive.

use crate::api::desk::{self, Desk};
use serde_json::{Value, json};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use zhurnal::api::types::ArchiveVerdict;
use zhurnal::book::verify;

/// A list of a small school.
const LIST: &str = "Класс;Фамилия;Имя;Отчество;Дата рождения;Пол\r\n5А;Агафонова;Полина;Ильинична;03.02.2016;ж\r\n5А;Белов;Фёдор;;14.05.2016;м\r\n5Б;Яковлева;Ксения;Олеговна;01.09.2015;ж\r\n";

/// A school with two classes and three pupils, its admin logged in.
pub fn small(dir: &Path) -> Desk {
    let desk = desk::fresh(&dir.join("home"));
    let list = dir.join("список.csv");
    std::fs::write(&list, LIST).unwrap();
    let plan = desk.plan(&list);
    desk.apply(&plan);
    desk
}

/// Makes the archive; the answer and the bytes.
pub fn archived(desk: &Desk, dir: &Path) -> (Value, Vec<u8>) {
    let path = dir.join("архив.zip");
    let token = desk.token("archive.make", &path);
    let made = desk.done(&desk.ok("archive.make", json!({ "token": token })));
    (made, std::fs::read(path).unwrap())
}

/// What verification says of some bytes.
pub fn verdict(bytes: &[u8], trust: Option<&str>) -> ArchiveVerdict {
    let (bytes, scratch) = (Arc::<[u8]>::from(bytes), tempfile::tempdir().unwrap());
    verify(Arc::new(move || Ok(Box::new(Cursor::new(Arc::clone(&bytes))))), trust, scratch.path(), &|_, _| true).unwrap()
}

/// Codes of the problems, with the files they name.
pub fn problems(v: &ArchiveVerdict) -> Vec<(String, String)> {
    v.problems.iter().map(|p| (p.code.clone(), p.file.clone())).collect()
}
