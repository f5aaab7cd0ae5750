import type { ErrorCode } from "yaml";
import type { FaultCode } from "./faults.ts";

interface Words {
  readonly code: FaultCode;
  readonly message: string;
}

/**
 * The parser's errors in words for people who write configuration. The parser's own messages quote the text, which may
 * be a secret: none is passed on.
 */
export function yamlFaultWords(code: ErrorCode, message: string): Words {
  for (const [pattern, words] of BY_MESSAGE) {
    if (pattern.test(message)) return { code: "E101", message: words };
  }
  return BY_CODE[code];
}

const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/^Alias cannot be an empty string/, '`*` by itself is an alias in YAML; put the text in quotes, as "*"'],
  [/closing ["']/, "a quoted text is not closed"],
  [/end with a \]|expected flow sequence to end/i, "a list in brackets is not closed: `]` is missing"],
  [/end with a \}|expected flow map to end/i, "a map in braces is not closed: `}` is missing"],
  [/^Missing , /, "a comma is missing between two items"],
  [/Missing space after :/, "a space is missing after `:`"],
  [
    /Implicit map keys need to be followed by map values/,
    "this line is not complete: a key needs `:` and a value",
  ],
  [
    /Nested mappings are not allowed in compact mappings/,
    "there are two `:` in one line; put the text after the first in quotes",
  ],
  [/^Comments must be separated/, "a space is missing before `#`"],
  [/^All mapping items must start at the same column/, "the keys of a map must be indented alike"],
  [
    /^All sequence items must start at the same column|^Sequence item without/,
    "the items of a list must be indented alike, each after `- `",
  ],
  [
    /^A block sequence may not be used as an implicit map key/,
    "a list begins here, but a key is open: indent the list alike, or give the key its `:`",
  ],
  [/doc-start indicator|directives-end/, "documents are divided by a line `---`"],
  [/in flow (collection|map|sequence)|in flow-/i, "this does not belong inside brackets or braces"],
];

const syntax = (message: string): Words => ({ code: "E101", message });
const unsupported = (message: string): Words => ({ code: "E103", message });

const BY_CODE: Readonly<Record<ErrorCode, Words>> = {
  ALIAS_PROPS: syntax("an alias takes neither tag nor anchor"),
  BAD_ALIAS: syntax("this is no valid anchor or alias"),
  BAD_COLLECTION_TYPE: unsupported("this tag does not fit the value"),
  BAD_DIRECTIVE: syntax("this line begins with `%` but is no directive that YAML knows"),
  BAD_DQ_ESCAPE: syntax(
    "there is no such escape sequence in a text in double quotes; write `\\\\` for a backslash",
  ),
  BAD_INDENT: syntax("the indentation does not fit the lines above"),
  BAD_PROP_ORDER: syntax("anchors and tags stand after the indicator, not before it"),
  BAD_SCALAR_START: syntax("a text may not begin with this character unless it is in quotes"),
  BLOCK_AS_IMPLICIT_KEY: syntax("a key may not be a map or a list"),
  BLOCK_IN_FLOW: syntax("inside brackets or braces there are no indented maps or lists"),
  DUPLICATE_KEY: { code: "E102", message: "a key stands twice in this map" },
  IMPOSSIBLE: syntax("this is not valid YAML"),
  KEY_OVER_1024_CHARS: syntax("a key may not be longer than 1024 characters"),
  MISSING_CHAR: syntax("a character is missing here"),
  MULTILINE_IMPLICIT_KEY: syntax(
    "a key must end on the line where it begins; is a `:` missing, or the indentation wrong?",
  ),
  MULTIPLE_ANCHORS: syntax("a value takes one anchor at most"),
  MULTIPLE_DOCS: syntax("documents are divided by a line `---`"),
  MULTIPLE_TAGS: syntax("a value takes one tag at most"),
  NON_STRING_KEY: unsupported("a key must be a text"),
  RESOURCE_EXHAUSTION: { code: "E104", message: "the text is nested too deeply to be read" },
  TAB_AS_INDENT: syntax("tabs may not be used to indent; use spaces"),
  TAG_RESOLVE_FAILED: unsupported("tags are not supported"),
  UNEXPECTED_TOKEN: syntax("this does not belong here"),
};
