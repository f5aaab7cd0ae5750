import { formatPath, withHint } from "../../config/schema/faults.ts";
import type { SourceFault } from "../../config/schema/parse.ts";
import { describeResource, placeOf, renderText } from "../../config/schema/render.ts";

/** A fault as programs are told it. */
export interface ConfigFault {
  readonly file: string;
  /** From 1 on; undefined where the file as a whole is at fault. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** As the reference lists them. */
  readonly code: string;
  /** `Route/chat spec.targets[0].upstream: there is no Upstream named "opnai"; did you mean "openai"?` */
  readonly message: string;
}

/** The configuration has faults; the message shows every one with its place. */
export class FaultyConfigError extends Error {
  override readonly name = "FaultyConfigError";
  /** By file, line and column. Empty where it is valid, but could not be put in force. */
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly SourceFault[], message = renderText(faults, { colour: false })) {
    super(message);
    this.faults = faults.map(configFault);
  }
}

export function configFault(fault: SourceFault): ConfigFault {
  const { file, line, column, code, excerpt } = fault;
  const position = excerpt === undefined ? { line: undefined, column: undefined } : { line, column };
  return { file, ...position, code, message: explain(fault) };
}

/** As `aios check` says it, on one line. */
export function faultLine(fault: SourceFault): string {
  return `${placeOf(fault)} ${fault.code} ${explain(fault)}`;
}

function explain(fault: SourceFault): string {
  const place = [describeResource(fault), formatPath(fault.path)].filter((part) => part !== "").join(" ");
  return place === "" ? withHint(fault) : `${place}: ${withHint(fault)}`;
}
