// A platform for SCORM 2004, 4th edition, that takes nothing but what the standard allows (ADL, Run-Time Environment, 4.2). What it
// refuses, and what would go wrong on a real one, is in `faults`.
import { nextLaunch } from "./attempts.mjs";

const VOCABULARY = (...words) => (value) => words.includes(value);
const TEXT = (most) => (value) => value.length <= most;
const REAL = (value) => /^-?\d+(\.\d{1,7})?$/.test(value);
const WITHIN = (low, high) => (value) => REAL(value) && Number(value) >= low && Number(value) <= high;
const SPAN = (value) => /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/.test(value);
const TIME = (value) => /^(19[7-9]\d|20[0-2]\d|203[0-8])-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?$/.test(value);
const IDENTIFIER = (most) => (value) => value.length <= most && /^[A-Za-z0-9_.:/-]+$/.test(value);
const LOCALIZED = (value) => value.length <= 250 && !value.startsWith("{");
const RESULT = (value) => ["correct", "incorrect", "unanticipated", "neutral"].includes(value) || REAL(value);
const CHOICES = (value) => {
  const all = value.split("[,]");
  return new Set(all).size === all.length && all.every(IDENTIFIER(250));
};

const [READ, WRITE, BOTH] = ["r", "w", "rw"];
const MEMBERS = {
  "cmi.completion_status": [BOTH, VOCABULARY("completed", "incomplete", "not attempted", "unknown")],
  "cmi.success_status": [BOTH, VOCABULARY("passed", "failed", "unknown")],
  "cmi.mode": [READ],
  "cmi.credit": [READ],
  "cmi.entry": [READ],
  "cmi.exit": [WRITE, VOCABULARY("time-out", "suspend", "logout", "normal", "")],
  "cmi.location": [BOTH, TEXT(1000)],
  "cmi.learner_id": [READ],
  "cmi.learner_name": [READ],
  "cmi.progress_measure": [BOTH, WITHIN(0, 1)],
  "cmi.scaled_passing_score": [READ],
  "cmi.score.scaled": [BOTH, WITHIN(-1, 1)],
  "cmi.score.raw": [BOTH, REAL],
  "cmi.score.min": [BOTH, REAL],
  "cmi.score.max": [BOTH, REAL],
  "cmi.session_time": [WRITE, SPAN],
  "cmi.suspend_data": [BOTH, TEXT(64_000)],
  "cmi.total_time": [READ],
  "cmi.interactions._count": [READ],
};
const INTERACTION = {
  id: IDENTIFIER(4000),
  type: VOCABULARY("true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric", "other"),
  timestamp: TIME,
  weighting: REAL,
  learner_response: CHOICES,
  result: RESULT,
  latency: SPAN,
  description: LOCALIZED,
  "correct_responses.0.pattern": CHOICES,
};

const NAMES = {
  exit: "cmi.exit",
  time: "cmi.session_time",
  entry: "cmi.entry",
  given: ["cmi.mode", "cmi.credit", "cmi.learner_id", "cmi.learner_name", "cmi.scaled_passing_score"],
};

