import assert from "node:assert/strict";
import type { ReceivedCall } from "../../control-plane/cli/simulated-provider/provider.ts";

interface PersonalDatum {
  readonly value: string;
  /** A piece of it that is spelled the same in any escaping: no provider may see even that. */
  readonly trace: string;
}

/** A value of each of the kinds that the tests' policies name. */
const PERSONAL_DATA = {
  email: { value: "maria.lopez@example.com", trace: "lopez" },
  phone: { value: "+1 415 555 2671", trace: "555 2671" },
  card: { value: "4111 1111 1111 1111", trace: "1111 1111" },
  ssn: { value: "536-22-8726", trace: "22-8726" },
  iban: { value: "DE89 3704 0044 0532 0130 00", trace: "3704 0044" },
  ip: { value: "203.0.113.42", trace: "0.113.42" },
  secret: { value: "ghp_16C7e42F292c6912E7710c838347Ae178B4a", trace: "292c6912E77" },
} satisfies Readonly<Record<string, PersonalDatum>>;

export const PERSONAL_ENTITIES = [
  "email",
  "phone",
  "card",
  "ssn",
  "iban",
  "ip",
  "secret",
] as const satisfies readonly (keyof typeof PERSONAL_DATA)[];

/** Says every value once. */
export const PERSONAL_TEXT = PERSONAL_ENTITIES.map(
  (entity) => `the ${entity} is ${PERSONAL_DATA[entity].value};`,
).join(" ");

const KEY_BODY = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";

/** Values that cannot stand in JSON as they are: one has quotes in it, the other line ends. */
export const ESCAPED_TEXT = [
  'write to "maria lopez"@example.com, her key is',
  `-----BEGIN PRIVATE KEY-----\n${KEY_BODY}\n-----END PRIVATE KEY-----`,
  "and thanks",
].join(" ");

const TRACES = [...PERSONAL_ENTITIES.map((entity) => PERSONAL_DATA[entity].trace), KEY_BODY, "maria lopez"];

/** What went to the provider, body and headers, holds no value and no piece of one; and something went there. */
export function assertNothingPersonal(calls: readonly ReceivedCall[]): void {
  assert.notEqual(calls.length, 0, "no call has reached the provider");
  for (const call of calls) {
    const sent = `${call.path} ${call.rawHeaders.join(" ")} ${call.text}`;
    for (const trace of TRACES) {
      assert.equal(sent.includes(trace), false, `"${trace}" has reached the provider: ${sent}`);
    }
  }
}

/** `email=1, phone=1, …`: the header of a call that said every value as often as that. */
export function redactionCounts(count: number): string {
  return PERSONAL_ENTITIES.map((entity) => `${entity}=${count}`).join(", ");
}
