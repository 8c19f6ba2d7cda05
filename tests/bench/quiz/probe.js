// In every page before anything else: notes when the question and its last option were first painted, wherever they stand.
{
  const wanted = ["Whom do you sell to?", "A bit of both"];
  const shown = (root, text) =>
    [...root.querySelectorAll("*")].some((each) => !each.childElementCount && each.textContent.trim() === text && each.getClientRects().length);
  const look = () => {
    const root = document.querySelector("leadlens-quiz")?.shadowRoot ?? document.body;
    if (!root || !wanted.every((text) => shown(root, text))) return requestAnimationFrame(look);
    // What stands there now is painted at the end of this frame; the next one begins after that.
    requestAnimationFrame(() => {
      const fetched = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
      window.seen = {
        at: performance.now(),
        bytes: fetched.reduce((sum, each) => sum + each.encodedBodySize, 0),
        fetched: fetched.map((each) => [new URL(each.name).pathname, Math.round(each.startTime), Math.round(each.responseEnd), each.encodedBodySize]),
      };
    });
  };
  requestAnimationFrame(look);
}
