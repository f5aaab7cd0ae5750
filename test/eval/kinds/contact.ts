import type { Random } from "../random.ts";
import { alone, type Kind, named, type Written } from "./kind.ts";

const LOCAL_NAMES =
  "maria.lopez j.doe anna_schmidt o'neill k.nowak jean-luc info2 sales+eu x dev.ops bob1987 m".split(" ");
const DOMAINS =
  "example.com mail.example.org acme.co.uk firma.de correo.es posta.it uni-heidelberg.de gmail.com sub.mail.example.net example.io bürobedarf.de empresa.com.br poczta.pl example.museum team.acme.dev".split(
    " ",
  );

const email: Kind = {
  entity: "email",
  weight: 2,
  names: {
    en: ["email", "e-mail address", "Email", "contact"],
    de: ["E-Mail", "E-Mail-Adresse"],
    fr: ["e-mail", "adresse e-mail", "courriel"],
    es: ["correo", "correo electrónico"],
    it: ["email", "indirizzo e-mail"],
    pt: ["e-mail", "endereço de e-mail"],
    nl: ["e-mailadres"],
    pl: ["adres e-mail"],
    zh: ["邮箱", "电子邮件"],
    ja: ["メール", "メールアドレス"],
  },
  sayings: {
    en: [
      "From: Maria <{value}>\nTo: team",
      "mailto:{value}",
      "Reach out to {value}; thanks!",
      '"{value}" <no reply>',
      "[{value}](mailto:x)",
    ],
    de: ["Schreiben Sie an {value}, bitte."],
    zh: ["请联系{value}，谢谢。"],
    ja: ["{value}までご連絡ください。"],
  },
  keys: ["email", "emailAddress", "user_email", "to", "replyTo"],
  write(random) {
    const local = random.chance(0.4)
      ? `${random.pick(LOCAL_NAMES)}${random.below(100)}`
      : random.pick(LOCAL_NAMES);
    const domain = random.pick(DOMAINS);
    const plain = `${local}@${domain}`;
    if (random.chance(0.1)) return alone(plain.toUpperCase());
    if (!random.chance(0.12)) return alone(plain);
    const top = domain.split(".").at(-1) ?? "";
    const rest = domain.slice(0, -top.length - 1);
    if (rest.includes(".") || /[^a-z.-]/.test(domain) || !/^[\w.]+$/.test(local)) return alone(plain);
    return alone(
      random.pick([
        `${local} at ${rest} dot ${top}`,
        `${local} [at] ${rest} [dot] ${top}`,
        `${local}(at)${rest}.${top}`,
      ]),
    );
  },
};

/** Country code, what national numbers look like, and whether that is a form that nothing else has. */
interface Numbering {
  readonly code: string;
  /** `^` and `#` as in Random.fill; a `|` before a trunk prefix that goes when the country code comes. */
  readonly forms: readonly (readonly [form: string, alone: boolean])[];
}

const NUMBERINGS: readonly Numbering[] = [
  {
    code: "1",
    forms: [
      ["(AREA) EXC-####", true],
      ["AREA-EXC-####", true],
      ["AREA.EXC.####", true],
      ["AREA EXC ####", false],
      ["AREAEXC####", false],
    ],
  },
  {
    code: "44",
    forms: [
      ["0|20 7### ####", true],
      ["0|7700 900###", true],
      ["0|161 4## ####", true],
      ["0|79########", false],
    ],
  },
  {
    code: "49",
    forms: [
      ["0|30 ^#######", true],
      ["0|89/^######", true],
      ["0|171 ^######", true],
      ["0|15#^#######", false],
      ["0|221-^######", true],
    ],
  },
  {
    code: "33",
    forms: [
      ["0|6 ## ## ## ##", true],
      ["0|1.4#.##.##.##", true],
      ["0|7########", false],
    ],
  },
  {
    code: "34",
    forms: [
      ["|6## ## ## ##", false],
      ["|91# ### ###", false],
      ["|6########", false],
    ],
  },
  {
    code: "39",
    forms: [
      ["|06 4### ####", false],
      ["|34# ### ####", false],
      ["|333 #######", false],
    ],
  },
  {
    code: "31",
    forms: [
      ["0|6-########", true],
      ["0|20-^######", true],
      ["0|6 ########", false],
    ],
  },
  {
    code: "48",
    forms: [
      ["|60# ### ###", false],
      ["|22 6## ## ##", false],
      ["|5########", false],
    ],
  },
  {
    code: "351",
    forms: [
      ["|91# ### ###", false],
      ["|21 ### ## ##", false],
    ],
  },
  {
    code: "55",
    forms: [
      ["|(11) 9####-####", true],
      ["|(21) 2###-####", true],
      ["|11 9####-####", false],
    ],
  },
  {
    code: "52",
    forms: [
      ["|55 ^### ####", false],
      ["|(33) 3### ####", false],
    ],
  },
  {
    code: "91",
    forms: [
      ["|98### #####", false],
      ["|98########", false],
      ["0|98########", false],
    ],
  },
  {
    code: "81",
    forms: [
      ["0|3-3###-####", true],
      ["0|90-^###-####", true],
    ],
  },
  {
    code: "86",
    forms: [
      ["|138 #### ####", false],
      ["|139########", false],
    ],
  },
  { code: "82", forms: [["0|10-^###-####", true]] },
  {
    code: "61",
    forms: [
      ["0|412 ### ###", true],
      ["(0|2) 9### ####", true],
    ],
  },
  {
    code: "41",
    forms: [
      ["0|44 6## ## ##", true],
      ["0|79 3## ## ##", true],
    ],
  },
  {
    code: "43",
    forms: [
      ["0|1 5### ###", false],
      ["0|664 ^######", true],
    ],
  },
  {
    code: "32",
    forms: [
      ["0|47# ## ## ##", true],
      ["0|2 5## ## ##", false],
    ],
  },
  { code: "46", forms: [["0|70-^## ## ##", true]] },
  { code: "45", forms: [["|20 ## ## ##", false]] },
  { code: "47", forms: [["|41# ## ###", false]] },
  { code: "358", forms: [["0|40 ^######", true]] },
  { code: "353", forms: [["0|85 ### ####", true]] },
  { code: "65", forms: [["|9### ####", false]] },
  { code: "27", forms: [["0|82 ### ####", true]] },
  {
    code: "7",
    forms: [
      ["|(912) ^##-##-##", true],
      ["|916 ^##-##-##", false],
    ],
  },
  { code: "90", forms: [["0|532 ^## ## ##", true]] },
  { code: "972", forms: [["0|52-^######", true]] },
  { code: "420", forms: [["|601 ### ###", false]] },
  { code: "30", forms: [["|697 ### ####", false]] },
  { code: "234", forms: [["0|803 ### ####", true]] },
];

