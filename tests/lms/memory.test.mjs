// What the player remembers: it fits, it comes back, and nothing else is taken for it.
import assert from "node:assert/strict";
import test from "node:test";
import { deckOf, scripts } from "./player.mjs";

const answersTo = (deck, count) => deck.cases.slice(0, count).map((one, at) => ({ option: (at * 7) % one.options.length, sure: at % 3, right: (at * 7) % one.options.length === one.right }));
const plain = (value) => JSON.parse(JSON.stringify(value));

test("decks of any length fit into 4,096 characters and come back", () => {
  for (const length of [1, 2, 7, 100, 3999, 4000, 4001, 10_000]) {
    const deck = deckOf(length);
    const { pack, unpack } = scripts("scorm12.js", deck);
    for (const count of [0, 1, Math.floor(length / 2), length]) {
      const answers = answersTo(deck, count);
      const text = pack(deck.mark, answers);
      assert.ok(text.length <= 4096, `${length}: ${text.length}`);
      assert.match(text, /^[A-Za-z0-9._-]+$/);
      const back = plain(unpack(text, deck));
      assert.deepEqual(back.map((each) => each.right), answers.map((each) => each.right));
      if (count <= 4000) {
        assert.deepEqual(back, answers);
      } else {
        // Taken up again, it goes on in the same form.
        assert.equal(pack(deck.mark, back), text);
      }
    }
  }
});

test("twenty options each have their place", () => {
  const deck = deckOf(60);
  deck.cases.forEach((one) => {
    one.options = Array.from({ length: 20 }, (_, at) => ({ code: `c${at}`, text: "" }));
  });
  const { pack, unpack } = scripts("scorm12.js", deck);
  const answers = deck.cases.map((_, at) => ({ option: Math.floor(at / 3), sure: at % 3, right: Math.floor(at / 3) === 1 }));
  assert.deepEqual(plain(unpack(pack(deck.mark, answers), deck)), answers);
});

test("what is not this deck's is not taken up", () => {
  const deck = deckOf(3);
  const { unpack } = scripts("scorm12.js", deck);
  for (const text of ["", "1", "10123abc", "10123abcd", "10123abcdaAAAA", "10123abcda*", "10123abcdaz", "1ffffffffaA", "20123abcdaA", "10123abcdb", "10123abcdb4.A", "10123abcdb3.", "10123abcdb3.A.A", "10123abcdb3.*", "10123abcdb3.AA", "10123abcdc"]) {
    assert.equal(unpack(text, deck), null, text);
  }
  assert.equal(unpack("10123abcda", deck).length, 0);
  assert.equal(unpack("10123abcdb3.C", deck).length, 3);
});
