import { ALPHANUMERIC, BASE64URL, CAPITALS, HEX, type Random } from "../random.ts";
import { alone, type Kind, named } from "./kind.ts";

/** What providers document of the form of their credentials. */
const ISSUED: readonly ((random: Random) => string)[] = [
  (random) => `AKIA${random.text(`${CAPITALS}234567`, 16)}`,
  (random) => `ghp_${random.text(ALPHANUMERIC, 36)}`,
  (random) => `gho_${random.text(ALPHANUMERIC, 36)}`,
  (random) => `ghs_${random.text(ALPHANUMERIC, 36)}`,
  (random) => `github_pat_${random.text(ALPHANUMERIC, 22)}_${random.text(ALPHANUMERIC, 59)}`,
  (random) => `glpat-${random.text(ALPHANUMERIC, 20)}`,
  (random) => `xoxb-${random.fill("^###########-^###########")}-${random.text(ALPHANUMERIC, 24)}`,
  (random) => `sk-ant-api03-${random.text(BASE64URL, 93)}AA`,
  (random) => `sk-proj-${random.text(ALPHANUMERIC, 74)}T3BlbkFJ${random.text(ALPHANUMERIC, 74)}`,
  (random) => `sk-${random.text(ALPHANUMERIC, 20)}T3BlbkFJ${random.text(ALPHANUMERIC, 20)}`,
  (random) => `AIza${random.text(BASE64URL.slice(0, 62), 35)}`,
  (random) => `GOCSPX-${random.text(ALPHANUMERIC, 28)}`,
  (random) => `sk_live_${random.text(ALPHANUMERIC, 24)}`,
  (random) => `rk_live_${random.text(ALPHANUMERIC, 24)}`,
  (random) => `whsec_${random.text(ALPHANUMERIC, 32)}`,
  (random) => `SG.${random.text(ALPHANUMERIC, 22)}.${random.text(ALPHANUMERIC, 43)}`,
  (random) => `npm_${random.text(ALPHANUMERIC, 36)}`,
  (random) => `pypi-AgEIcHlwaS5vcmc${random.text(ALPHANUMERIC, 70)}`,
  (random) => `dckr_pat_${random.text(ALPHANUMERIC, 27)}`,
  (random) => `hvs.${random.text(ALPHANUMERIC, 90)}`,
  (random) => `dop_v1_${random.text(HEX, 64)}`,
  (random) => `hf_${random.text(ALPHANUMERIC.slice(10), 34)}`,
  (random) => `gsk_${random.text(ALPHANUMERIC, 52)}`,
  (random) => `xai-${random.text(ALPHANUMERIC, 80)}`,
  (random) => `r8_${random.text(ALPHANUMERIC, 37)}`,
  (random) => `pplx-${random.text(ALPHANUMERIC, 48)}`,
  (random) => `shpat_${random.text(HEX, 32)}`,
  (random) => `${random.fill("^#########")}:AA${random.text(ALPHANUMERIC, 33)}`,
  (random) => `${random.text(HEX, 32)}-us${random.between(1, 21)}`,
  (random) => `NRAK-${random.text(`${CAPITALS}0123456789`, 27)}`,
  (random) => `glsa_${random.text(ALPHANUMERIC, 32)}_${random.text(HEX, 8)}`,
  (random) => `lin_api_${random.text(ALPHANUMERIC, 40)}`,
  (random) => `figd_${random.text(ALPHANUMERIC, 40)}`,
  (random) => `PMAK-${random.text(HEX, 24)}-${random.text(HEX, 34)}`,
  (random) => `dp.pt.${random.text(ALPHANUMERIC, 43)}`,
  (random) => `AGE-SECRET-KEY-1${random.text("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`,
  (random) => `sq0csp-${random.text(ALPHANUMERIC, 43)}`,
  webToken,
];

