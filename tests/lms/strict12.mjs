// A platform for SCORM 1.2 that takes nothing but what the standard allows (ADL, Run-Time Environment 1.2, 3.4). What it refuses, and
// what would go wrong on a real one, is in `faults`.
import { nextLaunch } from "./attempts.mjs";

const VOCABULARY = (...words) => (value) => words.includes(value);
const TEXT = (most) => (value) => value.length <= most;
const DECIMAL = (value) => /^-?\d+(\.\d+)?$/.test(value);
const SCORE = (value) => value === "" || (DECIMAL(value) && Number(value) >= 0 && Number(value) <= 100);
const TIME = (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
const SPAN = (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value);
// A group of alphanumeric characters without white space; real platforms differ on all others.
const IDENTIFIER = (value) => /^[A-Za-z0-9_]{1,255}$/.test(value);
const RESULT = (value) => ["correct", "wrong", "unanticipated", "neutral"].includes(value) || DECIMAL(value);
const FEEDBACK = (value, item) => item.type !== "choice" || /^[0-9a-z](,[0-9a-z])*$/.test(value);

const [READ, WRITE, BOTH] = ["r", "w", "rw"];
const MEMBERS = {
  "cmi.core._children": [READ],
  "cmi.core.student_id": [READ],
  "cmi.core.student_name": [READ],
  "cmi.core.lesson_location": [BOTH, TEXT(255)],
  "cmi.core.credit": [READ],
  // "not attempted" is the platform's to say.
  "cmi.core.lesson_status": [BOTH, VOCABULARY("passed", "completed", "failed", "incomplete", "browsed")],
  "cmi.core.entry": [READ],
  "cmi.core.score.raw": [BOTH, SCORE],
  "cmi.core.score.min": [BOTH, SCORE],
  "cmi.core.score.max": [BOTH, SCORE],
  "cmi.core.total_time": [READ],
  "cmi.core.lesson_mode": [READ],
  "cmi.core.exit": [WRITE, VOCABULARY("time-out", "suspend", "logout", "")],
  "cmi.core.session_time": [WRITE, SPAN],
  "cmi.suspend_data": [BOTH, TEXT(4096)],
  "cmi.launch_data": [READ],
  "cmi.student_data.mastery_score": [READ],
  "cmi.interactions._count": [READ],
};
const INTERACTION = {
  id: IDENTIFIER,
  time: TIME,
  type: VOCABULARY("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"),
  weighting: DECIMAL,
  student_response: FEEDBACK,
  result: RESULT,
  latency: SPAN,
  "correct_responses.0.pattern": FEEDBACK,
};

const NAMES = {
  exit: "cmi.core.exit",
  time: "cmi.core.session_time",
  entry: "cmi.core.entry",
  given: ["cmi.core.student_id", "cmi.core.student_name", "cmi.core.credit", "cmi.core.lesson_mode", "cmi.launch_data", "cmi.student_data.mastery_score"],
};

/** `before`: the values of the session before, or what the platform says of the learner; `earlier`: that session's interactions. */
export function strict12(before = {}, earlier = []) {
  const next = nextLaunch(before, NAMES);
  const values = { "cmi.core.lesson_status": "not attempted", "cmi.core.lesson_mode": "normal", "cmi.core.credit": "credit", "cmi.suspend_data": "", ...next.values };
  const interactions = next.resumes ? structuredClone(earlier) : [];
  const faults = [];
  const calls = [];
  let state = "before";
  let code = "0";
  let unsaved = false;
  let scored = false;

  const refuse = (number, why) => {
    code = String(number);
    faults.push(`${number}: ${why}`);
    return "false";
  };
  const fine = (value) => {
    code = "0";
    return value;
  };
  const closed = (call) => state !== "open" && refuse(301, `${call} while ${state}`);

  const setInteraction = (name, value) => {
    const [, place, member] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(name) ?? [];
    const at = Number(place);
    const check = INTERACTION[member];
    if (!check) {
      return refuse(401, name);
    }
    if (at > interactions.length) {
      return refuse(201, `${name}: ${interactions.length} is next`);
    }
    if (at === interactions.length && member !== "id") {
      return refuse(201, `${name}: the id comes first`);
    }
    const item = interactions[at] ?? {};
    if (!check(value, item)) {
      return refuse(405, `${name} = ${JSON.stringify(value)}`);
    }
    item[member] = value;
    interactions[at] = item;
    return "true";
  };

  const set = (name, value) => {
    if (typeof value !== "string") {
      return refuse(405, `${name} is no text`);
    }
    if (name.startsWith("cmi.interactions.") && name !== "cmi.interactions._count") {
      return setInteraction(name, value);
    }
    const [access, check] = MEMBERS[name] ?? [];
    if (!access) {
      return refuse(name.startsWith("cmi.") ? 401 : 201, name);
    }
    if (access === READ) {
      return refuse(name.endsWith("_count") || name.endsWith("_children") ? 402 : 403, name);
    }
    if (!check(value)) {
      return refuse(405, `${name} = ${JSON.stringify(value)}`);
    }
    // Many platforms judge when the status comes, by the score they have then.
    if (name === "cmi.core.lesson_status" && ["passed", "failed", "completed"].includes(value) && !scored) {
      faults.push(`${value} before the score`);
    }
    scored ||= name === "cmi.core.score.raw";
    values[name] = value;
    return "true";
  };

  const API = {
    LMSInitialize(word) {
      calls.push(["LMSInitialize"]);
      if (word !== "" || state !== "before") {
        return refuse(word !== "" ? 201 : 101, "LMSInitialize");
      }
      state = "open";
      return fine("true");
    },
    LMSGetValue(name) {
      if (closed(`LMSGetValue ${name}`)) {
        return "";
      }
      if (name === "cmi.interactions._count") {
        return fine(String(interactions.length));
      }
      const [access] = MEMBERS[name] ?? [];
      if (!access || /^cmi\.interactions\./.test(name)) {
        refuse(access === undefined && name.startsWith("cmi.interactions.") ? 404 : 401, name);
        return "";
      }
      if (access === WRITE) {
        refuse(404, name);
        return "";
      }
      return fine(values[name] ?? "");
    },
    LMSSetValue(name, value) {
      if (closed(`LMSSetValue ${name}`)) {
        return "false";
      }
      calls.push(["LMSSetValue", name, value]);
      unsaved = true;
      const said = set(name, value);
      return said === "true" ? fine(said) : said;
    },
    LMSCommit(word) {
      if (closed("LMSCommit")) {
        return "false";
      }
      calls.push(["LMSCommit"]);
      unsaved = false;
      return word === "" ? fine("true") : refuse(201, "LMSCommit");
    },
    LMSFinish(word) {
      if (closed("LMSFinish")) {
        return "false";
      }
      calls.push(["LMSFinish"]);
      if (unsaved) {
        faults.push("finished without saving");
      }
      if (values["cmi.core.lesson_mode"] === "normal" && !values["cmi.core.session_time"]) {
        faults.push("finished without the time");
      }
      // Who says nothing of the status is taken to have completed it.
      if (values["cmi.core.lesson_mode"] === "normal" && values["cmi.core.lesson_status"] === "not attempted") {
        values["cmi.core.lesson_status"] = "completed";
      }
      // With a mastery score the platform judges anew; the learner must have been told the same.
      const [raw, mastery] = [values["cmi.core.score.raw"], values["cmi.student_data.mastery_score"]];
      if (raw && mastery) {
        const judged = Number(raw) >= Number(mastery) ? "passed" : "failed";
        if (judged !== values["cmi.core.lesson_status"]) {
          faults.push(`the platform says ${judged}, the player ${values["cmi.core.lesson_status"]}`);
        }
      }
      state = "finished";
      return word === "" ? fine("true") : refuse(201, "LMSFinish");
    },
    LMSGetLastError: () => code,
    LMSGetErrorString: () => "",
    LMSGetDiagnostic: () => "",
  };
  return { API, values, interactions, faults, calls, state: () => state };
}
