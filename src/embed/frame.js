// The quiz in a frame: plays what the page around it sends, and tells that page what happens. See frame-relay.js for its other side.

import "./leadlens.js";

// The page around says its origin; it alone is spoken with. A page that names another hears nothing, as the browser sees to that.
const theirs = decodeURIComponent(location.hash.slice(1));
let quiz = null;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== theirs || data?.leadlens !== 1) return;
  if (data.quiz) play(data);
  else if (!quiz) return;
  else if (data.look) dress(data.look);
  else if (["start", "back", "next", "reset"].includes(data.call)) {
    quiz[data.call]();
    place();
  }
});
tell({ hello: true });

function play({ quiz: played, known, state, look }) {
  quiz?.remove();
  quiz = document.createElement("leadlens-quiz");
  quiz.loading = "eager";
  // Where the visitor is, typed but not sent included, the page knows after every touch: it may move this frame, which loads it anew.
  for (const name of ["input", "click"]) quiz.addEventListener(name, place);
  // What is sent and kept is the page's affair: here the result is only handed on.
  for (const name of ["ready", "start", "step", "error"]) quiz.addEventListener("leadlens-" + name, ({ detail }) => tell({ event: name, detail, state: quiz.state }));
  quiz.relay = (detail) => tell({ event: "finish", detail, state: quiz.state });
  // Where the visitor came from only the page around knows.
  quiz.known = known;
  quiz.quiz = played;
  dress(look);
  if (state) quiz.state = state;
  new ResizeObserver(() => tell({ height: Math.ceil(quiz.getBoundingClientRect().height) })).observe(quiz);
  document.body.append(quiz);
}

// Makes the quiz look as the page wants it now.
function dress(look) {
  quiz.lang = look.lang || quiz.quiz.lang || look.around;
  quiz.dir = look.dir;
  document.documentElement.dataset.theme = quiz.theme = look.theme;
  document.documentElement.lang = quiz.lang || "en";
  for (const [name, value] of Object.entries({ ...look.style, "--leadlens-height": look.height })) quiz.style.setProperty(name, value);
}

function place() {
  tell({ state: quiz.state });
}

function tell(data) {
  parent.postMessage({ leadlens: 1, ...data }, theirs);
}
