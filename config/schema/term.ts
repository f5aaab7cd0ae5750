import { z } from "zod";

/** How a value is spoken of: in refusals, in the reference and in an editor. One place each, beside the schema. */
export interface Term {
  /** With its article: `a duration`. */
  readonly noun: string;
  /** As the reference names the type; `noun` without its article when absent. */
  readonly short?: string;
  /** As they are typed; a message names the first. */
  readonly examples?: readonly string[];
  /** What was probably meant by a value that is none. */
  readonly guess?: (value: unknown) => string | undefined;
  /** What stands here may be a secret: when it is wrong, neither it nor anything inside it is ever printed. */
  readonly secret?: true;
}

export const terms = z.registry<Term>();

/** The term of a map for which one value is often written instead. */
export const mapSuchAs = (example: string): Term => ({ noun: `a map such as \`${example}\`` });
