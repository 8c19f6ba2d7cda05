// Plays the cases of a deck: read, choose, say how sure, see why, go on. Tells `leadlens.record` what happens.
//
// All texts of the deck are set as text, never as markup.
"use strict";
(() => {
  const { deck, record, pack, unpack, judge } = globalThis.leadlens;
  const SURE = ["Guessing", "Fairly sure", "Certain"];
  const main = document.querySelector("main");
  const total = deck.cases.length;
  let answers = [];
  let pass = deck.pass;
  let shownAt = 0;

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) {
      element.className = name;
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  };
  // A text of the deck, in the deck's language and direction.
  const theirs = (tag, name, text) => {
    const element = make(tag, name, text);
    element.dir = "auto";
    if (deck.lang) {
      element.lang = deck.lang;
    }
    return element;
  };
  const button = (text, name, act) => {
    const element = make("button", name, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  // Puts a screen in place and the focus on its heading, so that it is read from there.
  const show = (heading, ...parts) => {
    heading.tabIndex = -1;
    main.replaceChildren(...parts.filter(Boolean));
    heading.focus();
    globalThis.scrollTo(0, 0);
  };
  const percent = (share) => `${Math.round(share * 1000) / 10} %`;
  const cases = (count) => (count === 1 ? "1 case" : `${count} cases`);
  // What does not work with the platform: when it comes up, and at the end; all the time while something waits to be sent.
  let told = "";
  const notice = make("p", "error");
  notice.setAttribute("role", "status");
  const trouble = (always = true) => {
    const text = record.trouble();
    notice.textContent = always || text !== told || record.late?.() ? text : "";
    told = text;
    return notice;
  };
  // What is sent again may arrive, or fail, at any time.
  record.changed = () => {
    if (record.trouble() !== told) {
      trouble();
    }
  };
  const title = () => theirs("h1", "", deck.title);

  const start = () => {
    const heading = title();
    const about = `${cases(total)}. Read each, choose an answer, and say how sure you are.`;
    const needed = pass === null ? "" : ` You pass with ${percent(pass)} right.`;
    const begun = answers.length > 0;
    const kept = begun ? make("p", "note", `You have done ${cases(answers.length)} of them already.`) : null;
    show(heading, heading, make("p", "", about + needed), kept, trouble(), button(begun ? "Go on" : "Start", "next", next));
  };

  const next = () => (answers.length < total ? ask(answers.length) : result());

  // Options that are stages go by their names, others by a letter.
  const stages = (one) => one.options.every((each) => each.code.length > 1);

  // A set of radio buttons, its name, and a place for what is missing.
  const choice = (name, legend, texts, kind, of) => {
    const set = make("fieldset", kind);
    set.append(make("legend", "", legend));
    texts.forEach((text, at) => {
      const label = of("label", "choice");
      const input = make("input");
      Object.assign(input, { type: "radio", name, value: String(at) });
      label.append(input, of("span", "", text));
      set.append(label);
    });
    return { set, chosen: () => Number(set.querySelector("input:checked")?.value ?? -1) };
  };

  const ask = (at) => {
    const one = deck.cases[at];
    const heading = make("h2", "", `Case ${at + 1} of ${total}`);
    const progress = make("progress");
    Object.assign(progress, { max: total, value: at });
    progress.setAttribute("aria-label", "Cases done");
    const option = choice("option", stages(one) ? "Which stage is this?" : "Which answer is right?", one.options.map((each) => each.text), "options", theirs);
    const sure = choice("sure", "How sure are you?", SURE, "sure", make);
    const missing = make("p", "error");
    missing.setAttribute("role", "alert");
    [option, sure].forEach(({ set }) => set.addEventListener("change", () => missing.replaceChildren()));
    const check = button("Check", "next", () => {
      const empty = [option, sure].find((each) => each.chosen() < 0);
      if (empty) {
        missing.textContent = empty === option ? "Choose one of the answers first." : "Say how sure you are first.";
        empty.set.querySelector("input").focus();
        return;
      }
      answered(at, one, option.chosen(), sure.chosen());
    });
    show(heading, title(), heading, progress, theirs("p", "said", one.text), option.set, sure.set, missing, trouble(false), check);
    shownAt = performance.now();
  };

  const answered = (at, one, option, sure) => {
    const right = option === one.right;
    const ms = performance.now() - shownAt;
    answers.push({ option, sure, right });
    record.answered({ one, option, right, ms });
    const all = answers.length === total;
    if (all) {
      record.finished(judge(answers, total, pass));
    }
    record.keep(pack(deck.mark, answers), all, answers.length / total);
    explain(at, one, option, right);
  };

  const explain = (at, one, option, right) => {
    const heading = make("h2", right ? "right" : "wrong", right ? "✓ Right" : "✗ Not quite");
    const answer = make("div", "answer");
    const line = (said, text) => {
      const paragraph = make("p", "", `${said} `);
      paragraph.append(theirs("strong", "", text));
      answer.append(paragraph);
    };
    if (!right) {
      line("You chose:", one.options[option].text);
    }
    line(right ? "Your answer:" : "The right answer:", one.options[one.right].text);
    if (one.explanation) {
      answer.append(theirs("p", "said", one.explanation));
    }
    const last = at + 1 === total;
    show(heading, title(), heading, theirs("p", "said", one.text), answer, trouble(false), button(last ? "See the result" : "Next case", "next", next));
  };

  // How often those who were sure were right.
  const calibration = () => {
    const table = make("table");
    table.append(make("caption", "", "How sure you were"));
    const body = make("tbody");
    SURE.forEach((name, sure) => {
      const those = answers.filter((each) => each.sure === sure);
      if (those.length > 0) {
        const row = make("tr");
        const head = make("th", "", name);
        head.scope = "row";
        row.append(head, make("td", "", `${those.filter((each) => each.right).length} of ${those.length} right`));
        body.append(row);
      }
    });
    table.append(body);
    return body.children.length > 0 ? table : null;
  };

  const result = () => {
    const { right, share, passed } = judge(answers, total, pass);
    const heading = make("h2", "", passed === null ? "Done" : passed ? "Passed" : "Not passed");
    const said = `You had ${right} of ${cases(total)} right: ${percent(share)}.`;
    const needed = pass === null ? "" : ` ${percent(pass)} was asked for.`;
    const again = button("Do it again", "second again", () => {
      answers = [];
      record.keep(pack(deck.mark, answers), false, 0);
      next();
    });
    const close = button("Finish", "next", finish);
    show(heading, title(), heading, make("p", "", said + needed), calibration(), trouble(), close, again);
  };

  // Whoever goes before all has arrived is told so; it is kept, and said at the next launch.
  const finish = () => {
    const to = record.end();
    const ended = () => {
      const end = make("h2", "", "You can close this window now.");
      show(end, title(), end, trouble());
    };
    if (!record.settled) {
      ended();
      return;
    }
    const sends = make("h2", "", "Your result is being sent.");
    show(sends, title(), sends, trouble());
    record.settled().then(() => {
      if (to) {
        globalThis.location.assign(to);
      } else {
        ended();
      }
    });
  };

  const begin = async () => {
    document.title = deck.title;
    const begun = await record.begin();
    pass = begun.pass;
    answers = unpack(begun.kept, deck) ?? [];
    if (answers.length === total) {
      result();
    } else {
      start();
    }
  };

  // A reload by the keyboard is the only one that can be told from leaving, and only for a while: it may come to nothing.
  const SOON = 10_000;
  let reloads = false;
  globalThis.addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    if (key === "F5" || ((ctrlKey || metaKey) && key?.toLowerCase() === "r")) {
      reloads = true;
      setTimeout(() => {
        reloads = false;
      }, SOON);
    }
  });
  // Pages that are put aside and taken up again have told the platform that they are gone.
  globalThis.addEventListener("pagehide", () => record.end(true, reloads));
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      globalThis.location.reload();
    }
  });
  begin();
})();
