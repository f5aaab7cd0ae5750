/**
 * A program in ASCII, as far as that can be. V8 keeps the text of a program as long as it runs, and takes two bytes for each
 * character once a single one does not fit in one: four characters in regular expressions had doubled the sidecar's 2.8 MB.
 *
 * esbuild escapes those in strings; what it leaves stands in regular expressions and comments, where an escape means the
 * same, or in the raw text of a tagged template, where it need not.
 *
 * Lines with a template are left as they are.
 */
export function withAsciiOnly(program: string): string {
  return program.split("\n").map(lineInAscii).join("\n");
}

function lineInAscii(line: string): string {
  if (!NOT_ASCII.test(line) || (line.includes("`") && !COMMENT.test(line))) return line;
  return line.replace(EACH_NOT_ASCII, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const NOT_ASCII = /[^\0-\x7f]/;
// Without the `u` flag: by UTF-16 code unit, of which an escape names one.
const EACH_NOT_ASCII = /[^\0-\x7f]/g;
const COMMENT = /^\s*(?:\/\/|\/\*|\*)/;
