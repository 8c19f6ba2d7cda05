// Plays a quiz in the element's shadow root: start, one question at a time, consent, result. Everything is made of elements and texts;
// nothing in a quiz ever becomes markup.

import { check, field, inputsOf, read } from "./fields.js";
import { fill, make } from "./make.js";
import { LINK } from "./shape.js";
import { text as looks } from "./style.js";

const ENGLISH = {
  dir: "ltr",
  start: "Start",
  back: "Back",
  next: "Next",
  finish: "See the result",
  again: "Start again",
  dont_know: "I don’t know",
  skip: "Skip",
  yes: "Yes",
  no: "No",
  progress: "Question {n} of at most {most}",
  why_asked: "Why am I asked this?",
  shows: "Your answer helps to tell whether someone:",
  decides: "It counts for: {gates}",
  lead: "lead",
  prospect: "prospect",
  opportunity: "opportunity",
  disqualified: "not a match",
  why_result: "Why this result?",
  before_result: "Before you see the result",
  problem: "There is a problem",
  choose: "Choose an answer",
  choose_some: "Choose at least one answer",
  enter: "Enter an answer",
  enter_number: "Enter a number",
  enter_between: "Enter a number from {min} to {max}",
  enter_least: "Enter {min} or more",
  enter_most: "Enter {max} or less",
  enter_date: "Enter a date",
  enter_email: "Enter an e-mail address, like name@example.com",
  agree: "Tick the box to go on",
  unsent: "Your answers could not be sent yet. We keep trying.",
  lost: "Your answers could not be sent.",
  trap: "Leave this empty",
};

let sheet;

/** The widget's own words in a language, or in English; `texts` change single ones. */
export async function language(tag, texts) {
  const [name] = `${tag || "en"}`.toLowerCase().split("-");
  let words = {};
  if (["de", "fr", "es", "nl", "pt", "ar"].includes(name)) {
    // Words that do not come are English.
    words = await fetch(new URL(`./lang/${name}.json`, import.meta.url)).then((response) => response.json()).catch(() => ({}));
  }
  const own = Object.entries(texts ?? {}).filter(([, said]) => said != null);
  return { ...ENGLISH, ...words, ...Object.fromEntries(own), lang: tag };
}

/**
 * Shows a quiz.
 * @param {object} view host, quiz, words, state, known, styles(), step(), emit(), finish(), refused()
 * @returns {object} begin, start, back, next, reset, close, state, waiting
 */
