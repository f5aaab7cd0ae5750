import { digitAt, lastDigit, luhn, weighted } from "../checksums.ts";
import { asNamed, birthday, checkedNumber, type Kind, named, two } from "./kind.ts";

const AMERICAS: readonly Kind[] = [
  {
    entity: "us-ein",
    languages: ["en"],
    names: { en: ["EIN", "employer identification number", "FEIN"] },
    keys: ["ein"],
    write: (random) => named(`${random.pick(["12", "20", "45", "83"])}-${random.fill("^######")}`),
  },
  {
    entity: "us-mbi",
    languages: ["en"],
    names: { en: ["MBI", "Medicare beneficiary identifier", "Medicare ID"] },
    keys: ["mbi"],
    write(random) {
      const letter = (): string => random.text("ACDEFGHJKMNPQRTUVWXY", 1);
      const parts = [
        `${random.fill("^")}${letter()}${letter()}${random.fill("#")}`,
        `${letter()}${letter()}${random.fill("#")}`,
        `${letter()}${letter()}${random.fill("##")}`,
      ];
      return { text: parts.join(random.pick(["-", ""])), alone: false };
    },
  },
  {
    entity: "ar-dni",
    languages: ["es"],
    names: { en: ["DNI"], es: ["DNI", "D.N.I."] },
    keys: ["dni"],
    write: (random) => named(`${random.between(10, 45)}.${random.fill("###.###")}`),
  },
  {
    entity: "co-cedula",
    languages: ["es"],
    names: { en: ["cédula de ciudadanía"], es: ["cédula de ciudadanía", "C.C.", "cédula"] },
    keys: ["cedula"],
    write: (random) => named(`1.0${random.fill("##.###.###")}`),
  },
  checkedNumber({
    entity: "ec-cedula",
    isLenient: true,
    languages: ["es"],
    names: { en: ["cédula ecuatoriana"], es: ["cédula ecuatoriana", "cédula de identidad (Ecuador)"] },
    keys: ["cedula"],
    draw: (random) => `${two(random.between(1, 24))}${random.pick([..."012345"])}${random.fill("#######")}`,
    valid: luhn,
    spellings: [asNamed("#########-#"), asNamed("##########")],
  }),
  {
    entity: "pe-dni",
    languages: ["es"],
    names: { en: ["DNI peruano"], es: ["DNI peruano", "DNI del Perú"] },
    keys: ["dniPeruano"],
    write: (random) => named(random.fill("4#######")),
  },
  checkedNumber({
    entity: "pe-ruc",
    languages: ["es"],
    names: { en: ["RUC"], es: ["RUC", "R.U.C."] },
    keys: ["ruc"],
    draw: (random) => `${random.pick(["10", "20"])}${random.fill("#########")}`,
    valid: (plain) => (11 - (weighted(plain, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === lastDigit(plain),
    spellings: [asNamed("###########")],
  }),
  checkedNumber({
    entity: "uy-ci",
    languages: ["es"],
    names: { en: ["cédula de identidad"], es: ["cédula de identidad", "C.I."] },
    keys: ["cedulaDeIdentidad"],
    draw: (random) => random.fill("^#######"),
    valid: (plain) => (10 - (weighted(plain, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === lastDigit(plain),
    spellings: [asNamed("#.###.###-#"), asNamed("#######-#")],
  }),
];

const OCEANIA: readonly Kind[] = [
  checkedNumber({
    entity: "au-acn",
    languages: ["en"],
    names: { en: ["ACN", "Australian Company Number"] },
    keys: ["acn"],
    draw: (random) => random.fill("#########"),
    valid: (plain) => (10 - (weighted(plain, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === lastDigit(plain),
    spellings: [asNamed("### ### ###"), asNamed("#########")],
  }),
  checkedNumber({
    entity: "nz-ird",
    languages: ["en"],
    names: { en: ["IRD number", "IRD", "IRD no."] },
    keys: ["ird"],
    draw: (random) => `${random.pick(["4", "5", "6", "7", "8", "9"])}${random.fill("#######")}`,
    valid(plain) {
      const check = (weights: readonly number[]): number => (11 - (weighted(`0${plain}`, weights) % 11)) % 11;
      const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
      return (first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first) === lastDigit(plain);
    },
    spellings: [asNamed("##-###-###"), asNamed("########")],
  }),
  checkedNumber({
    entity: "nz-nhi",
    languages: ["en"],
    names: { en: ["NHI", "NHI number"] },
    keys: ["nhi"],
    draw: (random) => `${random.text("ABCDEFGHJKLMNPQRSTUVWXYZ", 3)}${random.fill("####")}`,
    valid(plain) {
      const values = [...plain].map((character, at) =>
        at < 3 ? "ABCDEFGHJKLMNPQRSTUVWXYZ".indexOf(character) + 1 : Number(character),
      );
      const rest = values.slice(0, 6).reduce((sum, value, at) => sum + value * (7 - at), 0) % 11;
      return rest !== 0 && (11 - rest) % 10 === values[6];
    },
    spellings: [asNamed("#######")],
  }),
];

const ASIA_AND_AFRICA: readonly Kind[] = [
  {
    entity: "africa-id",
    languages: ["en"],
    names: { en: ["KRA PIN", "Ghana card"] },
    keys: ["kraPin"],
    write: (random) => named(random.fill(random.pick(["A#########@", "GHA-#########-#"]))),
  },
  {
    entity: "eg-national-id",
    languages: ["en"],
    names: { en: ["الرقم القومي", "Egyptian national ID"] },
    keys: ["egyptianNationalId"],
    write(random) {
      const { yy, mm, dd } = birthday(random, 1940, 1999);
      return named(`2${yy}${mm}${dd}${random.pick(["01", "02", "21", "12"])}${random.fill("####^")}`);
    },
  },
  {
    entity: "in-vehicle",
    languages: ["en"],
    names: { en: ["vehicle number", "registration number", "vehicle registration"] },
    keys: ["vehicleNumber"],
    write: (random) =>
      named(
        `${random.pick(["MH", "DL", "KA", "TN"])}${random.fill(" ^#")} ${random.text("ABCDEFGHJ", 2)} ${random.fill("^###")}`,
      ),
  },
  checkedNumber({
    entity: "kz-iin",
    languages: ["en"],
    names: { en: ["ИИН", "ЖСН", "IIN"] },
    keys: ["iin"],
    draw(random) {
      const { yy, mm, dd } = birthday(random, 1940, 1999);
      return `${yy}${mm}${dd}${random.pick(["3", "4"])}${random.fill("#####")}`;
    },
    valid(plain) {
      const first = weighted(plain, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
      return first < 10 && first === digitAt(plain, 11);
    },
    spellings: [asNamed("############")],
  }),
  {
    entity: "lk-nic",
    languages: ["en"],
    names: { en: ["NIC", "NIC number", "NIC No"] },
    keys: ["nic"],
    write: (random) =>
      named(
        `${two(random.between(50, 99))}${String(random.between(1, 366)).padStart(3, "0")}${random.fill("####")}V`,
      ),
  },
  {
    entity: "my-mykad",
    languages: ["en"],
    names: { en: ["MyKad", "IC number", "NRIC Malaysia"] },
    keys: ["mykad"],
    write(random) {
      const { yy, mm, dd } = birthday(random);
      return { text: `${yy}${mm}${dd}-${two(random.between(1, 14))}-${random.fill("####")}`, alone: true };
    },
  },
  {
    entity: "ng-nin",
    languages: ["en"],
    names: { en: ["NIN", "BVN", "national identification number"] },
    keys: ["nin", "bvn"],
    write: (random) => named(random.fill("^##########")),
  },
  {
    entity: "ph-id",
    languages: ["en"],
    names: { en: ["SSS No.", "SSS number", "PhilHealth"] },
    keys: ["sssNumber", "philhealth"],
    write: (random) => named(random.fill(random.pick(["34-^######-#", "12-^########-#"]))),
  },
  {
    entity: "pk-cnic",
    languages: ["en"],
    names: { en: ["CNIC", "CNIC number", "NADRA CNIC"] },
    keys: ["cnic"],
    write: (random) => ({ text: `3${random.fill("####-#######-^")}`, alone: true }),
  },
  checkedNumber({
    entity: "sa-national-id",
    languages: ["en"],
    names: { en: ["Iqama", "Saudi ID", "رقم الهوية"] },
    keys: ["iqama", "saudiId"],
    draw: (random) => `${random.pick(["1", "2"])}${random.fill("#########")}`,
    valid: luhn,
    spellings: [asNamed("##########")],
  }),
  {
    entity: "vn-cccd",
    languages: ["en"],
    names: { en: ["CCCD", "căn cước công dân", "số CCCD"] },
    keys: ["cccd"],
    write: (random) =>
      named(
        `${String(random.between(1, 96)).padStart(3, "0")}${random.pick(["0", "1"])}${random.fill("##")}${random.fill("######")}`,
      ),
  },
];

export const MORE_COUNTRIES: readonly Kind[] = [...AMERICAS, ...OCEANIA, ...ASIA_AND_AFRICA];
