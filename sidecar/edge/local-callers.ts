import { isIP } from "node:net";
import { AiosError } from "../core/errors.ts";
import { isLoopback } from "./address.ts";

/** What a browser sends of itself, and no page can make it leave out or forge. */
export interface CallerHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Why a listener on loopback does not serve this request, or undefined. It trusts whoever is on this machine, and a web
 * page in a browser here can reach it too: across origins, or by a name of its own that it lets resolve to loopback (DNS
 * rebinding). Such a request has that name in `Host`; an address there is no name of anybody's. Programs send no
 * `Origin`. A listener that others may reach has callers by any name, and is not for this check.
 */
export function webPageRefusal({ host, origin }: CallerHeaders): AiosError | undefined {
  if (host !== undefined && !isLocalHost(host)) {
    return new AiosError(
      "permission-denied",
      "This listener is for programs on this machine, and the Host header names another: call it as 127.0.0.1 or localhost, or have it listen on an address that others may reach.",
    );
  }
  if (origin !== undefined && !isLocalOrigin(origin)) {
    return new AiosError(
      "permission-denied",
      "This listener is for programs on this machine, not for a web page from elsewhere (Origin header): call it from the page's server, or have it listen on an address that others may reach.",
    );
  }
  return undefined;
}

/** `name`, `name:port`, `[address]` or `[address]:port`. */
const HOST = /^(?:\[([^[\]]+)\]|([^:[\]]+))(?::\d{1,5})?$/;

function isLocalHost(host: string): boolean {
  const [, bracketed, plain] = HOST.exec(host) ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6;
  return plain !== undefined && (plain.toLowerCase() === "localhost" || isIP(plain) === 4);
}

function isLocalOrigin(origin: string): boolean {
  // As browsers write it (RFC 6454 section 6.1): a list, a path or a user would be no origin.
  if (!/^https?:\/\/[^\s/@,]+$/.test(origin) || !URL.canParse(origin)) return false;
  return isLoopback(new URL(origin).hostname.replace(/^\[(.*)\]$/, "$1"));
}
