import { formatPath, withHint } from "./faults.ts";
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

const STYLES = { bold: "1", red: "31", blue: "34" } as const;
const ansi: Paint = (style, text) => `\u001B[${STYLES[style]}m${text}\u001B[0m`;
const plain: Paint = (_, text) => text;

function renderFault(fault: SourceFault, paint: Paint): string {
  const { file, line, column, code, excerpt } = fault;
  const place = [describeResource(fault), formatPath(fault.path)].filter((part) => part !== "").join(" ");
  const head = `${paint("bold", `${printable(file)}:${line}:${column}`)} ${paint("red", `error ${code}`)}`;
  const message = printable(withHint(fault));
  const told = `${head} ${place === "" ? "" : `${printable(place)}: `}${message}\n`;
  if (excerpt === undefined) return told;
  const number = String(line).padStart(5);
  const gutter = (text: string) => paint("blue", `${text} |`);
  const caret = paint("red", "^".repeat(excerpt.length));
  return `${told}${gutter(number)} ${excerpt.text}\n${gutter(" ".repeat(number.length))} ${" ".repeat(excerpt.start)}${caret}\n`;
}

/** `Route/chat`, `Route` or nothing. */
export function describeResource({ kind, name }: Pick<SourceFault, "kind" | "name">): string {
  return [kind, name].filter((part) => part !== undefined).join("/");
}

const printable = (text: string): string => text.replace(/\p{Cc}/gu, " ");

/** Faults for programs: one JSON document. */
export function renderJson(faults: readonly SourceFault[]): string {
  return `${JSON.stringify(
    {
      faults: faults.map(
        ({ file, line, column, endLine, endColumn, kind, name, path, code, message, expected, hint }) => ({
          file,
          line,
          column,
          end: { line: endLine, column: endColumn },
          kind,
          name,
          path: formatPath(path),
          code,
          message,
          expected,
          hint,
        }),
      ),
    },
    undefined,
    2,
  )}\n`;
}
