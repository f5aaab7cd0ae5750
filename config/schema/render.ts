import { formatPath, severityOf, withHint } from "./faults.ts";
import type { SourceFault } from "./parse.ts";

export interface RenderOptions {
  /** ANSI colours. */
  readonly colour: boolean;
}

/**
 * Faults for people, each with its line of source:
 *
 *     dev/chat.yaml:12:9 error E401 Route/chat spec.targets[0].upstream: there is no Upstream named "opnai"; did you mean "openai"?
 *       12 |     - upstream: opnai
 *          |                 ^^^^^
 *
 * Control characters of the source never reach the terminal.
 */
export function renderText(faults: readonly SourceFault[], { colour }: RenderOptions): string {
  const paint = colour ? ansi : plain;
  return faults.map((fault) => renderFault(fault, paint)).join("");
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { bold: "1", red: "31", yellow: "33", blue: "34" } as const;
const ansi: Paint = (style, text) => `\u001B[${STYLES[style]}m${text}\u001B[0m`;
const plain: Paint = (_, text) => text;

function renderFault(fault: SourceFault, paint: Paint): string {
  const { line, code, excerpt } = fault;
  const place = [describeResource(fault), formatPath(fault.path)].filter((part) => part !== "").join(" ");
  const severity = severityOf(code);
  const style = severity === "error" ? "red" : "yellow";
  const head = `${paint("bold", `${printable(placeOf(fault))}`)} ${paint(style, `${severity} ${code}`)}`;
  const message = printable(withHint(fault));
  const told = `${head} ${place === "" ? "" : `${printable(place)}: `}${message}\n`;
  if (excerpt === undefined) return told;
  const number = String(line).padStart(5);
  const gutter = (text: string) => paint("blue", `${text} |`);
  const caret = paint(style, "^".repeat(excerpt.length));
  return `${told}${gutter(number)} ${excerpt.text}\n${gutter(" ".repeat(number.length))} ${" ".repeat(excerpt.start)}${caret}\n`;
}

/** `dev/chat.yaml:12:9`, or the file alone where it could not be read: nothing stands anywhere then. */
export function placeOf({ file, line, column, excerpt }: SourceFault): string {
  return excerpt === undefined ? file : `${file}:${line}:${column}`;
}

/** `Route/chat`, `Route` or nothing. */
export function describeResource({ kind, name }: Pick<SourceFault, "kind" | "name">): string {
  return [kind, name].filter((part) => part !== undefined).join("/");
}

const printable = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/** Faults and warnings for programs: one JSON document. */
export function renderJson(faults: readonly SourceFault[], warnings: readonly SourceFault[] = []): string {
  return `${JSON.stringify({ faults: faults.map(forPrograms), warnings: warnings.map(forPrograms) }, undefined, 2)}\n`;
}

const forPrograms = ({ file, line, column, endLine, endColumn, kind, name, path, ...rest }: SourceFault) => ({
  file,
  line,
  column,
  end: { line: endLine, column: endColumn },
  kind,
  name,
  path: formatPath(path),
  severity: severityOf(rest.code),
  code: rest.code,
  message: rest.message,
  expected: rest.expected,
  hint: rest.hint,
});
