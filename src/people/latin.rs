//! Russian letters in Latin ones, for logins.

use super::PersonName;

/// How a passport writes it (ИКАО), in lower case; signs and other letters are left out.
#[must_use]
pub fn latin(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        let piece = match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'й' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ъ' => "ie",
            'ы' => "y",
            'ю' => "iu",
            'я' => "ia",
            c if c.is_ascii_alphanumeric() || c == '-' => {
                out.push(c);
                ""
            }
            _ => "",
        };
        out.push_str(piece);
    }
    out
}

/// «Колобова Василиса Афанасьевна» → `kolobova.va`; at least three signs.
#[must_use]
pub fn login(name: &PersonName) -> String {
    let surname: String = latin(&name.surname).chars().take(30).collect();
    let initial = |t: &str| latin(t).chars().next().map(String::from).unwrap_or_default();
    let initials = format!("{}{}", initial(&name.given), initial(&name.patronymic));
    match (surname.trim_matches('-'), initials.as_str()) {
        ("", "") => "user".to_owned(),
        ("", i) => format!("user.{i}"),
        (s, "") => format!("{s}.x"),
        (s, i) => format!("{s}.{i}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_login_is_the_surname_and_initials_in_latin_letters() {
        let of = |text: &str| login(&PersonName::parse(text).unwrap().value);
        assert_eq!(of("Колобова Василиса Афанасьевна"), "kolobova.va");
        assert_eq!(of("Щёголев Юрий"), "shchegolev.i");
        assert_eq!(of("Римский-Корсаков Лев Ильич"), "rimskii-korsakov.li");
        assert_eq!(of("Ли Ян"), "li.i");
    }
}
