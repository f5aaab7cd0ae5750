import { digitAt, lastDigit, luhn, verhoeff, weighted } from "../checksums.ts";
import { as, asNamed, birthday, checkedNumber, type Kind, named, two } from "./kind.ts";

const AADHAAR = checkedNumber({
  entity: "in-aadhaar",
  languages: ["en"],
  names: { en: ["Aadhaar", "Aadhaar number", "UIDAI number", "Aadhar no"] },
  keys: ["aadhaar", "aadhaarNumber"],
  draw: (random) => `${random.pick([..."23456789"])}${random.fill("###########")}`,
  valid: verhoeff,
  spellings: [asNamed("#### #### ####"), asNamed("############"), asNamed("####-####-####")],
});

const PAN: Kind = {
  entity: "in-pan",
  languages: ["en"],
  names: { en: ["PAN", "PAN card", "permanent account number", "PAN number"] },
  keys: ["panNumber", "pan_no"],
  write: (random) => named(`${random.fill("@@@")}${random.pick([..."PCHFATBLJG"])}${random.fill("@####@")}`),
};

const GSTIN_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const GSTIN = checkedNumber({
  entity: "in-gstin",
  languages: ["en"],
  names: { en: ["GSTIN", "GST number", "GST No"] },
  keys: ["gstin"],
  draw: (random) => `${two(random.between(1, 37))}${random.fill("@@@P@####@")}1Z${random.fill("*")}`,
  valid(plain) {
    const sum = [...plain.slice(0, 14)].reduce((total, character, at) => {
      const product = GSTIN_VALUES.indexOf(character) * (at % 2 === 0 ? 1 : 2);
      return total + Math.floor(product / 36) + (product % 36);
    }, 0);
    return plain.at(-1) === GSTIN_VALUES.charAt((36 - (sum % 36)) % 36);
  },
  spellings: [as("###############")],
});

const VOTER: Kind = {
  entity: "in-voter-id",
  languages: ["en"],
  names: { en: ["voter ID", "EPIC number", "Voter ID card"] },
  keys: ["voterId", "epic_no"],
  write: (random) => named(random.fill("@@@#######")),
};

