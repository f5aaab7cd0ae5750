import { machineReadableZones } from "../national-ids/machine-readable-zones.ts";
import type { Recognizer } from "../recognizer.ts";

/** Machine-readable zones of passports, visas and identity cards (ICAO Doc 9303): two or three lines with check digits. */
export const recognizer: Recognizer = {
  entity: "mrz",
  label: "MRZ",
  group: "national-ids",
  description:
    "Machine-readable zones of passports, visas and identity cards (ICAO Doc 9303): right check digits.",
  specificity: 65,
  score: 0.98,
  context: ["mrz", "machine readable", "passport"],
  examples: [
    "«P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10»",
    "«I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<»",
  ],
  nearMisses: ["L898902C37UTO7408122F1204159ZE184226B<<<<<10", "if (a<<b) { return c<<<d; }"],
  mayOccur: ({ angle }) => angle,
  find: (text) => machineReadableZones(text),
};
