import { ibanRest, luhn, weighted } from "../checksums.ts";
import type { Random } from "../random.ts";
import { alone, asNamed, checkedNumber, type Kind, named } from "./kind.ts";

/** Issuer prefixes with their lengths and how they are printed. */
const CARDS: readonly (readonly [prefix: string, pattern: string])[] = [
  ["4", "#### #### #### ####"],
  ["4", "#### #### #### ####"],
  ["51", "#### #### #### ####"],
  ["55", "#### #### #### ####"],
  ["2221", "#### #### #### ####"],
  ["2720", "#### #### #### ####"],
  ["34", "#### ###### #####"],
  ["37", "#### ###### #####"],
  ["6011", "#### #### #### ####"],
  ["65", "#### #### #### ####"],
  ["3530", "#### #### #### ####"],
  ["36", "#### ###### ####"],
  ["62", "#### #### #### ####"],
];

function drawCard(random: Random, valid: boolean): string {
  const [prefix, pattern] = random.pick(CARDS);
  const separator = random.pick([" ", " ", "-", "", "", ".", "\u00a0"]);
  for (;;) {
    let body = prefix;
    const printed = pattern
      .replaceAll("#", () => {
        const digit = body === "" ? random.fill("#") : body.charAt(0);
        body = body.slice(1);
        return digit;
      })
      .replaceAll(" ", separator);
    if (luhn(printed) === valid) return printed;
  }
}

const card: Kind = {
  entity: "card",
  weight: 3,
  names: {
    en: ["card", "credit card", "card number", "Visa", "debit card"],
    de: ["Kreditkarte", "Kartennummer"],
    fr: ["carte bancaire", "numéro de carte"],
    es: ["tarjeta", "número de tarjeta"],
    it: ["carta di credito", "numero della carta"],
    pt: ["cartão", "número do cartão"],
    nl: ["creditcard", "kaartnummer"],
    pl: ["karta", "numer karty"],
    zh: ["卡号", "信用卡"],
    ja: ["カード番号"],
  },
  keys: ["card", "cardNumber", "credit_card", "pan"],
  write: (random) => alone(drawCard(random, true)),
  break: (random) => drawCard(random, false),
};

/** National parts of IBANs: `#` digits, `@` letters, `*` either. */
const IBANS = (
  "DE########## ######## GB@@@@############## FR##########***********## ES#################### NL@@@@########## IT@##########************ " +
  "BE############ CH#####************ AT################ PL######################## PT##################### SE#################### NO########### " +
  "DK############## FI############## IE@@@@############## CZ#################### RO@@@@**************** TR######**************** SA##****************** " +
  "AE################### BR#######################@* MT@@@@#####****************** LU###************* GR#######**************** HU########################"
)
  .replace("########## ########", "##################")
  .split(" ");

function drawIban(random: Random, valid: boolean): string {
  const form = random.pick(IBANS);
  const country = form.slice(0, 2);
  const body = random.fill(form.slice(2));
  const check = Number(98n - ibanRest(`${country}00${body}`));
  const written = valid ? check : ((check + random.between(1, 90)) % 97) + 2;
  if (!valid && written === check) return drawIban(random, valid);
  const plain = `${country}${String(written).padStart(2, "0")}${body}`;
  const separator = random.pick([" ", " ", "", "", "-"]);
  const printed = plain.replaceAll(/.{4}(?=.)/g, `$&${separator}`);
  return random.chance(0.12) ? printed.toLowerCase() : printed;
}

const iban: Kind = {
  entity: "iban",
  weight: 2,
  names: {
    en: ["IBAN", "bank account", "account"],
    de: ["IBAN", "Konto"],
    fr: ["IBAN", "compte"],
    es: ["IBAN", "cuenta"],
    pl: ["IBAN", "rachunek"],
  },
  keys: ["iban", "bankAccount", "account_iban"],
  write: (random) => alone(drawIban(random, true)),
  break: (random) => drawIban(random, false),
};

const BANKS =
  "DEUTDEFF COBADEFFXXX BNPAFRPP BARCGB22 CHASUS33 INGBNL2A UBSWCHZH80A CAIXESBBXXX BPKOPLPW UNCRITMM BOTKJPJT RABONL2U HSBCHKHHHKH NWBKGB2L".split(
    " ",
  );

const bic: Kind = {
  entity: "swift-bic",
  names: {
    en: ["BIC", "SWIFT code", "SWIFT/BIC", "BIC code"],
    de: ["BIC", "SWIFT-Code"],
    fr: ["code BIC", "BIC"],
    es: ["código SWIFT", "BIC"],
    it: ["codice BIC", "BIC"],
  },
  keys: ["bic", "swift", "swiftCode", "bic_code"],
  write: (random) => named(random.pick(BANKS)),
};

