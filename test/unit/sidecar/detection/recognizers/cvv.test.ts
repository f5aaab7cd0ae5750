import { test } from "node:test";
import { recognizer as cvv } from "../../../../../sidecar/detection/recognizers/cvv.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("codes are found after words that name them", () => {
  assertMarked(cvv, [
    "CVV «123»",
    "CVV: «123».",
    "cvv=«1234»&x=1",
    "CVC2 «737»",
    "my CVV code is «123», ok?",
    "security code: «4321»",
    '{"cvv":"«123»"}',
    '{"cvv": «123»}',
    "Kartenprüfnummer: «123»",
    "código de seguridad «123»",
    "cryptogramme visuel : «123»",
    "| CVV | «123» |",
    "number,exp,cvv\n4111111111111111,12/29,«123»\n5555555555554444,01/30,«456»",
  ]);
});

test("codes are found after a card's number and its expiry", () => {
  assertMarked(cvv, [
    "4111 1111 1111 1111 12/29 «737»",
    "4111111111111111|12|2029|«737»",
    "4111111111111111, 12/2029, «737»",
    "4111-1111-1111-1111 exp 12/29 «737»",
  ]);
});

test("other numbers are left alone, beside such words, too", () => {
  assertNotFound(cvv, [
    "room 123",
    "CVV: 12345",
    "CVV 12",
    "cvv 1.234",
    "CVV 12/29",
    "security code review 2024",
    "4111 1111 1111 1111",
    "4111 1111 1111 1111 12/29",
    "expires 12/2029",
    "error 404",
    "cvv123",
    "in 1999 and 2001",
  ]);
});