/** `before`: the values of the session before, or what the platform says of the learner; `earlier`: that session's interactions. */
export function strict2004(before = {}, earlier = []) {
  const next = nextLaunch(before, NAMES);
  const values = { "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.mode": "normal", "cmi.credit": "credit", ...next.values };
  const interactions = next.resumes ? structuredClone(earlier) : [];
  const faults = [];
  const calls = [];
  let state = "before";
  let code = "0";
  let unsaved = false;
  let scored = false;

  const refuse = (number, why, silent) => {
    code = String(number);
    if (!silent) {
      faults.push(`${number}: ${why}`);
    }
    return "false";
  };
  const fine = (value) => {
    code = "0";
    return value;
  };
  const closed = (call, [early, late]) => state !== "open" && refuse(state === "before" ? early : late, `${call} while ${state}`);

  const setInteraction = (name, value) => {
    const [, place, member] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(name) ?? [];
    const at = Number(place);
    const check = INTERACTION[member];
    if (!check) {
      return refuse(401, name);
    }
    if (at > interactions.length) {
      return refuse(351, `${name}: ${interactions.length} is next`);
    }
    if (at === interactions.length && member !== "id") {
      return refuse(408, `${name}: the id comes first`);
    }
    const item = interactions[at] ?? {};
    if (["learner_response", "correct_responses.0.pattern"].includes(member) && !item.type) {
      return refuse(408, `${name}: the type comes first`);
    }
    if (!check(value)) {
      return refuse(406, `${name} = ${JSON.stringify(value)}`);
    }
    item[member] = value;
    interactions[at] = item;
    return "true";
  };

  const set = (name, value) => {
    if (typeof value !== "string") {
      return refuse(406, `${name} is no text`);
    }
    if (/^cmi\.interactions\.\d/.test(name)) {
      return setInteraction(name, value);
    }
    const [access, check] = MEMBERS[name] ?? [];
    if (!access) {
      return refuse(401, name);
    }
    if (access === READ) {
      return refuse(404, name);
    }
    if (!check(value)) {
      return refuse(REAL(value) ? 407 : 406, `${name} = ${JSON.stringify(value)}`);
    }
    if (name === "cmi.success_status" && value !== "unknown" && !scored) {
      faults.push(`${value} before the score`);
    }
    scored ||= name === "cmi.score.scaled";
    values[name] = value;
    return "true";
  };

  const API_1484_11 = {
    Initialize(word) {
      calls.push(["Initialize"]);
      if (word !== "" || state !== "before") {
        return refuse(word !== "" ? 201 : 103, "Initialize");
      }
      state = "open";
      return fine("true");
    },
    GetValue(name) {
      if (closed(`GetValue ${name}`, [122, 123])) {
        return "";
      }
      if (name === "cmi.interactions._count") {
        return fine(String(interactions.length));
      }
      const [access] = MEMBERS[name] ?? [];
      if (!access) {
        refuse(401, name);
        return "";
      }
      if (access === WRITE) {
        refuse(405, name);
        return "";
      }
      if (values[name] === undefined) {
        // Not set so far: that may be asked.
        refuse(403, name, true);
        return "";
      }
      return fine(values[name]);
    },
    SetValue(name, value) {
      if (closed(`SetValue ${name}`, [132, 133])) {
        return "false";
      }
      calls.push(["SetValue", name, value]);
      unsaved = true;
      const said = set(name, value);
      return said === "true" ? fine(said) : said;
    },
    Commit(word) {
      if (closed("Commit", [142, 143])) {
        return "false";
      }
      calls.push(["Commit"]);
      unsaved = false;
      return word === "" ? fine("true") : refuse(201, "Commit");
    },
    Terminate(word) {
      if (closed("Terminate", [112, 113])) {
        return "false";
      }
      calls.push(["Terminate"]);
      if (unsaved) {
        faults.push("terminated without saving");
      }
      if (values["cmi.mode"] === "normal" && !values["cmi.session_time"]) {
        faults.push("terminated without the time");
      }
      // With a passing score the platform judges by itself; the learner must have been told the same.
      const [scaled, asked] = [values["cmi.score.scaled"], values["cmi.scaled_passing_score"]];
      if (scaled && asked) {
        const judged = Number(scaled) >= Number(asked) ? "passed" : "failed";
        if (judged !== values["cmi.success_status"]) {
          faults.push(`the platform says ${judged}, the player ${values["cmi.success_status"]}`);
        }
      }
      state = "terminated";
      return word === "" ? fine("true") : refuse(201, "Terminate");
    },
    GetLastError: () => code,
    GetErrorString: () => "",
    GetDiagnostic: () => "",
  };
  return { API_1484_11, values, interactions, faults, calls, state: () => state };
}
