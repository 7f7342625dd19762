//! A class of an invented school with a whole year of lessons, the same on every run: what tests and benches print.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use zhurnal_paper::model::{
    Correction, FinalColumn, Group, GroupPupil, Heading, Journal, Lesson, Missed, MissedCell, MissedRow, PupilCard, Remark, Status,
    Summary, SummaryPupil, Term,
};

const FAMILIES: [&str; 30] = [
    "Агафонова",
    "Белов",
    "Васильева",
    "Громов",
    "Демидова",
    "Ершов",
    "Жукова",
    "Зайцев",
    "Ильина",
    "Козлов",
    "Лебедева",
    "Медведев",
    "Никитина",
    "Орлов",
    "Павлова",
    "Романов",
    "Семёнова",
    "Тихонов",
    "Уварова",
    "Фёдоров",
    "Харитонова",
    "Цветков",
    "Чернова",
    "Широков",
    "Щербакова",
    "Юдин",
    "Яковлева",
    "Абрамов",
    "Богданова",
    "Виноградов",
];
const GIRLS: [&str; 8] = ["Полина", "Анна", "Мария", "Софья", "Дарья", "Екатерина", "Елизавета", "Ксения"];
const BOYS: [&str; 8] = ["Иван", "Артём", "Михаил", "Никита", "Александр", "Фёдор", "Степан", "Дмитрий"];

const SUBJECTS: [(&str, &str, u32); 16] = [
    ("Русский язык", "Кузнецова Наталья Викторовна", 5),
    ("Литература", "Кузнецова Наталья Викторовна", 3),
    ("Иностранный язык (английский)", "Морозова Ирина Андреевна", 3),
    ("Математика", "Соколов Пётр Ильич", 5),
    ("Информатика", "Соколов Пётр Ильич", 1),
    ("История", "Гусева Ольга Павловна", 2),
    ("География", "Рыбаков Сергей Николаевич", 2),
    ("Биология", "Лаптева Вера Дмитриевна", 2),
    ("Основы духовно-нравственной культуры народов России", "Гусева Ольга Павловна", 1),
    ("Музыка", "Щукина Юлия Романовна", 1),
    ("Изобразительное искусство", "Щукина Юлия Романовна", 1),
    ("Труд (технология)", "Быков Андрей Степанович", 2),
    ("Физическая культура", "Журавлёв Максим Олегович", 3),
    ("Основы безопасности и защиты Родины", "Быков Андрей Степанович", 1),
    ("Функциональная грамотность", "Лаптева Вера Дмитриевна", 2),
    ("Разговоры о важном", "Кузнецова Наталья Викторовна", 1),
];
/// Topics of languages, of numbers, of nature and history, of the rest.
const TOPICS: [[&str; 8]; 4] = [
    [
        "Входная контрольная работа",
        "Имя существительное как часть речи. Род имён существительных",
        "Сочинение-описание по картине И. И. Левитана «Золотая осень»",
        "Правописание безударных гласных в корне слова",
        "Работа над ошибками. Словарный диктант № 2",
        "Изложение с элементами сочинения",
        "Главные члены предложения",
        "А. С. Пушкин. «Сказка о мёртвой царевне и о семи богатырях»: нравственная красота героев",
    ],
    [
        "Входная контрольная работа",
        "Обыкновенные дроби. Сложение и вычитание дробей с одинаковыми знаменателями",
        "Прямоугольный параллелепипед и его развёртка",
        "Работа над ошибками. Решение уравнений с одним неизвестным",
        "Практическая работа № 3 «Построение столбчатой диаграммы»",
        "Самостоятельная работа по теме «Проценты»",
        "Среднее арифметическое",
        "Решение текстовых задач на движение по реке",
    ],
    [
        "Древнейшие люди на территории нашей страны",
        "Великие географические открытия: путешествие Фернана Магеллана",
        "Строение клетки растения. Лабораторная работа «Приготовление микропрепарата кожицы чешуи лука»",
        "Практическая работа № 2 «Определение координат по карте»",
        "Обобщение по разделу «Земля — планета Солнечной системы»",
        "Экскурсия «Осенние явления в жизни растений»",
        "Законы царя Хаммурапи",
        "Методы изучения живой природы",
    ],
    [
        "Правила поведения и техника безопасности на уроке",
        "Жанры народной музыки",
        "Бег на короткие дистанции. Высокий старт",
        "Композиция натюрморта: свет и тень",
        "Технология обработки древесины. Разметка заготовки",
        "Обобщение по разделу",
        "Первая помощь при ушибах и порезах",
        "Читаем схему и инструкцию",
    ],
];
const HOMEWORK: [&str; 8] = [
    "§ 12, вопросы 1–4 устно; № 312, 315 (а, б)",
    "Прочитать с. 45–52, пересказ",
    "Выучить правило на с. 78, упр. 214",
    "№ 501–504",
    "Подготовиться к контрольной работе: повторить § 8–11",
    "Не задано",
    "Закончить таблицу в тетради, подписать контурную карту",
    "https://resh.edu.ru/subject/lesson/7708/start/ — посмотреть, ответить на вопросы",
];

