// Elements out of names and texts.

/** An element; "p.hint" is a paragraph whose class and part is "hint". */
export function make(name, properties = {}, ...children) {
  const [tag, part] = name.split(".");
  const made = document.createElement(tag);
  if (part) {
    made.className = part;
    made.setAttribute("part", part);
  }
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child));
  return made;
}

/** "Question {n}" with what `{n}` stands for. */
export function fill(said, values) {
  return said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
