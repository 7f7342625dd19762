//! Numbers in words, as certification sheets and labels want them (прописью).

const UNITS: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const TENS: [&str; 10] = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const HUNDREDS: [&str; 10] = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];

/// A number in words, masculine as листы are: `сто восемнадцать`.
#[must_use]
pub fn words_of_number(n: u32) -> String {
    if n == 0 {
        return "ноль".to_owned();
    }
    let mut out: Vec<&str> = Vec::new();
    let scales: [(u32, [&str; 3], bool); 4] = [
        (1_000_000_000, ["миллиард", "миллиарда", "миллиардов"], false),
        (1_000_000, ["миллион", "миллиона", "миллионов"], false),
        (1_000, ["тысяча", "тысячи", "тысяч"], true),
        (1, ["", "", ""], false),
    ];
    for (scale, names, feminine) in scales {
        let part = n / scale % 1000;
        if part == 0 {
            continue;
        }
        below_thousand(part, feminine, &mut out);
        let [one, few, many] = names;
        let name = match (part % 100, part % 10) {
            (11..=14, _) => many,
            (_, 1) => one,
            (_, 2..=4) => few,
            _ => many,
        };
        out.push(name);
    }
    out.retain(|w| !w.is_empty());
    out.join(" ")
}

fn below_thousand(n: u32, feminine: bool, out: &mut Vec<&str>) {
    let pick = |from: &[&'static str], at: u32| usize::try_from(at).ok().and_then(|i| from.get(i)).copied().unwrap_or("");
    out.push(pick(&HUNDREDS, n / 100));
    let rest = n % 100;
    let unit = if rest < 20 { rest } else { rest % 10 };
    if rest >= 20 {
        out.push(pick(&TENS, rest / 10));
    }
    out.push(match (feminine, unit) {
        (true, 1) => "одна",
        (true, 2) => "две",
        _ => pick(&UNITS, unit),
    });
}

#[cfg(test)]
mod tests {
    use super::words_of_number;

    #[test]
    fn numbers_are_said_as_a_person_says_them() {
        for (n, words) in [
            (0, "ноль"),
            (1, "один"),
            (2, "два"),
            (11, "одиннадцать"),
            (20, "двадцать"),
            (21, "двадцать один"),
            (40, "сорок"),
            (99, "девяносто девять"),
            (100, "сто"),
            (118, "сто восемнадцать"),
            (250, "двести пятьдесят"),
            (1_001, "одна тысяча один"),
            (2_014, "две тысячи четырнадцать"),
            (12_000, "двенадцать тысяч"),
            (1_000_000, "один миллион"),
            (u32::MAX, "четыре миллиарда двести девяносто четыре миллиона девятьсот шестьдесят семь тысяч двести девяносто пять"),
        ] {
            assert_eq!(words_of_number(n), words);
        }
    }
}