type Day = (i32, u32, u32);

/// Terms of the year 2026/2027: first and last day.
const TERMS: [(&str, &str, Day, Day); 4] = [
    ("I ч.", "I четверть", (2026, 9, 1), (2026, 10, 25)),
    ("II ч.", "II четверть", (2026, 11, 5), (2026, 12, 30)),
    ("III ч.", "III четверть", (2027, 1, 12), (2027, 3, 21)),
    ("IV ч.", "IV четверть", (2027, 4, 1), (2027, 5, 26)),
];

pub fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default()
}

/// Numbers that look thrown and are the same on every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

pub fn heading() -> Heading {
    Heading {
        school:
            "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 12» городского округа Верхнеозёрск"
                .to_owned(),
        class: "5А".to_owned(),
        year: 2026,
        file_number: "03-17".to_owned(),
        keep_years: 5,
        article: "456".to_owned(),
        director: "Ковалёв А. Н.".to_owned(),
        deputy: "Миронова Т. С.".to_owned(),
        homeroom: "Кузнецова Н. В.".to_owned(),
        made: None,
        dates: Some((date(2026, 9, 1), date(2027, 5, 26))),
    }
}

pub fn names(count: usize) -> Vec<String> {
    (0..count)
        .map(|i| {
            let family = FAMILIES[i % FAMILIES.len()];
            let first = if family.ends_with('а') { GIRLS[i % 8] } else { BOYS[i % 8] };
            if i < FAMILIES.len() { format!("{family} {first}") } else { format!("{family}-Заозёрная {first}") }
        })
        .collect()
}

pub fn full(name: &str, i: usize) -> String {
    let second = ["Алексе", "Серге", "Андре", "Дмитри"][i % 4];
    format!("{name} {second}{}", if name.contains("а ") { "евна" } else { "евич" })
}

