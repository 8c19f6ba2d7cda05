// The peer: the house rulebook as a JavaScript programmer would write it who cares for speed: one pass over an array of
// objects, no allocation in the loop, each distinct text compared once, decay looked up in a table.

const NOT_MET = 0, UNKNOWN = 1, MET = 2;
export const STAGES = ["contact", "lead", "prospect", "opportunity", "customer", "disqualified", "lost"];
const CUSTOMER = 4, DISQUALIFIED = 5, LOST = 6;

// Kind: points, cap, half-life in days.
export const ENGAGEMENT = {
  quote_requested: [30, 1, 45], demo_attended: [30, 1, 60], meeting_held: [30, 2, 60], trial_started: [25, 1, 30],
  product_tested: [25, 1, 30], replied: [25, 2, 30], demo_requested: [20, 1, 30], negotiation: [20, 1, 30],
  pricing_viewed: [15, 2, 14], webinar_attended: [15, 2, 30], question_asked: [15, 2, 30], content_download: [10, 3, 30],
  cart_abandoned: [10, 1, 14], event_attended: [10, 2, 60], form_submitted: [10, 2, 30], newsletter_signup: [5, 1, 60],
  email_click: [4, 3, 14], social_interaction: [3, 3, 14], site_visit: [1, 5, 14], email_open: [1, 3, 14],
  unsubscribed: [-30, 1, 365], bounced: [-50, 1, 365],
};
const NO_INTEREST = new Set(["email_open", "rep_contacted", "proposal_sent", "unsubscribed", "bounced"]);
const CONVERSATION = new Set(["replied", "meeting_held", "demo_attended", "question_asked"]);
const DAYS = 3650; // decay is in the table up to ten years, beyond that it is computed

const INTEREST_FLAG = 1, CONVERSATION_FLAG = 2, BOUNCED_FLAG = 4;
const KIND = new Map();
for (const [name, [points, cap, halfLife]] of Object.entries(ENGAGEMENT)) {
  const decay = new Float64Array(DAYS + 1);
  for (let age = 0; age <= DAYS; age++) decay[age] = 0.5 ** (age / halfLife);
  KIND.set(name, {
    index: KIND.size, points, cap, halfLife, decay,
    flags:
      (NO_INTEREST.has(name) ? 0 : INTEREST_FLAG) |
      (CONVERSATION.has(name) ? CONVERSATION_FLAG : 0) |
      (name === "bounced" ? BOUNCED_FLAG : 0),
  });
}
const KINDS = [...KIND.values()];

const PLAIN_NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const normal = (value) =>
  (value === true ? "yes" : value === false ? "no" : String(value)).trim().normalize("NFC").toLowerCase();

// A criterion that compares text, asked once for each distinct value.
function textual(judge) {
  const known = new Map();
  return (value) => {
    let answer = known.get(value);
    if (answer === undefined) {
      const text = value === undefined || value === null ? "" : normal(value);
      answer = judge(text);
      known.set(value, answer);
    }
    return answer;
  };
}
const isOneOf = (...values) => textual((text) => (text === "" ? UNKNOWN : values.includes(text) ? MET : NOT_MET));
const isKnown = (value) => value !== undefined && value !== null && (typeof value !== "string" || value.trim() !== "");

// NaN where a number is needed and none is there.
function number(value) {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return NaN;
  const text = value.trim();
  return PLAIN_NUMBER.test(text) ? Number(text) : NaN;
}

const seniorityPoints = textual((text) =>
  text === "" ? -1 : ["owner", "c_suite", "vp", "director"].includes(text) ? 25 : text === "manager" ? 10 : 0);
const industry = isOneOf("software", "fintech", "professional services");
const country = isOneOf("us", "ca", "gb", "de", "fr", "nl");
const yes = isOneOf("yes");
const no = isOneOf("no");
const none = isOneOf("none");
const decides = isOneOf("decision_maker", "influencer");
const outcome = textual((text) => (text === "won" ? CUSTOMER : text === "lost" ? LOST : 0));

// Room for the answers about `rows` contacts.
export const answers = (rows) => ({
  stage: new Uint8Array(rows), low: new Uint8Array(rows), high: new Uint8Array(rows), engagement: new Uint8Array(rows),
  gates: new Uint8Array(rows), // two bits each: lead, prospect, opportunity
});

