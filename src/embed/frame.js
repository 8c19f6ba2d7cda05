// The quiz in a frame: plays what the page around it sends, and tells that page what happens. See frame-relay.js for its other side.

import "./leadlens.js";

// The page around says its origin; it alone is spoken with. A page that names another hears nothing, as the browser sees to that.
const theirs = decodeURIComponent(location.hash.slice(1));
let quiz = null;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || origin !== theirs || data?.leadlens !== 1) return;
  if (data.quiz) play(data);
  else if (["start", "back", "next", "reset"].includes(data.call)) quiz?.[data.call]();
});
tell({ hello: true });

function play({ quiz: played, known, state, look }) {
  quiz?.remove();
  quiz = document.createElement("leadlens-quiz");
  quiz.loading = "eager";
  quiz.lang = look.lang || played.lang || look.around;
  quiz.dir = look.dir;
  document.documentElement.dataset.theme = quiz.theme = look.theme;
  document.documentElement.lang = quiz.lang || "en";
  for (const [name, value] of Object.entries({ ...look.style, "--leadlens-height": look.height })) quiz.style.setProperty(name, value);
  // What is sent and kept is the page's affair: here the result is only handed on.
  for (const name of ["ready", "start", "step", "error"]) quiz.addEventListener("leadlens-" + name, ({ detail }) => tell({ event: name, detail, state: quiz.state }));
  quiz.relay = (detail) => tell({ event: "finish", detail, state: quiz.state });
  // Where the visitor came from only the page around knows.
  quiz.known = known;
  quiz.quiz = played;
  if (state) quiz.state = state;
  new ResizeObserver(() => tell({ height: Math.ceil(quiz.getBoundingClientRect().height) })).observe(quiz);
  document.body.append(quiz);
}

function tell(data) {
  parent.postMessage({ leadlens: 1, ...data }, theirs);
}
