// What a learner answered and what it comes to, in few characters: SCORM 1.2 keeps 4,096 of them, however long the deck.
//
// "1", the deck's mark of eight characters, a kind, and the answers given, in the order of the cases. Kind "a": a character per answer
// that says which option and how sure. Kind "b", for more answers than that has room for: how many there are, in base 36, a point, and
// a bit per answer that says whether it was right, six to a character.
"use strict";
(() => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const MOST = 4000;
  const LEVELS = 3;

  // Answers are { option, sure, right }; of a long deck that was taken up again only `right` is known.
  const pack = (mark, answers) => {
    const known = answers.every((each) => each.option !== undefined);
    if (known && answers.length <= MOST) {
      return `1${mark}a${answers.map((each) => DIGITS[each.option * LEVELS + each.sure]).join("")}`;
    }
    let bits = "";
    for (let at = 0; at < answers.length; at += 6) {
      bits += DIGITS[answers.slice(at, at + 6).reduce((sum, each, place) => sum | (Number(each.right) << place), 0)];
    }
    return `1${mark}b${answers.length.toString(36)}.${bits}`;
  };

  // The answers; null where the text is none of this deck's.
  const unpack = (text, deck) => {
    if (!text.startsWith(`1${deck.mark}`)) {
      return null;
    }
    const kind = text[9];
    const body = text.slice(10);
    if (kind === "a") {
      if (body.length > deck.cases.length) {
        return null;
      }
      const answers = Array.from(body, (digit, at) => {
        const value = DIGITS.indexOf(digit);
        const option = Math.floor(value / LEVELS);
        return { option, sure: value % LEVELS, right: option === deck.cases[at].right };
      });
      return answers.every(({ option }, at) => option >= 0 && option < deck.cases[at].options.length) ? answers : null;
    }
    const [count, bits, more] = body.split(".");
    const length = /^[0-9a-z]{1,4}$/.test(count) ? parseInt(count, 36) : NaN;
    if (kind !== "b" || more !== undefined || !(length <= deck.cases.length) || bits?.length !== Math.ceil(length / 6)) {
      return null;
    }
    const values = Array.from(bits, (digit) => DIGITS.indexOf(digit));
    if (values.includes(-1)) {
      return null;
    }
    return Array.from({ length }, (_, at) => ({ right: ((values[Math.floor(at / 6)] >> (at % 6)) & 1) === 1 }));
  };

  // How many answers are right, their share of all cases, and whether that is enough; null where nothing is asked for. Shares and marks
  // have four digits, as the platform gets them, so that it comes to the same.
  const four = (share) => Math.round(share * 10_000) / 10_000;
  const judge = (answers, total, pass) => {
    const right = answers.filter((each) => each.right).length;
    const share = four(right / total);
    return { right, share, passed: pass === null ? null : share >= four(pass) };
  };

  Object.assign(globalThis.leadlens, { pack, unpack, judge });
})();
