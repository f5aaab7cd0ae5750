import { card } from "./card.ts";
import { email } from "./email.ts";
import { iban } from "./iban.ts";
import { ip } from "./ip.ts";
import { namedSecret } from "./named-secret.ts";
import { phone } from "./phone.ts";
import type { Recognizer } from "./recognizer.ts";
import { secret } from "./secret.ts";
import { ssn } from "./ssn.ts";

/** Everything that can be looked for. */
export const RECOGNIZERS: readonly Recognizer[] = [secret, namedSecret, iban, email, card, ip, ssn, phone];