const account: Kind = {
  entity: "account-number",
  names: {
    en: ["account number", "account no.", "bank account number", "Account No", "acct no"],
    de: ["Kontonummer", "Konto-Nr."],
    fr: ["numéro de compte"],
    es: ["número de cuenta"],
    it: ["numero di conto"],
    pt: ["número da conta"],
    nl: ["rekeningnummer"],
    pl: ["numer konta"],
  },
  keys: ["accountNumber", "account_number", "bank_account_number"],
  write: (random) =>
    named(random.fill(random.pick(["########", "^#########", "########", "^###########", "#########"]))),
};

const routing = checkedNumber({
  entity: "account-number",
  languages: ["en"],
  names: { en: ["routing number", "ABA routing number", "ABA", "routing no."] },
  keys: ["routingNumber", "routing_number", "aba"],
  draw: (random) =>
    `${random.pick(["01", "02", "03", "06", "07", "10", "11", "12", "26", "32"])}${random.fill("#######")}`,
  valid: (plain) => weighted(plain, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  spellings: [asNamed("#########")],
});

const sortCode: Kind = {
  entity: "account-number",
  languages: ["en"],
  names: { en: ["sort code", "Sort Code"] },
  keys: ["sortCode", "sort_code"],
  write: (random) => named(random.fill("^#-##-##")),
};

const cvv: Kind = {
  entity: "cvv",
  languages: ["en"],
  names: { en: ["CVV", "CVC", "cvv2", "security code", "CVV code"] },
  keys: ["cvv", "cvc", "cvv2"],
  write: (random) => named(random.fill("###")),
};

const wallets: Kind = {
  entity: "crypto-wallet",
  names: {
    en: ["wallet", "wallet address", "BTC address", "crypto wallet"],
    de: ["Wallet-Adresse"],
    fr: ["adresse du portefeuille"],
    es: ["dirección de la cartera"],
  },
  keys: ["wallet", "walletAddress", "btc_address"],
  // Published example addresses: BIP 173, BIP 350, EIP-55, the genesis block and the documentation of wallets.
  write: (random) =>
    random.chance(0.15)
      ? named(`0x${random.text("0123456789abcdef", 40)}`)
      : alone(
          random.pick([
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
          ]),
        ),
  break: (random) =>
    random.pick([
      "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
      "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
      "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdx",
    ]),
};

const imei = checkedNumber({
  entity: "imei",
  names: {
    en: ["IMEI", "IMEI number"],
    de: ["IMEI-Nummer", "IMEI"],
    fr: ["numéro IMEI"],
    es: ["número IMEI"],
  },
  keys: ["imei", "deviceImei"],
  draw: (random) => `35${random.fill("#############")}`,
  valid: luhn,
  spellings: [asNamed("###############"), asNamed("##-######-######-#"), asNamed("## ###### ###### #")],
});

/** 49 CFR 565.15: the value of letters, the weights, and 10 as X in the ninth place. */
function vinValue(character: string): number {
  if (character >= "0" && character <= "9") return Number(character);
  const values: Readonly<Record<string, string>> = {
    A: "1",
    B: "2",
    C: "3",
    D: "4",
    E: "5",
    F: "6",
    G: "7",
    H: "8",
    J: "1",
    K: "2",
    L: "3",
    M: "4",
    N: "5",
    P: "7",
    R: "9",
    S: "2",
    T: "3",
    U: "4",
    V: "5",
    W: "6",
    X: "7",
    Y: "8",
    Z: "9",
  };
  return Number(values[character] ?? 0);
}
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

const vin = checkedNumber({
  entity: "vin",
  names: {
    en: ["VIN", "vehicle identification number", "chassis number"],
    de: ["Fahrgestellnummer", "FIN"],
    fr: ["numéro de châssis"],
    es: ["número de bastidor"],
  },
  keys: ["vin", "vehicleVin"],
  draw: (random) =>
    random.pick(["1HG", "1FT", "2T1", "5YJ", "3VW", "1C4", "JHM"]) +
    random.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 5) +
    random.text("0123456789X", 1) +
    random.text("ABCDEFGHJKLMNPRSTVWXY123456789", 1) +
    random.text("ABCDEFGHJKLMNPRSTUVWXYZ", 1) +
    random.fill("######"),
  valid: (plain) => {
    const rest =
      [...plain].reduce((sum, character, at) => sum + vinValue(character) * (VIN_WEIGHTS[at] ?? 0), 0) % 11;
    return plain.charAt(8) === (rest === 10 ? "X" : String(rest));
  },
  spellings: [asNamed("#################")],
});

export const FINANCIAL: readonly Kind[] = [card, iban, bic, account, routing, sortCode, cvv, wallets];
export const DEVICES: readonly Kind[] = [imei, vin];
