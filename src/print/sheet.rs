//! The recovery sheet (лист восстановления): two equal copies of a root's seed, and the sealed one of the next.
//!
//! Text and places are decided here, in micrometres from the upper left corner of an A4 page; the papers' own backend draws them.

use super::ink::{Ink, lacking, wrapped};
use crate::error::{Error, Result};
use crate::keys::root::fingerprint_shown;
use crate::keys::sheet::SheetSeed;
use chrono::NaiveDate;
use zeroize::Zeroizing;
use zhurnal_paper::fonts::Face;
use zhurnal_paper::page::Page;
use zhurnal_paper::pdf;

/// What the sheets of a root say.
#[derive(Debug, Clone)]
pub struct SheetData {
    /// Name of the school as papers print it.
    pub school: String,
    /// Day the sheet is made.
    pub date: NaiveDate,
    /// The seed in force: two equal copies.
    pub seed: SheetSeed,
    /// The seed of the root that may follow: one sealed sheet.
    pub next: SheetSeed,
}

/// One of the papers of a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetPaper {
    /// The sheet in force, copy 1.
    First,
    /// The sheet in force, copy 2.
    Second,
    /// The following sheet, for the envelope.
    Sealed,
}

impl SheetPaper {
    /// All, in the order in which they are printed.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Sealed];

    /// `copy-1`, `copy-2`, `sealed`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::First => "copy-1",
            Self::Second => "copy-2",
            Self::Sealed => "sealed",
        }
    }
    /// Reads an id.
    ///
    /// # Errors
    /// `sheet-paper`.
    pub fn parse(id: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|p| p.id() == id).ok_or_else(|| Error::usage("sheet-paper"))
    }
}

/// A file of sheets. No file holds both secrets: who finds one has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFile {
    /// Both copies of the sheet in force.
    Present,
    /// The following sheet.
    Sealed,
}

impl SheetFile {
    /// Both, in the order in which they are saved.
    pub const ALL: [Self; 2] = [Self::Present, Self::Sealed];

    /// `present`, `sealed`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Sealed => "sealed",
        }
    }
    /// Reads an id.
    ///
    /// # Errors
    /// `sheet-file`.
    pub fn parse(id: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|f| f.id() == id).ok_or_else(|| Error::usage("sheet-file"))
    }
    fn papers(self) -> &'static [SheetPaper] {
        match self {
            Self::Present => &[SheetPaper::First, SheetPaper::Second],
            Self::Sealed => &[SheetPaper::Sealed],
        }
    }
}

const LEFT: i32 = 20_000;
const RIGHT: i32 = 195_000;
const MIDDLE: i32 = 108_000;
const RECEIPT: i32 = 250_000;
const FOOT: i32 = 287_000;
const MAX_SCHOOL: usize = 300;

const WHY: &str = "Эти знаки — корневой ключ школы. Если пропадут все компьютеры школы, журнал вернут только этот лист и копия данных; \
листом же назначают администратора, когда прежний недоступен. На компьютерах этого ключа нет: без листа его не вернёт никто, \
в том числе разработчики программы.";
const KEEP: [&str; 5] = [
    "Два одинаковых экземпляра храните в разных местах, лучше в разных зданиях: там, куда одна беда не дойдёт дважды.",
    "Не фотографируйте, не сканируйте и не пересылайте лист. Если его печатали из файла, удалите файл сразу после печати.",
    "У кого есть лист, тот может назначить себя администратором. Если он пропал или его видел посторонний, смените его: \
вскройте конверт со следующим листом и на экране входа нажмите «Есть лист восстановления?».",
    "Знаки вводят там же, можно строчными буквами и без пробелов. Пятый знак группы проверочный: программа укажет ошибку.",
    "Отпечаток не тайный: сверьте его с отпечатком на экране журнала. Если он другой, это лист другой школы.",
];
const NEXT_WHY: &str = "Эти знаки — следующий корневой ключ. Он понадобится в одном случае: когда действующий лист пропал или его видел посторонний. \
Тогда конверт вскрывают и на экране входа нажимают «Есть лист восстановления?»: этого листа достаточно, действующий вводят тоже, если он есть. \
До тех пор лист не читает никто.";
const NEXT_KEEP: [&str; 4] = [
    "Сразу после печати сложите лист текстом внутрь, вложите в непрозрачный конверт, заклейте его и распишитесь на клапане.",
    "На конверте напишите: «Следующий лист восстановления», название школы, дату. Храните его отдельно от двух действующих экземпляров.",
    "Не фотографируйте, не сканируйте и не пересылайте лист. Если его печатали из файла, удалите файл сразу после печати.",
    "Если конверт вскрыли без надобности, сообщите администратору: корневой ключ меняют сразу. Если посторонний видел и этот лист, и действующий, школу заводят заново.",
];

/// One page: which copy, which seed, what for.
struct Copy<'d> {
    title: &'static str,
    label: &'static str,
    seed: &'d SheetSeed,
    why: &'static str,
    keep: &'static [&'static str],
    sealed: bool,
}

