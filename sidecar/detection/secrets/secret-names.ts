import { isWordCharacter } from "../letters.ts";

/** What a name says about its value: something that a person may have chosen, or that a machine has made. */
export type SecretKind = "password" | "key";

/** Names whose last word is this, in `db_password` and `dbPassword` as in `password`. */
const LAST_WORDS: ReadonlyMap<string, SecretKind> = new Map([
  ...kinds(
    "password",
    "password passwd passwort passphrase passcode pwd pass kennwort losung contraseña contrasena senha hasło haslo wachtwoord mdp parola şifre sifre пароль lösenord adgangskode passord salasana heslo jelszó 密码 密碼 口令 パスワード 비밀번호 passw userpass userpassword",
  ),
  ...kinds("key", "secret token credential credentials apikey api_key bearer pat sig signature"),
]);

/** Names that end like this when everything but letters is taken out: `API key`, `x-api-key`, `apiKey`, `APIKEY`. */
const ENDINGS: readonly (readonly [ending: string, kind: SecretKind])[] = [
  ...kinds(
    "password",
    "password passphrase passwort motdepasse clavesecreta clavedeacceso contraseña palavrapasse",
  ),
  ...kinds(
    "key",
    "apikey secretkey accesskey privatekey signingkey encryptionkey masterkey accountkey authkey appkey servicekey " +
      "subscriptionkey functionkey licensekey sharedkey sessionkey storagekey webhookkey deploykey adminkey sharedaccesskey " +
      "apitoken accesstoken authtoken refreshtoken idtoken bearertoken bottoken sessiontoken securitytoken deploytoken " +
      "usertoken clientsecret appsecret consumersecret sharedsecret webhooksecret jwtsecret signingsecret apisecret " +
      "secretaccesskey clientkey accesskeysecret secretkeybase schlüssel cléapi clefapi claveapi chaveapi klucz",
  ),
];

/** They name something else about a token, or a token that is none of these. */
const OTHER_TOKENS: ReadonlySet<string> = new Set(
  "page next continuation cancellation cursor sync pagination start end pad eos bos unk mask sep special stop resume design next_page".split(
    " ",
  ),
);

/** The last three letters of all of them, to turn away most names at once. */
const TAILS: ReadonlySet<string> = new Set(
  [...LAST_WORDS.keys(), ...ENDINGS.map(([ending]) => ending)].map((name) => name.slice(-3)),
);

/** The same in numbers, of those in ASCII. */
const TAIL_NUMBERS: ReadonlySet<number> = new Set(
  [...TAILS].filter((tail) => tail.length === 3).map((tail) => tailNumber(tail, 3) ?? 0),
);

/** Of the three characters before `end`, letters in lower case; undefined where they are not all in ASCII. */
function tailNumber(text: string, end: number): number | undefined {
  let number = 0;
  for (let at = end - 3; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!(code < 0x80)) return undefined;
    number = (number << 8) | (code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
  }
  return number;
}

function hasSecretTail(text: string, end: number): boolean {
  const number = tailNumber(text, end);
  return number === undefined
    ? TAILS.has(text.slice(Math.max(0, end - 3), end).toLowerCase())
    : TAIL_NUMBERS.has(number);
}

/** Characters of a name that are looked at. */
const LONGEST_NAME = 48;
/** Characters between a name and the sign of assignment: quotes, spaces, escapes, Markdown. */
const MOST_BETWEEN = 8;

export interface SecretName {
  readonly kind: SecretKind;
  /** Where what may be the name begins; other words of a sentence may stand before it. */
  readonly start: number;
  readonly end: number;
}

/** The name that stands right before `end`, perhaps in quotes, if it is one of a secret. */
export function secretNameBefore(text: string, end: number): SecretName | undefined {
  let last = end;
  const floor = Math.max(0, end - MOST_BETWEEN);
  while (last > floor && BETWEEN.has(text.charCodeAt(last - 1))) last--;
  if (last < 2 || !hasSecretTail(text, last)) return undefined;
  let start = last;
  const limit = Math.max(0, last - LONGEST_NAME);
  while (start > limit && isNameCharacter(text, start - 1)) start--;
  const kind = kindOfName(text.slice(start, last));
  return kind === undefined ? undefined : { kind, start, end: last };
}

/** What the value of something of that name is; undefined when the name says nothing of secrets. */
export function kindOfName(name: string): SecretKind | undefined {
  const tail = asciiTail(name);
  if (tail !== undefined && !TAILS.has(tail)) return undefined;
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return undefined;
  if (last === "token" && OTHER_TOKENS.has(words.at(-2) ?? "")) return undefined;
  const kind = LAST_WORDS.get(last);
  if (kind !== undefined) return kind;
  const letters = words.slice(-4).join("");
  return ENDINGS.find(([ending]) => letters.endsWith(ending))?.[1];
}

/** The last three letters in lower case, where ASCII letters stand side by side: of most names, and most are none of a secret. */
function asciiTail(name: string): string | undefined {
  let end = name.length;
  while (end > 0 && !isAsciiLetter(name.charCodeAt(end - 1))) {
    if (name.charCodeAt(end - 1) >= 0x80) return undefined;
    end--;
  }
  for (let at = end - 3; at < end; at++) if (!isAsciiLetter(name.charCodeAt(at))) return undefined;
  return name.slice(end - 3, end).toLowerCase();
}

function isAsciiLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/(\p{Ll})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$1$2 ")
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== "");
}

/** `'"`, spaces, escapes of JSON in JSON, Markdown's marks, brackets of subscripts. */
const BETWEEN: ReadonlySet<number> = new Set([..."\"' \t\\*`_]"].map((character) => character.charCodeAt(0)));

function isNameCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWordCharacter(code) || code === UNDERSCORE || code === DASH || code === SPACE || code === DOT;
}

const UNDERSCORE = 0x5f;
const DASH = 0x2d;
const SPACE = 0x20;
const DOT = 0x2e;

function kinds(kind: SecretKind, names: string): readonly (readonly [string, SecretKind])[] {
  return names.split(" ").map((name) => [name, kind] as const);
}
