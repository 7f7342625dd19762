//! What stands before the pages of lessons: cover and contents.

use super::binder::Binder;
use super::binder::Entry;
use super::pen::{Align, Pen};
use super::table::{Column, Table};
use super::wrap::{Style, fit, wrap};
use crate::fonts::{Face, Um, em};
use crate::model::Heading;
use crate::page::{Page, PageSize, Rect, Role};
use crate::texts::Texts;

/// The cover (обложка) of a volume; the back of it stays empty.
pub(super) fn cover(h: &Heading, volume: usize, of: usize, sheets: usize) -> Page {
    let texts = Texts::russian();
    let mut pen = Pen::new(PageSize::A4, true);
    let body = pen.body;
    let line = |pen: &mut Pen, y: Um, style: Style, text: &str| {
        pen.lines(Rect::new(body.x, y, body.w, body.bottom() - y), style, Align::Center, Role::Title, &wrap(text, style, body.w))
    };
    let (style, lines) = fit(&h.school, Face::Title, &[150, 120, 100, 80], body.w, 5);
    let y = pen.lines(Rect::new(body.x, 26_000, body.w, 60_000), style, Align::Center, Role::Title, &lines);
    // papers.md: «Классный журнал 5А, 2025/2026», one line where the class is short.
    let title = texts.format("paper-journal-name", &[("class", &h.class), ("year", &years(h))]);
    line(&mut pen, y.max(70_000) + 25_000, Style::new(Face::Title, 240), &title);

    let (volume, of) = ((volume + 1).to_string(), of.to_string());
    let file = blank(&h.file_number);
    let mut rows = vec![texts.format("paper-cover-file", &[("file", &file), ("volume", &volume), ("of", &of)])];
    rows.push(match h.dates {
        Some((from, to)) => {
            texts.format("paper-cover-dates", &[("from", &from.format("%d.%m.%Y").to_string()), ("to", &to.format("%d.%m.%Y").to_string())])
        }
        None => texts.format("paper-cover-no-dates", &[]),
    });
    rows.push(texts.format("paper-cover-sheets", &[("sheets", &sheets.to_string())]));
    let article = blank(&h.article);
    rows.push(if h.keep_years == 0 {
        texts.format("paper-cover-keep-open", &[("article", &article)])
    } else {
        texts.format("paper-cover-keep", &[("years", &h.keep_years.to_string()), ("article", &article)])
    });
    let mut y = 215_000;
    for row in rows {
        let style = Style::text(120);
        let area = Rect::new(body.x + 70_000, y, body.w - 70_000, 12_000);
        y = pen.lines(area, style, Align::Left, Role::Text, &wrap(&row, style, area.w)) + 3_500;
    }
    pen.page
}

/// `2026/2027`.
pub(super) fn years(h: &Heading) -> String {
    format!("{}/{}", h.year, u32::from(h.year) + 1)
}

/// `5А класс, 2026/2027 учебный год`: whose page it is.
pub(super) fn of_class(h: &Heading) -> String {
    Texts::russian().format("paper-of-class", &[("class", &h.class), ("year", &years(h))])
}

/// The words, or a line to write on.
pub(super) fn blank(text: &str) -> String {
    if text.is_empty() { "______".to_owned() } else { text.to_owned() }
}

/// Contents (оглавление) of all volumes, on pages of their own.
pub(super) fn contents(entries: &[Entry], volumes: usize) -> Vec<Page> {
    let texts = Texts::russian();
    let head = |id: &str| texts.format(id, &[]);
    let many = volumes > 1;
    let wide = if many { 62_000 } else { 76_000 };
    let mut columns = vec![
        Column { head: head("paper-number"), width: 9_000, align: Align::Center, whole: false },
        Column { head: head("paper-contents-section"), width: wide, align: Align::Left, whole: false },
        Column { head: head("paper-contents-teacher"), width: 58_000, align: Align::Left, whole: true },
        Column { head: head("paper-contents-pages"), width: 19_000, align: Align::Center, whole: false },
        Column { head: head("paper-contents-sheets"), width: 17_000, align: Align::Center, whole: false },
    ];
    if many {
        columns.insert(3, Column { head: head("paper-contents-volume"), width: 14_000, align: Align::Center, whole: false });
    }
    let rows: Vec<Vec<String>> = entries
        .iter()
        .enumerate()
        .map(|(i, e)| {
            let range = |a: usize, b: usize| if a == b { a.to_string() } else { format!("{a}–{b}") };
            let mut row = vec![(i + 1).to_string(), e.title.clone(), e.teacher.clone()];
            if many {
                row.push((e.volume + 1).to_string());
            }
            row.push(range(e.first, e.last));
            row.push(range(e.first.div_ceil(2), e.last.div_ceil(2)));
            row
        })
        .collect();
    let title = head("paper-contents");
    let table = Table { size: PageSize::A4, title: &title, subtitle: "", columns: &columns, style: Style::text(90), least: em(90) + 4_000 };
    let mut binder = Binder::new(usize::MAX, 0);
    let (pen, _) = table.flow(&mut binder, rows.iter().map(|r| r.iter().map(String::as_str).collect()));
    binder.push(pen);
    binder.volumes.into_iter().flatten().collect()
}
