import { test } from "node:test";
import { recognizer as bic } from "../../../../../sidecar/detection/recognizers/swift-bic.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("codes are found after words that name them, with and without a branch, in either letter case", () => {
  assertMarked(bic, [
    "BIC: «DEUTDEFF»",
    "BIC «DEUTDEFF500»",
    "SWIFT code is «BOFAUS3N»",
    "SWIFT/BIC: «CHASUS33XXX»",
    "swift: «nwbkgb2l»",
    '{"bic":"«BNPAFRPP»"}',
    '{"swift_code": "«UBSWCHZH80A»"}',
    "swiftCode=«INGBNL2A»&x=1",
    "Code BIC : «SOGEFRPP»",
    "código SWIFT «BBVAESMM»",
    "| BIC | «COBADEFF» |",
    "IBAN DE89370400440532013000, BIC «COBADEFFXXX».",
    "name,bic\nAnn,«RABONL2U»\nBob,«ABNANL2A»",
  ]);
});

test("a head office's branch or a digit in the location needs no word", () => {
  assertMarked(bic, [
    "Send to «COBADEFFXXX» please",
    "(«NWBKGB2L»)",
    "via «BOFAUS3N» today",
    "«CHASUS33»\nnext",
  ]);
});

test("words in capitals, unknown countries and parts of identifiers are left alone", () => {
  assertNotFound(bic, [
    "DEUTSCHE",
    "SWIFT transfer to DEUTSCHE BANK",
    "BIC of BARCLAYS BANK",
    "BIC DEUTZZFF",
    "BIC DEUTDEFF50",
    "BIC DEUTDEFF5000",
    "SWIFT PAYMENTS ARE FAST",
    "THE DOCUMENT IS STANDARD",
    "DEUTDEFF",
    "MAX_DEUTDEFF_XXX",
    "build COBADEF12345",
    "swift developers",
    "taylor swift concerts",
    "SKU ABCDUS33-1234",
    "a1b2c3d4",
  ]);
});
