import type { Random } from "../random.ts";
import { alone, birthday, type Kind, named } from "./kind.ts";

function ipv6(random: Random): string {
  const group = (): string => random.text("0123456789abcdef", random.between(1, 4));
  return random.pick([
    () => `2001:db8:${[1, 2, 3, 4, 5, 6].map(group).join(":")}`,
    () => `2001:db8::${group()}`,
    () => `fe80::${group()}:${group()}`,
    () => `2a00:1450:4001:${group()}::${group()}`,
    () => `fd12:3456:789a::${group()}`,
  ])();
}

const ip: Kind = {
  entity: "ip",
  weight: 2,
  names: {
    en: ["IP", "IP address", "client ip", "source address"],
    de: ["IP-Adresse"],
    fr: ["adresse IP"],
    es: ["dirección IP"],
    it: ["indirizzo IP"],
    pt: ["endereço IP"],
    nl: ["IP-adres"],
    pl: ["adres IP"],
    zh: ["IP地址"],
    ja: ["IPアドレス"],
  },
  keys: ["ip", "ipAddress", "client_ip", "remoteAddr"],
  write: (random) =>
    alone(
      random.chance(0.3)
        ? ipv6(random)
        : `${random.pick([10, 172, 192, 203, 8, 52, 91, 185])}.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`,
    ),
};

const mac: Kind = {
  entity: "mac",
  names: {
    en: ["MAC", "MAC address", "hardware address"],
    de: ["MAC-Adresse"],
    fr: ["adresse MAC"],
    es: ["dirección MAC"],
  },
  keys: ["mac", "macAddress", "hw_addr"],
  write(random) {
    const bytes = Array.from({ length: 6 }, () => random.text("0123456789abcdef", 2));
    // One that could be a time of day has to be read from its place.
    bytes[5] = random.pick(["a4", "fe", "3c", "d9"]);
    const lower = random.pick([
      bytes.join(":"),
      bytes.join("-"),
      bytes.join("").replaceAll(/(....)(?=.)/g, "$1."),
    ]);
    return alone(random.chance(0.5) ? lower : lower.toUpperCase());
  },
};

const coordinates: Kind = {
  entity: "coordinates",
  names: {
    en: ["coordinates", "GPS", "location", "position"],
    de: ["Koordinaten", "Standort"],
    fr: ["coordonnées"],
    es: ["coordenadas"],
    it: ["coordinate"],
    pt: ["coordenadas"],
    nl: ["coördinaten"],
    pl: ["współrzędne"],
    zh: ["坐标"],
    ja: ["座標"],
  },
  keys: ["location", "coordinates", "gps"],
  write(random) {
    const latitude = `${random.pick(["", "-"])}${random.between(1, 84)}.${random.fill("####")}${random.fill("##")}`;
    const longitude = `${random.pick(["", "-"])}${random.between(1, 179)}.${random.fill("####")}${random.fill("##")}`;
    const degrees = (limit: number): string =>
      `${random.between(1, limit)}°${random.between(10, 59)}'${random.between(10, 59)}"`;
    return random.pick([
      () => alone(`${latitude}, ${longitude}`),
      () => alone(`${latitude},${longitude}`),
      () => alone(`${degrees(84)}${random.pick(["N", "S"])} ${degrees(179)}${random.pick(["E", "W"])}`),
      () => named(`${latitude}, ${longitude}`),
    ])();
  },
};

const MONTHS: Readonly<Record<string, readonly string[]>> = {
  en: "January February March April May June July August September October November December".split(" "),
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" "),
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(" "),
  it: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split(
    " ",
  ),
  pl: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split(
    " ",
  ),
};

function writtenBirthday(language: "en" | "de" | "fr" | "es" | "it" | "pl", random: Random): string {
  const { year, yy, mm, dd } = birthday(random);
  const month = MONTHS[language]?.[Number(mm) - 1] ?? mm;
  const spoken = {
    en: random.pick([
      `${month} ${Number(dd)}, ${year}`,
      `${Number(dd)} ${month} ${year}`,
      `${month.slice(0, 3)} ${Number(dd)}, ${year}`,
    ]),
    de: `${Number(dd)}. ${month} ${year}`,
    fr: `${Number(dd)} ${month} ${year}`,
    es: `${Number(dd)} de ${month} de ${year}`,
    it: `${Number(dd)} ${month} ${year}`,
    pl: `${Number(dd)} ${month} ${year}`,
  }[language];
  return random.pick([
    `${year}-${mm}-${dd}`,
    `${dd}/${mm}/${year}`,
    `${dd}.${mm}.${year}`,
    `${dd}-${mm}-${year}`,
    `${Number(mm)}/${Number(dd)}/${year}`,
    `${dd}/${mm}/${yy}`,
    spoken,
  ]);
}

const BIRTH_NAMES = {
  en: ["DOB", "date of birth", "D.O.B.", "birth date", "birthdate", "Date of Birth"],
  de: ["Geburtsdatum", "Geburtstag"],
  fr: ["date de naissance"],
  es: ["fecha de nacimiento"],
  it: ["data di nascita"],
  pl: ["data urodzenia"],
} as const;

const BIRTH_SAYINGS = {
  en: [
    "She was born on {value} in Leeds.",
    "born {value}",
    "Tom Reed (b. {value}) has applied.",
    "I was born on {value}.",
  ],
  de: [
    "Anna Weber, geboren am {value} in Köln",
    "Herr Weber, geb. {value}, hat angerufen.",
    "geb. am {value}",
  ],
  fr: ["Marie Dupont, née le {value} à Lyon", "né le {value}"],
  es: ["nacido el {value} en Sevilla", "Nació el {value}."],
  it: ["Mario Rossi, nato il {value} a Roma", "nata il {value}"],
  pl: ["Jan Nowak, urodzony {value} w Łodzi", "ur. {value}"],
} as const;

const births: readonly Kind[] = (["en", "de", "fr", "es", "it", "pl"] as const).map((language) => ({
  entity: "date-of-birth",
  languages: [language],
  names: BIRTH_NAMES,
  sayings: BIRTH_SAYINGS,
  keys: ["dob", "dateOfBirth", "birth_date", "birthday"],
  write: (random) => named(writtenBirthday(language, random)),
}));

/** The check of US Drug Enforcement Administration numbers. */
function dea(random: Random): string {
  const digits = random.fill("######");
  const at = (index: number): number => Number(digits.charAt(index));
  const sum = at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5));
  return `${random.pick(["A", "B", "F", "M"])}${random.fill("@")}${digits}${sum % 10}`;
}

const records: readonly Kind[] = [
  {
    entity: "medical-record",
    names: {
      en: ["MRN", "medical record number", "patient ID", "Medical Record No.", "chart number", "MRN#"],
      de: ["Patientennummer", "Patienten-ID"],
      fr: ["numéro de patient"],
      es: ["número de historia clínica"],
    },
    keys: ["mrn", "patientId", "medical_record_number"],
    write: (random) =>
      named(
        random.fill(random.pick(["#######", "########", "@@######", "MRN######", "###-##-##", "#######"])),
      ),
  },
  {
    entity: "medical-record",
    languages: ["en"],
    names: { en: ["DEA number", "DEA", "DEA no."] },
    keys: ["dea", "deaNumber"],
    write: (random) => named(dea(random)),
  },
];

export const NETWORK: readonly Kind[] = [ip, mac, coordinates];
export const PERSONAL: readonly Kind[] = [...births, ...records];