// Assesses every contact as of a day. Thresholds are arguments, because dragging one of them is what is measured.
export function assessAll(contacts, asOf, out, fitNeeded = 50, engagementNeeded = 25) {
  const counts = new Float64Array(KINDS.length);
  const latest = new Int32Array(KINDS.length);
  const seen = new Int32Array(KINDS.length);
  for (let row = 0; row < contacts.length; row++) {
    const { attributes, signals } = contacts[row];

    let low = 0, high = 0;
    const seniority = seniorityPoints(attributes.seniority);
    if (seniority < 0) high += 25;
    else { low += seniority; high += seniority; }
    let verdict = industry(attributes.industry);
    if (verdict === MET) { low += 20; high += 20; } else if (verdict === UNKNOWN) high += 20;
    const employees = number(attributes.employees);
    if (employees >= 20 && employees <= 1000) { low += 20; high += 20; } else if (employees !== employees) high += 20;
    verdict = yes(attributes.budget);
    if (verdict === MET) { low += 15; high += 15; } else if (verdict === UNKNOWN) high += 15;
    verdict = country(attributes.country);
    if (verdict === MET) { low += 10; high += 10; } else if (verdict === UNKNOWN) high += 10;
    const revenue = number(attributes.annual_revenue);
    if (revenue >= 2_000_000 && revenue <= 200_000_000) { low += 10; high += 10; } else if (revenue !== revenue) high += 10;

    let flags = 0, distinct = 0, sum = 0;
    for (let each = 0; each < signals.length; each++) {
      const signal = signals[each];
      const kind = KIND.get(signal.kind);
      if (kind === undefined) continue;
      flags |= kind.flags;
      const at = kind.index;
      if (counts[at] === 0) { seen[distinct++] = at; latest[at] = signal.day; }
      else if (signal.day > latest[at]) latest[at] = signal.day;
      counts[at] += signal.count;
    }
    for (let each = 0; each < distinct; each++) {
      const at = seen[each], kind = KINDS[at];
      const count = counts[at] < kind.cap ? counts[at] : kind.cap;
      counts[at] = 0;
      let age = asOf - latest[at];
      if (age < 0) age = 0;
      sum += kind.points * count * (age <= DAYS ? kind.decay[age] : 0.5 ** (age / kind.halfLife));
    }
    const clamped = sum < 0 ? 0 : sum > 100 ? 100 : sum;
    const engagement = Math.floor(Math.round(clamped * 1e9) / 1e9 + 0.5);

    const lead = flags & INTEREST_FLAG ? MET : yes(attributes.in_target_market);
    const fits = low >= fitNeeded ? MET : high < fitNeeded ? NOT_MET : UNKNOWN;
    const prospect = engagement < engagementNeeded || !(flags & CONVERSATION_FLAG) ? NOT_MET : fits;
    const months = number(attributes.timeline_months);
    const soon = months <= 12 ? MET : months !== months ? UNKNOWN : NOT_MET;
    const opportunity = Math.min(
      yes(attributes.need), soon, decides(attributes.authority), yes(attributes.actively_considering));

    let stage = outcome(attributes.outcome);
    if (stage === 0) {
      if (
        (flags & BOUNCED_FLAG && !isKnown(attributes.phone)) ||
        no(attributes.budget) === MET ||
        none(attributes.authority) === MET
      ) stage = DISQUALIFIED;
      else if (lead === MET) stage = prospect !== MET ? 1 : opportunity !== MET ? 2 : 3;
    }
    out.stage[row] = stage;
    out.low[row] = low;
    out.high[row] = high;
    out.engagement[row] = engagement;
    out.gates[row] = lead | (prospect << 2) | (opportunity << 4);
  }
  return out;
}

// One number for all answers, to see that two engines agree: FNV-1a over the five bytes of each row.
export function checksum(out) {
  let hash = 0x811c9dc5;
  for (let row = 0; row < out.stage.length; row++) {
    for (const value of [out.stage[row], out.low[row], out.high[row], out.engagement[row], out.gates[row]])
      hash = Math.imul(hash ^ value, 0x01000193);
  }
  return hash >>> 0;
}
