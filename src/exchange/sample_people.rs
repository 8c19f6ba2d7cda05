//! The people of the sample list: none of them exists, and their addresses and numbers are of the kinds set aside for stories.

/// Somebody who does not exist.
pub(crate) struct Person {
    pub name: String,
    pub email: String,
    /// Empty where no numbers are set aside in their country.
    pub phone: String,
    pub company: String,
    pub title: &'static str,
    pub industry: &'static str,
    /// Two letters.
    pub country: &'static str,
}

struct Place {
    country: &'static str,
    first: [&'static str; 9],
    last: [&'static str; 9],
    form: &'static str,
    /// Numbers set aside for stories; two digits are added.
    phone: &'static str,
}

const PLACES: [Place; 9] = [
    Place {
        country: "US",
        first: [
            "Maya", "Jordan", "Elena", "Marcus", "Tessa", "Caleb", "Renee", "Dwight", "Paige",
        ],
        last: [
            "Okafor",
            "Whitfield",
            "Delgado",
            "Brandt",
            "Hollis",
            "Nakamura",
            "Pruitt",
            "Sandoval",
            "Ellery",
        ],
        form: "Inc.",
        phone: "+1 202 555 01",
    },
    Place {
        country: "DE",
        first: [
            "Anneke",
            "Jürgen",
            "Katrin",
            "Matthias",
            "Svenja",
            "Uwe",
            "Friederike",
            "Thorsten",
            "Lotte",
        ],
        last: [
            "Brückner",
            "Hartwig",
            "Lindemann",
            "Vossberg",
            "Kessler",
            "Ohlendorf",
            "Reimers",
            "Stahlhut",
            "Tietjen",
        ],
        form: "GmbH",
        phone: "+49 30 231 251",
    },
    Place {
        country: "GB",
        first: [
            "Imogen", "Rhys", "Harriet", "Callum", "Priya", "Alistair", "Freya", "Owen", "Nadia",
        ],
        last: [
            "Ashcombe",
            "Pembury",
            "Thackray",
            "Llewellyn",
            "Garside",
            "Chowdhury",
            "Fairweather",
            "Muir",
            "Redfern",
        ],
        form: "Ltd",
        phone: "+44 20 7946 09",
    },
    Place {
        country: "FR",
        first: [
            "Solène",
            "Mathis",
            "Aurélie",
            "Bastien",
            "Clémence",
            "Rémi",
            "Inès",
            "Théo",
            "Maëlle",
        ],
        last: [
            "Vasseur",
            "Courtois",
            "Delorme",
            "Fontanel",
            "Guérin",
            "Lacombe",
            "Marchetti",
            "Perrault",
            "Rousselle",
        ],
        form: "SAS",
        phone: "+33 1 99 00 12 ",
    },
    Place {
        country: "NL",
        first: [
            "Femke", "Joost", "Marit", "Sander", "Anouk", "Ruben", "Lieke", "Bram", "Saskia",
        ],
        last: [
            "van Doorn",
            "Hoekstra",
            "de Wilde",
            "Brouwers",
            "Kuipers",
            "Terpstra",
            "Verhagen",
            "Zijlstra",
            "Mulder",
        ],
        form: "B.V.",
        phone: "",
    },
    Place {
        country: "CA",
        first: [
            "Noémie", "Liam", "Shauna", "Devon", "Mireille", "Grant", "Kiran", "Tobin", "Avery",
        ],
        last: [
            "Tremblay",
            "MacIsaac",
            "Bouchard",
            "Sandhu",
            "Fraser",
            "Leduc",
            "Penner",
            "Whitehorse",
            "Gauthier",
        ],
        form: "Ltd.",
        phone: "+1 613 555 01",
    },
    Place {
        country: "ES",
        first: [
            "Lucía", "Álvaro", "Nerea", "Gonzalo", "Irene", "Joaquín", "Marta", "Sergio", "Carla",
        ],
        last: [
            "Iglesias",
            "Montoro",
            "Quintana",
            "Zabala",
            "Herrero",
            "Peñalver",
            "Robledo",
            "Salcedo",
            "Ferrán",
        ],
        form: "S.L.",
        phone: "",
    },
    Place {
        country: "IN",
        first: [
            "Ananya", "Rohit", "Meenal", "Arvind", "Kavya", "Sandeep", "Ishita", "Nikhil", "Divya",
        ],
        last: [
            "Deshpande",
            "Iyengar",
            "Bhattacharya",
            "Kulkarni",
            "Menon",
            "Rastogi",
            "Srinivasan",
            "Talwar",
            "Nambiar",
        ],
        form: "Pvt Ltd",
        phone: "",
    },
    Place {
        country: "SE",
        first: [
            "Linnéa", "Oskar", "Ebba", "Gustav", "Signe", "Axel", "Tuva", "Nils", "Märta",
        ],
        last: [
            "Sjöberg",
            "Lundqvist",
            "Ekdahl",
            "Norrby",
            "Wallander",
            "Hedström",
            "Åkerlund",
            "Björkman",
            "Dalgren",
        ],
        form: "AB",
        phone: "",
    },
];

const SENIOR: [&str; 8] = [
    "CEO",
    "Founder",
    "VP Sales",
    "Head of Marketing",
    "Managing Director",
    "Director of Operations",
    "Chief Revenue Officer",
    "Head of Sales",
];

const OTHERS: [&str; 8] = [
    "Account Manager",
    "Marketing Manager",
    "Sales Representative",
    "Analyst",
    "Office Administrator",
    "Product Manager",
    "Consultant",
    "Software Engineer",
];

const INDUSTRIES: [&str; 3] = ["software", "fintech", "professional services"];

const OTHER_INDUSTRIES: [&str; 5] = [
    "retail",
    "construction",
    "education",
    "hospitality",
    "agriculture",
];

const COMPANY_FIRST: [&str; 20] = [
    "Amber", "Birch", "Cobalt", "Dune", "Ember", "Fjord", "Granite", "Harbour", "Indigo",
    "Juniper", "Kestrel", "Lantern", "Meridian", "Nimbus", "Orchard", "Pebble", "Quarry", "Ripple",
    "Saffron", "Tundra",
];

const COMPANY_LAST: [&str; 10] = [
    "Works",
    "Systems",
    "Labs",
    "Partners",
    "Logic",
    "Analytics",
    "Foods",
    "Studio",
    "Supply",
    "Group",
];

/// The person of a row. `choices` and `talent` are any numbers; `fits` makes them somebody an ideal customer would be.
pub(crate) fn person(row: u32, choices: u32, talent: u32, fits: bool) -> Person {
    let row = row as usize;
    let (choices, talent) = (choices as usize, talent as usize);
    // The first six places are in the profile that the published rulebooks carry.
    let place = pick(&PLACES, if fits { row % 6 } else { row % 9 });
    // Every pair of names comes once: rows of one place count on through the pairs.
    let turn = row / 6 + if fits { 0 } else { 40 };
    let (first, last) = match place {
        Some(p) => (text(&p.first, turn), text(&p.last, turn / 9 + turn)),
        None => ("", ""),
    };
    let (head, tail) = (
        text(&COMPANY_FIRST, row),
        text(&COMPANY_LAST, row / 20 + choices),
    );
    let company = format!("{head} {tail}");
    let address = format!(
        "{}.{}@{}-{}.example",
        ascii(first),
        ascii(last),
        ascii(head),
        ascii(tail)
    );
    let form = place.map_or("", |p| p.form);
    let phone = place.map_or("", |p| p.phone);
    Person {
        name: format!("{first} {last}"),
        email: address,
        phone: match phone.is_empty() {
            true => String::new(),
            false => format!("{phone}{:02}", row % 100),
        },
        company: format!("{company} {form}"),
        title: if fits {
            text(&SENIOR, talent)
        } else {
            text(&OTHERS, talent)
        },
        industry: match fits {
            true => text(&INDUSTRIES, talent / 8),
            false => text(&OTHER_INDUSTRIES, talent / 8),
        },
        country: place.map_or("", |p| p.country),
    }
}

fn pick<T>(list: &[T], at: usize) -> Option<&T> {
    list.get(at % list.len().max(1))
}

fn text(list: &[&'static str], at: usize) -> &'static str {
    pick(list, at).copied().unwrap_or("")
}

/// A name as it stands in an address.
fn ascii(name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'á' | 'å' | 'à' => plain.push('a'),
            'é' | 'è' | 'ë' | 'ê' => plain.push('e'),
            'í' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ó' => plain.push('o'),
            'ú' => plain.push('u'),
            c if c.is_ascii_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    plain
}
