//! The journal page in the window: going there, typing as a person does, reading what the squares say.

use crate::page::Window;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};

/// What a run of keys took, in milliseconds; `keys.js` measures.
#[derive(Debug, Clone, Copy)]
pub struct KeyFigures {
    /// Rows and columns of the page.
    pub size: (u64, u64),
    /// 95 % of the keys: handlers, changes of the page and their layout.
    pub work: f64,
    /// 95 % of the keys: from the event to the second frame after it.
    pub frame: f64,
    /// The longest task.
    pub long: f64,
}

impl Window {
    /// Opens the journal of a group by its line in the menu, and waits for its table.
    pub async fn open_group(&self, name: &str) {
        let css = format!(
            "return [...document.querySelectorAll('[data-testid=\"nav-group\"]')].find((line) => line.querySelector('span').textContent === '{name}')?.dataset.group"
        );
        let group = self.until(&css).await.as_str().unwrap_or_default().to_owned();
        self.click_css(&format!("[data-testid=\"nav-group\"][data-group=\"{group}\"]")).await;
        self.journal_ready().await;
    }

    /// Opens a term of the page that is open, by its short name.
    pub async fn open_term(&self, short: &str) {
        let script = format!(
            "const line = [...document.querySelectorAll('[data-testid=\"journal-term\"]')].find((one) => one.textContent === '{short}'); line?.click(); return line?.dataset.term ?? null"
        );
        let term = self.until(&script).await.as_str().unwrap_or_default().to_owned();
        self.until(&format!("return document.querySelector('[data-testid=\"journal-box\"]')?.dataset.opened.endsWith('|{term}')")).await;
        self.journal_ready().await;
    }

    /// Waits until the table stands and its panel says something.
    pub async fn journal_ready(&self) {
        self.find_css("[data-testid=\"journal-grid\"] td.cursor").await;
        self.find("journal-square").await;
    }

    /// Presses keys one after another, as from a keyboard; a character or a private-use key of WebDriver each.
    pub async fn press(&self, keys: &str) {
        for value in keys.chars() {
            let key = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
            self.client().perform_actions(key).await.expect("a key is pressed");
        }
    }

    /// Presses a key while others are held, `\u{e009}` Control, `\u{e008}` Shift.
    pub async fn chord(&self, held: &[char], value: char) {
        let down = |keys: KeyActions, value: &char| keys.then(KeyAction::Down { value: *value });
        let up = |keys: KeyActions, value: &char| keys.then(KeyAction::Up { value: *value });
        let keys = held.iter().fold(KeyActions::new("keyboard".to_owned()), down);
        let keys = up(down(keys, &value), &value);
        self.client().perform_actions(held.iter().rev().fold(keys, up)).await.expect("a chord is pressed");
    }

    /// What stands in the square of the cursor, and in the one `rows` below it.
    pub async fn square(&self, rows: i32) -> String {
        let script = format!(
            "const cell = document.querySelector('[data-testid=\"journal-grid\"] td.cursor'); const row = cell.closest('tr'); \
             const other = document.querySelector(`[data-testid=\"journal-grid\"] tr[data-row=\"${{Number(row.dataset.row) + ({rows})}}\"]`); \
             return other.querySelector(`td[data-col=\"${{cell.dataset.col}}\"]`).textContent"
        );
        self.script(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until everything typed has been answered by the core.
    pub async fn all_saved(&self) {
        self.until(
            "return document.querySelector('[data-testid=\"head-status\"]')?.dataset.state === 'saved' \
             && document.querySelector('[data-testid=\"journal-grid\"] td.queued') === null",
        )
        .await;
    }

    /// Types `presses` keys into the page that is open and measures each.
    pub async fn measure_keys(&self, presses: u32) -> KeyFigures {
        let script = format!("const given = arguments; return (function () {{ {} }}).apply(null, given)", include_str!("keys.js"));
        let figures = self.client().execute_async(&script, vec![presses.into()]).await.expect("the keys are measured");
        let number = |name: &str| figures[name].as_f64().unwrap_or(f64::NAN);
        let count = |name: &str| figures[name].as_u64().unwrap_or_default();
        KeyFigures { size: (count("rows"), count("columns")), work: number("work"), frame: number("frame"), long: number("long") }
    }

    /// Milliseconds from a click on a term to the second frame that shows its table.
    pub async fn measure_open(&self, short: &str) -> f64 {
        const OPEN: &str = "const [short, done] = arguments; const line = [...document.querySelectorAll('[data-testid=\"journal-term\"]')].find((one) => one.textContent === short); \
            const box = document.querySelector('[data-testid=\"journal-box\"]'); const start = performance.now(); line.click(); \
            const look = () => box.dataset.opened.endsWith(`|${line.dataset.term}`) && box.querySelector('td.cursor') \
              ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))) : requestAnimationFrame(look); look()";
        let took = self.client().execute_async(OPEN, vec![short.into()]).await.expect("the page opens");
        took.as_f64().unwrap_or(f64::NAN)
    }
}