export function play({ host, quiz, words, state, known, styles, step, emit, finish, refused }) {
  // `path`: the ids of the questions so far, the present one last. `given`: every answer, also those one went back from.
  let { place, path, given, agreed } = state ?? {};
  let told;  // what the engine says after the answers before the present question
  let started = Boolean(state);
  let ended = place === "result"; // the result was told

  const form = make("form.form", { noValidate: true });
  const trap = make("input", { name: "fax_number", tabIndex: -1, autocomplete: "off", id: "trap" });
  const trapped = make("p.trap", { "aria-hidden": "true" }, make("label", { htmlFor: "trap" }, words.trap), trap);
  const intro = quiz.title || quiz.intro;
  const { accent, logo } = quiz.branding ?? {};
  const box = make("div.box", { lang: words.lang, dir: host.dir || words.dir },
    slotted("header"),
    logo && make("img.logo", { src: logo.src, alt: logo.alt ?? "" }),
    form,
    slotted("footer"));
  if (accent) box.style.setProperty("--brand", accent);

  if (!state) clear();
  engine();
  show(false);
  const root = host.shadowRoot;
  root.adoptedStyleSheets = [root.adoptedStyleSheets[0], (sheet ??= styles(looks))];
  root.prepend(box);
  return { begin, start, back, next: () => next(), reset, close: () => box.remove(), state: now, waiting };

  function begin() {
    if (state) return;
    emit("ready");
    tell();
  }

  function now() {
    if (place === "question") given[path.at(-1)] = read(form, question());
    if (place === "consent") agreed = form.elements.answer.checked;
    return { place, path, given, agreed };
  }

  function clear() {
    place = intro ? "start" : "question";
    path = [];
    given = {};
    agreed = started = ended = false;
  }

  function reset() {
    clear();
    engine();
    show();
  }

  // Asks the engine what comes after so many answers, and goes there if that is ahead.
  function engine(after = path.length - (place === "question")) {
    const before = path.slice(0, Math.max(0, after));
    const answers = Object.fromEntries(before.map((id) => [id, given[id] ?? null]));
    told = { ...step({ quiz, rulebook: quiz.rulebook, known, answers, as_of: today() }), answers };
    if (place !== "question" || path.length > before.length) return;
    if (told.next) path.push(told.next);
    else place = quiz.consent ? "consent" : "result";
  }

  function question() {
    return quiz.questions.find(({ id }) => id === path.at(-1));
  }

  function start() {
    if (place !== "start") return;
    begun();
    place = "question";
    move();
  }

  function begun() {
    if (!started) emit("start");
    started = true;
  }

  function next(skip) {
    if (place === "start") return start();
    if (place === "question") {
      const asked = question();
      const answer = skip ? null : read(form, asked);
      const wrong = !skip && check(form, asked, answer, words);
      if (wrong) return complain(wrong);
      begun();
      given[asked.id] = answer;
      move(path.length);
    } else if (place === "consent") {
      now();
      if (quiz.consent.required && !agreed) return complain(words.agree);
      place = "result";
      move();
    }
  }

  function back() {
    now();
    if (place === "question") {
      path.pop();
      if (!path.length) place = intro ? "start" : "question";
      move();
    } else if (place === "consent") {
      place = "question";
      move();
    }
  }

  function move(after) {
    try {
      engine(after);
    } catch (error) {
      return refused(error);
    }
    show();
  }

  function show(moved = true) {
    const screen = { start: startScreen, question: questionScreen, consent: consentScreen, result: resultScreen }[place]();
    form.replaceChildren(...screen, trapped);
    form.setAttribute("part", `form ${place}`);
    form.className = `form ${place}`;
    // Focus goes along with the visitor, but is not taken from the page at first.
    if (!moved) return;
    form.querySelector(".title").focus();
    tell();
  }

  function tell() {
    if (place === "question") emit("step", { question: path.at(-1), number: path.length, most: most(), answers: told.answers });
  }

  function startScreen() {
    return [title(intro), text("intro", quiz.title && quiz.intro), actions(submit(words.start))];
  }

  function questionScreen() {
    const asked = question();
    const number = path.length;
    const bar = make("span.bar");
    bar.style.inlineSize = `${(100 * (number - 1)) / most()}%`;
    return [
      make("div.track", { "aria-hidden": "true" }, bar),
      above(number > 1 || intro, text("progress", fill(words.progress, { n: number, most: most() }))),
      field(asked, given[asked.id], words),
      whyAsked(),
      actions(
        submit(most() === number && !quiz.consent ? words.finish : words.next),
        asked.required ? "" : button("skip", ["text", "email"].includes(asked.type) ? words.skip : words.dont_know, () => next(true)),
      ),
    ];
  }

  function consentScreen() {
    const { text: said, link, required } = quiz.consent;
    const asked = { type: "consent", text: words.before_result, options: [{ id: "yes", text: said }], required };
    return [above(path.length), field(asked, agreed ? ["yes"] : [], words), anchor("link", link, { target: "_blank" }), actions(submit(words.finish))];
  }

  function resultScreen() {
    const shown = quiz.results[told.result];
    if (!ended) {
      ended = true;
      // Robots fill in what people do not see; and what nobody was asked for is no answer to send.
      const { answers, contact, assessment } = told;
      const { id, title } = shown;
      finish({ answers, contact, assessment, result: { id, title }, consent: quiz.consent ? agreed : null, unsent: trap.value !== "" || !path.length });
    }
    return [
      title(shown.title),
      text("text", shown.text),
      anchor("action", shown.action, shown.action?.type === "download" && { download: "" }),
      told.assessment.why && details(words.why_result, text("reason", told.assessment.why)),
      make("p.status", { role: "status" }),
      actions(button("again", words.again, reset)),
    ].filter(Boolean);
  }

  // The word for how it stands with sending the result: "unsent", "lost", or none once it is sent.
  function waiting(how) {
    const status = form.querySelector(".status");
    if (status) status.textContent = words[how] ?? "";
  }

  function most() {
    return path.length - 1 + Math.max(1, told.left);
  }

  function whyAsked() {
    if (!told.labels.length) return "";
    const gates = told.gates.map((gate) => words[gate] ?? gate).join(", ");
    return details(words.why_asked,
      text("reason", words.shows),
      make("ul.labels", {}, ...told.labels.map((label) => make("li.label", {}, label))),
      gates && text("reason", fill(words.decides, { gates })));
  }

  // As GOV.UK does: a summary above that takes the focus and leads to the field, and the message before the field.
  function complain(message) {
    form.querySelector(".problem")?.remove();
    const inputs = inputsOf(form);
    const link = make("a.problem-link", { href: "#0", onclick: (event) => { event.preventDefault(); inputs[0].focus(); } }, message);
    const summary = make("div.problem", { tabIndex: -1, role: "alert" }, make("h3.problem-title", {}, words.problem), link);
    form.prepend(summary);
    form.querySelector(".error").textContent = message;
    form.querySelector(".field").classList.add("wrong");
    for (const input of inputs) input.setAttribute("aria-invalid", "true");
    summary.focus();
  }

  function above(behind, ...others) {
    return make("div.above", {}, behind && button("back", words.back, back), ...others);
  }

  function title(said) {
    return make("h2.title", { tabIndex: -1 }, said);
  }

  function submit(said) {
    // The Enter key presses it too. The form itself is never submitted: a page in a sandbox may not do that.
    return make("button.next", { type: "submit", onclick: (event) => { event.preventDefault(); next(); } }, said);
  }
}

function details(summary, ...children) {
  return make("details.why", {}, make("summary.why-title", {}, summary), ...children);
}

function actions(...children) {
  return make("div.actions", {}, ...children);
}

function button(part, said, onclick) {
  return make("button." + part, { type: "button", onclick }, said);
}

function text(part, said) {
  return said ? make("p." + part, {}, said) : "";
}

function anchor(part, link, how) {
  if (!link || !LINK.test(link.href)) return "";
  return make("p.links", {}, make("a." + part, { href: link.href, rel: "noopener", ...how }, link.text));
}

function slotted(name) {
  return make("slot", { name });
}

// The visitor's own calendar day.
function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
