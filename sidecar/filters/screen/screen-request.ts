import type { Call } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";
import type { TextOrigin } from "../../core/payload.ts";
import type { Verdict } from "../../core/verdict.ts";
import { type Piece, piecesOf } from "../../detection/prohibited/piece.ts";
import { decodedPath } from "../../dialects/passthrough/decoded-path.ts";
import { createTurns } from "../../platform/turns.ts";
import type { Screening } from "./compile.ts";

/** What a rule says of a request, and why. */
export interface Screened {
  readonly verdict: Verdict;
  readonly because: string;
}

interface RequestText {
  readonly text: string;
  readonly origin: TextOrigin;
}

/**
 * What all rules say of a request, each once, in their order. Long requests give other calls their turn in between.
 * @throws AiosError `unsupported` when a rule that denies would have to look into a body that cannot be looked into; the
 *   signal's reason as soon as it aborts
 */
export async function screenRequest(call: Call, screening: Screening): Promise<readonly Screened[]> {
  const { content, search, injection, scorer } = screening;
  const foundContent = new Set<number>();
  const foundInjection = new Map<number, string>();
  const turns = createTurns(call.signal);

  const look = (piece: Piece, origin: TextOrigin): void => {
    if (search !== undefined && foundContent.size < content.length)
      for (const list of search.find(piece)) foundContent.add(list);
    if (scorer === undefined) return;
    const asked = injection.some(({ origins }, rule) => origins.has(origin) && !foundInjection.has(rule));
    if (!asked) return;
    const { score, kinds } = scorer.score(piece.text, origin);
    injection.forEach(({ origins, threshold }, rule) => {
      if (!origins.has(origin) || foundInjection.has(rule) || score < threshold) return;
      foundInjection.set(rule, whyInjection(origin, kinds));
    });
  };

  for (const { text, origin } of textsOf(call, screening)) {
    for (const piece of piecesOf(text)) {
      const turn = turns.before(piece.text.length);
      if (turn !== undefined) await turn;
      look(piece, origin);
    }
  }
  return [
    ...content.filter((_rule, index) => foundContent.has(index)),
    ...injection.flatMap(({ verdict }, index) => {
      const because = foundInjection.get(index);
      return because === undefined ? [] : [{ verdict, because }];
    }),
  ];
}

function whyInjection(origin: TextOrigin, kinds: readonly string[]): string {
  const whose = origin === "tool" ? "what a tool returned" : "a text of the user";
  const signs = kinds.length === 0 ? "" : ` (${kinds.join(", ")})`;
  return `${whose} reads like an attempt to override the application's instructions${signs}.`;
}

function textsOf(call: Call, screening: Screening): readonly RequestText[] {
  const texts: RequestText[] = [];
  const path = call.opaque?.transport === "http" ? call.opaque.path : undefined;
  if (path !== undefined) texts.push({ text: decodedPath(path), origin: "user" });
  // What passes through does not say who wrote it; whoever calls answers for all of it.
  const other = call.operation === "passthrough" ? "user" : "other";
  try {
    call.request.rewriteTexts((text, _kind, origin) => {
      texts.push({ text, origin: origin === "other" ? other : origin });
      return text;
    });
  } catch (thrown) {
    if (!(thrown instanceof AiosError && thrown.kind === "unsupported") || denies(screening)) throw thrown;
  }
  return texts;
}

function denies({ content, injection }: Screening): boolean {
  return [...content, ...injection].some(({ verdict }) => verdict.action === "deny");
}
