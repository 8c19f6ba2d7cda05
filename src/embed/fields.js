// The field of a question: its elements, what was answered in it, and whether that will do.

import { make, fill } from "./make.js";

// What browsers can fill in by themselves.
const KNOWN_DATA = {
  name: "name",
  first_name: "given-name",
  last_name: "family-name",
  company: "organization",
  job_title: "organization-title",
  phone: "tel",
};

/** The field with its heading, hint and place for an error. */
export function field(asked, answer, words) {
  const { type, hint } = asked;
  const options = choices(asked, words);
  const name = asked.attribute ?? "";
  const described = { "aria-describedby": "unit hint error" };
  const title = make("h2.title", { tabIndex: -1 }, options ? asked.text : make("label.title-label", { htmlFor: "answer" }, asked.text));
  const notes = [hint && make("p.hint", { id: "hint" }, hint), make("p.error", { id: "error" })];
  if (options) {
    const kind = type === "multiple" || type === "consent" ? "checkbox" : "radio";
    const given = [answer].flat().map(String);
    const labels = options.map(({ id, text }) =>
      make("label.option", {},
        make("input.control", { type: kind, name: "answer", value: id, checked: given.includes(`${id}`), required: kind === "radio" && asked.required }),
        make("span.option-text", {}, `${text}`)));
    return make("div.field", {}, make("fieldset.group", described, make("legend.legend", {}, title), ...notes,
      make(type === "scale" ? "div.scale" : "div.options", {}, ...labels),
      (asked.low || asked.high) && make("p.ends", { id: "unit" }, end("low", asked.min, asked.low), end("high", asked.max, asked.high))));
  }
  const input = make("input.input", {
    ...described,
    type,
    id: "answer",
    name: "answer",
    min: asked.min,
    max: asked.max,
    step: type === "number" ? asked.step ?? "any" : undefined,
    maxLength: type === "text" ? asked.max_length ?? 500 : undefined,
    autocomplete: type === "email" ? "email" : KNOWN_DATA[name],
    required: Boolean(asked.required),
    value: answer ?? "",
  });
  return make("div.field", {}, title, ...notes, make("div.entry " + type, {}, input, asked.unit && make("span.unit", { id: "unit" }, asked.unit)));
}

/** What is answered in the form now; null for nothing. */
export function read(form, { type }) {
  const inputs = inputsOf(form);
  if (inputs[0].type === "checkbox") return inputs.filter((each) => each.checked).map((each) => each.value);
  const value = inputs[0].type === "radio" ? inputs.find((each) => each.checked)?.value : inputs[0].value.trim();
  if (!value) return null;
  return type === "number" || type === "scale" ? Number(value) : value;
}

/** What is wrong with an answer, or nothing. */
export function check(form, asked, answer, words) {
  const { type, required, min = -Infinity, max = Infinity } = asked;
  const [input] = inputsOf(form);
  if (type === "number" && input.validity.badInput) return words.enter_number;
  if (answer === null || answer.length === 0) {
    if (!required) return "";
    if (type === "multiple") return words.choose_some;
    if (input.type === "radio") return words.choose;
    return words["enter_" + type] ?? words.enter;
  }
  if (type === "number" && !(answer >= min && answer <= max)) {
    return fill(max === Infinity ? words.enter_least : min === -Infinity ? words.enter_most : words.enter_between, asked);
  }
  // Some browsers have a plain text field for dates.
  if (type === "date" && !(/^\d{4}-\d\d-\d\d$/.test(answer) && Date.parse(answer))) return words.enter_date;
  if (type === "email" && !/^\S+@\S+\.\S+$/.test(answer)) return words.enter_email;
  return "";
}

/** The inputs of the present question. */
export function inputsOf(form) {
  return [...form.elements].filter((each) => each.name === "answer");
}

// What there is to choose from, if anything.
function choices({ type, options, min, max }, words) {
  if (type === "yes_no") return ["yes", "no"].map((id) => ({ id, text: words[id] }));
  if (type !== "scale") return options;
  return Array.from({ length: max - min + 1 }, (_, i) => ({ id: min + i, text: min + i }));
}

// What an end of a scale means.
function end(part, number, meaning) {
  return meaning && make("span." + part, {}, `${number} – ${meaning}`);
}
