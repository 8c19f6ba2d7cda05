// What happens in the player, told to a record store as cmi5 has it (AICC, cmi5 "Quartz"; ADL, xAPI 1.0.3).
"use strict";
(() => {
  const { deck } = globalThis.leadlens;
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
  const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction";
  const SHOWN = 200;
  const BATCH = 20;
  let launch = null;
  let open = false;
  let writes = true;
  let since = 0;
  let trouble = "";
  // What has been said in this registration, over all sessions, what was answered, and a failure that has not been said so far.
  let state = { kept: "", passed: false, completed: false, owed: null };
  let judged = false;
  let pass = deck.pass;
  // What has not been sent so far, and the request under way.
  const queue = [];
  let changed = false;
  let sending = null;

  const found = (() => {
    const words = new URLSearchParams(globalThis.location.search);
    const [endpoint, fetch, actor, registration, activityId] = ["endpoint", "fetch", "actor", "registration", "activityId"].map((each) => words.get(each));
    if (!endpoint || !fetch || !actor || !registration || !activityId) {
      return null;
    }
    return { endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`, fetch, actor, registration, activityId, token: "" };
  })();

  // `keepalive`: what is sent as the page goes must still arrive.
  const ask = async (path, words, options = {}) => {
    const url = new URL(path, found.endpoint);
    for (const [name, value] of Object.entries(words)) {
      url.searchParams.set(name, value);
    }
    const headers = { Authorization: `Basic ${found.token}`, "X-Experience-API-Version": "1.0.3", ...(options.body ? { "Content-Type": "application/json" } : {}) };
    return fetch(url, { keepalive: true, ...options, headers });
  };
  const ours = (stateId) => ({ stateId, activityId: found.activityId, agent: found.actor, registration: found.registration });

  const uuid = () => {
    // Platforms without https have no randomUUID.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const span = (ms) => `PT${(Math.max(Math.round(ms / 10), 0) / 100).toFixed(2)}S`;
  const spent = () => span(performance.now() - since);

  // A statement on the launched unit, or on what is given. `categories` are those that the profile wants.
  const statement = (verb, categories, others = {}) => {
    const context = structuredClone(launch.contextTemplate ?? {});
    context.registration = found.registration;
    const activities = (context.contextActivities ??= {});
    const theirs = [activities.category ?? []].flat();
    const all = [...theirs, ...categories.filter((id) => !theirs.some((each) => each.id === id)).map((id) => ({ id }))];
    if (all.length > 0) {
      activities.category = all;
    }
    if (["passed", "failed"].includes(verb) && launch.masteryScore != null) {
      context.extensions = { ...context.extensions, [MASTERY]: launch.masteryScore };
    }
    return {
      id: uuid(),
      timestamp: new Date().toISOString(),
      actor: JSON.parse(found.actor),
      verb: { id: VERBS + verb, display: { en: verb } },
      object: { objectType: "Activity", id: found.activityId },
      ...others,
      context,
    };
  };

  const send = async (path, words, method, body) => {
    try {
      const sent = await ask(path, words, { method, body: JSON.stringify(body) });
      if (!sent.ok) {
        trouble = `The record store did not take a result (${sent.status}).`;
      }
    } catch {
      trouble = "The record store cannot be reached. Your result may be lost.";
    }
  };
  const sendState = () => send("activities/state", ours("leadlens"), "PUT", state);

  // Statements leave in their order, one request after the other; what gathers meanwhile leaves together.
  const pump = () => {
    if (sending) {
      return;
    }
    const batch = queue.splice(0, BATCH);
    if (batch.length > 0) {
      sending = send("statements", {}, "POST", batch);
    } else if (changed) {
      changed = false;
      sending = sendState();
    }
    sending?.then(() => {
      sending = null;
      pump();
    });
  };
  const say = (said) => {
    queue.push(said);
    pump();
  };
  const remember = () => {
    changed = true;
    pump();
  };
  const judge = (verb) => {
    const { right, share } = state.owed;
    const score = { scaled: share, raw: right, min: 0, max: deck.cases.length };
    const result = { score, success: verb === "passed", duration: spent() };
    [state.owed, state.passed, judged] = [null, verb === "passed", true];
    queue.push(statement(verb, [CMI5, MOVE_ON], { result }));
  };
  const settled = async () => {
    while (sending) {
      await sending;
    }
  };

  const read = async (path, words) => {
    const got = await ask(path, words);
    return got.ok ? got.json() : null;
  };

  globalThis.leadlens.record = {
    trouble: () => trouble,

    // Gives what was kept, and the share that is asked for.
    async begin() {
      if (!found) {
        trouble = "This page found no learning platform, so nothing is recorded.";
        return { kept: "", pass };
      }
      try {
        const token = await (await fetch(found.fetch, { method: "POST" })).json();
        if (!token["auth-token"]) {
          throw new Error(token["error-text"] ?? "no token");
        }
        found.token = token["auth-token"];
        launch = await read("activities/state", ours("LMS.LaunchData"));
        if (!launch) {
          throw new Error("no launch data");
        }
        // To be asked for; none of them concerns a page without sound and with texts in one language.
        await read("agents/profile", { profileId: "cmi5LearnerPreferences", agent: found.actor });
        state = { ...state, ...(await read("activities/state", ours("leadlens"))) };
      } catch (error) {
        trouble = `The learning platform did not let this page in, so nothing is recorded (${error.message}).`;
        return { kept: "", pass };
      }
      [open, since] = [true, performance.now()];
      writes = launch.launchMode === "Normal" || launch.launchMode === undefined;
      if (typeof launch.masteryScore === "number") {
        pass = launch.masteryScore;
      }
      say(statement("initialized", [CMI5]));
      await settled();
      return { kept: state.kept, pass };
    },

    answered({ one, option, right, ms }) {
      if (!open || !writes) {
        return;
      }
      const text = (words) => ({ [deck.lang || "en"]: Array.from(words).slice(0, SHOWN).join("") });
      const definition = {
        type: INTERACTION,
        interactionType: "choice",
        description: text(one.text),
        correctResponsesPattern: [one.options[one.right].code],
        choices: one.options.map((each) => ({ id: each.code, description: text(each.text) })),
      };
      const object = { objectType: "Activity", id: `${found.activityId}/cases/${one.id}`, definition };
      const result = { response: one.options[option].code, success: right, duration: span(ms) };
      say(statement("answered", [], { object, result }));
    },

    keep(text) {
      if (open && writes) {
        state.kept = text;
        remember();
      }
    },

    finished({ right, share, passed }) {
      if (!open || !writes) {
        return;
      }
      if (!state.completed) {
        state.completed = true;
        say(statement("completed", [CMI5, MOVE_ON], { result: { completion: true, duration: spent() } }));
      }
      // Where the platform waits for a pass and neither it nor the deck has a mark, all who come to the end have passed.
      const waits = ["Passed", "CompletedAndPassed"].includes(launch.moveOn);
      const verdict = passed ?? (waits ? true : null);
      // Who has passed stays so: nothing may follow it. A session has one verdict, so a failure waits for its end: the learner may
      // do it again.
      if (verdict !== null && !state.passed) {
        state.owed = { right, share };
        if (verdict && !judged) {
          judge("passed");
        }
      }
      remember();
    },

    // Gives where the platform wants the learner to go. As the page goes there is no later: what waits leaves at once, together.
    end(goes = false) {
      if (!open) {
        return "";
      }
      open = false;
      if (writes && state.owed && !judged) {
        judge("failed");
        changed = true;
      }
      queue.push(statement("terminated", [CMI5], { result: { duration: spent() } }));
      if (goes) {
        send("statements", {}, "POST", queue.splice(0));
        if (changed) {
          changed = false;
          sendState();
        }
      } else {
        pump();
      }
      return /^https?:/.test(launch.returnURL ?? "") ? launch.returnURL : "";
    },

    // All that was said has arrived.
    settled,
  };
})();
