import type { Signal } from "../signal.ts";

const exfiltration = (weight: number, heads: readonly string[], tail = "", origin?: "tool"): Signal => ({
  kind: "exfiltration",
  weight,
  heads,
  tail,
  ...(origin === undefined ? {} : { origin }),
});

const SAID =
  "(?:conversation|chat|messages?|history|credentials?|api keys?|passwords?|secrets?|tokens?|email addresses|e mail addresses|contents|personal data)";

/** An image whose address has places to be filled in. */
const IMAGE_WITH_BLANKS = "[^\\]\\n]{0,80}\\]\\(https?:[^)\\s]{1,200}(?:\\{|<|%7b|\\[)[\\p{L}_]";

/** Data sent where nobody asked for it. */
export const EXFILTRATION: readonly Signal[] = [
  exfiltration(0.55, ["!["], IMAGE_WITH_BLANKS),
  exfiltration(0.4, ["!["], IMAGE_WITH_BLANKS, "tool"),
  exfiltration(
    0.55,
    ["send", "forward", "post", "email", "upload", "transmit", "exfiltrat", "leak"],
    `[a-z]{0,4} ~6 ${SAID}[^\\n]{0,80}(?:https?:|@)`,
    "tool",
  ),
  exfiltration(
    0.45,
    ["send", "forward", "post", "email", "upload", "transmit"],
    "[a-z]{0,4} ~2 (?:user|customer)(?: s)! ~6 (?:https?|to)!",
    "tool",
  ),
  exfiltration(0.45, ["exfiltrat", "url-encod", "url encod"], ""),
  exfiltration(
    0.4,
    ["append", "include", "insert", "embed", "render", "add"],
    "[a-z]{0,3} ~3 (?:link|image|url|pixel)! ~4 (?:in|to|at)! (?:your|the end of) ",
    "tool",
  ),
  exfiltration(
    0.4,
    ["includ", "shar", "list", "reveal", "print", "reply in", "output"],
    `[a-z]{0,4} ~4 (?:all |the )?(?:api keys?|credentials|secrets|passwords|\\.?env)!`,
    "tool",
  ),
];
