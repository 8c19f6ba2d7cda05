//! A job title tells how senior a person is, word by word.

/// The seniority that a job title names; `None` where it names none.
#[must_use]
pub fn of_title(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(w));
    let phrase = |phrase: &[&str]| words.windows(phrase.len()).any(|w| w == phrase);
    let phrases = |list: &[&[&str]]| list.iter().any(|p| phrase(p));
    // Who assists a chief is no chief, and a product's owner does not own the firm.
    if has(&[
        "assistant",
        "assistentin",
        "assistenz",
        "assistante",
        "asistente",
        "secretary",
        "intern",
        "trainee",
        "praktikant",
        "werkstudent",
        "apprentice",
    ]) && !phrases(&[
        &["assistant", "vice", "president"],
        &["assistant", "director"],
        &["assistant", "manager"],
    ]) || phrases(&[
        &["product", "owner"],
        &["process", "owner"],
        &["data", "owner"],
    ]) {
        return Some("individual");
    }
    if has(&[
        "owner",
        "founder",
        "cofounder",
        "proprietor",
        "inhaber",
        "inhaberin",
        "gründer",
        "gründerin",
        "fondateur",
        "fondatrice",
        "fundador",
        "fundadora",
        "dueño",
        "propietario",
        "gérant",
        "freelancer",
    ]) || phrases(&[&["self", "employed"], &["managing", "partner"]])
    {
        return Some("owner");
    }
    let vice = phrases(&[&["vice", "president"], &["vice", "président"]]);
    if has(&[
        "ceo",
        "cfo",
        "cto",
        "coo",
        "cmo",
        "cio",
        "ciso",
        "cro",
        "cpo",
        "cdo",
        "chro",
        "cso",
        "chief",
        "geschäftsführer",
        "geschäftsführerin",
        "vorstand",
        "vorständin",
        "pdg",
    ]) || phrases(&[
        &["managing", "director"],
        &["directeur", "général"],
        &["directrice", "générale"],
        &["director", "general"],
        &["consejero", "delegado"],
    ]) || (has(&["president", "président", "presidente"]) && !vice)
    {
        return Some("c_suite");
    }
    if vice || has(&["vp", "svp", "evp", "avp", "vizepräsident", "vicepresidente"]) {
        return Some("vp");
    }
    let team_lead = has(&["teamleiter", "teamleiterin", "teamlead", "schichtleiter"]);
    let leads = words
        .iter()
        .any(|w| w.ends_with("leiter") || w.ends_with("leiterin"));
    if has(&[
        "director",
        "directeur",
        "directrice",
        "direktor",
        "direktorin",
        "directora",
        "head",
        "dean",
        "principal",
    ]) || (leads && !team_lead)
    {
        return Some("director");
    }
    if team_lead
        || has(&[
            "manager",
            "managerin",
            "mgr",
            "lead",
            "supervisor",
            "gerente",
            "jefe",
            "jefa",
            "responsable",
            "superintendent",
            "coordinator",
            "controller",
            "foreman",
        ])
    {
        return Some("manager");
    }
    const INDIVIDUAL: &[&str] = &[
        "analyst",
        "engineer",
        "developer",
        "consultant",
        "specialist",
        "representative",
        "rep",
        "associate",
        "executive",
        "advisor",
        "architect",
        "designer",
        "administrator",
        "admin",
        "accountant",
        "buyer",
        "clerk",
        "officer",
        "scientist",
        "researcher",
        "teacher",
        "nurse",
        "technician",
        "writer",
        "editor",
        "programmer",
        "agent",
        "recruiter",
        "marketer",
        "student",
        "entwickler",
        "entwicklerin",
        "ingenieur",
        "berater",
        "sachbearbeiter",
        "referent",
        "ingénieur",
        "développeur",
        "consultante",
        "analyste",
        "ingeniero",
        "desarrollador",
        "analista",
    ];
    has(INDIVIDUAL).then_some("individual")
}

/// Reads a stated seniority: the ids themselves and the words that other programs use.
#[must_use]
pub fn stated(value: &str) -> Option<&'static str> {
    let word: String = value
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| if c == '-' || c == ' ' { '_' } else { c })
        .collect();
    Some(match word.as_str() {
        "owner" | "founder" | "partner" => "owner",
        "c_suite" | "c_level" | "cxo" | "csuite" | "clevel" | "executive" => "c_suite",
        "vp" | "vice_president" => "vp",
        "director" | "head" => "director",
        "manager" | "lead" | "team_lead" => "manager",
        "individual"
        | "individual_contributor"
        | "ic"
        | "senior"
        | "entry"
        | "entry_level"
        | "junior"
        | "staff"
        | "employee"
        | "intern"
        | "training"
        | "non_manager" => "individual",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{of_title, stated};

    #[test]
    fn titles_name_a_seniority() {
        let check = |title: &str, expected: &str| {
            assert_eq!(of_title(title).unwrap_or(""), expected, "{title}")
        };
        check("CEO", "c_suite");
        check("Co-Founder & CTO", "owner");
        check("Chief Marketing Officer", "c_suite");
        check("Geschäftsführerin", "c_suite");
        check("President", "c_suite");
        check("Vice President, Sales", "vp");
        check("SVP Operations", "vp");
        check("Head of Analytics", "director");
        check("Leiter Vertrieb", "director");
        check("Teamleiter", "manager");
        check("Operations Manager", "manager");
        check("Managing Director", "c_suite");
        check("Executive Assistant to the CEO", "individual");
        check("Product Owner", "individual");
        check("Business Owner", "owner");
        check("Senior Software Engineer", "individual");
        check("Analyst", "individual");
        check("Mrs.", "");
        check("Ninja", "");
        check("", "");
    }

    #[test]
    fn stated_seniorities_are_read() {
        let check = |value: &str, expected: &str| {
            assert_eq!(stated(value).unwrap_or(""), expected, "{value}")
        };
        check("C suite", "c_suite");
        check("Vp", "vp");
        check("Entry", "individual");
        check("wizard", "");
    }
}