function webToken(random: Random): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: random.fill("^####"), iat: 1_700_000_000 })}.${random.text(BASE64URL.slice(0, 62), 43)}`;
}

const issued: Kind = {
  entity: "secret",
  weight: 5,
  names: {
    en: ["API key", "token", "access token", "key"],
    de: ["API-Schlüssel", "Token"],
    fr: ["clé API", "jeton"],
    es: ["clave de API"],
    zh: ["密钥"],
  },
  keys: ["apiKey", "api_key", "token", "access_token", "key", "authToken"],
  write: (random) => alone(random.pick(ISSUED)(random)),
};

const WORDS = "Summer winter Dragon correct horse Blue hunter Monkey tiger Kestrel".split(" ");

const password: Kind = {
  entity: "secret",
  weight: 2,
  assignedOnly: true,
  names: {
    en: ["password", "Password", "passwd", "passphrase"],
    de: ["Passwort", "Kennwort"],
    fr: ["mot de passe"],
    es: ["contraseña"],
    it: ["password"],
    pt: ["senha"],
    pl: ["hasło"],
    nl: ["wachtwoord"],
  },
  keys: ["password", "db_password", "passwd", "userPassword", "pwd"],
  write: (random) =>
    named(
      random.pick([
        `${random.pick(WORDS)}${random.between(1990, 2025)}!`,
        `${random.text(ALPHANUMERIC, 12)}9x`,
        `${random.pick(WORDS)}-${random.pick(WORDS)}-${random.between(10, 99)}`,
        `P@ssw0rd${random.below(1000)}x`,
        `${random.text(ALPHANUMERIC, 10)}4a`,
      ]),
    ),
};

const generated: Kind = {
  entity: "secret",
  weight: 2,
  assignedOnly: true,
  names: { en: ["API key", "client secret", "secret key", "access token"] },
  keys: ["api_key", "client_secret", "clientSecret", "secretKey", "auth_token", "apiKey", "SECRET_KEY"],
  write: (random) =>
    named(
      random.pick([
        random.text(HEX, 32),
        `${random.text(ALPHANUMERIC, 38)}a7`,
        random.text(HEX, 40),
        `${random.text(ALPHANUMERIC, 30)}9Z`,
      ]),
    ),
};

export const SECRETS: readonly Kind[] = [issued, password, generated];

/** Credentials in the place that makes them: text before, the credential, text after. */
export function credentialInPlace(
  random: Random,
): readonly [before: string, credential: string, after: string] {
  const pass = `${random.text(ALPHANUMERIC, 12)}7q`;
  return random.pick<() => readonly [string, string, string]>([
    () => [
      `${random.pick(["postgres", "postgresql", "mysql", "mongodb+srv", "redis", "amqp"])}://`,
      `app_user:${pass}`,
      "@db.internal.example.com/orders",
    ],
    () => ["https://", `deploy:${pass}`, "@git.example.com/acme/app.git"],
    () => ["Authorization: Bearer ", `${random.text(ALPHANUMERIC, 40)}1b`, "\r\nAccept: */*"],
    () => [
      "curl -H 'Authorization: Bearer ",
      `${random.text(ALPHANUMERIC, 40)}1b`,
      "' https://api.example.com/v1",
    ],
    () => ["Authorization: Basic ", Buffer.from(`admin:${pass}`).toString("base64"), "\n"],
    () => ["aws_secret_access_key = ", `${random.text(ALPHANUMERIC, 38)}/9`, "\n"],
    () => ["AWS_SECRET_ACCESS_KEY=", `${random.text(ALPHANUMERIC, 38)}+9`, "\nAWS_REGION=eu-central-1\n"],
    () => ["Server=tcp:db.example.com,1433;Database=orders;User Id=app;Password=", pass, ";Encrypt=True;"],
    () => [
      "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=",
      `${random.text(ALPHANUMERIC, 86)}==`,
      ";EndpointSuffix=core.windows.net",
    ],
    () => {
      const label = random.pick(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"]);
      const body = Array.from({ length: 6 }, () => random.text(ALPHANUMERIC, 64)).join("\n");
      return [
        "Here is the key:\n",
        `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`,
        "\nDo not share it.",
      ];
    },
  ])();
}
