// What of a quiz the engine leaves to the player: texts that are shown, links, and what decides nothing about stages. The engine checks
// the rest. Paths and sentences are those of the app, which checks all of it.

const ADDRESS = "[^\\0- ]*$";
/** Where a link may lead: nowhere but to pages, mail and phone, and not where a browser would see another address than this. */
export const LINK = RegExp("^(https?|mailto|tel):" + ADDRESS, "i");

// What is expected, a pattern, and the type if it is no text. What is missing must match as an empty text would.
const text = ["a text", /^/];
const filled = ["a text", /\S/];
const linked = { text: filled, href: ["a link with http, https, mailto or tel", LINK] };

/** Throws unless a quiz is in shape; the message names the first member that is not, by its path. */
export function inspect(quiz) {
  look(quiz, {}, "quiz", true);
  // Nothing of a later version's is held against it.
  const { format } = quiz;
  if (format !== "leadlens.quiz/1") refuse('"leadlens.quiz/1"', format, "quiz.format", /^leadlens\.quiz\/([2-9]|1\d)/.test(format) ? ", made by a newer version of Leadlens" : "");
  look(quiz, {
    title: text,
    intro: text,
    lang: text,
    rulebook: quiz.rulebook && typeof quiz.rulebook === "object" ? {} : ["the id of a rulebook, or a rulebook", /\S/],
    questions: [{ hint: text, unit: text, low: text, high: text }],
    results: [{ text, action: { type: ["link, calendar or download", /^(link|calendar|download)$/], ...linked } }],
    consent: { text: filled, required: ["true or false", /^/, "boolean"], link: linked },
    branding: {
      accent: ["a colour such as \"#0b57d0\"", /^(#([\da-f]{3}){1,2})?$/i],
      logo: { src: ["a link with http or https, or one relative to the page", RegExp("^(https?:|(?![^/?#:]+:)[^\\0- ])" + ADDRESS, "i")], alt: text },
    },
    texts: { "*": text },
    variants: [{ id: filled, weight: ["a number from 0", /^\d*\.?\d*(e.+)?$/, "number"], changes: {} }],
    submit: {
      endpoint: ["a link with http or https", RegExp("^$|^https?:" + ADDRESS, "i")],
      encoding: ["json or form", /^(json|form)?$/],
    },
  }, "quiz");
}

function look(value, shape, path, needed) {
  const [expected, pattern, type = "string"] = Array.isArray(shape) ? shape : [];
  if (pattern) {
    if (value == null ? !pattern.test("") : typeof value !== type || !pattern.test(value)) refuse(expected, value, path);
  } else if (needed || value != null) {
    if (Array.isArray(value) !== Array.isArray(shape) || Object(value) !== value) refuse(expected ? "a list" : "an object", value, path);
    if (expected) value.forEach((each, i) => look(each, expected, `${path}[${i}]`, true));
    else for (const name of Object.keys(shape["*"] ? value : shape)) look(value[name], shape["*"] ?? shape[name], `${path}.${name}`);
  }
}

function refuse(expected, value, path, besides = "") {
  throw new Error(`${path}: expected ${expected}, found ${shown(value)}${besides}`);
}

/** What was found, for a message. */
export function shown(value) {
  if (value == null) return "nothing";
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : `${value}`;
}

/** A long text without its middle. */
export function shorten(text) {
  return text.length > 120 ? `${text.slice(0, 80)}…${text.slice(-30)}` : text;
}
