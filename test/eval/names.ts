import type { LabelledSpan, LabelledText } from "./corpus.ts";
import { type Random, seeded } from "./random.ts";

/** Persons, addresses and organisations: no form of their own, and nothing that is promised; measured apart. */

interface Place {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly organizations: readonly string[];
  readonly addresses: readonly string[];
  /** With `{person}`, `{address}` and `{organization}` in them. */
  readonly texts: readonly string[];
}

const list = (words: string): readonly string[] => words.split(",");

const PLACES: Readonly<Record<string, Place>> = {
  en: {
    given: list("Tom,Margaret,Priya,Kwame,Siobhan,Hector,Aaliyah,Desmond,Ingrid,Rajesh,Winifred,Tyrone"),
    family: list(
      "Reed,Okafor,Featherstone,Patel,Ng,Abernathy,O'Connell,Kowalski,Whitfield,Ramirez,Thornbury,Singh",
    ),
    organizations: list(
      "Northwind Traders Ltd,Halcyon Logistics Inc.,Brightwater Bank,Acme Corporation,Pemberton & Sons,University of Leeds,Orchard Labs LLC",
    ),
    addresses: [
      "221 Baker Street, London NW1 6XE",
      "1600 Pennsylvania Avenue NW, Washington, DC 20500",
      "48 Elm Road, Springfield, IL 62704",
      "7 Harbour View, Cork",
      "PO Box 1187, Denver, CO 80201",
    ],
    texts: [
      "My name is {person} and I work for {organization}.",
      "Dear Mr. {person},\n\nthank you for your letter.",
      "Please ship it to {address}, attention {person}.",
      "{person} called about the invoice from {organization}.",
      "Regards,\n{person}\n{organization}\n{address}",
      "She lives at {address}.",
      "Dr. {person} will see you on Monday.",
      "The contract between {organization} and {person} ends in May.",
      "We met {person} in the office last week.",
    ],
  },
  de: {
    given: list("Anna,Jürgen,Heike,Matthias,Ayşe,Wolfgang,Lieselotte,Torsten"),
    family: list("Weber,Schäfer,Hoffmann,Yılmaz,Krüger,Lindemann,von Berg,Zimmermann"),
    organizations: list("Müller Maschinenbau GmbH,Nordlicht AG,Sparkasse Köln,Becker & Söhne KG"),
    addresses: ["Hauptstraße 5, 50667 Köln", "Am Markt 12a, 18055 Rostock", "Lindenallee 88, 80331 München"],
    texts: [
      "Sehr geehrte Frau {person},\n\nvielen Dank für Ihre Nachricht.",
      "Mein Name ist {person} und ich wohne in der {address}.",
      "Herr {person} arbeitet bei der {organization}.",
      "Bitte senden Sie die Ware an {organization}, {address}.",
    ],
  },
  fr: {
    given: list("Marie,Jean-Luc,Amélie,Thierry,Fatou,Benoît"),
    family: list("Dupont,Lefèvre,Moreau,Diallo,Garnier,Rousseau"),
    organizations: list("Société Générale,Boulangerie Martin SARL,Durand et Fils"),
    addresses: ["12 rue de la Paix, 75002 Paris", "8 avenue Victor Hugo, 69006 Lyon"],
    texts: [
      "Je m'appelle {person}.",
      "Madame {person} habite au {address}.",
      "{person} travaille chez {organization}.",
    ],
  },
  es: {
    given: list("María,José,Lucía,Andrés,Pilar,Javier"),
    family: list("López García,Fernández,Ruiz,Ortega,Navarro,Castillo"),
    organizations: list("Construcciones Pérez S.L.,Banco del Norte"),
    addresses: ["Calle Mayor 5, 28013 Madrid", "Avenida de la Constitución 21, 41001 Sevilla"],
    texts: [
      "Me llamo {person}.",
      "El señor {person} vive en {address}.",
      "{person} trabaja en {organization}.",
    ],
  },
};

/** Sentences about nobody, with capital letters and numbers all the same. */
const NOBODY = [
  "The Meeting Room Calendar shows Monday, March 4.",
  "Kubernetes and Docker are supported; see Chapter 12 of the User Guide.",
  "Please reset Two Factor Authentication in Account Settings.",
  "Die Rechnung über 1.200,00 Euro ist am Montag fällig.",
  "Le rapport du Conseil est disponible depuis lundi.",
  "Happy New Year! The Summer Sale starts on Friday.",
  "ERROR Connection refused (Network Unreachable) after 3 attempts",
  "Version 2.4 of Visual Studio Code was released in April.",
];

/** The same seed gives the same texts. */
export function generateNames(seed: number, count = 600): readonly LabelledText[] {
  const random = seeded(seed, "names");
  return Array.from({ length: count }, (_, index) => {
    if (index % 6 === 5) return { text: random.pick(NOBODY), spans: [], language: "en", template: "nobody" };
    const language = random.pick(Object.keys(PLACES));
    const place = PLACES[language];
    if (place === undefined) throw new RangeError(`There is no ${language}.`);
    return filled(random.pick(place.texts), place, language, random);
  });
}

function filled(template: string, place: Place, language: string, random: Random): LabelledText {
  const values: Readonly<Record<string, () => string>> = {
    person: () => `${random.pick(place.given)} ${random.pick(place.family)}`,
    organization: () => random.pick(place.organizations),
    address: () => random.pick(place.addresses),
  };
  const spans: LabelledSpan[] = [];
  let text = "";
  let from = 0;
  for (const match of template.matchAll(/\{(\w+)\}/g)) {
    const [whole, entity = ""] = match;
    const value = values[entity]?.() ?? "";
    text += template.slice(from, match.index);
    spans.push({ start: text.length, end: text.length + value.length, entity });
    text += value;
    from = match.index + whole.length;
  }
  return { text: text + template.slice(from), spans, language, template };
}
