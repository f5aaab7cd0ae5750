/**
 * Sentences with names in them, made from templates. The names are written down here and were taken from no list that the
 * product knows; many of them are in none.
 */

export interface NamedSpan {
  readonly entity: "person" | "address" | "organization";
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly text: string;
  readonly spans: readonly NamedSpan[];
}

const list = (lines: string): readonly string[] =>
  lines
    .trim()
    .split(/\s*[;\n]\s*/)
    .filter((each) => each !== "");

const GIVEN = list(`
  Adaeze; Agnieszka; Ahmed; Aiko; Alejandra; Anaïs; Andrzej; Anneliese; Ayodele; Beatriz; Bogdan; Catalina; Chidi; Chloe; Darius; Deborah; Dmitri; Eilidh;
  Elif; Emeka; Emily; Eszter; Fatima; Femke; Gerard; Giovanni; Gregory; Gudrun; Haruki; Heike; Ignacio; Imran; Ingrid; Isabella; Jaroslav; Joanne; Joaquín;
  Jürgen; Karolina; Katarzyna; Kevin; Khalid; Lakshmi; Laura; Leticia; Linh; Ludmila; Malik; Marcus; Margarethe; Mbali; Mehmet; Mei; Michelle; Mohammed;
  Niamh; Nikolaos; Noura; Olga; Oskar; Patrick; Paulina; Priyanka; Rachel; Rajesh; Renée; Roberto; Ruth; Samantha; Sanjay; Séverine; Sibusiso; Simone;
  Sinéad; Stefan; Svetlana; Takeshi; Thabo; Thomas; Tuan; Ulrike; Valentina; Viktor; Wanjiru; Wei; William; Xiomara; Yasmin; Yuki; Zanele; Zsófia`);
const FAMILY = list(`
  Abubakar; Achterberg; Adeyemi; Almeida; Andersson; Baumgartner; Bergström; Bianchi; Callaghan; Castellanos; Chukwu; Cohen; Dąbrowski; Delacroix; Dlamini;
  Dubois; Eriksen; Espinoza; Fernandes; Fitzgerald; Friedrich; Gallagher; García; Goldstein; Gupta; Hakimi; Hernández; Hoffmann; Horváth; Ivanova; Jankowski;
  Johansson; Kaczmarek; Karlsson; Katz; Khumalo; Kowalczyk; Krishnan; Laurent; Lindqvist; MacGregor; Mahlangu; Martínez; McCarthy; Mendoza; Moreau; Mukherjee;
  Nakagawa; Ndlovu; Novák; O'Connell; Okafor; Oyelaran; Pacheco; Papadopoulos; Petrov; Quispe; Ramaswamy; Rossi; Sakamoto; Schneider; Sepúlveda; Shapiro;
  Sørensen; Stankevičius; Szabó; Tanaka; Thompson; Tkachenko; Underhill; Vandenberg; Vasquez; Venkatesan; Wójcik; Wanyama; Weatherby; Yamashita; Zawadzki;
  Zimmermann`);
const ADDRESS = list(`
  14 Larkspur Lane, Boise, ID 83702; 9 Wisteria Court, Apt 12, Tampa, FL 33602; 2207 NW 23rd Avenue, Portland, OR 97210; 55 Deansgate, Manchester M3 2BW;
  17 Heather Close, Leeds LS8 1PG; 4b Union Street, Aberdeen AB10 1FW; Lindenallee 23, 45127 Essen; Schulstraße 8a, 80634 München; Am Stadtpark 3, 22303 Hamburg;
  12 rue Victor Hugo, 69002 Lyon; 3 bis avenue de la République, 75011 Paris; Calle de Alcalá 45, 28014 Madrid; Avenida Diagonal 211, 08018 Barcelona;
  Via Garibaldi 7, 20121 Milano; Viale dei Mille 40, 50131 Firenze; Keizersgracht 174, 1016 DW Amsterdam; Kerkstraat 5, 9712 JP Groningen;
  Drottninggatan 30, 111 51 Stockholm; Karl Johans gate 22, 0159 Oslo; ul. Piotrkowska 104, 90-004 Łódź; Rua Augusta 12, 1100-053 Lisboa;
  250 Yonge Street, Toronto, ON M5B 2L7; 41 Collins Street, Melbourne VIC 3000; P.O. Box 771, Reno, NV 89501`);
