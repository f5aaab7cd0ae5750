import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { looksBeside } from "./beside.ts";

/**
 * A program in ASCII. V8 keeps the text of a program as long as it runs, and takes two bytes for each character once a single
 * one does not fit in one: four characters in regular expressions had doubled the sidecar's 2.8 MB.
 *
 * esbuild escapes those in strings and templates; what it leaves stands in regular expressions and comments, where an escape
 * means the same, or in the raw text of a tagged template, where it need not: `asStrings` has made texts of those before.
 *
 * @throws Error for a raw text that is left
 */
export function withAsciiOnly(program: string): string {
  const raw = RAW_NOT_ASCII.exec(program)?.[0];
  if (raw !== undefined)
    throw new Error(`A raw template is not in ASCII: ${raw.slice(-60)}. See .ci/build/one-byte.ts.`);
  return program.replace(EACH_NOT_ASCII, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const NOT_ASCII = /[^\0-\x7f]/;
// Without the `u` flag: by UTF-16 code unit, of which an escape names one.
const EACH_NOT_ASCII = /[^\0-\x7f]/g;
const RAW_NOT_ASCII = /\bString\.raw`(?:\\.|[^`\\])*?[^\0-\x7f]/s;

/** Each `String.raw` of a module that is not in ASCII becomes an ordinary template with the same text. */
export function asStrings(source: string): string {
  return source.replace(RAW, (all: string, inside: string) => {
    if (!NOT_ASCII.test(inside)) return all;
    if (NESTED.test(inside)) throw new Error(`A raw template that is more than a text: ${all.slice(0, 60)}`);
    const parts = inside.split(/(\$\{[^}]*\})/);
    return `\`${parts.map((part) => (part.startsWith("${") ? part : part.replaceAll("\\", "\\\\").replaceAll("`", "\\`"))).join("")}\``;
  });
}

const RAW = /\bString\.raw`((?:\\.|[^`\\])*)`/gs;
/** A template or a block within a part that is put in; a dollar that is escaped. */
const NESTED = /\$\{[^}]*(?:[`{]|$)|\\\$/;

export function rawTextsAsStrings(): Plugin {
  return {
    name: "raw-texts-as-strings",
    setup(build) {
      build.onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path }) => {
        const source = await readFile(path, "utf8");
        if (looksBeside(source) || !NOT_ASCII.test(source) || !source.includes("String.raw`"))
          return undefined;
        return { contents: asStrings(source), loader: "ts" };
      });
    },
  };
}
