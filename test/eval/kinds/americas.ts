import { digitAt, lastDigit, luhn, weighted } from "../checksums.ts";
import { as, asNamed, birthday, checkedNumber, type Kind } from "./kind.ts";

const SSN = checkedNumber({
  entity: "ssn",
  weight: 2,
  languages: ["en", "es"],
  names: {
    en: ["SSN", "social security number", "Social Security No.", "social security #", "SSN#"],
    es: ["número de seguro social", "SSN"],
  },
  keys: ["ssn", "socialSecurityNumber", "social_security_number"],
  // Wrong ones have an area that was never given out; those that begin with 9 may be an ITIN.
  draw: (random) =>
    random.chance(0.2)
      ? `${random.pick(["000", "666"])}${random.fill("######")}`
      : random.fill("#########").replace(/^9/, "3"),
  valid: (plain) => /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(plain),
  spellings: [
    as("###-##-####"),
    as("###-##-####"),
    asNamed("### ## ####"),
    asNamed("###.##.####"),
    asNamed("#########"),
  ],
});

const ITIN = checkedNumber({
  entity: "us-itin",
  languages: ["en"],
  names: { en: ["ITIN", "individual taxpayer identification number", "taxpayer ID"] },
  keys: ["itin"],
  draw: (random) => `9${random.fill("########")}`,
  valid: (plain) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}$/.test(plain),
  spellings: [as("###-##-####"), asNamed("### ## ####"), asNamed("#########")],
});

const SIN = checkedNumber({
  entity: "ca-sin",
  languages: ["en", "fr"],
  names: {
    en: ["SIN", "social insurance number", "Canadian SIN"],
    fr: ["NAS", "numéro d'assurance sociale"],
  },
  keys: ["sin", "socialInsuranceNumber"],
  draw: (random) => `${random.pick([..."1234567"])}${random.fill("########")}`,
  valid: luhn,
  spellings: [asNamed("### ### ###"), asNamed("###-###-###"), asNamed("#########")],
});

const CPF = checkedNumber({
  entity: "br-cpf",
  languages: ["pt", "en"],
  names: { en: ["CPF", "Brazilian CPF"], pt: ["CPF", "CPF nº", "número do CPF"] },
  keys: ["cpf"],
  draw: (random) => random.fill("###########"),
  valid(plain) {
    const check = (weights: readonly number[]): number => ((weighted(plain, weights) * 10) % 11) % 10;
    return (
      check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === digitAt(plain, 9) &&
      check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === digitAt(plain, 10)
    );
  },
  spellings: [as("###.###.###-##"), asNamed("###########")],
});

const CNPJ = checkedNumber({
  entity: "br-cnpj",
  languages: ["pt", "en"],
  names: { en: ["CNPJ"], pt: ["CNPJ", "número do CNPJ"] },
  keys: ["cnpj"],
  draw: (random) => `${random.fill("########")}0001${random.fill("##")}`,
  valid(plain) {
    const check = (weights: readonly number[]): number => {
      const rest = weighted(plain, weights) % 11;
      return rest < 2 ? 0 : 11 - rest;
    };
    return (
      check([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digitAt(plain, 12) &&
      check([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === digitAt(plain, 13)
    );
  },
  spellings: [as("##.###.###/####-##"), asNamed("##############")],
});

/** RENAPO's instruction on the CURP: 0-9, A-N, Ñ, O-Z. */
const CURP_VALUES = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

const CURP = checkedNumber({
  entity: "mx-curp",
  languages: ["es", "en"],
  names: { en: ["CURP"], es: ["CURP", "clave CURP"] },
  keys: ["curp"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${random.text("BCDFGHJLMNPRSTV", 1)}${random.text("AEIOU", 1)}${random.text("BCDFGHJLMNPRSTV", 2)}${yy}${mm}${dd}${random.pick(["H", "M"])}${random.pick(["DF", "JC", "NL", "PL", "VZ"])}${random.text("BCDFGHJLMNPRSTV", 3)}${random.fill("##")}`;
  },
  valid(plain) {
    const sum = [...plain.slice(0, 17)].reduce(
      (total, character, at) => total + CURP_VALUES.indexOf(character) * (18 - at),
      0,
    );
    return (10 - (sum % 10)) % 10 === Number(plain.at(-1));
  },
  spellings: [as("##################")],
});

/** SAT's annex on the RFC: 0-9, A-N, &, O-Z, space, Ñ. */
const RFC_VALUES = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

const RFC = checkedNumber({
  entity: "mx-rfc",
  isLenient: true,
  languages: ["es"],
  names: { en: ["RFC"], es: ["RFC", "R.F.C."] },
  keys: ["rfc"],
  draw(random) {
    const { yy, mm, dd } = birthday(random);
    return `${random.text("BCDFGHJLMNPRSTV", 1)}${random.text("AEIOU", 1)}${random.text("BCDFGHJLMNPRSTV", 2)}${yy}${mm}${dd}${random.fill("**")}${random.text("0123456789A", 1)}`;
  },
  valid(plain) {
    const sum = [...plain.slice(0, 12)].reduce(
      (total, character, at) => total + RFC_VALUES.indexOf(character) * (13 - at),
      0,
    );
    return plain.at(-1) === "0A987654321".charAt(sum % 11);
  },
  spellings: [asNamed("#############")],
});

const CUIT = checkedNumber({
  entity: "ar-cuit",
  languages: ["es"],
  names: { en: ["CUIT"], es: ["CUIT", "CUIL"] },
  keys: ["cuit", "cuil"],
  draw: (random) => `${random.pick(["20", "27", "23", "30"])}${random.fill("#########")}`,
  valid: (plain) => weighted(plain, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  spellings: [as("##-########-#"), asNamed("###########")],
});

const RUT = checkedNumber({
  entity: "cl-rut",
  languages: ["es"],
  names: { en: ["RUT"], es: ["RUT", "RUN"] },
  keys: ["rut"],
  draw: (random) => `${random.pick(["1", "2"])}${random.fill("#######")}${random.text("0123456789K", 1)}`,
  valid: (plain) => {
    const check = 11 - (weighted(plain, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
    return plain.at(-1) === (check === 11 ? "0" : check === 10 ? "K" : String(check));
  },
  spellings: [as("##.###.###-#"), asNamed("########-#")],
});

const NIT = checkedNumber({
  entity: "co-nit",
  languages: ["es"],
  names: { en: ["NIT"], es: ["NIT"] },
  keys: ["nit"],
  draw: (random) => `${random.pick(["8", "9"])}${random.fill("#########")}`,
  valid: (plain) => {
    const rest = weighted(plain, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
    return lastDigit(plain) === (rest < 2 ? rest : 11 - rest);
  },
  spellings: [asNamed("###.###.###-#"), asNamed("#########-#")],
});

export const AMERICAS: readonly Kind[] = [SSN, ITIN, SIN, CPF, CNPJ, CURP, RFC, CUIT, RUT, NIT];