/// A group with `hours` lessons a week.
pub fn group(subject: &str, teacher: &str, hours: u32, pupils: usize, dice: &mut Dice) -> Group {
    let mut people: Vec<GroupPupil> = names(pupils).into_iter().map(|name| GroupPupil { name, ..GroupPupil::default() }).collect();
    if let Some(p) = people.get_mut(6) {
        p.left = Some(date(2026, 12, 14));
        p.left_note = "выбыла с 14.12.2026, пр. № 118-у от 11.12.2026".to_owned();
    }
    if let Some(p) = people.last_mut() {
        p.arrived = "прибыл 18.01.2027, пр. № 5-у".to_owned();
    }
    let days: Vec<Weekday> =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].into_iter().take(hours as usize).collect();
    let terms = TERMS.map(|(short, name, from, to)| {
        let (mut day, last) = (date(from.0, from.1, from.2), date(to.0, to.1, to.2));
        let mut lessons = Vec::new();
        while day <= last {
            if days.contains(&day.weekday()) {
                lessons.push(lesson(day, &people, topics(subject), dice));
            }
            day = day + Days::new(1);
        }
        let held = lessons.len() as u32;
        Term {
            short: short.to_owned(),
            name: name.to_owned(),
            finals: finals(&people, Some(last), dice),
            planned: if name == "III четверть" { held + 1 } else { held },
            held,
            runs: false,
            lessons,
        }
    });
    let year = ["Год", "Экз.", "Итог."].map(|short| FinalColumn {
        short: short.to_owned(),
        marks: if short == "Экз." { Vec::new() } else { finals(&people, None, dice) },
    });
    Group {
        subject: subject.to_owned(),
        part: if subject.starts_with("Иностр") { "подгруппа 1".to_owned() } else { String::new() },
        teacher: teacher.to_owned(),
        pupils: people,
        terms: terms.to_vec(),
        no_finals: false,
        finals: year.to_vec(),
    }
}

fn topics(subject: &str) -> &'static [&'static str] {
    let kind = match SUBJECTS.iter().position(|(s, ..)| *s == subject) {
        Some(0..=2) => 0,
        Some(3 | 4) => 1,
        Some(5..=7) => 2,
        _ => 3,
    };
    &TOPICS[kind]
}

fn lesson(day: NaiveDate, people: &[GroupPupil], topics: &[&str], dice: &mut Dice) -> Lesson {
    let cells = people
        .iter()
        .map(|p| {
            if p.left.is_some_and(|l| day >= l) || !p.arrived.is_empty() && day < date(2027, 1, 18) {
                return String::new();
            }
            match dice.below(20) {
                0 => "н",
                1 => "5",
                2..=3 => "4",
                4 => "3",
                5 => ["н4", "4/5", "5 4", "2", "у", "б"][dice.below(6) as usize],
                _ => "",
            }
            .to_owned()
        })
        .collect();
    Lesson {
        date: day,
        topic: dice.pick(topics).to_owned(),
        homework: dice.pick(&HOMEWORK).to_owned(),
        note: if dice.below(25) == 0 {
            "замена: Лаптева Вера Дмитриевна, подпись ____________"
        } else {
            ""
        }
        .to_owned(),
        cells,
    }
}

fn finals(people: &[GroupPupil], last: Option<NaiveDate>, dice: &mut Dice) -> Vec<String> {
    let of = |p: &GroupPupil, mark: u64| match (p.left, last) {
        (Some(left), Some(last)) if last >= left => String::new(),
        (Some(_), None) => String::new(),
        _ => ["3", "4", "5"][mark as usize].to_owned(),
    };
    people.iter().map(|p| of(p, dice.below(3))).collect()
}

