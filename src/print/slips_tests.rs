#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use zhurnal_paper::page::Mark;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 31).unwrap()
}

const SCHOOL: &str =
    "Муниципальное бюджетное общеобразовательное учреждение «Заречная средняя общеобразовательная школа имени А. Ё. Щербаковой»";
const LONG: Slip<'_> = Slip {
    name: "Константинопольская-Преображенская Александрина Святославовна, исполняющая обязанности",
    position: "заместитель директора по учебно-воспитательной работе в начальных классах",
    login: "konstantinopolskaya-preobrazhenskaya.as",
    password: "kuzov-lampa-70-more-parovoz-izvestnyak-82",
};

#[test]
fn nothing_leaves_its_slip_and_no_login_or_password_is_cut() {
    let page = page(SCHOOL, &[LONG; 12]);
    let mut texts = String::new();
    let mut boxes: Vec<(i32, i32, i32, i32)> = Vec::new();
    for mark in &page.marks {
        let Mark::Text(t) = mark else { continue };
        let (column, row) = ((t.x - LEFT) / WIDTH, (t.y - TOP) / HEIGHT);
        assert!(t.x + t.width() <= LEFT + (column + 1) * WIDTH, "{} runs out of its slip", t.text);
        assert!(t.y < TOP + (row + 1) * HEIGHT - 500, "{}", t.text);
        boxes.push((t.x, t.x + t.width(), t.y - i32::from(t.size) * 30, t.y));
        texts.push_str(&t.text);
    }
    for (i, a) in boxes.iter().enumerate() {
        for b in &boxes[i + 1..] {
            assert!(a.1 <= b.0 || b.1 <= a.0 || a.3 <= b.2 || b.3 <= a.2, "{a:?} {b:?}");
        }
    }
    assert_eq!((texts.matches(LONG.login).count(), texts.matches(LONG.password).count()), (12, 12));
}

#[test]
fn a_sign_that_no_font_has_is_refused_and_the_thirteenth_slip_begins_a_page() {
    let slip = Slip { name: "Ершов Пётр Ильич", position: "", login: "ershov.pi", password: "kuzov-lampa" };
    let code = |slip: Slip<'_>| slips_pdf(SCHOOL, &[slip], day()).unwrap_err().code;
    assert_eq!(code(Slip { password: "漢字", ..slip }), "slip-glyph");
    let long = "д".repeat(201);
    assert_eq!(code(Slip { position: &long, ..slip }), "slip-long");
    assert_eq!(slips_pdf(SCHOOL, &[slip; 601], day()).unwrap_err().code, "slips-many");
    let pages = |n: usize| {
        let pdf = slips_pdf(SCHOOL, &vec![slip; n], day()).unwrap();
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("slips.pdf"), &*pdf).unwrap();
        let out = std::process::Command::new("pdfinfo").arg(dir.path().join("slips.pdf")).output().expect("poppler-utils");
        let text = String::from_utf8(out.stdout).unwrap();
        text.lines().find_map(|l| l.strip_prefix("Pages:")).unwrap().trim().to_owned()
    };
    assert_eq!((pages(12), pages(13)), ("1".to_owned(), "2".to_owned()));
}

/// Writes the slips to look at: `ZHURNAL_PICTURES=dir`.
#[test]
fn pictures_of_slips() {
    let Ok(dir) = std::env::var("ZHURNAL_PICTURES") else { return };
    let short =
        Slip {
            name: "Громова Тамара Павловна", position: "учитель русского языка", login: "gromova.tp", password: "reka-tuman-58-luch"
        };
    let path = std::path::Path::new(&dir).join("slips.pdf");
    std::fs::write(&path, &*slips_pdf(SCHOOL, &[short, LONG, short], day()).unwrap()).unwrap();
    let ok = std::process::Command::new("pdftoppm").args(["-png", "-r", "80"]).arg(&path).arg(path.with_extension("")).status().unwrap();
    assert!(ok.success());
}
