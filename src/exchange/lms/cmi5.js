// What happens in the player, told to a record store as cmi5 has it (AICC, cmi5 "Quartz"; ADL, xAPI 1.0.3).
//
// What is to be said is a fact with an id and a time of its own. It waits in `queue` until the store has taken it, and is kept beside the
// answers meanwhile, in the state and in this browser, so that a later launch can say it. The id makes that safe: a store takes each once.
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
  // Browsers send no more bytes than about this after the page has gone.
  const ROOM = 60_000;
  // How long it takes until a try after the first failure, and after many; how long a request may take; how long somebody waits.
  const [SOON, LATEST, LONGEST, PATIENCE] = [1_000, 60_000, 30_000, 10_000];
  const ORDER = ["initialized", "answered", "completed", "passed", "failed", "terminated"];
  // With these a store says that it will not take a statement, however often it is sent.
  const REFUSALS = [400, 403, 413, 422];
  const LATE = "Your learning platform has not taken your result so far. It is kept and sent again: please leave this page open.";
  const KEPT = "Your learning platform has not taken your result so far. It is kept, and reported when you open it from the learning platform again.";
  const OVER = "This session ended when its page was left. What you answer now is kept, and reported when you open it from the learning platform again.";
  let launch = null;
  let open = false;
  let writes = true;
  let trouble = "";
  // What the store has taken in this registration, over all sessions, what was answered, a failure that has not been said so far, and
  // how often that changed, which tells the newer of two copies.
  let state = { kept: "", passed: false, completed: false, owed: null, turn: 0 };
  let pass = deck.pass;
  // This launch: its token, whether it has begun and ended. A reload finds it again.
  let session = null;
  let over = false;
  // What is to be said, in its order; how many of it are under way; how many must go alone; and what this session cannot say.
  let queue = [];
  let aloft = 0;
  let alone = 0;
  let later = [];
  // The state as the store has it: its turn, and how many facts wait in it.
  let saved = { turn: 0, waiting: 0 };
  // The requests under way, the clock for the next try, and who waits until there is nothing left to send.
  let sending = null;
  let clock = null;
  let failures = 0;
  let bytes = 0;
  let gone = false;
  const waiting = [];

  const found = (() => {
    const words = new URLSearchParams(globalThis.location.search);
    const [endpoint, fetch, actor, registration, activityId] = ["endpoint", "fetch", "actor", "registration", "activityId"].map((each) => words.get(each));
    if (!endpoint || !fetch || !actor || !registration || !activityId) {
      return null;
    }
    return { endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`, fetch, actor, registration, activityId, token: "" };
  })();

  // A place in this browser. Where that is forbidden or full, it does without.
  const place = (name, key) => ({
    read() {
      try {
        return JSON.parse(globalThis[name].getItem(key));
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        if (value === null) {
          globalThis[name].removeItem(key);
        } else {
          globalThis[name].setItem(key, JSON.stringify(value));
        }
      } catch {
        // The state is at the store as well.
      }
    },
  });
  // The address for the token works once, so the token is kept as long as the tab.
  const tab = place("sessionStorage", `leadlens/cmi5/${found?.fetch}`);
  const browser = place("localStorage", `leadlens/cmi5/${found?.registration}/${found?.activityId}`);

  // `keepalive`: what is sent as the page goes must still arrive. A request that is never answered must not hold up all others.
  const ask = async (path, words, options = {}) => {
    const url = new URL(path, found.endpoint);
    for (const [name, value] of Object.entries(words)) {
      url.searchParams.set(name, value);
    }
    const headers = { Authorization: `Basic ${found.token}`, "X-Experience-API-Version": "1.0.3", ...(options.body ? { "Content-Type": "application/json" } : {}) };
    const size = new TextEncoder().encode(options.body ?? "").length;
    const keepalive = bytes + size <= ROOM;
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), LONGEST);
    bytes += keepalive ? size : 0;
    try {
      return await fetch(url, { keepalive, ...options, headers, signal: stop.signal });
    } finally {
      clearTimeout(limit);
      bytes -= keepalive ? size : 0;
    }
  };
  const ours = (stateId) => ({ stateId, activityId: found.activityId, agent: found.actor, registration: found.registration });
  // Null where there is none.
  const read = async (path, words) => {
    const got = await ask(path, words);
    if (!got.ok && got.status !== 404) {
      throw Object.assign(new Error(`answer ${got.status}`), { status: got.status });
    }
    return got.ok ? got.json() : null;
  };
  // The status; 0 where there is no answer.
  const send = async (path, words, method, body) => {
    try {
      return (await ask(path, words, { method, body: JSON.stringify(body) })).status;
    } catch {
      return 0;
    }
  };
  const fine = (status) => status >= 200 && status < 300;

  const uuid = () => {
    // Platforms without https have no randomUUID.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const span = (ms) => `PT${(Math.max(Math.round(ms / 10), 0) / 100).toFixed(2)}S`;
  const spent = () => span(Date.now() - session.since);

  // `one`: the id of a case, where it is about one.
  const factOf = (verb, result, { id = uuid(), one } = {}) => ({ id, session: session.id, at: new Date().toISOString(), verb, result, one });

  // What a statement is about. A case that is no longer in the deck has no description.
  const objectOf = ({ one: id }) => {
    if (!id) {
      return { objectType: "Activity", id: found.activityId };
    }
    const object = { objectType: "Activity", id: `${found.activityId}/cases/${id}` };
    const one = deck.cases.find((each) => each.id === id);
    if (one) {
      const text = (words) => ({ [deck.lang || "en"]: Array.from(words).slice(0, SHOWN).join("") });
      object.definition = {
        type: INTERACTION,
        interactionType: "choice",
        description: text(one.text),
        correctResponsesPattern: [one.options[one.right].code],
        choices: one.options.map((each) => ({ id: each.code, description: text(each.text) })),
      };
    }
    return object;
  };

  // The statement for a fact, the same each time within a session: the platform gives each session a context of its own.
  const statement = (fact) => {
    const { id, at, verb, result } = fact;
    const categories = verb === "answered" ? [] : ["initialized", "terminated"].includes(verb) ? [CMI5] : [CMI5, MOVE_ON];
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
    const object = objectOf(fact);
    return { id, timestamp: at, actor: JSON.parse(found.actor), verb: { id: VERBS + verb, display: { en: verb } }, object, ...(result ? { result } : {}), context };
  };

  // What a later launch has to say where this one cannot. That a session has ended is of no use to the next.
  const unsaid = () => [...later, ...queue].filter(({ verb }) => verb !== "terminated");
  const copy = () => ({ ...state, unsent: unsaid() });
  const changed = () => writes && state.turn !== saved.turn;
  // Whether a verdict was said or is about to be.
  const said = (verb) => state[verb] || unsaid().some((each) => each.verb === verb);
  // What the store has not taken so far is in this browser as well.
  const shelve = () => {
    if (writes) {
      browser.write(changed() || unsaid().length > 0 ? copy() : null);
    }
  };
  const touch = () => {
    state.turn += 1;
    shelve();
  };

  const taken = (facts) => {
    queue = queue.filter((each) => !facts.includes(each));
    const verdicts = facts.filter(({ verb }) => verb === "completed" || verb === "passed");
    verdicts.forEach(({ verb }) => {
      state[verb] = true;
    });
    if (verdicts.length > 0 || saved.waiting > 0) {
      touch();
    } else {
      shelve();
    }
  };

  // Sends what comes first; whether to go on. One that the store refuses spoils those that came with it, so then each goes alone.
  const post = async () => {
    const facts = queue.slice(0, alone > 0 ? 1 : BATCH);
    aloft = facts.length;
    const status = await send("statements", {}, "POST", facts.map(statement));
    aloft = 0;
    const known = status === 409 && facts.length === 1;
    if (!fine(status) && !known && status !== 409 && !REFUSALS.includes(status)) {
      return false;
    }
    if (fine(status) || known) {
      taken(facts);
    } else if (facts.length > 1) {
      alone = facts.length;
      return true;
    } else {
      // The next session may try; what follows must not wait for it.
      trouble = `Your learning platform did not take a result (${status}).`;
      queue = queue.filter((each) => each !== facts[0]);
      later.push(facts[0]);
    }
    alone = Math.max(alone - 1, 0);
    return true;
  };
  const put = async () => {
    const [turn, body] = [state.turn, copy()];
    const arrived = fine(await send("activities/state", ours("leadlens"), "PUT", body));
    if (arrived) {
      saved = { turn, waiting: body.unsent.length };
      shelve();
    }
    return arrived;
  };

  // Statements leave in their order, one request after the other; what gathers meanwhile leaves together. The state follows, also where
  // the statements do not arrive.
  const work = async () => {
    let goes = true;
    while (goes && !gone && queue.length > 0) {
      goes = await post();
    }
    if (!goes && writes && saved.waiting !== unsaid().length) {
      touch();
    }
    while (!gone && changed()) {
      if (!(await put())) {
        return false;
      }
    }
    return goes;
  };
  const pump = () => {
    if (sending || gone || !launch) {
      return;
    }
    clearTimeout(clock);
    clock = null;
    sending = work().then((goes) => {
      sending = null;
      failures = goes ? 0 : failures + 1;
      if (gone) {
        waiting.splice(0).forEach((act) => act());
      } else if (!goes) {
        clock = setTimeout(pump, Math.min(SOON * 2 ** (failures - 1), LATEST));
      } else if (queue.length > 0 || changed()) {
        pump();
      } else {
        waiting.splice(0).forEach((act) => act());
      }
      globalThis.leadlens.record.changed?.();
    });
  };
  globalThis.addEventListener?.("online", pump);

  const say = (fact) => {
    if (over) {
      later.push(fact);
    } else {
      queue.push(fact);
    }
    shelve();
    pump();
  };
  const remember = () => {
    touch();
    pump();
  };
  // As the page goes there is no later: what waits leaves at once, together.
  const leave = () => {
    gone = true;
    clearTimeout(clock);
    const facts = queue.slice(aloft);
    if (facts.length > 0) {
      send("statements", {}, "POST", facts.map(statement)).then((status) => fine(status) && taken(facts));
    }
    if (writes && (changed() || saved.waiting !== unsaid().length)) {
      touch();
      put();
    }
  };

  const atMost = (promise, ms) =>
    new Promise((resolve) => {
      const limit = setTimeout(resolve, ms);
      promise.then(() => {
        clearTimeout(limit);
        resolve();
      });
    });
  const settled = () => (sending || clock ? atMost(new Promise((resolve) => waiting.push(resolve)), PATIENCE) : Promise.resolve());

  const begun = async () => {
    const token = await (await fetch(found.fetch, { method: "POST" })).json();
    if (!token["auth-token"]) {
      throw new Error(token["error-text"] ?? "no token");
    }
    const fresh = { id: uuid(), token: token["auth-token"], since: Date.now(), begun: false, ended: false };
    tab.write(fresh);
    return fresh;
  };
  const launchOf = (one) => {
    session = one;
    found.token = one.token;
    return read("activities/state", ours("LMS.LaunchData"));
  };
  // Takes up this launch where a reload has left it, or asks for its token. A platform may begin anew at the address of a session that
  // has ended, or that it no longer knows.
  const enter = async () => {
    const before = tab.read();
    const live = before && !before.ended ? before : await begun().catch((error) => before ?? Promise.reject(error));
    launch = await launchOf(live).catch(async (error) => {
      if (live === before && [401, 403].includes(error.status)) {
        return launchOf(await begun());
      }
      throw error;
    });
    if (!launch) {
      throw new Error("no launch data");
    }
    over = session.ended;
  };

  // Of the store's copy of the state and this browser's, the newer, with what either says was taken. Gives the facts that neither has
  // seen taken.
  const join = (theirs, here) => {
    const copies = [theirs, here].filter(Boolean);
    const newer = here && here.turn > (theirs?.turn ?? 0) ? here : theirs;
    saved = { turn: theirs?.turn ?? 0, waiting: theirs?.unsent?.length ?? 0 };
    const either = (verb) => copies.some((each) => each[verb]);
    state = { kept: newer?.kept ?? "", passed: either("passed"), completed: either("completed"), owed: newer?.owed ?? null, turn: newer?.turn ?? 0 };
    const facts = copies.flatMap((each) => (Array.isArray(each.unsent) ? each.unsent : [])).filter((each) => ORDER.includes(each?.verb));
    return facts.filter(({ id }, at) => facts.findIndex((each) => each.id === id) === at);
  };

  // Whether the store has a statement. Where it does not say, it has not.
  const has = async (id) => {
    try {
      return (await ask("statements", { statementId: id })).ok;
    } catch {
      return false;
    }
  };

  // Takes over a fact that was not said before, in this session's name. A verdict that arrived though nobody heard so is not said again;
  // a failure waits for the end once more.
  const takeOver = async (fact) => {
    const { id, verb, result } = fact;
    const verdict = ["completed", "passed", "failed"].includes(verb);
    if ((verb === "initialized" && fact.session !== session.id) || (verdict && state[verb === "failed" ? "passed" : verb])) {
      return;
    }
    if (!verdict || !(await has(id))) {
      if (verb === "failed") {
        state.owed ??= { right: result.score.raw, share: result.score.scaled, id };
      } else {
        queue.push({ ...fact, session: session.id });
      }
    } else if (verb !== "failed") {
      state[verb] = true;
    }
  };
  const takeAllOver = async (facts) => {
    // Until it is known what becomes of each, none may be lost.
    later = facts;
    for (const fact of over ? [] : facts) {
      await takeOver(fact);
      later = later.filter((each) => each !== fact);
    }
    queue.sort((one, other) => ORDER.indexOf(one.verb) - ORDER.indexOf(other.verb));
    if (facts.length > 0) {
      touch();
    }
  };

  const verdict = (verb) => {
    const { right, share, id } = state.owed;
    const score = { scaled: share, raw: right, min: 0, max: deck.cases.length };
    state.owed = null;
    return factOf(verb, { score, success: verb === "passed", duration: spent() }, { id });
  };

  globalThis.leadlens.record = {
    trouble: () => trouble || (over && writes ? OVER : failures === 0 ? "" : open ? LATE : KEPT),
    // Whether something waits for the store.
    late: () => failures > 0,

    // Gives what was kept, and the share that is asked for.
    async begin() {
      if (!found) {
        trouble = "This page found no learning platform, so nothing is recorded.";
        return { kept: "", pass };
      }
      let facts = [];
      try {
        await enter();
        // To be asked for; none of them concerns a page without sound and with texts in one language.
        await read("agents/profile", { profileId: "cmi5LearnerPreferences", agent: found.actor }).catch(() => null);
        writes = launch.launchMode === "Normal" || launch.launchMode === undefined;
        const theirs = await read("activities/state", ours("leadlens"));
        facts = join(theirs, browser.read());
      } catch (error) {
        const again = tab.read() ? " Reload this page to try again." : "";
        trouble = `The learning platform did not let this page in, so nothing is recorded (${error.message}).${again}`;
        return { kept: "", pass };
      }
      open = true;
      if (typeof launch.masteryScore === "number") {
        pass = launch.masteryScore;
      }
      if (!session.begun) {
        queue.push(factOf("initialized"));
        session.begun = true;
        tab.write(session);
      }
      if (writes) {
        await takeAllOver(facts);
      }
      shelve();
      pump();
      await atMost(sending ?? Promise.resolve(), PATIENCE);
      return { kept: state.kept, pass };
    },

    answered({ one, option, right, ms }) {
      if (open && writes) {
        say(factOf("answered", { response: one.options[option].code, success: right, duration: span(ms) }, { one: one.id }));
      }
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
      if (!said("completed")) {
        say(factOf("completed", { completion: true, duration: spent() }));
      }
      // Where the platform waits for a pass and neither it nor the deck has a mark, all who come to the end have passed.
      const waits = ["Passed", "CompletedAndPassed"].includes(launch.moveOn);
      const enough = passed ?? (waits ? true : null);
      // Who has passed stays so: nothing may follow it. A session has one verdict, so a failure waits for its end: the learner may
      // do it again.
      if (enough !== null && !said("passed")) {
        state.owed = { right, share };
        if (enough) {
          say(verdict("passed"));
        }
      }
      remember();
    },

    // Gives where the platform wants the learner to go. `goes`: the page goes now; `reloads`: it comes back, so that the session has
    // not ended.
    end(goes = false, reloads = false) {
      const ends = open;
      if (open && !reloads) {
        if (writes && !over && state.owed && !said("passed")) {
          queue.push(verdict("failed"));
          touch();
        }
        if (!over) {
          queue.push(factOf("terminated", { duration: spent() }));
        }
        session.ended = true;
        tab.write(session);
      }
      open = false;
      if (goes && launch) {
        leave();
      } else {
        pump();
      }
      return ends && /^https?:/.test(launch.returnURL ?? "") ? launch.returnURL : "";
    },

    // All that was said has arrived, or somebody has waited long enough.
    settled,
  };
})();
