// Generated from recognizers/ by `npm run generate`.
import type { Recognizer } from "./recognizer.ts";
import { recognizer as card } from "./recognizers/card.ts";
import { recognizer as email } from "./recognizers/email.ts";
import { recognizer as iban } from "./recognizers/iban.ts";
import { recognizer as ip } from "./recognizers/ip.ts";
import { recognizer as namedSecret } from "./recognizers/named-secret.ts";
import { recognizer as phone } from "./recognizers/phone.ts";
import { recognizer as secret } from "./recognizers/secret.ts";
import { recognizer as ssn } from "./recognizers/ssn.ts";

/** Everything that can be looked for by its form. */
export const RECOGNIZERS: readonly Recognizer[] = [
  card,
  email,
  iban,
  ip,
  namedSecret,
  phone,
  secret,
  ssn,
];
