import type { TypeError as CheckError, Environment, ParseError } from "@marcbachmann/cel-js";
import { nearest } from "../nearest.ts";
import { RULE_OBJECTS, type RuleObject } from "./variables.ts";

/** What is wrong with an expression. */
export interface ExpressionFault {
  readonly message: string;
  /** What was probably meant. */
  readonly hint?: string;
  /** Where, in UTF-16 code units of its text. */
  readonly start: number;
  readonly end: number;
}

/** What the checker says, in words of our own, with what was probably meant. */
export function wordsOf(
  { code, summary, range }: ParseError | CheckError,
  text: string,
  environment: Environment,
): ExpressionFault {
  const start = Math.min(range?.start ?? 0, text.length);
  const place = { start, end: Math.max(start, Math.min(range?.end ?? text.length, text.length)) };
  const said = (message: string, hint?: string): ExpressionFault => ({
    ...place,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
  switch (code) {
    case "unknown_variable": {
      const name = afterColon(summary);
      if (name === "variables") return said("the rule has no `variables` before this expression");
      const hint = ownerOf(name) ?? nearest(name, namesOf(environment)) ?? nearestField(name);
      return said(`there is no variable \`${name}\``, hint);
    }
    case "reserved_identifier": {
      const name = afterColon(summary);
      const hint = ownerOf(name);
      return hint === undefined ? said(lowerFirst(summary)) : said(`there is no variable \`${name}\``, hint);
    }
    case "unexpected_character":
      return slipOf(text, place) ?? said(lowerFirst(summary));
    case "no_such_key": {
      const key = afterColon(summary);
      const object = objectBefore(text, place);
      const hint = nearest(key, fieldsOf(object));
      return said(
        `${object === undefined ? "this" : `\`${object}\``} has no field \`${key}\``,
        hint === undefined || object === undefined ? hint : `${object}.${hint}`,
      );
    }
    case "no_matching_overload": {
      const called = /'(.*)'/.exec(summary)?.[1] ?? "";
      const name = /(\w+)\(/.exec(called)?.[1] ?? "";
      const functions = environment.getDefinitions().functions.map((each) => each.name);
      return said(
        `there is no \`${shown(called)}\``,
        functions.includes(name) ? undefined : nearest(name, functions),
      );
    }
    case "no_such_overload":
      return said(`there is no \`${shown(afterColon(summary))}\``);
    case "unexpected_token":
    case "expected_token":
      return said(summary.endsWith("EOF") ? "the expression ends too early" : lowerFirst(summary));
    case "limit_exceeded":
      return said("the expression is too large");
    default:
      return said(lowerFirst(summary));
  }
}

/** What other languages have for it. */
const OPERATORS: Readonly<Record<string, string>> = {
  and: "&&",
  or: "||",
  not: "!",
  "=": "==",
  "&": "&&",
  "|": "||",
};

/** An operator that CEL does not have: `=`, `and`, `not`. The word before is at fault where what follows it is blamed. */
function slipOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): ExpressionFault | undefined {
  const before = /\b(not)\s+$/i.exec(text.slice(0, start));
  const from = before?.index ?? start;
  const [word = ""] = /^(?:[a-z]+|.)/i.exec(text.slice(from)) ?? [];
  const hint = OPERATORS[word.toLowerCase()];
  if (hint === undefined) return undefined;
  const message = /[a-z]/i.test(word) ? `there is no \`${word}\`` : `unexpected character: ${word}`;
  return { start: from, end: before === null ? end : from + word.length, message, hint };
}

/** `request.user` for `user`. */
function ownerOf(name: string): string | undefined {
  return FIELDS.find((field) => field.endsWith(`.${name}`));
}

function nearestField(name: string): string | undefined {
  const field = nearest(
    name,
    FIELDS.map((each) => each.slice(each.indexOf(".") + 1)),
  );
  return field === undefined ? undefined : ownerOf(field);
}

/** `request.operation` and so on. */
const FIELDS: readonly string[] = Object.entries<RuleObject>(RULE_OBJECTS).flatMap(([object, { fields }]) =>
  Object.keys(fields).map((field) => `${object}.${field}`),
);

function namesOf(environment: Environment): readonly string[] {
  const internal = new Set(["cel", "google"]);
  return environment
    .getDefinitions()
    .variables.filter(({ name, type }) => type !== "type" && !internal.has(name))
    .map(({ name }) => name);
}

function fieldsOf(object: string | undefined): readonly string[] {
  const known: Readonly<Record<string, { readonly fields: object } | undefined>> = RULE_OBJECTS;
  const fields = object === undefined ? undefined : known[object]?.fields;
  return fields === undefined ? [] : Object.keys(fields);
}

/** The variable whose field is meant: `request` before `.modle`, or at the beginning of `request["modle"]`. */
function objectBefore(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string | undefined {
  const before = /([A-Za-z_]\w*)\s*\.\s*$/.exec(text.slice(0, start));
  return (before ?? /^([A-Za-z_]\w*)\s*\[/.exec(text.slice(start, end)))?.[1];
}

/** Types as policies have them. */
function shown(signature: string): string {
  return signature.replaceAll("google.protobuf.Timestamp", "timestamp").replaceAll("Pattern", "string");
}

const afterColon = (summary: string): string => summary.slice(summary.indexOf(":") + 1).trim();

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
