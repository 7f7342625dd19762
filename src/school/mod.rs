//! The school apart from its journal, pure: numbers of enumerations in events, the calendar, the lessons of a year. May be called by everything.

pub mod calendar;
pub mod codes;
pub mod lessons;
pub mod table;
