//! Who stories are about: made-up people, companies and places.

use super::dice::Dice;

/// A person in a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub name: &'static str,
    pub company: &'static str,
    /// What they work on.
    pub area: &'static str,
    pub female: bool,
    /// Whether the name may be told.
    pub named: bool,
    /// Whether the company may be told.
    pub at_company: bool,
}

impl Person {
    /// The person of a seed.
    pub fn of(dice: &mut Dice) -> Person {
        let female = dice.chance(50);
        let names: &[&str] = if female { &WOMEN } else { &MEN };
        Person {
            name: dice.pick(names).copied().unwrap_or("Kim"),
            company: dice.pick(&COMPANIES).copied().unwrap_or("Tessel"),
            area: dice.pick(&AREAS).copied().unwrap_or("operations"),
            female,
            named: true,
            at_company: true,
        }
    }

    /// Whether a first name is one of the women's or of the men's that are known here.
    pub fn is_woman(first: &str) -> Option<bool> {
        let known = |names: &[&str]| names.contains(&first);
        (known(&WOMEN) || known(&MEN)).then(|| known(&WOMEN))
    }

    /// "her" or "him".
    pub fn object(&self) -> &'static str {
        if self.female { "her" } else { "him" }
    }

    /// A text with its places filled in.
    pub fn fill(&self, text: &str) -> String {
        let (she, her, hers, herself) = if self.female {
            ("she", "her", "her", "herself")
        } else {
            ("he", "him", "his", "himself")
        };
        let upper = |word: &str| {
            let mut letters = word.chars();
            let first = letters.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        };
        // At the end of a clause "hers" is a word of its own.
        let own = if self.female { "hers" } else { "his" };
        let company = if self.at_company {
            self.company.to_owned()
        } else {
            upper(hers) + " company"
        };
        text.replace("{She}", &upper(she))
            .replace("{she}", she)
            .replace("like {hers}", &format!("like {own}"))
            .replace("is {hers} to", &format!("is {own} to"))
            .replace("problem of {hers}", &format!("problem of {own}"))
            .replace("{hers}", hers)
            .replace("{Hers}", &upper(hers))
            .replace("{herself}", herself)
            .replace("{her}", her)
            .replace("{Company}", &company)
    }
}

/// A job title and how a sentence puts it: "is VP of finance".
pub(super) fn title(seniority: &str, area: &str) -> Option<String> {
    let mut capital = area.to_owned();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(match seniority {
        "owner" => "Owner".to_owned(),
        "c_suite" => match area {
            "finance" => "Chief Financial Officer".to_owned(),
            "IT" => "Chief Information Officer".to_owned(),
            "marketing" => "Chief Marketing Officer".to_owned(),
            _ => "Chief Operating Officer".to_owned(),
        },
        "vp" => format!("VP of {capital}"),
        "director" => format!("Director of {capital}"),
        "manager" => format!("{capital} Manager"),
        "individual" => format!("{capital} Assistant"),
        _ => return None,
    })
}

/// A country's code, its name behind "in", and towns in it.
pub(super) const PLACES: [(&str, &str, [&str; 3]); 11] = [
    ("US", "USA", ["Austin", "Denver", "Boston"]),
    ("CA", "Canada", ["Halifax", "Toronto", "Calgary"]),
    ("GB", "Britain", ["Leeds", "Bristol", "Cardiff"]),
    ("DE", "Germany", ["Leipzig", "Hamburg", "Ulm"]),
    ("FR", "France", ["Lyon", "Nantes", "Lille"]),
    ("NL", "the Netherlands", ["Utrecht", "Breda", "Zwolle"]),
    ("ES", "Spain", ["Valencia", "Bilbao", "Gijón"]),
    ("IT", "Italy", ["Turin", "Bari", "Parma"]),
    ("PL", "Poland", ["Gdańsk", "Łódź", "Poznań"]),
    ("BR", "Brazil", ["Curitiba", "Recife", "Santos"]),
    ("JP", "Japan", ["Osaka", "Sendai", "Nagoya"]),
];

