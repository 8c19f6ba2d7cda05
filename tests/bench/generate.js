// Made-up lists for the bench, the same on every machine: each value is a hash of its row and its column, so that Rust
// can make the very same list without sharing any state (`mix` is 32-bit wrapping arithmetic, `pick` is its remainder).

export function mix(x) {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

// A whole number below `n` for a row and a column; columns are numbered below 64.
export const pick = (row, column, n) => mix(Math.imul(row, 64) + column) % n;

export const AS_OF = 20_769; // 2026-11-12, in days since 1970-01-01

const SENIORITIES = ["owner", "c_suite", "vp", "director", "manager", "individual"];
const INDUSTRIES = ["software", "fintech", "professional services", "retail", "Manufacturing", "health care", "education", "Energy"];
const COUNTRIES = ["US", "CA", "GB", "DE", "FR", "NL", "IN", "BR", "ES", "JP"];
const AUTHORITIES = ["decision_maker", "influencer", "none"];

// Kind, chance in percent that a contact shows it, most times it does.
export const KINDS = [
  ["site_visit", 50, 6],
  ["email_open", 40, 4],
  ["email_click", 20, 3],
  ["content_download", 15, 3],
  ["form_submitted", 12, 2],
  ["replied", 10, 2],
  ["meeting_held", 6, 2],
  ["pricing_viewed", 8, 2],
  ["demo_attended", 4, 1],
  ["question_asked", 6, 2],
  ["unsubscribed", 2, 1],
  ["bounced", 2, 1],
];

const yesNo = (row, column, known, yes) =>
  pick(row, column, 100) >= known ? undefined : pick(row, column + 1, 100) < yes ? "yes" : "no";
const choice = (row, column, known, list) =>
  pick(row, column, 100) >= known ? undefined : list[pick(row, column + 1, list.length)];

// One contact in the shape of the public JSON, kindly to the peer: days are numbers, so that it is not charged for
// reading dates, and every contact has every attribute in the same order (`undefined` where nothing is recorded), so
// that all objects share one hidden class.
export function contact(row) {
  const ended = pick(row, 25, 100);
  const attributes = {
    name: `Contact ${row}`,
    company: `Company ${pick(row, 0, 50_000)}`,
    email: pick(row, 26, 100) < 95 ? `contact${row}@company${pick(row, 0, 50_000)}.example` : undefined,
    phone: pick(row, 11, 100) < 60 ? `+1 555 ${1_000_000 + pick(row, 12, 9_000_000)}` : undefined,
    seniority: choice(row, 1, 80, SENIORITIES),
    industry: choice(row, 3, 85, INDUSTRIES),
    employees: pick(row, 5, 100) < 75 ? 1 + pick(row, 6, 3000) : undefined,
    annual_revenue: pick(row, 7, 100) < 60 ? 100_000 * (1 + pick(row, 8, 3000)) : undefined,
    country: choice(row, 9, 90, COUNTRIES),
    budget: yesNo(row, 13, 40, 70),
    authority: choice(row, 15, 50, AUTHORITIES),
    need: yesNo(row, 17, 50, 70),
    timeline_months: pick(row, 19, 100) < 45 ? 1 + pick(row, 20, 24) : undefined,
    actively_considering: yesNo(row, 21, 40, 60),
    in_target_market: yesNo(row, 23, 70, 75),
    outcome: ended < 2 ? "won" : ended < 5 ? "lost" : undefined,
  };
  const signals = [];
  for (let each = 0; each < KINDS.length; each++) {
    const [kind, chance, most] = KINDS[each];
    if (pick(row, 28 + each * 3, 100) < chance) {
      signals.push({
        kind,
        day: AS_OF - pick(row, 29 + each * 3, 240),
        count: 1 + (most > 1 ? pick(row, 27 + each * 3, most) : 0),
      });
    }
  }
  return { attributes, signals };
}

export function contacts(count) {
  const list = new Array(count);
  for (let row = 0; row < count; row++) list[row] = contact(row);
  return list;
}

const FIRST = ["Ada", "Björn", "Chloé", "Dmitri", "Elena", "Farid", "Grace", "Hiroshi", "Inês", "Jamal", "Katarzyna", "Liam"];
const LAST = ["Abbott", "Bergström", "Castro", "Dubois", "Engel", "Fischer", "Garcia", "Hughes", "Ito", "Jensen", "Kowalski", "O'Neill"];
const TITLES = [
  "Chief Executive Officer", "VP of Marketing", "Director, Sales Operations", "Head of Growth", "IT Manager",
  "Senior Software Engineer", "Owner", "Procurement Specialist", "Account Executive", "Chief Technology Officer",
];
const CITIES = ["New York", "Toronto", "London", "Berlin", "Paris", "Amsterdam", "Mumbai", "São Paulo", "Madrid", "Osaka"];
const LANDS = ["United States", "Canada", "United Kingdom", "Germany", "France", "Netherlands", "India", "Brazil", "Spain", "Japan"];
const STATUSES = ["New", "Open", "In Progress", "Contacted", "Attempted to Contact", "Connected", "Bad Timing", "Pre Qualified"];
const SOURCES = ["Organic Search", "Paid Search", "Email Marketing", "Social Media", "Referrals", "Direct Traffic", "Offline Sources"];
const HEADER =
  "Record ID,First Name,Last Name,Job Title,Company Name,Email,Phone Number,Country/Region,City,Industry," +
  "Number of Employees,Annual Revenue,Lead Status,Original Source,Create Date,Last Activity Date";

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const two = (number) => String(number).padStart(2, "0");
const date = (row, column) =>
  `202${4 + pick(row, column, 3)}-${two(1 + pick(row, column + 1, 10))}-${two(1 + pick(row, column + 2, 28))}`;

// A CRM export as text: 16 columns, about 200 bytes a row, some cells quoted, some with commas, accents and gaps.
export function csv(rows) {
  const parts = [HEADER, "\r\n"];
  for (let row = 0; row < rows; row++) {
    const first = FIRST[pick(row, 0, FIRST.length)];
    const last = LAST[pick(row, 1, LAST.length)];
    const firm = pick(row, 2, 20_000);
    const place = pick(row, 3, LANDS.length);
    const company = firm % 7 === 0 ? `Northwind ${firm}, Inc.` : firm % 31 === 0 ? `The "Great" ${firm} Company` : `Contoso Holdings ${firm} Ltd`;
    parts.push(
      String(100_000_000 + row), ",", first, ",", last, ",",
      cell(TITLES[pick(row, 4, TITLES.length)]), ",", cell(company), ",",
      `${first}.${last}.${row}@contoso-${firm}.example`.toLowerCase().replace("'", ""), ",",
      pick(row, 5, 100) < 60 ? `+1 (555) ${100 + pick(row, 6, 900)}-${1000 + pick(row, 7, 9000)}` : "", ",",
      LANDS[place], ",", CITIES[place], ",",
      pick(row, 8, 100) < 85 ? INDUSTRIES[pick(row, 9, INDUSTRIES.length)] : "", ",",
      pick(row, 10, 100) < 75 ? String(1 + pick(row, 11, 3000)) : "", ",",
      pick(row, 12, 100) < 60 ? `"$${1 + pick(row, 13, 300)},${100 + pick(row, 14, 900)},000"` : "", ",",
      STATUSES[pick(row, 15, STATUSES.length)], ",", SOURCES[pick(row, 16, SOURCES.length)], ",",
      date(row, 17), ",", pick(row, 20, 100) < 80 ? date(row, 21) : "", "\r\n",
    );
  }
  return parts.join("");
}

export const csvFile = (rows) => new File([csv(rows)], "crm-export.csv", { type: "text/csv" });
