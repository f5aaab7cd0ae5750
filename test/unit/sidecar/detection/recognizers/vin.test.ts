import { test } from "node:test";
import { recognizer as vin } from "../../../../../sidecar/detection/recognizers/vin.ts";
import { assertFoundEverywhere, assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("numbers with a right check digit are found", () => {
  for (const number of ["1HGCM82633A004352", "1M8GDM9AXKP042788", "5GZCZ43D13S812715", "JH4TB2H26CC000000"])
    assertFoundEverywhere(vin, number);
});

test("where makers set no check digit, words tell", () => {
  assertMarked(vin, [
    "VIN «WVWZZZ1JZ3W386752»",
    "Fahrgestellnummer: «WVWZZZ1JZ3W386752»",
    "FIN «WDB9066331S123456»",
    '{"vin":"«WVWZZZ1JZ3W386752»"}',
    "vin=«1hgcm82633a004352»",
    "número de bastidor «VSSZZZ6JZ9R123456»",
    "Chassis no. «WVWZZZ1JZ3W386752»",
    "car,vin\nGolf,«WVWZZZ1JZ3W386752»",
  ]);
});

test("wrong check digits, letters that do not occur, and other codes are left alone", () => {
  assertNotFound(vin, [
    "VIN 1HGCM82643A004352",
    "VIN 1HGCM8263IA004352",
    "VIN 1HGCM82633O004352",
    "VIN 1HGCM82633A00435",
    "VIN 1HGCM82633A0043525",
    "VIN 11111111111111112",
    "WVWZZZ1JZ3W386752",
    "1hgcm82633a004352",
    "VIN 1HGCM82633A0043AB",
    "sha 9f86d081884c7d659",
    "VIN-less 12345678901234567",
    "VIN ABCDEFGHJKLMNPRST",
  ]);
});