/// An industry, and what a company of it is called.
pub(super) const INDUSTRIES: [(&str, &str); 8] = [
    ("software", "software company"),
    ("fintech", "fintech"),
    ("professional services", "professional services firm"),
    ("retail", "retail chain"),
    ("logistics", "logistics company"),
    ("food production", "food production company"),
    ("construction", "construction company"),
    ("farming", "farming business"),
];

const AREAS: [&str; 8] = [
    "operations",
    "finance",
    "marketing",
    "purchasing",
    "IT",
    "logistics",
    "quality",
    "planning",
];

const WOMEN: [&str; 48] = [
    "Rosa", "Amina", "Ingrid", "Mei", "Priya", "Clara", "Nadia", "Sofia", "Greta", "Leila",
    "Hanna", "Yuki", "Marta", "Chiara", "Elif", "Noor", "Astrid", "Tamsin", "Zofia", "Beatriz",
    "Camille", "Dana", "Esther", "Fatou", "Gwen", "Helena", "Irina", "Jana", "Keiko", "Lucía",
    "Maeve", "Nina", "Olga", "Paula", "Ruth", "Salma", "Tove", "Uma", "Vera", "Wanda", "Xenia",
    "Ylva", "Zara", "Anouk", "Birgit", "Carmen", "Delia", "Edith",
];
const MEN: [&str; 48] = [
    "Tomás", "Karim", "Lars", "Wei", "Arjun", "Felix", "Omar", "Luca", "Henrik", "Rafael", "Jonas",
    "Kenji", "Pavel", "Marco", "Emre", "Idris", "Sven", "Gareth", "Piotr", "Bruno", "Olivier",
    "Daniel", "Elias", "Kwame", "Rhys", "Stefan", "Ivan", "Jakub", "Hiro", "Diego", "Cormac",
    "Nils", "Oskar", "Pablo", "Ruben", "Samir", "Theo", "Umar", "Viktor", "Walter", "Ximo",
    "Yusuf", "Zoltan", "Anton", "Bela", "Carlos", "Dario", "Emil",
];
const COMPANIES: [&str; 48] = [
    "Halden",
    "Tessel",
    "Brightwell",
    "Norvik",
    "Casparo",
    "Orlin",
    "Fenwick & Daughters",
    "Quarto",
    "Meridor",
    "Ostara",
    "Pellworm",
    "Ravensby",
    "Silverbrook",
    "Talvi",
    "Umbria North",
    "Velden",
    "Westering",
    "Yarrow",
    "Zenna",
    "Aldermere",
    "Bexley Road",
    "Corvane",
    "Dunmore",
    "Elstow",
    "Farrow",
    "Glenmor",
    "Harlequin Street",
    "Inverlay",
    "Jessamine",
    "Kestrel Hill",
    "Larkfield",
    "Marlowe",
    "Nettlebed",
    "Oxlip",
    "Pinehurst",
    "Quillon",
    "Rookery Lane",
    "Sandmere",
    "Thornby",
    "Upwater",
    "Vantry",
    "Wexcombe",
    "Yewdale",
    "Ashgrove",
    "Birchall",
    "Cinder Lane",
    "Dovecot",
    "Eastholm",
];

#[cfg(test)]
mod tests {
    use super::Person;
    use crate::learn::dice::Dice;

    #[test]
    fn a_text_speaks_of_the_person() {
        let mut person = Person::of(&mut Dice::new(1, 0));
        (person.female, person.company) = (true, "Tessel");
        let check =
            |person: &Person, text: &str, expected: &str| assert_eq!(person.fill(text), expected);
        check(
            &person,
            "{She} can sign for it {herself}.",
            "She can sign for it herself.",
        );
        check(&person, "Firms like {hers} buy.", "Firms like hers buy.");
        check(&person, "{Company} asked {her}.", "Tessel asked her.");
        (person.female, person.at_company) = (false, false);
        check(
            &person,
            "The decision is {hers} to make.",
            "The decision is his to make.",
        );
        check(
            &person,
            "{Company} asked {her} for {hers} number.",
            "His company asked him for his number.",
        );
    }
}
