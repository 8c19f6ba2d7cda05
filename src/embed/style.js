// How the quiz looks. A constructed style sheet is no inline style, so a strict policy lets it through. What the page may set is named
// --leadlens-…; everything has a ::part besides. Outlines that are transparent show where colours are forced. One rule to a line and no blanks: nothing shortens a text later on.

export const text = `
:host([theme=light i]){color-scheme:light}
:host([theme=dark i]){color-scheme:dark}
*{box-sizing:border-box}
.box{--base:var(--leadlens-accent,var(--brand,#2449c9));--accent:light-dark(var(--base),color-mix(in oklab,var(--base) 62%,#fff));--w:clamp(0,(.18 - (.2126 * r + .7152 * g + .0722 * b)) * 999,1);--on:color(from var(--accent) srgb-linear calc(var(--w)) calc(var(--w)) calc(var(--w)));--text:var(--leadlens-color,light-dark(#14171c,#eceff4));--ground:var(--leadlens-background,light-dark(#fff,#16191e));--muted:color-mix(in srgb,var(--text) 68%,var(--ground));--edge:color-mix(in srgb,var(--text) 52%,var(--ground));--line:color-mix(in srgb,var(--text) 15%,var(--ground));--bad:var(--leadlens-error,light-dark(#a3341c,#f29078));--space:var(--leadlens-space,1rem);--round:var(--leadlens-radius,12px);display:flex;flex-direction:column;gap:calc(1.5 * var(--space));min-block-size:inherit;padding:clamp(1.25rem,6%,calc(2.5 * var(--space)));border:1px solid var(--line);border-radius:var(--round);background:var(--ground);color:var(--text);font-family:var(--leadlens-font,inherit);font-size:var(--leadlens-size,1rem);line-height:1.5;overflow-wrap:anywhere}
.logo{align-self:start;max-inline-size:12rem;max-block-size:3rem}
.form{display:flex;flex:1;flex-direction:column;align-items:start;gap:var(--space)}
.form>*{inline-size:100%;margin:0}
.start,.result{justify-content:center}
.form>.trap{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.progress,.hint,.ends,.reason,.unit{color:var(--muted)}
.why,.ends{font-size:.875em}
.track{block-size:4px;border-radius:2px;background:var(--line);outline:1px solid transparent;overflow:hidden}
.above{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;min-block-size:1.75em;font-size:.875em}
.above p{margin:0;margin-inline-start:auto}
.bar{display:block;block-size:100%;border-radius:inherit;background:var(--accent);outline:2px solid transparent;outline-offset:-2px}
.group{min-inline-size:0;margin:0;padding:0;border:0}
.legend{display:block;inline-size:100%;padding:0}
.title{margin:0;font-size:1.625em;font-weight:650;line-height:1.25;letter-spacing:-.012em;text-wrap:balance}
.title:focus{outline:0}
.hint{margin:.375em 0 0}
.intro,.text{white-space:pre-line;font-size:1.0625em;max-inline-size:65ch}
.error{margin:.5em 0 0;color:var(--bad);font-weight:600}
.error:empty{display:none}
.options{display:grid;gap:calc(.5 * var(--space));margin-block-start:var(--space)}
.option{display:flex;gap:.75em;align-items:start;padding:.75em 1em;border:1px solid var(--line);border-radius:calc(.67 * var(--round));cursor:pointer}
.option:hover{border-color:var(--edge)}
.option:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent)}
.control{flex:none;inline-size:1.25em;block-size:1.25em;margin:.125em 0 0;accent-color:var(--accent)}
.scale{display:grid;grid-template-columns:repeat(auto-fit,minmax(2.2em,1fr));gap:4px;margin-block-start:var(--space)}
.scale .option{flex-direction:column;align-items:center;gap:.375em;padding:.625em .25em}
.ends{display:flex;justify-content:space-between;gap:1em;margin:.5em 0 0}
.entry{display:flex;flex-wrap:wrap;align-items:center;gap:.625em;margin-block-start:var(--space)}
.input{flex:1 1 12em;min-inline-size:0;max-inline-size:26em;min-block-size:3em;padding:.5em .75em;border:1px solid var(--edge);border-radius:calc(.5 * var(--round));background:transparent;color:inherit;font:inherit}
.input[type=number],.input[type=date]{max-inline-size:12em}
.wrong{padding-inline-start:var(--space);border-inline-start:4px solid var(--bad)}
.wrong .input{border-color:var(--bad)}
.problem{padding:var(--space);border:2px solid var(--bad);border-radius:calc(.67 * var(--round))}
.problem-title{margin:0 0 .25em;font-size:1.0625em}
.problem a{color:var(--bad);font-weight:600}
.why-title{inline-size:fit-content;min-block-size:24px;color:var(--muted);cursor:pointer}
.why-title:hover{color:var(--text);text-decoration:underline}
.reason{margin:.5em 0 0;max-inline-size:65ch}
.labels{margin:.375em 0 0;padding-inline-start:1.25em}
.actions{display:flex;flex-wrap:wrap;gap:calc(.5 * var(--space));padding-block-start:calc(.5 * var(--space))}
.question .actions{margin-block-start:auto}
.link,.problem-link{display:inline-block;color:inherit}
button,.action{display:inline-block;min-block-size:2.75em;padding:.625em 1.25em;border:1px solid transparent;border-radius:calc(.67 * var(--round));background:none;color:inherit;font:inherit;font-weight:600;line-height:1.4;text-align:center;cursor:pointer}
.next,.action{background:var(--accent);color:var(--on);text-decoration:none}
.next:hover,.action:hover{background:color-mix(in oklab,var(--accent) 88%,var(--text))}
.back,.skip,.again{color:var(--muted)}
.back{min-block-size:24px;padding:0;font-weight:inherit}
.back::before{content:"‹ "}
.skip{padding-inline:.75em}
.again{padding-inline:0}
.back:hover,.skip:hover,.again:hover{color:var(--text);text-decoration:underline}
.status:empty{display:none}
:focus-visible,.option:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.control:focus-visible{outline:0}
`;
