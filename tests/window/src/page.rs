//! The page in the window, by its test ids (`ui/TESTIDS.md`).

use crate::child::Running;
use crate::cold::{children, tree};
use crate::run::Screen;
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use std::future::Future;
use std::time::{Duration, Instant};

const WAIT: Duration = Duration::from_secs(20);

/// An open window. Close it with [`Window::close`]; a drop ends it by force.
pub struct Window {
    client: Client,
    driver: Running,
    screen: Screen,
}

impl Window {
    pub(crate) fn new(client: Client, driver: Running, screen: Screen) -> Self {
        Self { client, driver, screen }
    }

    /// The WebDriver client, for what has no name here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The program's process and those it has started.
    pub fn processes(&self) -> Vec<u32> {
        let program = children(self.driver.id()).into_iter().next().expect("the driver started the program");
        tree(program)
    }

    /// The element with a test id, waited for until it is shown.
    pub async fn find(&self, id: &str) -> Element {
        self.find_css(&by_id(id)).await
    }

    /// The first element that a CSS selector names, waited for until it is shown.
    pub async fn find_css(&self, css: &str) -> Element {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.timed(self.client.find(Locator::Css(css))).await
                && self.timed(element.is_displayed()).await.unwrap_or(false)
            {
                return element;
            }
            if start.elapsed() > WAIT {
                self.give_up(&format!("{css} was not shown")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until no element with the test id is shown.
    pub async fn gone(&self, id: &str) {
        let start = Instant::now();
        while self.count(id).await > 0 {
            if start.elapsed() > WAIT {
                self.give_up(&format!("{id} stays")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// How many elements have the test id now.
    pub async fn count(&self, id: &str) -> usize {
        self.timed(self.client.find_all(Locator::Css(&by_id(id)))).await.map_or(0, |found| found.len())
    }

    /// Clicks an element once it is shown and enabled.
    pub async fn click(&self, id: &str) {
        self.click_css(&by_id(id)).await;
    }

    /// Clicks the first element that a CSS selector names, once it is shown and enabled.
    pub async fn click_css(&self, css: &str) {
        let start = Instant::now();
        loop {
            let element = self.find_css(css).await;
            let enabled = self.timed(element.is_enabled()).await.unwrap_or(false);
            if enabled && self.timed(element.click()).await.is_ok() {
                return;
            }
            if start.elapsed() > WAIT {
                self.give_up(&format!("{css} cannot be clicked")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Replaces the text of a field, key by key.
    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.find(id).await;
        let typed = async {
            field.clear().await?;
            field.send_keys(text).await
        };
        if let Err(error) = self.timed(typed).await {
            self.give_up(&format!("{id} takes no text: {error}")).await;
        }
        let value = self.timed(field.prop("value")).await.ok().flatten().unwrap_or_default();
        assert_eq!(value, text, "what stands in {id}");
    }

    /// Chooses an entry of a native list by its value.
    pub async fn choose(&self, id: &str, value: &str) {
        let list = self.find(id).await;
        if let Err(error) = self.timed(list.select_by_value(value)).await {
            self.give_up(&format!("{id} has no {value}: {error}")).await;
        }
    }

    /// The text shown in an element, no-break spaces as plain ones.
    pub async fn text(&self, id: &str) -> String {
        let element = self.find(id).await;
        self.timed(element.text()).await.unwrap_or_default().replace('\u{a0}', " ")
    }

    /// The texts of all elements with a test id, once the first is shown.
    pub async fn texts(&self, id: &str) -> Vec<String> {
        self.find(id).await;
        let mut texts = Vec::new();
        for element in self.timed(self.client.find_all(Locator::Css(&by_id(id)))).await.unwrap_or_default() {
            texts.push(self.timed(element.text()).await.unwrap_or_default());
        }
        texts
    }

    /// An attribute of an element, empty when it has none.
    pub async fn attribute(&self, id: &str, name: &str) -> String {
        let element = self.find(id).await;
        self.timed(element.attr(name)).await.ok().flatten().unwrap_or_default()
    }

    /// An attribute of the first element that a CSS selector names, empty when it has none.
    pub async fn attribute_css(&self, css: &str, name: &str) -> String {
        let element = self.find_css(css).await;
        self.timed(element.attr(name)).await.ok().flatten().unwrap_or_default()
    }

    /// Runs a script of the test and gives its result.
    pub async fn script(&self, script: &str) -> serde_json::Value {
        match self.timed(self.client.execute(script, Vec::new())).await {
            Ok(value) => value,
            Err(error) => self.give_up(&format!("a script failed: {error}")).await,
        }
    }

    /// Runs a script again and again until its result is neither false nor nothing.
    pub async fn until(&self, script: &str) -> serde_json::Value {
        let start = Instant::now();
        loop {
            let value = self.script(script).await;
            if !value.is_null() && value != false {
                return value;
            }
            if start.elapsed() > WAIT {
                self.give_up(&format!("never true: {script}")).await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Takes a picture into `target/screens`, and into `docs/screens` when `ZHURNAL_KEEP_SCREENS` is set.
    pub async fn picture(&self, name: &str) {
        self.painted().await;
        let mut folders = vec!["target/screens"];
        if std::env::var_os("ZHURNAL_KEEP_SCREENS").is_some() {
            folders.push("docs/screens");
        }
        for folder in folders {
            self.screen.picture(folder, name);
        }
    }

    /// Waits until what the page shows now has been painted.
    async fn painted(&self) {
        const TWO_FRAMES: &str = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))";
        let painted = self.timed(self.client.execute_async(TWO_FRAMES, Vec::new())).await;
        painted.expect("the page is painted");
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    /// Closes the window.
    pub async fn close(self) {
        self.timed(self.client.clone().close()).await.expect("the window closes");
    }

    async fn timed<T, E: std::fmt::Display>(&self, step: impl Future<Output = Result<T, E>>) -> Result<T, String> {
        match tokio::time::timeout(WAIT, step).await {
            Ok(result) => result.map_err(|error| error.to_string()),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }

    /// Fails the test with what the window shows.
    async fn give_up(&self, why: &str) -> ! {
        self.screen.picture("target/screens", "failed");
        let shown = self.timed(self.client.execute("return document.body.innerText", Vec::new())).await;
        panic!("{why}\nshown: {shown:?}");
    }
}

fn by_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}
