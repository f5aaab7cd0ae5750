const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const COLON = 0x3a;

/**
 * Rewrites the values inside a piece of JSON source: every string that is not a key, and every number as its text (a
 * number that is changed becomes a string). All else stays as it was written, to the byte: spacing, the order of keys,
 * numbers of more digits than a double holds. Source that is not valid JSON is rewritten as one plain text.
 */
export function rewriteJsonSource(source: string, rewriteLeaf: (text: string) => string): string {
  if (!isJson(source)) return source === "" ? source : rewriteLeaf(source);
  let rewritten = "";
  let copied = 0;
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    const isString = code === QUOTE;
    if (!isString && code !== MINUS && !isDigit(code)) {
      at++;
      continue;
    }
    const end = isString ? stringEnd(source, at) : numberEnd(source, at);
    if (!isString || !isKey(source, end)) {
      const token = source.slice(at, end);
      const text = isString ? unquote(token) : token;
      const next = text === "" ? text : rewriteLeaf(text);
      if (next !== text) {
        rewritten += source.slice(copied, at) + JSON.stringify(next);
        copied = end;
      }
    }
    at = end;
  }
  return copied === 0 ? source : rewritten + source.slice(copied);
}

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

function unquote(token: string): string {
  return token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
}

function stringEnd(source: string, start: number): number {
  let at = start + 1;
  for (let code = source.charCodeAt(at); code !== QUOTE; code = source.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}

function numberEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && /[0-9.eE+-]/.test(source.charAt(at))) at++;
  return at;
}

function isKey(source: string, end: number): boolean {
  let at = end;
  while (/[ \t\r\n]/.test(source.charAt(at))) at++;
  return source.charCodeAt(at) === COLON;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
