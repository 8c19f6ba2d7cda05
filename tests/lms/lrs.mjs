// A record store for cmi5 that holds every statement against the profile (AICC, cmi5 "Quartz", sections 7 to 10). What it refuses is in
// `faults`. As a program it says its address and serves until it is ended; `GET /report` tells what it has.
import { createServer } from "node:http";
import { isDeepStrictEqual } from "node:util";

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const DEFINED = ["initialized", "completed", "passed", "failed", "terminated"];
const MOVING = ["completed", "passed", "failed"];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SPAN = /^PT\d+(\.\d{1,2})?S$/;

export const ACTIVITY = "https://lms.example/activity/1";
export const REGISTRATION = "8f5f8d1c-1f1b-4b8e-9d43-0b9f5d3f0a11";
export const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "learner 7" } };

/** `launch`: members of the launch data besides those that are always there. */
export function recordStore(launch = {}) {
  const statements = [];
  const faults = [];
  const states = new Map();
  const used = new Set();
  const failures = [];
  let session = null;
  let asked = [];

  const data = () => ({
    launchMode: "Normal",
    moveOn: "CompletedAndPassed",
    contextTemplate: {
      contextActivities: { grouping: [{ objectType: "Activity", id: "https://lms.example/publisher/deck" }] },
      extensions: { [SESSION]: session },
    },
    ...launch,
  });

  const verbOf = (statement) => String(statement.verb?.id).replace(VERBS, "");
  const holds = (whole, part) => Object.entries(part).every(([key, value]) => (value && typeof value === "object" && !Array.isArray(value) ? holds(whole?.[key] ?? {}, value) : isDeepStrictEqual(whole?.[key], value)));

  const wrong = (statement) => {
    const verb = verbOf(statement);
    const found = [];
    const must = (fact, why) => fact || found.push(`${verb}: ${why}`);
    const { result = {}, context = {} } = statement;
    const categories = (context.contextActivities?.category ?? []).map((each) => each.id);
    const all = statements.map(({ verb: each }) => each);
    const now = statements.filter((each) => each.session === session).map((each) => each.verb);
    const duration = SPAN.test(result.duration ?? "");
    must(UUID.test(statement.id), "the id is no UUID");
    must(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(statement.timestamp), "the timestamp is not in UTC");
    must(isDeepStrictEqual(statement.actor, ACTOR), "the actor is another");
    must(context.registration === REGISTRATION, "the registration is another");
    must(holds(context, data().contextTemplate), "the context's template is not in it");
    must(!now.includes("terminated"), "comes after terminated");
    must(verb === "initialized" ? now.length === 0 : now[0] === "initialized", "initialized comes first, once");
    if (!DEFINED.includes(verb)) {
      must(!categories.includes(CMI5), "has the category of defined statements");
      must(statement.object.id.startsWith(`${ACTIVITY}/`), "is about another activity");
      if (statement.object.definition?.interactionType === "choice") {
        const ids = statement.object.definition.choices.map((each) => each.id);
        must(new Set(ids).size === ids.length && ids.every((id) => /^\S{1,250}$/.test(id)), "has choices without ids");
        must(ids.includes(result.response) && statement.object.definition.correctResponsesPattern.every((id) => ids.includes(id)), "answers what is no choice");
      }
      return found;
    }
    must(!now.includes(verb), "was said in this session before");
    must(!["passed", "failed"].includes(verb) || !now.some((each) => each === "passed" || each === "failed"), "is a second verdict in this session");
    must(categories.includes(CMI5), "lacks its category");
    must(statement.object.id === ACTIVITY, "is about another activity");
    must(categories.includes(MOVE_ON) === MOVING.includes(verb), "has or lacks the category moveon");
    must(duration === (verb !== "initialized"), "has or lacks a duration");
    must(("score" in result) === (verb === "passed" || verb === "failed"), "has or lacks a score");
    const { scaled, raw, min, max } = result.score ?? { scaled: 0, raw: 0, min: 0, max: 0 };
    must(scaled >= 0 && scaled <= 1 && [raw, min, max].every(Number.isInteger) && min <= raw && raw <= max, "has a score out of bounds");
    must((result.completion === true) === (verb === "completed") && result.completion !== false, "says or does not say completion");
    must(result.success === { passed: true, failed: false }[verb], "says or does not say success");
    if (MOVING.includes(verb)) {
      must(data().launchMode === "Normal", "may not be said in this mode");
    }
    if (verb === "completed" || verb === "passed") {
      must(!all.includes(verb), "was said before");
    }
    if (verb === "failed") {
      must(!all.includes("passed"), "comes after passed");
    }
    const mastery = launch.masteryScore;
    if ((verb === "passed" || verb === "failed") && mastery !== undefined) {
      must(context.extensions?.[MASTERY] === mastery, "lacks the mastery score");
      must((result.score?.scaled >= mastery) === (verb === "passed"), "does not go with the score");
    }
    return found;
  };

  const answer = (method, url, headers, body) => {
    const words = Object.fromEntries(url.searchParams);
    if (url.pathname.startsWith("/fetch/")) {
      if (method !== "POST" || used.has(url.pathname)) {
        return [200, { "error-code": "1", "error-text": "already used" }];
      }
      used.add(url.pathname);
      session = url.pathname.slice(7);
      asked = [];
      return [200, { "auth-token": Buffer.from(session).toString("base64") }];
    }
    if (url.pathname === "/report") {
      return [200, { statements, faults, state: states.get("leadlens") ?? null }];
    }
    if (headers.authorization !== `Basic ${Buffer.from(session ?? "").toString("base64")}` || !/^1\.0/.test(headers["x-experience-api-version"] ?? "")) {
      faults.push(`${method} ${url.pathname} without token or version`);
      return [401, {}];
    }
    if (url.pathname === "/xapi/activities/state") {
      if (words.activityId !== ACTIVITY || words.registration !== REGISTRATION || !isDeepStrictEqual(JSON.parse(words.agent ?? "null"), ACTOR)) {
        faults.push(`the state of another: ${url.search}`);
      }
      if (method === "PUT") {
        states.set(words.stateId, JSON.parse(body));
        return [204];
      }
      asked.push(words.stateId);
      const kept = words.stateId === "LMS.LaunchData" ? data() : states.get(words.stateId);
      return kept ? [200, kept] : [404, {}];
    }
    if (url.pathname === "/xapi/agents/profile") {
      asked.push(words.profileId);
      return [404, {}];
    }
    if (url.pathname === "/xapi/statements" && method === "GET") {
      const found = statements.find(({ statement }) => statement.id === words.statementId);
      return found ? [200, found.statement] : [404, {}];
    }
    if (url.pathname === "/xapi/statements" && method === "POST") {
      const sent = [JSON.parse(body)].flat();
      const known = (id) => statements.find(({ statement }) => statement.id === id)?.statement;
      // As stores have it: what differs from what is there under the same id spoils all that comes with it; the same again is nothing new.
      if (sent.some((each) => known(each.id) && !isDeepStrictEqual(known(each.id), each))) {
        return [409, {}];
      }
      const all = sent.filter(({ id }) => !known(id));
      for (const statement of all) {
        const verb = verbOf(statement);
        if (verb === "initialized" && !["LMS.LaunchData", "cmi5LearnerPreferences"].every((each) => asked.includes(each))) {
          faults.push("initialized before the launch data and the learner's preferences were asked for");
        }
        faults.push(...wrong(statement));
        statements.push({ verb, session, statement });
      }
      return [200, sent.map(({ id }) => id)];
    }
    faults.push(`${method} ${url.pathname}`);
    return [400, {}];
  };

  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const allowed = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "authorization, content-type, x-experience-api-version", "Access-Control-Allow-Methods": "GET, PUT, POST" };
      if (request.method === "OPTIONS") {
        response.writeHead(204, allowed).end();
        return;
      }
      const path = new URL(request.url, "http://store").pathname;
      const failure = failures.find(({ times, what }) => times > 0 && [path, request.url].some((each) => what.test(`${request.method} ${each}`)));
      if (failure) {
        failure.times -= 1;
      }
      if (failure?.how === "gone") {
        request.socket.destroy();
        return;
      }
      if (failure && failure.how !== "unheard") {
        response.writeHead(failure.how, allowed).end();
        return;
      }
      const [status, said] = answer(request.method, new URL(request.url, "http://store"), request.headers, body);
      // It was taken, but the answer does not arrive.
      if (failure) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { ...allowed, "Content-Type": "application/json" }).end(said === undefined ? "" : JSON.stringify(said));
    });
  });
  const begin = () => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`)));
  // So many requests of a kind (a pattern for "POST /path", with its words or without) fail: with a status, "gone" without an answer, or "unheard" though they were taken.
  const fail = (times, how, what = /POST .*statements/) => {
    failures.splice(0, Infinity, { times, how, what });
  };
  return { begin, end: () => server.close(), fail, statements, faults, states };
}

/** What stands behind the `?` of the player's address for a session. */
export function launchWords(origin, session) {
  return new URLSearchParams({ endpoint: `${origin}/xapi/`, fetch: `${origin}/fetch/${session}`, actor: JSON.stringify(ACTOR), registration: REGISTRATION, activityId: ACTIVITY }).toString();
}

if (process.argv[1] === import.meta.filename) {
  const store = recordStore(JSON.parse(process.argv[2] ?? "{}"));
  const origin = await store.begin();
  console.log(JSON.stringify({ origin, sessions: ["one", "two", "three"].map((each) => launchWords(origin, each)) }));
}
