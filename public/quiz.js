// Plays the quiz that comes in the address, quiz.html#2.…: the version of such links, then the quiz's JSON in base64url, deflated; since
// version 2 with a checksum.
// What stands behind # stays in the browser, so no server learns which quiz it was.

// An inflated quiz may have so many bytes: a short link can hold far more than a page can bear.
const MOST = 1 << 20;
// At most so many go into inflating at once, which makes them no more than a thousandfold.
const SLICE = 1024;

const SAID = {
  empty: ["There is no quiz in this link", "The part that holds the quiz is missing. Ask whoever sent you the link to send it again, whole."],
  damaged: ["This link is damaged", "A part of it was lost or changed on the way. Ask whoever sent it to you to send the link again."],
  newer: ["This quiz needs a newer version of Leadlens", "Load this page again. If that does not help, ask whoever sent you the link for one to a newer page."],
  large: ["This quiz is too large for a link", "It holds more than 1 MB. Ask whoever sent it to you for a page that shows it."],
  old: ["This browser is too old for this quiz", "Open the link in a newer browser."],
  lost: ["The quiz could not be loaded", "Check your connection, then load this page again."],
  refused: ["This quiz cannot be shown", "There is a mistake in it. Tell whoever sent it to you what it is, and ask for the link again."],
};

const main = document.querySelector("main");
// A later link makes the earlier ones void.
let turn = 0;

addEventListener("hashchange", show);
show();

async function show() {
  const now = ++turn;
  let shown;
  try {
    const quiz = await read(location.hash.slice(1));
    await import("./embed/leadlens.js").catch(() => fail("lost"));
    if (!customElements.get("leadlens-quiz")) fail("lost");
    if (now === turn) shown = played(quiz);
  } catch ({ message }) {
    if (now === turn) shown = failure(message in SAID ? message : "damaged");
  }
  if (shown) main.replaceChildren(...shown);
}

// The quiz of a link.
async function read(link) {
  if (!link) fail("empty");
  const [, version, packed] = /^(\d+)\.(.*)$/.exec(link) ?? fail("damaged");
  if (Number(version) > 2) fail("newer");
  if (!packed) fail("empty");
  if (!globalThis.DecompressionStream) fail("old");
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt());
  const quiz = JSON.parse(await inflated(bytes, version === "1" ? "deflate-raw" : "deflate"));
  return typeof quiz === "object" && quiz && !Array.isArray(quiz) ? quiz : fail("damaged");
}

async function inflated(bytes, format) {
  let at = 0;
  const slices = new ReadableStream({
    pull(to) {
      if (at < bytes.length) to.enqueue(bytes.subarray(at, (at += SLICE)));
      else to.close();
    },
  });
  const reader = slices.pipeThrough(new DecompressionStream(format)).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let sum = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    sum += value.length;
    if (sum > MOST) {
      reader.cancel().catch(() => {});
      fail("large");
    }
    text += decoder.decode(value, { stream: true });
  }
}

function fail(why) {
  throw new Error(why);
}

function played(quiz) {
  const title = typeof quiz.title === "string" && quiz.title.trim() ? quiz.title : "Quiz";
  document.title = title;
  document.documentElement.lang = (typeof quiz.lang === "string" && quiz.lang) || "en";
  const element = document.createElement("leadlens-quiz");
  element.loading = "eager";
  element.quiz = quiz;
  element.addEventListener("leadlens-error", ({ detail }) => {
    if (element.isConnected) main.replaceChildren(...failure("refused", detail.message));
  });
  return [made("h1", title, "name"), element];
}

function failure(why, reason) {
  const [title, advice] = SAID[why];
  document.title = title;
  document.documentElement.lang = "en";
  const start = made("a", "Go to the start page of Leadlens");
  start.href = "./";
  const box = made("div", "", "failure");
  box.setAttribute("role", "alert");
  box.append(made("h1", title), made("p", advice), reason ? made("p", reason, "reason") : "", made("p", ""));
  box.lastChild.append(start);
  return [box];
}

function made(name, text, className = "") {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}