fn page(data: &SheetData, copy: &Copy<'_>) -> Result<Page> {
    let mut p = Ink::new(34_500, RIGHT);
    p.put(LEFT, 18_500, Face::Bold, 10, copy.label);
    p.line((LEFT, 20_500), (RIGHT, 20_500));
    p.paragraph(LEFT, Face::Title, 24, 9_000, copy.title);
    // A long name is set smaller: whatever name a school was created with, its sheet must come out.
    let lines = wrapped(&data.school, Face::Bold, 12, RIGHT - LEFT).len();
    let (size, leading) = if lines > 4 { (9, 4_200) } else { (12, 5_600) };
    p.paragraph(LEFT, Face::Bold, size, leading, &data.school);
    p.y += 2_000;
    let made = format!("Корневой ключ № {}. Лист составлен {}.", copy.seed.number, data.date.format("%d.%m.%Y"));
    p.paragraph(LEFT, Face::Text, 11, 6_500, &made);
    let word =
        if copy.sealed { "Отпечаток школы после смены ключа:" } else { "Отпечаток школы:" };
    let (y, x) = (p.y, if copy.sealed { 92_000 } else { 57_000 });
    p.put(LEFT, y, Face::Text, 11, word);
    p.put(x, y, Face::Mono, 14, &fingerprint_shown(&copy.seed.seed.signing().public()));
    p.y += 5_000;
    grid(&mut p, copy.seed);
    p.y += 9_000;
    p.paragraph(LEFT, Face::Bold, 11, 6_000, "Зачем нужен этот лист");
    p.paragraph(LEFT, Face::Text, 10, 4_700, copy.why);
    p.y += 2_500;
    p.paragraph(LEFT, Face::Bold, 11, 6_000, "Как с ним обращаться");
    for rule in copy.keep {
        let y = p.y;
        p.put(LEFT, y, Face::Text, 10, "•");
        p.paragraph(LEFT + 4_500, Face::Text, 10, 4_700, rule);
        p.y += 600;
    }
    if p.y > RECEIPT - 1_500 {
        return Err(Error::input("sheet-too-long"));
    }
    receipt(&mut p, copy.sealed);
    Ok(p.page())
}

/// Fourteen numbered groups, two in a row; a rule under each row keeps the eye in it.
fn grid(p: &mut Ink, seed: &SheetSeed) {
    const ROW: i32 = 11_500;
    const BASELINE: i32 = 8_900;
    let top = p.y;
    p.line((LEFT, top), (RIGHT, top));
    for (row, pair) in (0i32..).zip(seed.groups().chunks(2)) {
        let y = top + row * ROW;
        for (column, group) in (0i32..).zip(pair) {
            let x = if column == 0 { LEFT + 8_000 } else { MIDDLE + 8_000 };
            p.put(x, y + BASELINE, Face::Text, 10, &format!("{}.", row * 2 + column + 1));
            p.put(x + 12_000, y + BASELINE, Face::Mono, 26, group);
        }
        p.line((LEFT, y + ROW), (RIGHT, y + ROW));
    }
    let bottom = top + 7 * ROW;
    for x in [LEFT, MIDDLE, RIGHT] {
        p.line((x, top), (x, bottom));
    }
    p.y = bottom;
}

/// Where hands write who took the sheet.
fn receipt(p: &mut Ink, sealed: bool) {
    let columns = [LEFT, 122_000, 160_000];
    let first = if sealed {
        "Конверт принят на хранение (должность, фамилия)"
    } else {
        "Кому выдан (должность, фамилия)"
    };
    for (x, head) in columns.iter().zip([first, "Подпись", "Дата"]) {
        p.put(*x, RECEIPT, Face::Text, 9, head);
    }
    for row in 1..=3 {
        let y = RECEIPT + row * 10_000;
        for (i, x) in columns.iter().enumerate() {
            let end = columns.get(i + 1).map_or(RIGHT, |next| next - 4_000);
            p.line((*x, y), (end, y));
        }
    }
    p.put(LEFT, FOOT, Face::Text, 8, "Лист составлен программой «Журнал». Формат листа 1.");
}

impl SheetPaper {
    fn page(self, data: &SheetData) -> Result<Page> {
        let current =
            |label| Copy { title: "Лист восстановления", label, seed: &data.seed, why: WHY, keep: &KEEP, sealed: false };
        let copy = match self {
            Self::First => current("Экземпляр 1 из 2"),
            Self::Second => current("Экземпляр 2 из 2"),
            Self::Sealed => Copy {
                title: "Следующий лист восстановления",
                label: "Запечатать в конверт. Вскрывать только для смены корневого ключа",
                seed: &data.next,
                why: NEXT_WHY,
                keep: &NEXT_KEEP,
                sealed: true,
            },
        };
        page(data, &copy)
    }
}

/// The PDF of one paper, for the printer. The same data give the same bytes.
///
/// # Errors
/// `sheet-glyph` (character) and `sheet-too-long` for names of schools that cannot be set; `sheet-pdf` when the PDF library fails.
pub fn sheet_copy(data: &SheetData, paper: SheetPaper) -> Result<Zeroizing<Vec<u8>>> {
    document(data, &[paper])
}

/// The PDF of a file of sheets.
///
/// # Errors
/// As [`sheet_copy`].
pub fn sheet_file(data: &SheetData, file: SheetFile) -> Result<Zeroizing<Vec<u8>>> {
    document(data, file.papers())
}

fn document(data: &SheetData, papers: &[SheetPaper]) -> Result<Zeroizing<Vec<u8>>> {
    if data.school.chars().count() > MAX_SCHOOL {
        return Err(Error::input("sheet-too-long"));
    }
    if let Some(c) = lacking(Face::Bold, &data.school) {
        return Err(Error::input("sheet-glyph").with("character", c));
    }
    let pages = papers.iter().map(|paper| paper.page(data)).collect::<Result<Vec<_>>>()?;
    let properties = pdf::Properties { title: "Лист восстановления", date: data.date };
    pdf::document(&pages, properties).map(Zeroizing::new).map_err(|e| Error::other("sheet-pdf").with("detail", e))
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
