// Results on their way to the endpoint that the quiz's owner named: sent, sent again, and kept for the next visit.

const KEY = "leadlens-quiz-unsent";
const PAUSES = [1, 4, 15];
const MOST = 20;

/** Sends a result { to, encoding, detail }; tells after each attempt what went wrong, or nothing. With `keep` it outlives this visit. */
export async function deliver(result, keep, tell) {
  // By this the receiver tells a result that came twice.
  result.detail.submission ??= crypto.getRandomValues(new Uint32Array(4)).join("-");
  if (keep) change((waiting) => [...waiting, result].slice(-MOST));
  for (let attempt = 1; ; attempt++) {
    const wrong = await post(result);
    const pause = wrong?.final ? undefined : PAUSES[attempt - 1];
    // What is refused for good is not tried again.
    if (keep && (!wrong || wrong.final)) change((waiting) => waiting.filter((each) => each.detail.submission !== result.detail.submission));
    if (!wrong) return tell();
    tell({ ...result.detail, error: wrong.message, attempt, retry: pause !== undefined });
    if (!pause) return;
    await new Promise((later) => setTimeout(later, pause * 1000));
  }
}

/** Sends what earlier visits left. */
export function resend() {
  for (const result of change(() => [])) deliver(result, true, () => {});
}

async function post({ to, encoding, detail }) {
  const body = encoding === "form" ? new URLSearchParams(flat(detail)) : JSON.stringify(detail);
  try {
    const { ok, status } = await fetch(to, {
      method: "POST",
      body,
      headers: encoding === "form" ? {} : { "Content-Type": "application/json" },
      // Lets it go out when the visitor leaves; browsers refuse that for more than this.
      keepalive: `${body}`.length < 60_000,
    });
    if (!ok) return { message: `${to} answers ${status}`, final: status < 500 && status !== 408 && status !== 429 };
  } catch (error) {
    return { message: `${to} cannot be reached: ${error.message}` };
  }
}

// `answers.size=12&contact.signals.0.kind=replied`
function flat(value, path = "", out = []) {
  if (typeof value === "object" && value !== null) for (const name in value) flat(value[name], path ? `${path}.${name}` : name, out);
  else out.push([path, value ?? ""]);
  return out;
}

// Changes the list of unsent results; gives it as it was.
function change(how) {
  try {
    const waiting = JSON.parse(localStorage.getItem(KEY)) ?? [];
    const now = how(waiting);
    if (now.length) localStorage.setItem(KEY, JSON.stringify(now));
    else localStorage.removeItem(KEY);
    return waiting;
  } catch {
    return [];
  }
}
