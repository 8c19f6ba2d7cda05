//! Names of countries and the two letters that the rulebooks know them by (ISO 3166-1).

/// Code, then its names in lower case: English, the country's own, German, French, Spanish where they differ.
const COUNTRIES: &[(&str, &[&str])] = &[
    (
        "AE",
        &[
            "united arab emirates",
            "uae",
            "u.a.e.",
            "vereinigte arabische emirate",
        ],
    ),
    ("AR", &["argentina", "argentinien", "argentine"]),
    ("AT", &["austria", "österreich", "autriche"]),
    ("AU", &["australia", "australien", "australie"]),
    ("BD", &["bangladesh", "bangladesch"]),
    (
        "BE",
        &["belgium", "belgien", "belgique", "belgië", "bélgica"],
    ),
    ("BG", &["bulgaria", "bulgarien", "bulgarie"]),
    ("BH", &["bahrain"]),
    ("BR", &["brazil", "brasil", "brasilien", "brésil"]),
    ("CA", &["canada", "kanada", "canadá"]),
    (
        "CH",
        &["switzerland", "schweiz", "suisse", "svizzera", "suiza"],
    ),
    ("CL", &["chile", "chili"]),
    ("CN", &["china", "people's republic of china", "chine"]),
    ("CO", &["colombia", "kolumbien", "colombie"]),
    ("CZ", &["czech republic", "czechia", "tschechien", "česko"]),
    ("DE", &["germany", "deutschland", "allemagne", "alemania"]),
    (
        "DK",
        &["denmark", "danmark", "dänemark", "danemark", "dinamarca"],
    ),
    ("EE", &["estonia", "estland", "eesti"]),
    ("EG", &["egypt", "ägypten", "égypte"]),
    ("ES", &["spain", "españa", "spanien", "espagne"]),
    ("FI", &["finland", "suomi", "finnland", "finlande"]),
    ("FR", &["france", "frankreich", "francia"]),
    (
        "GB",
        &[
            "united kingdom",
            "uk",
            "u.k.",
            "great britain",
            "england",
            "scotland",
            "wales",
            "northern ireland",
            "britain",
            "großbritannien",
            "vereinigtes königreich",
            "royaume-uni",
            "reino unido",
        ],
    ),
    ("GH", &["ghana"]),
    ("GR", &["greece", "griechenland", "grèce"]),
    ("HK", &["hong kong"]),
    ("HR", &["croatia", "kroatien"]),
    ("HU", &["hungary", "ungarn", "magyarország", "hongrie"]),
    ("ID", &["indonesia", "indonesien"]),
    ("IE", &["ireland", "irland", "irlande", "irlanda"]),
    ("IL", &["israel"]),
    ("IN", &["india", "indien", "inde"]),
    ("IT", &["italy", "italia", "italien", "italie"]),
    ("JP", &["japan", "japon", "japón"]),
    ("KE", &["kenya", "kenia"]),
    (
        "KR",
        &["south korea", "republic of korea", "korea", "südkorea"],
    ),
    ("KW", &["kuwait"]),
    ("LK", &["sri lanka"]),
    ("LT", &["lithuania", "litauen"]),
    ("LU", &["luxembourg", "luxemburg"]),
    ("LV", &["latvia", "lettland"]),
    ("MX", &["mexico", "méxico", "mexiko", "mexique"]),
    ("MY", &["malaysia"]),
    ("NG", &["nigeria"]),
    (
        "NL",
        &[
            "netherlands",
            "the netherlands",
            "holland",
            "nederland",
            "niederlande",
            "pays-bas",
            "países bajos",
        ],
    ),
    ("NO", &["norway", "norge", "norwegen", "norvège"]),
    ("NZ", &["new zealand", "neuseeland"]),
    ("OM", &["oman"]),
    ("PE", &["peru", "perú"]),
    ("PH", &["philippines", "philippinen"]),
    ("PK", &["pakistan"]),
    ("PL", &["poland", "polska", "polen", "pologne", "polonia"]),
    ("PT", &["portugal"]),
    ("QA", &["qatar", "katar"]),
    ("RO", &["romania", "românia", "rumänien", "roumanie"]),
    ("RS", &["serbia", "serbien"]),
    (
        "RU",
        &["russia", "russian federation", "russland", "russie"],
    ),
    ("SA", &["saudi arabia", "saudi-arabien"]),
    ("SE", &["sweden", "sverige", "schweden", "suède", "suecia"]),
    ("SG", &["singapore", "singapur"]),
    ("SI", &["slovenia", "slowenien"]),
    ("SK", &["slovakia", "slowakei"]),
    ("TH", &["thailand"]),
    ("TR", &["turkey", "türkiye", "türkei", "turquie"]),
    ("TW", &["taiwan"]),
    ("UA", &["ukraine"]),
    (
        "US",
        &[
            "united states",
            "united states of america",
            "usa",
            "u.s.a.",
            "u.s.",
            "the united states",
            "america",
            "vereinigte staaten",
            "états-unis",
            "estados unidos",
        ],
    ),
    ("VN", &["vietnam", "viet nam"]),
    ("ZA", &["south africa", "südafrika", "afrique du sud"]),
];

/// The code of a country; `None` for a name that is not in the table, which then stays as it is written.
#[must_use]
pub fn code(value: &str) -> Option<&'static str> {
    let lower = value.trim().to_lowercase();
    COUNTRIES
        .iter()
        .find(|(code, names)| names.contains(&lower.as_str()) || code.eq_ignore_ascii_case(&lower))
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn countries_are_known_by_their_names() {
        let check =
            |value: &str, expected: Option<&str>| assert_eq!(code(value), expected, "{value}");
        check("United States", Some("US"));
        check(" usa ", Some("US"));
        check("de", Some("DE"));
        check("Deutschland", Some("DE"));
        check("UK", Some("GB"));
        check("ESPAÑA", Some("ES"));
        check("Atlantis", None);
        check("", None);
    }
}
