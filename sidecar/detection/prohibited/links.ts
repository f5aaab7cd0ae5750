import { visibleText } from "../injection/readable.ts";
import type { Piece } from "./piece.ts";
import { isTopLevelDomain } from "./top-level-domains.ts";

/** Hosts by name; `*.example.com` is all below example.com, `*` is all there are. */
export interface HostList {
  has(host: string): boolean;
}

/** Names in any letter case, in Unicode or Punycode; a port is not looked at. */
export function createHostList(names: readonly string[]): HostList {
  const exact = new Set<string>();
  const below: string[] = [];
  let all = false;
  for (const name of names) {
    if (name === "*") all = true;
    else if (name.startsWith("*.")) below.push(`.${hostOf(name.slice(2)) ?? ""}`);
    else exact.add(hostOf(name) ?? "");
  }
  return { has: (host) => all || exact.has(host) || below.some((suffix) => host.endsWith(suffix)) };
}

/** Characters that have to be seen together to tell where a link leads. */
export const LINK_REACH = 512;

/** Of user, password, host and port; nobody's is longer, and whoever writes one that is means to hide its end. */
const LONGEST_AUTHORITY = 300;

/**
 * Where a URL's authority may begin: behind a scheme, for those of the web with any slashes or none, as browsers read
 * them (https://url.spec.whatwg.org/#url-parsing); or behind two slashes where a text may have a link.
 */
const BEGINNING =
  /(?<![a-z0-9+.-])(?:https?|ftp|wss?):[/\\]{0,8}(?=[^\s/\\])|(?<=[a-z0-9+.-]{2}:)\/\/(?=[^\s/\\])|(?<=^|[\s("'=\]<[])[/\\]{2}(?=[^\s/\\*#])/gi;
/** Up to what cannot stand in an authority where texts and Markdown have links. */
const AUTHORITY = /(?:\[[0-9a-f:.]{2,64}\]|[^\s/\\?#"'<>()[\]{}|^`])*/iy;
/** A host without a scheme: `www.x.y`, or `x.y` before a path, a query or a fragment. */
const BARE =
  /(?<![\p{L}\p{N}@./\\:%_-])(?:www\.(?:[\p{L}\p{N}-]{1,63}\.){0,8}|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}(?=(?:[\p{L}]{2,24}|xn--[a-z0-9-]{1,59})(?::\d{1,5})?[/?#]))([\p{L}]{2,24}|xn--[a-z0-9-]{1,59})(?![\p{L}\p{N}])/giu;

/** A cheap necessary condition. */
const MAY_LINK = /https?:|ftp:|wss?:|[/\\]{2}|www\.|\.[^\s./]{2,64}[/?#]/i;

/** Whether the piece has a link to a host that is not listed, in the text or in what Markdown or HTML makes of it. */
export function hasUnlistedLink(piece: Piece, allowed: HostList): boolean {
  const text = visibleText(piece.text);
  if (!text.includes("\\")) return hasUnlisted({ ...piece, text }, allowed);
  // As it was written, and as Markdown shows it (https://spec.commonmark.org/0.31.2/#backslash-escapes).
  const shown = text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
  return hasUnlisted({ ...piece, text }, allowed) || hasUnlisted({ ...piece, text: shown }, allowed);
}

function hasUnlisted(piece: Piece, allowed: HostList): boolean {
  const { text } = piece;
  if (!MAY_LINK.test(text)) return false;
  const from = piece.continues ? 1 : 0;
  for (const { 0: beginning, index } of text.matchAll(BEGINNING)) {
    if (index < from) continue;
    AUTHORITY.lastIndex = index + beginning.length;
    const authority = AUTHORITY.exec(text)?.[0] ?? "";
    if (authority.length > LONGEST_AUTHORITY) return true;
    if (piece.isOpen && AUTHORITY.lastIndex === text.length) continue;
    // Two slashes alone are a comment or an empty path more often than a link.
    const isSure = beginning.includes(":") || text.charAt(index - 1) === ":";
    if (!isSure && !authority.includes(".")) continue;
    if (isUnlisted(authority, allowed)) return true;
  }
  for (const match of text.matchAll(BARE)) {
    const end = match.index + match[0].length;
    if (match.index < from || (piece.isOpen && end === text.length)) continue;
    if (!/^www\./i.test(match[0]) && !isTopLevelDomain(match[1] ?? "")) continue;
    if (isUnlisted(match[0], allowed)) return true;
  }
  return false;
}

/** What is no host at all leads nowhere. */
function isUnlisted(authority: string, allowed: HostList): boolean {
  const written = authority.replace(/[.,;:!?*_~]+$/, "");
  if (written === "") return false;
  const host = hostOf(written);
  return host === undefined ? /[\p{L}\p{N}]/u.test(written) : !allowed.has(host);
}

/** As browsers read it: without user, password and port, in lower case, in Punycode. */
function hostOf(authority: string): string | undefined {
  if (!URL.canParse(`http://${authority}`)) return undefined;
  return new URL(`http://${authority}`).hostname.replace(/\.$/, "");
}
