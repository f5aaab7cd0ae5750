import type { Finding } from "../recognizer.ts";
import type { Scan } from "../scan.ts";
import type { Signs } from "../signs.ts";
import { triggerWords } from "../trigger-words.ts";

/** Where credentials stand by a standard: after what is said first, and in which of its groups the credential is. */
interface Place {
  /** Most texts have not what it takes. */
  readonly mayOccur: (signs: Signs) => boolean;
  /** What the text has somewhere, in the usual letter cases. */
  readonly hints: readonly string[];
  /** Its first group is the credential. */
  readonly pattern: RegExp;
}

const BEARER = triggerWords(["bearer"]);
const AUTHORIZATION = triggerWords(["authorization"]);
const SSHPASS = triggerWords(["sshpass"]);
const LOGIN = triggerWords(["login"]);

const PLACES: readonly Place[] = [
  {
    // RFC 6750 §2.1.
    mayOccur: BEARER.areIn,
    hints: ["earer", "EARER"],
    pattern: /\bbearer(?:[ \t+]|%20){1,8}([a-z0-9._~+/-]{16,4096}={0,2})/dgi,
  },
  {
    // RFC 7617, and the like of it without a standard.
    mayOccur: AUTHORIZATION.areIn,
    hints: ["uthorization", "UTHORIZATION"],
    pattern:
      /\bauthorization\\?["']?[ \t]{0,8}[:=][ \t]{0,8}\\?["']?(?:basic|token|api-?key|ssws|genie-?key|aws4)[ \t]{1,8}(?:token=)?\\?["']?([\w.~+/-]{8,2048}={0,2})/dgi,
  },
  {
    // Of curl and its like.
    mayOccur: ({ flags }) => flags,
    hints: ["curl ", "wget ", "http "],
    pattern: /\s(?:-u|--user|-a|--auth|--proxy-user)[ =]["']?[^\s:"']{1,128}:([^\s"']{4,128})/dg,
  },
  {
    mayOccur: SSHPASS.areIn,
    hints: ["sshpass"],
    pattern: /\bsshpass[ \t]{1,8}-p[ \t]{0,8}["']?([^\s"']{4,128})/dg,
  },
  {
    // Of a .netrc file.
    mayOccur: LOGIN.areIn,
    hints: ["login"],
    pattern: /\blogin\s{1,8}\S{1,128}\s{1,8}password\s{1,8}(\S{4,128})/dg,
  },
  {
    // RFC 3986 has no place for this one: `scott/tiger@host`.
    mayOccur: ({ colon, at }) => colon && at,
    hints: ["jdbc:oracle"],
    pattern: /jdbc:oracle:(?:thin|oci8?):[^\s/@]{1,64}\/([^\s/@]{1,128})@/dg,
  },
];

/** Credentials of headers, command lines and data sources. */
export function authorizations(text: string, { signs }: Scan): Iterable<Finding> {
  return PLACES.some(({ mayOccur }) => mayOccur(signs)) ? authorizationsIn(text, signs) : NONE;
}

const NONE: readonly Finding[] = [];

function* authorizationsIn(text: string, signs: Signs): Generator<Finding> {
  for (const { mayOccur, hints, pattern } of PLACES) {
    if (!mayOccur(signs) || !hints.some((hint) => text.includes(hint))) continue;
    for (const { indices, 1: found } of text.matchAll(pattern)) {
      const [start, end] = indices?.[1] ?? [];
      // Sixteen letters without a digit or a capital inside are a word: "bearer responsibilities".
      if (found === undefined || start === undefined || end === undefined || !/\d|[a-z][A-Z]/.test(found))
        continue;
      yield { start, end: end - (/[.:]+$/.exec(found)?.[0].length ?? 0) };
    }
  }
}
