// What a platform hands to the next launch, as SCORM has it: it goes by how the learner left. After "suspend" the attempt goes on with
// all that was said; after anything else a new attempt begins, with nothing but what is the platform's own.

/** `before`: the values of the session before; `exit` and `time`: what they are called; `given`: the platform's own. */
export function nextLaunch(before, { exit, time, entry, given }) {
  const { [exit]: left, [time]: _, ...old } = before;
  const resumes = left === "suspend";
  // Nobody has left: the values are what the test says of the learner.
  const first = left === undefined;
  const values = resumes || first ? old : Object.fromEntries(Object.entries(old).filter(([name]) => given.includes(name)));
  return { resumes, values: { ...values, [entry]: resumes ? "resume" : "ab-initio", [exit]: "" } };
}