const TFN = checkedNumber({
  entity: "au-tfn",
  languages: ["en"],
  names: { en: ["TFN", "tax file number", "Tax File No"] },
  keys: ["tfn", "taxFileNumber"],
  draw: (random) => random.fill("^########"),
  valid: (plain) => weighted(plain, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  spellings: [asNamed("### ### ###"), asNamed("#########")],
});

const ABN = checkedNumber({
  entity: "au-abn",
  languages: ["en"],
  names: { en: ["ABN", "Australian Business Number"] },
  keys: ["abn"],
  draw: (random) => random.fill("^##########"),
  valid: (plain) => (weighted(plain, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  spellings: [asNamed("## ### ### ###"), asNamed("###########")],
});

const MEDICARE = checkedNumber({
  entity: "au-medicare",
  languages: ["en"],
  names: { en: ["Medicare number", "Medicare", "Medicare card number", "Medicare no"] },
  keys: ["medicareNumber", "medicare"],
  draw: (random) => `${random.pick([..."23456"])}${random.fill("########")}${random.fill("^")}`,
  valid: (plain) => weighted(plain, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(plain, 8),
  spellings: [asNamed("#### ##### #"), asNamed("##########")],
});

const NRIC = checkedNumber({
  entity: "sg-nric",
  languages: ["en"],
  names: { en: ["NRIC", "FIN", "NRIC number", "NRIC/FIN"] },
  keys: ["nric"],
  draw: (random) => `${random.pick([..."STFG"])}${random.fill("#######@")}`,
  valid(plain) {
    const letter = plain.charAt(0);
    const sum = weighted(plain, [2, 7, 6, 5, 4, 3, 2]) + (letter === "T" || letter === "G" ? 4 : 0);
    return (
      plain.at(-1) === (letter === "S" || letter === "T" ? "JZIHGFEDCBA" : "XWUTRQPNMLK").charAt(sum % 11)
    );
  },
  spellings: [as("#########")],
});

const KOREAN = checkedNumber({
  entity: "kr-rrn",
  isLenient: true,
  languages: ["en"],
  names: { en: ["주민등록번호", "RRN", "resident registration number"] },
  keys: ["rrn"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${yy}${mm}${dd}${random.pick(["1", "2"])}${random.fill("######")}`;
  },
  valid: (plain) =>
    (11 - (weighted(plain, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === lastDigit(plain),
  spellings: [as("######-#######"), asNamed("#############")],
});

const MY_NUMBER = checkedNumber({
  entity: "jp-my-number",
  languages: ["ja", "en"],
  names: { en: ["My Number", "Japanese My Number"], ja: ["マイナンバー", "個人番号"] },
  keys: ["myNumber"],
  draw: (random) => random.fill("############"),
  valid(plain) {
    const rest = weighted(plain, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return lastDigit(plain) === (rest <= 1 ? 0 : 11 - rest);
  },
  spellings: [asNamed("#### #### ####"), asNamed("############")],
});

const CHINESE = checkedNumber({
  entity: "cn-resident-id",
  languages: ["zh", "en"],
  names: {
    en: ["Chinese ID number", "resident identity card"],
    zh: ["身份证号", "身份证号码", "居民身份证"],
  },
  keys: ["idCard", "residentId"],
  draw(random) {
    const { year, mm, dd } = birthday(random);
    return `${random.pick(["110101", "310115", "440305", "510104", "320583"])}${year}${mm}${dd}${random.fill("###")}${random.text("0123456789X", 1)}`;
  },
  valid: (plain) =>
    plain.at(-1) ===
    "10X98765432".charAt(
      weighted(plain.slice(0, 17), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11,
    ),
  spellings: [as("##################")],
});

const TAIWANESE = checkedNumber({
  entity: "tw-id",
  languages: ["zh", "en"],
  names: { en: ["Taiwan ID", "national ID"], zh: ["身分證字號", "身分證號碼"] },
  keys: ["twId", "nationalId"],
  draw: (random) => `${random.fill("@")}${random.pick(["1", "2"])}${random.fill("########")}`,
  valid(plain) {
    const value = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(plain.charAt(0));
    const sum =
      Math.floor(value / 10) + (value % 10) * 9 + weighted(plain.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
    return sum % 10 === 0;
  },
  spellings: [asNamed("##########")],
});

const HONG_KONG = checkedNumber({
  entity: "hk-hkid",
  languages: ["en", "zh"],
  names: { en: ["HKID", "Hong Kong ID", "HKID number"], zh: ["香港身份证"] },
  keys: ["hkid"],
  draw: (random) => `${random.fill("@######")}${random.text("0123456789A", 1)}`,
  valid(plain) {
    const sum = 36 * 9 + (plain.charCodeAt(0) - 55) * 8 + weighted(plain.slice(1, 7), [7, 6, 5, 4, 3, 2]);
    const check = (11 - (sum % 11)) % 11;
    return plain.at(-1) === (check === 10 ? "A" : String(check));
  },
  spellings: [as("#######(#)"), asNamed("########")],
});

const THAI = checkedNumber({
  entity: "th-id",
  languages: ["en"],
  names: { en: ["Thai ID", "เลขบัตรประชาชน", "Thai national ID"] },
  keys: ["thaiId"],
  draw: (random) => random.fill("^############").replace(/^9/, "3"),
  valid: (plain) =>
    (11 - (weighted(plain, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === lastDigit(plain),
  spellings: [as("#-####-#####-##-#"), asNamed("#############")],
});

const INDONESIAN: Kind = {
  entity: "id-nik",
  languages: ["en"],
  names: { en: ["NIK", "KTP", "nomor KTP"] },
  keys: ["nik"],
  write(random) {
    const { yy, mm, dd } = birthday(random);
    return named(
      `${random.pick(["3171", "3273", "3578", "1271"])}${two(random.between(1, 20))}${dd}${mm}${yy}${random.fill("000#").replace(/0$/, "1")}`,
    );
  },
};

const SOUTH_AFRICAN = checkedNumber({
  entity: "za-id",
  languages: ["en"],
  names: { en: ["South African ID", "ID number", "RSA ID"] },
  keys: ["saId", "idNumber"],
  draw(random) {
    const { yy, mm, dd } = birthday(random);
    return `${yy}${mm}${dd}${random.fill("####")}${random.pick(["0", "1"])}8${random.fill("#")}`;
  },
  valid: luhn,
  spellings: [asNamed("#############"), asNamed("###### #### ###")],
});

const ISRAELI = checkedNumber({
  entity: "il-id",
  languages: ["en"],
  names: { en: ["Israeli ID", "תעודת זהות", "teudat zehut"] },
  keys: ["teudatZehut"],
  draw: (random) => random.fill("^########"),
  valid: (plain) => luhn(plain),
  spellings: [asNamed("#########")],
});

const EMIRATES = checkedNumber({
  entity: "ae-emirates-id",
  isLenient: true,
  languages: ["en"],
  names: { en: ["Emirates ID", "EID"] },
  keys: ["emiratesId"],
  draw: (random) => `784${birthday(random).year}${random.fill("########")}`,
  valid: luhn,
  spellings: [as("###-####-#######-#"), asNamed("###############")],
});

export const ASIA_PACIFIC: readonly Kind[] = [
  AADHAAR,
  PAN,
  GSTIN,
  VOTER,
  TFN,
  ABN,
  MEDICARE,
  NRIC,
  KOREAN,
  MY_NUMBER,
  CHINESE,
  TAIWANESE,
  HONG_KONG,
  THAI,
  INDONESIAN,
  SOUTH_AFRICAN,
  ISRAELI,
  EMIRATES,
];