const AREAS = "212 415 312 646 303 617 206 512 702 404".split(" ");

function writePhone(random: Random): Written {
  const { code, forms } = random.pick(NUMBERINGS);
  const [form, recognisable] = random.pick(forms);
  const drawn = random.fill(
    form
      .replace("AREA", () => random.pick(AREAS))
      .replace("EXC", () => random.fill("^##").replace(/^1/, "5").replace(/11$/, "22")),
  );
  const trunk = drawn.replace("|", "");
  if (random.chance(0.45)) return recognisable ? alone(trunk) : named(trunk);
  const significant = drawn
    .replace(/^\(?0?\|/, (prefix) => (prefix.startsWith("(") ? "(" : ""))
    .replace(/^\((\d)\)/, "$1");
  const bare = significant.replaceAll(/\D/g, "");
  return alone(
    random.pick([
      `+${code} ${significant}`,
      `+${code} ${significant}`,
      `+${code}${bare}`,
      `+${code}-${significant.replaceAll(/[ ./()-]+/g, "-").replaceAll(/^-|-$/g, "")}`,
      `00${code} ${significant}`,
      ...(code === "1" ? [`1-${significant.replaceAll(/\D+/g, "-").replaceAll(/^-|-$/g, "")}`] : []),
      ...(drawn.startsWith("0|") ? [`+${code} (0)${significant}`] : []),
    ]),
  );
}

const phone: Kind = {
  entity: "phone",
  weight: 4,
  names: {
    en: ["phone", "phone number", "Tel", "mobile", "cell", "telephone"],
    de: ["Telefon", "Telefonnummer", "Handynummer", "Mobil"],
    fr: ["téléphone", "numéro de téléphone", "Tél", "portable"],
    es: ["teléfono", "número de teléfono", "móvil"],
    it: ["telefono", "numero di telefono", "cellulare"],
    pt: ["telefone", "telemóvel", "celular"],
    nl: ["telefoonnummer", "mobiel"],
    pl: ["telefon", "numer telefonu"],
    zh: ["电话", "手机号"],
    ja: ["電話番号", "携帯"],
  },
  sayings: {
    en: [
      "Call me at {value} after 5pm.",
      "You can reach me on {value}.",
      "Text {value} to confirm.",
      "T: {value} | www.example.com",
      "Cell {value}",
    ],
    de: ["Rufen Sie mich unter {value} an.", "Tel.: {value}", "erreichbar unter {value}"],
    fr: ["Appelez-moi au {value}.", "Tél. : {value}"],
    es: ["Llámame al {value}.", "Tfno. {value}"],
    it: ["Chiamami al {value}.", "Cell. {value}"],
    pt: ["Ligue para {value}."],
    nl: ["Bel mij op {value}.", "Tel: {value}"],
    pl: ["Proszę dzwonić: {value}.", "tel. {value}"],
    zh: ["请拨打{value}。"],
    ja: ["{value}にお電話ください。"],
  },
  keys: ["phone", "phoneNumber", "mobile", "phone_number", "tel"],
  write: writePhone,
};

export const CONTACT: readonly Kind[] = [email, phone];
