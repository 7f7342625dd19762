//! A small window from which one file can be dragged. Says `ready` when it stands, ends when the drag has ended.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use gtk::gdk::{DragAction, ModifierType};
use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags, Window, WindowType, glib};

fn main() {
    let file = std::env::args().nth(1).expect("a file to drag");
    let place: Vec<i32> = std::env::args().skip(2).map(|number| number.parse().expect("a place: X Y")).collect();
    gtk::init().expect("a display");
    let uri = glib::filename_to_uri(&file, None).expect("an absolute path");
    let window = Window::new(WindowType::Popup);
    window.set_default_size(100, 100);
    window.move_(place[0], place[1]);
    let targets = [TargetEntry::new("text/uri-list", TargetFlags::OTHER_APP, 0)];
    window.drag_source_set(ModifierType::BUTTON1_MASK, &targets, DragAction::COPY);
    window.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[uri.as_str()]);
    });
    window.connect_drag_end(|_, _| gtk::main_quit());
    window.connect_map_event(|_, _| {
        println!("ready");
        glib::Propagation::Proceed
    });
    window.show_all();
    gtk::main();
}
