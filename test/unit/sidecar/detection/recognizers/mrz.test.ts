import assert from "node:assert/strict";
import { test } from "node:test";
import { recognizer as mrz } from "../../../../../sidecar/detection/recognizers/mrz.ts";
import { assertNotFound, findings } from "../../../../support/findings.ts";

// The specimens of ICAO Doc 9303, parts 4, 5 and 6.
const PASSPORT = [
  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
] as const;
const CARD = [
  "I<UTOD231458907<<<<<<<<<<<<<<<",
  "7408122F1204159UTO<<<<<<<<<<<6",
  "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
] as const;
const SMALL = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"] as const;

test("zones of passports and cards are found whole", () => {
  for (const lines of [PASSPORT, CARD, SMALL]) {
    for (const between of ["\n", "\r\n", "\n    ", " ", "\\n"]) {
      const zone = lines.join(between);
      for (const text of [zone, `MRZ: ${zone}.`, `{"mrz":"${zone}"}`, `first\n${zone}\nlast`])
        assert.deepEqual(findings(mrz, text), [zone], text);
    }
  }
});

test("the line with the check digits is enough, and so is a passport's name", () => {
  assert.deepEqual(findings(mrz, `second line ${PASSPORT[1]}`), [PASSPORT[1]]);
  assert.deepEqual(findings(mrz, `first line ${PASSPORT[0]}`), [PASSPORT[0]]);
  assert.deepEqual(findings(mrz, SMALL[1]), [SMALL[1]]);
});

test("wrong check digits, other lengths and code are left alone", () => {
  assertNotFound(mrz, [
    "L898902C37UTO7408122F1204159ZE184226B<<<<<10",
    "L898902C36UTO7408123F1204159ZE184226B<<<<<10",
    "L898902C36UTO7408122F1204158ZE184226B<<<<<10",
    `${PASSPORT[1]}0`,
    PASSPORT[1].slice(1),
    PASSPORT[0].toLowerCase(),
    CARD[0],
    CARD[2],
    `${CARD[0]}\n7408123F1204159UTO<<<<<<<<<<<6\n${CARD[2]}`,
    "template<A<B<C<D<E<F<G<H<I<J<K<L<M<N<O<P<Q<R",
    "<".repeat(44),
    "A".repeat(44),
    "cat <<EOF\nABCDEFGHIJKLMNOPQRSTUVWXYZ012345\nEOF",
  ]);
});
