// Who came and from where: the variant a visitor sees, and the attribution of a result. Nothing is stored without consent.

const KEY = "leadlens-quiz-visit";

let chosen;

/** The quiz as this visitor sees it: one of its variants by weight, always the same for the same visitor. */
export function changed(quiz, variants, visitor) {
  const weights = variants.map(({ weight }) => weight ?? 1);
  const sum = weights.reduce((a, b) => a + b, 0);
  let place = (hash(`${quiz.id}/${visitor || own()}`) / 2 ** 32) * sum;
  const index = weights.findIndex((weight) => (place -= weight) < 0);
  const { id, changes } = variants[Math.max(0, index)];
  return { ...patched(quiz, changes ?? {}), variant: id };
}

/** A finding with where its visitor came from, first and last; also as the contact's source and campaign if no answer said so. */
export function attributed(found, landing) {
  const attribution = touches(landing);
  // Kept for later visits only with the visitor's word; a quiz that does not ask keeps nothing.
  if (found.consent) store({ visitor: own(), ...attribution });
  const { contact } = found;
  return { ...found, contact: { ...contact, attributes: { ...origin(landing), ...contact.attributes } }, attribution };
}

/** Where a visitor came from last, as attributes of a contact: its source and campaign, as far as they are known. */
export function origin(landing) {
  const { utm_source, ref, referrer, utm_campaign } = touches(landing).last;
  const source = utm_source ?? ref ?? (referrer && new URL(referrer).hostname);
  return { ...(source && { source }), ...(utm_campaign && { campaign: utm_campaign }) };
}

// The first and the last visit that tell something.
function touches(landing) {
  const before = stored();
  const now = touch(landing);
  return { first: before.first ?? now, last: Object.keys(now).length > 1 ? now : before.last ?? now };
}

// What one visit tells: campaign parameters, the page one came from and the page one came to, without what else their addresses hold.
function touch(landing) {
  const url = new URL(landing);
  const told = {};
  for (const [name, value] of url.searchParams) if (value && /^(utm_\w+|ref)$/.test(name)) told[name] = value.slice(0, 200);
  try {
    const from = new URL(document.referrer);
    if (from.host !== url.host) told.referrer = from.origin + from.pathname;
  } catch {
    // Typed in, or the page before does not tell.
  }
  told.landing_page = url.origin + url.pathname;
  return told;
}

function own() {
  return (chosen ??= stored().visitor ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(""));
}

// FNV-1a of 32 bits over UTF-8.
function hash(text) {
  return new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), 2166136261) >>> 0;
}

// A JSON merge patch; in lists of things with an id it goes by the id. What is new there comes last.
function patched(target, patch) {
  if (!object(patch)) return patch;
  if (Array.isArray(target)) {
    const added = Object.keys(patch).filter((id) => !target.some((each) => each.id === id)).map((id) => ({ id }));
    return [...target, ...added].map((each) => (Object.hasOwn(patch, each.id) ? patched(each, patch[each.id]) : each)).filter((each) => each !== null);
  }
  const out = object(target) ? { ...target } : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) delete out[name];
    else out[name] = patched(out[name], change);
  }
  return out;
}

function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function store(visit) {
  try {
    localStorage.setItem(KEY, JSON.stringify(visit));
  } catch {
    // A visit that cannot be kept is a first visit next time.
  }
}
