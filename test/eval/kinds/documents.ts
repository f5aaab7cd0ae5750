import type { Random } from "../random.ts";
import { type Kind, named } from "./kind.ts";

const PASSPORT_FORMS = "######### @######## @####### @@####### ##@@##### @@@###### @@######".split(" ");

/** ICAO Doc 9303 part 3 §4.9. */
function icaoCheck(text: string): number {
  return (
    [...text].reduce(
      (sum, character, at) => sum + Number.parseInt(character, 36) * ([7, 3, 1][at % 3] ?? 0),
      0,
    ) % 10
  );
}

function passportNumber(random: Random): string {
  if (random.chance(0.85)) return random.fill(random.pick(PASSPORT_FORMS));
  const german = `${random.pick(["C", "F", "G"])}${random.text("0123456789CFGHJKLMNPRTVWXYZ", 7)}`;
  return `${german}${icaoCheck(german)}`;
}

const passport: Kind = {
  entity: "passport",
  weight: 2,
  names: {
    en: ["passport number", "passport", "passport no.", "Passport No", "passport #"],
    de: ["Reisepass", "Passnummer", "Reisepassnummer"],
    fr: ["passeport", "numéro de passeport"],
    es: ["pasaporte", "número de pasaporte"],
    it: ["passaporto", "numero di passaporto"],
    pt: ["passaporte", "número do passaporte"],
    nl: ["paspoort", "paspoortnummer"],
    pl: ["paszport", "numer paszportu"],
    zh: ["护照号", "护照号码"],
    ja: ["パスポート番号", "旅券番号"],
  },
  keys: ["passport", "passportNumber", "passport_no"],
  write: (random) => named(passportNumber(random)),
};

const licence: Kind = {
  entity: "driving-licence",
  names: {
    en: [
      "driver's license",
      "driving licence",
      "driver license number",
      "DL number",
      "drivers license no.",
      "driving licence number",
    ],
    de: ["Führerscheinnummer", "Führerschein"],
    fr: ["permis de conduire", "numéro de permis"],
    es: ["permiso de conducir", "carnet de conducir"],
    it: ["patente di guida", "numero della patente"],
    nl: ["rijbewijs", "rijbewijsnummer"],
    pl: ["prawo jazdy"],
    pt: ["carta de condução", "CNH"],
  },
  keys: ["driversLicense", "drivingLicence", "license_number", "driver_license"],
  write: (random) =>
    named(
      random.pick([
        () => random.fill("@#######"),
        () =>
          `${random.text("BCDFGHJKLM", 5)}${random.pick(["6", "7", "8"])}${random.pick(["01", "06", "11", "57"])}${random.pick(["05", "14", "23"])}${random.fill("#")}${random.fill("@@9@@")}`,
        () => random.fill("@###-###-##-###-#"),
        () => random.fill("########"),
        () => random.fill("@############"),
      ])(),
    ),
};

export const DOCUMENTS: readonly Kind[] = [passport, licence];
