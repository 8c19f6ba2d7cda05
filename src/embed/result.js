// What follows the last answer, and what only some quizzes need before it; fetched when it is needed.

export { attributed, changed, origin } from "./visit.js";
export { deliver, resend } from "./deliver.js";
