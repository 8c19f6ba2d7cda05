//! Files in and out. Bytes in, values and problems out; nothing a file held is dropped silently.
//!
//! A list comes in three steps, the long ones in slices so that the page stays alive:
//! [`Reader`] turns bytes into a [`RawTable`] of coded columns; [`Plan`] says what each column is taken for, to be looked at and changed;
//! [`ImportJob`] makes contacts of it, ready for [`model::Edit::Import`]. [`Problems`] are told with line and column, and go out as CSV.
//! Lists go out through [`CsvWriter`], which keeps formulas inert and can be read back exactly. [`sample_list`] makes up a list to try things on.
//! A [`Deck`] holds a trainer's cases; [`read_gift`] and [`write_gift`] speak Moodle's format,
//! [`pack_deck`] makes packages for learning platforms. [`QuizResults`] reads what a quiz's host logged. [`pack_link`] puts data into a link. [`read_cost`] reads what is typed into the cost simulator.

mod class_csv;
mod columns;
mod cost;
mod countries;
mod course;
mod csv_write;
mod dates;
mod deck;
mod decode;
mod dialect;
mod gift;
mod header_names;
mod headers;
mod import;
mod import_columns;
mod inert;
mod link;
mod lms;
mod meaning;
mod numbers;
mod pieces;
mod poll_csv;
mod problem;
mod qr;
mod quiz_results;
mod raw;
mod reader;
mod readings;
mod recognise;
mod report;
mod sample;
mod sample_people;
mod scan;
mod seniority;
mod sniff;
mod split;
mod typing;
mod words;

pub use class_csv::class_csv;
pub use columns::{Plan, PlannedColumn, PlannedValue};
pub use cost::{CostField, CostNumber, CostProblem, cost_simulation, read_cost};
pub use course::{COURSE_FORMAT, Course, CourseError, read_course};
pub use csv_write::{CsvWriter, ExportColumn, export_columns};
pub use dates::DateOrder;
pub use deck::{
    Attempt, BroughtDeck, DECK_FORMAT, Deck, DeckCase, DeckFileError, DeckIssue, DeckLinkError,
    DeckProblems, DeckRulebook, DecksJob, MOST_CASES, MOST_DECK_BYTES, MOST_LINK_BYTES,
    MOST_OPTIONS, Sitting, add_case, add_signal, bring_deck, case_at, case_of_story, cases_of,
    code_id, deck_for_others, deck_of_link, deck_problems, decks_of_forms, is_enough,
    matched_cases, move_case, new_deck, option_label, read_deck, remove_case, remove_signal,
    set_attribute, set_member_of, signals_of, text_of, with_attempt, with_running, worked_deck,
};
pub use dialect::Dialect;
pub use gift::{
    CasesFromGift, GiftAnswer, GiftKind, GiftNumber, GiftQuestion, MOST_GIFT_BYTES,
    MOST_GIFT_QUESTIONS, cases_from_gift, read_gift, write_gift,
};
pub use import::{Import, ImportJob};
pub use inert::MARK;
pub use link::{LinkError, open_link, pack_link};
pub use lms::{PackRefusal, Package, PackageKind, pack_deck, pack_problems};
pub use meaning::{Meaning, Offer, Reading, meanings_offered, readings_offered};
pub use pieces::has_pieces;
pub use poll_csv::{PolledCase, poll_csv};
pub use problem::{MAX_KEPT, Problem, Problems};
pub use qr::QrCode;
pub use quiz_results::{
    QUIZ_ATTRIBUTES, QuizResult, QuizResults, ResultsImport, ResultsJob, ResultsReader,
    ResultsRefusal,
};
pub use raw::{RawColumn, RawTable};
pub use reader::{Options, Progress, Reader};
pub use report::{ColumnReport, Report};
pub use sample::{SAMPLE_ROWS, sample_list};
pub use scan::{grey, qr_texts};
pub use sniff::{Encoding, MAX_BYTES, Refusal};