/// A class journal of a whole year: 16 subjects, 36 lessons a week.
pub fn journal(pupils: usize) -> Journal {
    let mut dice = Dice(20_260_901);
    let groups: Vec<Group> = SUBJECTS.iter().map(|(s, t, h)| group(s, t, *h, pupils, &mut dice)).collect();
    let names = names(pupils);
    let terms = ["I ч.", "II ч.", "III ч.", "IV ч.", "Год"].map(str::to_owned).to_vec();
    let rows = names
        .iter()
        .map(|name| {
            let mut cells: Vec<MissedCell> = (0..4)
                .map(|_| {
                    let [ill, excused, unexcused] = [12, 5, 2].map(|n| dice.below(n) as u32);
                    let unstated = unexcused * 2;
                    MissedCell { days: ill / 6, lessons: ill + excused + unexcused + unstated, ill, excused, unexcused, unstated }
                })
                .collect();
            let sum = |f: fn(&MissedCell) -> u32| cells.iter().map(f).sum();
            cells.push(MissedCell {
                days: sum(|c| c.days),
                lessons: sum(|c| c.lessons),
                ill: sum(|c| c.ill),
                excused: sum(|c| c.excused),
                unexcused: sum(|c| c.unexcused),
                unstated: sum(|c| c.unstated),
            });
            MissedRow { name: name.clone(), cells }
        })
        .collect();
    let pupils = names
        .iter()
        .enumerate()
        .map(|(i, name)| PupilCard {
            file: format!("А-{}", 200 + i),
            name: full(name, i),
            sex: if name.contains("а ") { "ж" } else { "м" }.to_owned(),
            birth: Some(date(2015, 1 + (i as u32 * 5) % 12, 1 + (i as u32 * 7) % 28)),
            parents: format!("{}; {}", full("Смирнова Елена", i), full("Смирнов Олег", i)),
            work: "ООО «Верхнеозёрский хлебозавод», +7 912 000-00-00".to_owned(),
            address: format!("г. Верхнеозёрск, ул. Лесная, д. {}, кв. {}", 3 + i, 1 + i * 3),
            note: if i == 6 { "выбыла с 14.12.2026, пр. № 118-у от 11.12.2026".to_owned() } else { String::new() },
        })
        .collect();
    let corrections = (0..7)
        .map(|i| Correction {
            pupil: names[i].clone(),
            subject: SUBJECTS[i].0.to_owned(),
            lesson: Some(date(2026, 10, 5 + i as u32)),
            was: ["4", "н", ""][i % 3].to_owned(),
            is: ["5", "н4", "3"][i % 3].to_owned(),
            changed: date(2026, 10, 12 + i as u32),
            grounds: "ошибка ввода, разрешение заместителя директора".to_owned(),
            by: "Кузнецова Н. В.".to_owned(),
        })
        .collect();
    let remarks = vec![Remark {
        date: date(2026, 11, 3),
        text: "Темы уроков 12.10 и 13.10 записаны с сокращениями — Миронова Татьяна Сергеевна".to_owned(),
        answer: "Исправлено 05.11.2026".to_owned(),
    }];
    Journal {
        heading: heading(),
        status: Status::Draft,
        summary: summary(&groups, &names),
        groups,
        missed: Missed { terms, rows },
        pupils,
        corrections,
        remarks,
    }
}

fn summary(groups: &[Group], names: &[String]) -> Summary {
    let periods = ["I", "II", "III", "IV", "Год", "Экз.", "Итог."].map(str::to_owned).to_vec();
    let pupils = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let mark = |all: Option<&Vec<String>>| all.and_then(|m| m.get(i)).cloned().unwrap_or_default();
            let marks = (0..periods.len())
                .map(|p| {
                    groups
                        .iter()
                        .map(|g| if p < 4 { mark(g.terms.get(p).map(|t| &t.finals)) } else { mark(g.finals.get(p - 4).map(|f| &f.marks)) })
                        .collect()
                })
                .collect();
            let decision = match i {
                6 => "",
                9 => "условно переведён в 6 класс, протокол педсовета № 9 от 27.05.2027",
                _ => "переведён(а) в 6 класс, протокол педсовета № 9 от 27.05.2027. Похвальный лист",
            };
            let note = if i == 6 { "выбыла с 14.12.2026, пр. № 118-у от 11.12.2026" } else { "" };
            SummaryPupil { name: full(name, i), note: note.to_owned(), marks, decision: decision.to_owned() }
        })
        .collect();
    Summary { heading: heading(), status: Status::Draft, periods, subjects: groups.iter().map(|g| g.subject.clone()).collect(), pupils }
}

pub fn for_good() -> Status {
    Status::Final { checkpoint: "0f3a9c51d27be684".to_owned(), fingerprint: "ABCD EFGH IJKL MNOP".to_owned(), date: date(2027, 6, 15) }
}
