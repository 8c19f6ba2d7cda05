//! A made-up list of 200 contacts that shows every stage, the same every time but for its dates, which count back from the day it is looked at.

use crate::sample_people::{Person, person};
use crate::seniority;
use model::{Day, List, Table};

/// How many contacts the sample list has.
pub const SAMPLE_ROWS: u32 = 200;

/// The stories of the sample list, and how many contacts live each.
const STORIES: [(Story, u32); 12] = [
    (Story::Cold, 46),
    (Story::Curious, 70),
    (Story::InMarket, 8),
    (Story::AsksForAQuote, 5),
    (Story::InTalks, 26),
    (Story::WantsToBuy, 15),
    (Story::Bought, 11),
    (Story::WentElsewhere, 8),
    (Story::CameBack, 3),
    (Story::NoBudget, 3),
    (Story::NoSay, 2),
    (Story::Gone, 3),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Story {
    /// A name on the list.
    Cold,
    /// Looked around, read something.
    Curious,
    /// Known to be in the market, has shown nothing.
    InMarket,
    /// Everything for an opportunity is there, but nobody ever talked to them.
    AsksForAQuote,
    /// Replied and was met.
    InTalks,
    /// Compares us with others, has money, a date and a say.
    WantsToBuy,
    Bought,
    WentElsewhere,
    /// Was lost, and shows interest again.
    CameBack,
    NoBudget,
    NoSay,
    /// Mail bounces, and there is no phone number.
    Gone,
}

/// The sample list as of a day, ready for [`model::Edit::Import`].
#[must_use]
pub fn sample_list(as_of: Day) -> (List, Table) {
    let mut table = Table::new();
    table.add_rows(SAMPLE_ROWS, Some(as_of));
    let mut stories = Vec::new();
    for (story, count) in STORIES {
        stories.extend(std::iter::repeat_n(story, count as usize));
    }
    for row in 0..SAMPLE_ROWS {
        // 79 and 200 have no common divisor, so every story is told, in no order that shows.
        let story = stories.get((row * 79 % SAMPLE_ROWS) as usize);
        let mut writer = Writer {
            table: &mut table,
            row,
            as_of,
            drawn: 0,
        };
        writer.contact(story.copied().unwrap_or(Story::Cold));
    }
    let list = List {
        exported_on: Some(as_of),
        ..List::new("Sample list")
    };
    (list, table)
}

/// Writes one contact.
struct Writer<'a> {
    table: &'a mut Table,
    row: u32,
    as_of: Day,
    drawn: u32,
}