const COMPANY = list(`
  Brackwater Ltd; Tellurian Dynamics Inc.; Nordlicht Energie GmbH; Société Valmont SAS; Corvid Analytics LLC; Hartmann & Söhne KG; Estrella Foods S.A.;
  Quillon Partners; Meridian Hospital; University of Eastbourne; Bank of Wessex; Ashgrove Institute; Ferrum Holdings; Lumenara B.V.; Pilvi Oy`);

const WITH_NAMES = list(`
  My name is {person} and I would like to change my order.
  Please send the contract to {person} before Friday.
  Dear {given},
  Hi {given}, thanks for getting back to me so quickly.
  Kind regards,⏎{person}
  I spoke with {person} yesterday; {given} was very helpful.
  Patient: {person}, 45 years old, complains about a headache.
  Name: {person}⏎Phone: on file
  {person} has been working here since 2019.
  The claim of {person} was rejected by {person}.
  Mr. {family} did not pay the invoice.
  Dr. {family} will see you at ten.
  Could you ask {given} to join the call?
  {"first_name": "{given}", "last_name": "{family}", "active": true}
  From: {person}⏎To: {person}⏎Subject: lunch
  Mein Name ist {person} und ich wohne in der Nähe.
  Sehr geehrte Frau {family}, vielen Dank für Ihre Nachricht.
  Je m'appelle {person} et je voudrais résilier mon contrat.
  Me llamo {person} y necesito ayuda.
  Mi chiamo {person} e ho un problema.
  I live at {address}.
  Please ship it to {address} as soon as possible.
  My new address is {address}, effective next month.
  Address: {address}
  Ich wohne {address}, seit letztem Jahr.
  {person}⏎{address}⏎Thank you
  I work for {company} as an engineer.
  {company} has not answered yet.
  The contract with {company} ends in May.
  {person} of {company} signed it at {address}.`);
const WITHOUT_NAMES = list(`
  Will the May release be ready by the end of April?
  Please summarise the following text in three bullet points.
  The Eiffel Tower is in Paris, and the Statue of Liberty in New York.
  Chapter 12 of the Annual Report 2023 describes Risk Management.
  Error 404: Not Found. See Section 3.2 of the User Guide.
  Mark all tasks as Done and Close the ticket.
  Use Visual Studio Code with TypeScript, React and Node.
  Monday Morning Meeting Notes: Budget, Hiring, Next Steps
  SELECT name, address FROM customers WHERE id = 42;
  Version 4.12.1 was released on 12 March 2024 for Windows and Linux.
  What is the capital of Germany? Is it Berlin or Frankfurt?
  The Senate passed the Clean Water Act on Tuesday.
  Der Vertrag läuft bis Ende Dezember, die Kosten steigen um 3 Prozent.
  La réunion aura lieu jeudi à Lyon, avec toute l'équipe.
  It costs 1200 Euro per Year, plus 19 % Tax.
  Dear Sir or Madam, Hello Team, Hi All,
  function getUser(id) { return Users.find(u => u.id === id); }
  The Python Standard Library has a Module for this.
  Order 55 has 12 Items from Warehouse 7 in Aisle 4.
  Happy Birthday! Merry Christmas and a Happy New Year!`);

/** The same sentences for the same numbers. */
export function sentences(count: number, random: () => number): readonly Sentence[] {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? "";
  return Array.from({ length: count }, (_, index) => {
    const template = pick(index % 3 === 2 ? WITHOUT_NAMES : WITH_NAMES);
    let text = "";
    const spans: NamedSpan[] = [];
    for (const part of template
      .replaceAll("⏎", "\n")
      .split(/(\{(?:person|given|family|address|company)\})/)) {
      const value = filled(part, pick);
      if (value !== undefined)
        spans.push({ entity: value.entity, start: text.length, end: text.length + value.text.length });
      text += value?.text ?? part;
    }
    return { text, spans };
  });
}

function filled(
  part: string,
  pick: (from: readonly string[]) => string,
): { readonly entity: NamedSpan["entity"]; readonly text: string } | undefined {
  switch (part) {
    case "{person}":
      return { entity: "person", text: `${pick(GIVEN)} ${pick(FAMILY)}` };
    case "{given}":
      return { entity: "person", text: pick(GIVEN) };
    case "{family}":
      return { entity: "person", text: pick(FAMILY) };
    case "{address}":
      return { entity: "address", text: pick(ADDRESS) };
    case "{company}":
      return { entity: "organization", text: pick(COMPANY) };
    default:
      return undefined;
  }
}
