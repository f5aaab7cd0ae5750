import type { IncomingHttpHeaders } from "node:http";
import type { Headers } from "../core/call.ts";

/** Repeated fields come joined from Node, apart from set-cookie, which no request has: then they are flat as they are. */
export function flatHeaders(headers: IncomingHttpHeaders): Headers {
  return isFlat(headers) ? headers : joined(headers);
}

function isFlat(headers: IncomingHttpHeaders): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== "string") return false;
  return true;
}

function joined(headers: IncomingHttpHeaders): Headers {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") flat[name] = value;
    else if (value !== undefined) flat[name] = value.join(", ");
  }
  return flat;
}
