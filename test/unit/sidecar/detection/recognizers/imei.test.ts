import { test } from "node:test";
import { recognizer as imei } from "../../../../../sidecar/detection/recognizers/imei.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("identities with a right check digit are found by their grouping or a word", () => {
  assertMarked(imei, [
    "IMEI «490154203237518»",
    "IMEI: «490154203237518».",
    "imei=«490154203237518»&x=1",
    '{"imei":"«490154203237518»"}',
    "My IMEI number is «356938035643809», thanks",
    "«35-693803-564380-9»",
    "«35 693803 564380 9»",
    "(«49-015420-323751-8»)",
    "«49015420-323751-8»",
    "IMEI\n«490154203237518»",
    "device,imei\nphone,«490154203237518»\nother,«356938035643809»",
  ]);
});

test("wrong digits, other lengths, and fifteen digits that nobody calls so are left alone", () => {
  assertNotFound(imei, [
    "IMEI 490154203237519",
    "35-693803-564380-8",
    "490154203237518",
    "order 490154203237518",
    "IMEI 4901542032375180",
    "IMEI 49015420323751",
    "+490154203237518",
    "IMEI a490154203237518",
    "IMEI 490154203237518.5",
    "35-693803-564380-9-1",
    "1700000000000000",
    "IMEI 000000000000000",
  ]);
});