impl Writer<'_> {
    /// A number below `n`, always the same for this contact and this many draws.
    fn draw(&mut self, n: u32) -> u32 {
        self.drawn += 1;
        let mut x = self.row.wrapping_mul(64).wrapping_add(self.drawn);
        x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
        x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
        (x ^ (x >> 16)) % n.max(1)
    }

    fn one_of<'t>(&mut self, choices: &[&'t str]) -> &'t str {
        let at = self.draw(choices.len() as u32) as usize;
        choices.get(at).copied().unwrap_or("")
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.draw(100) < percent
    }

    fn set(&mut self, attribute: &str, value: &str) {
        self.table.set(self.row, attribute, value);
    }

    /// A day from `least` to `most` days ago.
    fn ago(&mut self, least: u32, most: u32) -> Day {
        let days = least + self.draw(most - least + 1);
        self.as_of.plus(-i32::try_from(days).unwrap_or(0))
    }

    fn did(&mut self, kind: &str, least: u32, most: u32, times: u32) {
        let day = self.ago(least, most);
        let count = 1 + self.draw(times);
        self.table.add_signal(self.row, kind, Some(day), count);
    }

    fn contact(&mut self, story: Story) {
        let fits = !matches!(story, Story::Cold | Story::Curious | Story::Gone) || self.chance(40);
        let (choices, talent) = (self.draw(10_000), self.draw(10_000));
        let person = person(self.row, choices, talent, fits);
        self.who_they_are(&person, story, fits);
        self.what_happened(story);
    }

    fn who_they_are(&mut self, person: &Person, story: Story, fits: bool) {
        let quiet = matches!(story, Story::Cold | Story::Curious);
        self.set("name", &person.name);
        self.set("email", &person.email);
        if story != Story::Gone
            && !person.phone.is_empty()
            && self.chance(if quiet { 45 } else { 90 })
        {
            self.set("phone", &person.phone);
        }
        self.set("company", &person.company);
        // Half of what one would like to know about a cold contact is not known.
        let known = if quiet { 60 } else { 92 };
        if !quiet || self.chance(75) {
            self.set("title", person.title);
            if let Some(seniority) = seniority::of_title(person.title) {
                let column = self.table.column_mut("seniority");
                column.set(self.row, seniority, model::Kind::Text);
                column.inferred.insert(self.row);
            }
        }
        if !quiet || self.chance(known) {
            self.set("industry", person.industry);
        }
        if !quiet || self.chance(known) {
            let employees = if fits {
                20 + self.draw(900)
            } else {
                1 + self.draw(18)
            };
            self.set("employees", &employees.to_string());
        }
        if self.chance(known) {
            self.set("country", person.country);
        }
        if self.chance(known / 2) {
            let millions = if fits { 2 + self.draw(120) } else { 1 };
            self.set("annual_revenue", &(millions * 1_000_000).to_string());
        }
        let source = self.one_of(&[
            "Website",
            "LinkedIn",
            "Referral",
            "Trade fair",
            "Newsletter",
            "Search ad",
            "Cold list",
        ]);
        self.set(
            "source",
            if story == Story::Cold {
                "Cold list"
            } else {
                source
            },
        );
        if self.chance(30) {
            let campaign = self.one_of(&["Spring webinar", "Buyer's guide", "Autumn fair"]);
            self.set("campaign", campaign);
        }
        let owner = self.one_of(&["Robin", "Sam", "Kim"]);
        self.set("owner", owner);
        let created = self.ago(120, 400);
        self.set("created_on", &created.to_string());
    }

    fn what_happened(&mut self, story: Story) {
        match story {
            Story::Cold => {
                if self.chance(35) {
                    self.did("rep_contacted", 10, 90, 2);
                }
                if self.chance(25) {
                    self.did("email_open", 5, 60, 2);
                }
            }
            Story::Curious => self.looks_around(),
            Story::InMarket => self.set("in_target_market", "yes"),
            Story::AsksForAQuote => {
                self.did("site_visit", 1, 10, 3);
                self.did("pricing_viewed", 1, 8, 2);
                self.did("quote_requested", 1, 6, 1);
                self.knows_what_they_want();
            }
            Story::InTalks => {
                self.talks(2, 25);
                // Some of what makes an opportunity is known; the rest is the next question.
                if self.chance(60) {
                    self.set("need", "yes");
                }
                if self.chance(35) {
                    let months = 6 + self.draw(18);
                    self.set("timeline_months", &months.to_string());
                }
                if self.chance(30) {
                    let say = self.one_of(&["influencer", "decision_maker"]);
                    self.set("authority", say);
                }
                if self.chance(30) {
                    self.set("budget", "yes");
                }
            }
            Story::WantsToBuy => {
                self.talks(1, 20);
                self.knows_what_they_want();
                self.set("budget", "yes");
                if self.chance(60) {
                    self.did("proposal_sent", 1, 10, 1);
                }
                if self.chance(40) {
                    self.did("negotiation", 1, 8, 1);
                }
            }
            Story::Bought => {
                self.talks(40, 120);
                self.knows_what_they_want();
                self.set("budget", "yes");
                self.ended("won", 10, 35);
            }
            Story::WentElsewhere => {
                self.talks(60, 150);
                self.ended("lost", 15, 50);
                let reason = self.one_of(&[
                    "Chose another vendor",
                    "Too expensive",
                    "Project stopped",
                    "No answer",
                ]);
                self.set("lost_reason", reason);
            }
            Story::CameBack => {
                self.talks(100, 180);
                self.ended("lost", 60, 90);
                self.set("lost_reason", "Project stopped");
                self.did("site_visit", 2, 20, 3);
                self.did("content_download", 2, 14, 1);
            }
            Story::NoBudget => {
                self.talks(10, 40);
                self.set("budget", "no");
                let day = self.ago(5, 9);
                self.set("disqualified_on", &day.to_string());
            }
            Story::NoSay => {
                self.looks_around();
                self.did("replied", 10, 30, 1);
                self.set("authority", "none");
            }
            Story::Gone => {
                self.did("newsletter_signup", 100, 300, 1);
                self.did("bounced", 5, 60, 1);
            }
        }
    }

    fn looks_around(&mut self) {
        self.did("site_visit", 1, 90, 4);
        if self.chance(45) {
            self.did("email_open", 1, 60, 3);
        }
        if self.chance(30) {
            self.did("content_download", 3, 80, 2);
        }
        if self.chance(20) {
            self.did("newsletter_signup", 30, 200, 1);
        }
        if self.chance(15) {
            self.did("webinar_attended", 5, 70, 1);
        }
        if self.chance(10) {
            self.did("social_interaction", 1, 40, 2);
        }
        if self.chance(8) {
            self.did("event_attended", 20, 120, 1);
        }
        if self.chance(4) {
            self.did("unsubscribed", 5, 100, 1);
        }
    }

    /// They answered, and there was a conversation.
    fn talks(&mut self, least: u32, most: u32) {
        self.did("site_visit", least, most, 4);
        self.did("content_download", least, most, 2);
        self.did("rep_contacted", least, most, 2);
        self.did("replied", least, most, 2);
        if self.chance(60) {
            self.did("meeting_held", least, most, 2);
        }
        if self.chance(30) {
            self.did("demo_attended", least, most, 1);
        }
        if self.chance(30) {
            self.did("question_asked", least, most, 2);
        }
    }

    fn knows_what_they_want(&mut self) {
        self.set("need", "yes");
        let months = 1 + self.draw(9);
        self.set("timeline_months", &months.to_string());
        let say = self.one_of(&["decision_maker", "decision_maker", "influencer"]);
        self.set("authority", say);
        self.set("actively_considering", "yes");
        let pain = self.one_of(&[
            "Nobody knows which leads to call first",
            "The spreadsheet is out of date every Monday",
            "Marketing and sales count differently",
        ]);
        self.set("pain", pain);
    }

    fn ended(&mut self, outcome: &str, least: u32, most: u32) {
        let day = self.ago(least, most);
        self.set("outcome", outcome);
        self.set("outcome_on", &day.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::{SAMPLE_ROWS, STORIES, sample_list};
    use model::{Day, Engine, Stage, published_rulebook, re_engage};

    #[test]
    fn there_are_two_hundred_stories() {
        assert_eq!(STORIES.iter().map(|(_, n)| n).sum::<u32>(), SAMPLE_ROWS);
    }

    #[test]
    fn every_stage_is_shown_in_believable_proportions() {
        let as_of = Day::parse("2026-11-21").unwrap();
        let (list, table) = sample_list(as_of);
        assert_eq!((table.rows(), list.exported_on), (SAMPLE_ROWS, Some(as_of)));
        let mut engine = Engine::new(published_rulebook("house").unwrap(), as_of);
        engine.assess_all(&table);
        let found = engine.assessments();
        let counts = found.counts();
        let expected = [46, 84, 25, 15, 11, 8, 11];
        assert_eq!(counts, expected, "{:?}", Stage::ALL.map(Stage::label));
        let overlaps = (0..SAMPLE_ROWS).filter(|row| found.overlaps(*row).next().is_some());
        assert!((3..=40).contains(&overlaps.count()));
        let back = (0..SAMPLE_ROWS)
            .filter(|row| re_engage(&table, *row, found.stage(*row), as_of).is_some());
        assert_eq!(back.count(), 3);
        let open = (0..SAMPLE_ROWS).filter(|row| {
            let (low, high) = found.fit(*row);
            low < high
        });
        assert!(open.count() > 60);
    }

    #[test]
    fn people_are_told_apart_and_made_up() {
        let (_, table) = sample_list(Day(20_000));
        let emails = table.column("email").unwrap();
        assert_eq!(emails.dictionary().len() as u32, SAMPLE_ROWS + 1);
        assert!(
            emails
                .dictionary()
                .iter()
                .skip(1)
                .all(|e| e.ends_with(".example") && e.is_ascii())
        );
        let names = table.column("name").unwrap();
        assert_eq!(names.dictionary().len() as u32, SAMPLE_ROWS + 1);
        let dated = table.signals().iter().flat_map(|s| s.entries());
        assert!(
            dated
                .into_iter()
                .all(|e| e.day().is_some_and(|d| d < Day(20_000)))
        );
    }
}
