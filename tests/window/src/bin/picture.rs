//! Takes a picture of the screen: `zhurnal-picture FILE X Y WIDTH HEIGHT`.
//!
//! WebKitWebDriver's own pictures hang while WebKit draws without DMA-BUF, as the program asks it to; and the screen is what a person sees.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use gtk::gdk;
use gtk::gdk::prelude::*;

fn main() {
    let file = std::env::args().nth(1).expect("a file to write");
    let place: Vec<i32> = std::env::args().skip(2).map(|number| number.parse().expect("X Y WIDTH HEIGHT")).collect();
    gtk::init().expect("a display");
    let root = gdk::Window::default_root_window();
    let picture = root.pixbuf(place[0], place[1], place[2], place[3]).expect("the place lies on the screen");
    picture.savev(file, "png", &[]).expect("the picture is written");
}
