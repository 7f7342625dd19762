//! Sections that are tables: general information, corrections, remarks.

use super::binder::Binder;
use super::front::of_class;
use super::pen::{Align, THICK, THIN};
use super::table::{Column, Table};
use super::wrap::Style;
use crate::fonts::Um;
use crate::model::{Correction, Heading, PupilCard, Remark};
use crate::page::{PageSize, Rect, Role};
use crate::texts::Texts;
use chrono::NaiveDate;

/// Columns that hold names of people.
const NAMES: [&str; 4] = ["paper-name-full", "paper-cards-parents", "paper-corrections-pupil", "paper-corrections-by"];

fn columns(all: &[(&str, Um, Align)]) -> Vec<Column> {
    let one = |(head, width, align): &(&str, Um, Align)| Column {
        head: Texts::russian().format(head, &[]),
        width: *width,
        align: *align,
        whole: NAMES.contains(head),
    };
    all.iter().map(one).collect()
}

fn day(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

fn section(binder: &mut Binder, id: &str) -> String {
    let title = Texts::russian().format(id, &[]);
    binder.section(&title, "");
    title
}

fn cells(rows: &[Vec<String>]) -> impl Iterator<Item = Vec<&str>> {
    rows.iter().map(|r| r.iter().map(String::as_str).collect())
}

/// «Общие сведения об обучающихся».
pub(super) fn cards(binder: &mut Binder, h: &Heading, pupils: &[PupilCard]) {
    let title = section(binder, "paper-cards");
    let columns = columns(&[
        ("paper-number", 8_000, Align::Center),
        ("paper-cards-file", 21_000, Align::Center),
        ("paper-name-full", 48_000, Align::Left),
        ("paper-cards-sex", 9_000, Align::Center),
        ("paper-cards-birth", 20_000, Align::Center),
        ("paper-cards-parents", 48_000, Align::Left),
        ("paper-cards-work", 42_000, Align::Left),
        ("paper-cards-address", 45_000, Align::Left),
        ("paper-note", 32_000, Align::Left),
    ]);
    let rows: Vec<Vec<String>> = (1..)
        .zip(pupils)
        .map(|(n, p): (usize, _)| {
            let birth = p.birth.map(day).unwrap_or_default();
            let texts = [&p.file, &p.name, &p.sex, &birth, &p.parents, &p.work, &p.address, &p.note];
            std::iter::once(n.to_string()).chain(texts.into_iter().cloned()).collect()
        })
        .collect();
    let table =
        Table { size: PageSize::A4_LYING, title: &title, subtitle: &of_class(h), columns: &columns, style: Style::text(80), least: 6_500 };
    let (pen, _) = table.flow(binder, cells(&rows));
    binder.push(pen);
}

/// «Исправления»: marks changed after the day of the lesson.
pub(super) fn corrections(binder: &mut Binder, h: &Heading, all: &[Correction]) {
    let title = section(binder, "paper-corrections");
    let columns = columns(&[
        ("paper-corrections-pupil", 36_000, Align::Left),
        ("paper-corrections-subject", 28_000, Align::Left),
        ("paper-corrections-lesson", 18_500, Align::Center),
        ("paper-corrections-was", 11_500, Align::Center),
        ("paper-corrections-is", 11_500, Align::Center),
        ("paper-corrections-changed", 18_500, Align::Center),
        ("paper-corrections-grounds", 26_000, Align::Left),
        ("paper-corrections-by", 29_000, Align::Left),
    ]);
    let lack = |text: &String| if text.is_empty() { "—".to_owned() } else { text.clone() };
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|c| {
            let lesson = c.lesson.map_or_else(|| "—".to_owned(), day);
            vec![c.pupil.clone(), c.subject.clone(), lesson, lack(&c.was), lack(&c.is), day(c.changed), lack(&c.grounds), c.by.clone()]
        })
        .collect();
    let subtitle = format!("{}. {}", Texts::russian().format("paper-corrections-what", &[]), of_class(h));
    let table = Table { size: PageSize::A4, title: &title, subtitle: &subtitle, columns: &columns, style: Style::text(80), least: 6_000 };
    let (mut pen, y) = table.flow(binder, cells(&rows));
    if rows.is_empty() {
        // A row across all columns.
        let row = Rect::new(pen.body.x, y, columns.iter().map(|c| c.width).sum(), 8_000);
        pen.centred(row, Style::text(80), Align::Center, Role::Cell, &[Texts::russian().format("paper-corrections-none", &[])]);
        pen.frame(row, THICK);
    }
    binder.push(pen);
}

/// «Замечания по ведению журнала», with lines left for hands.
pub(super) fn remarks(binder: &mut Binder, h: &Heading, all: &[Remark]) {
    const ROW: Um = 9_000;
    let title = section(binder, "paper-remarks");
    let widths =
        [("paper-date", 20_000, Align::Center), ("paper-remarks-text", 97_000, Align::Left), ("paper-remarks-answer", 62_000, Align::Left)];
    let columns = columns(&widths);
    let rows: Vec<Vec<String>> = all.iter().map(|r| vec![day(r.date), r.text.clone(), r.answer.clone()]).collect();
    let table = Table { size: PageSize::A4, title: &title, subtitle: &of_class(h), columns: &columns, style: Style::text(85), least: ROW };
    let (mut pen, from) = table.flow(binder, cells(&rows));
    let (x, right) = (pen.body.x, pen.body.x + widths.iter().map(|w| w.1).sum::<Um>());
    let mut y = from;
    while y + ROW <= pen.body.bottom() {
        y += ROW;
        pen.across(x, right, y, THIN);
    }
    let mut edge = x;
    for width in std::iter::once(0).chain(widths.iter().map(|w| w.1)) {
        edge += width;
        pen.down(edge, from, y, THIN);
    }
    binder.push(pen);
}
