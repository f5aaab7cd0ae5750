import type { Call, DialectName, Handler, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { Payload } from "../../core/payload.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import type { Random } from "../../platform/random.ts";
import { checkPath } from "./check-path.ts";
import type { HashKey } from "./hash-key.ts";
import { asksForJson } from "./json-answer.ts";
import { mayBeKept, numberBefore, numberBeforeSession, recallsOthers } from "./numbering.ts";
import { PlaceholderBook } from "./placeholder-book.ts";
import { redactRequest, reserveIn } from "./redact-request.ts";
import { rewriteError, rewriteReply } from "./reply.ts";
import { ReplyFindings } from "./reply-findings.ts";
import { ReplyTexts } from "./reply-texts.ts";
import { type CompiledRedaction, type DirectionRules, verdictOf } from "./rules.ts";
import { type SessionVaults, sessionKey } from "./session-vaults.ts";
import { Vault } from "./vault.ts";

export { createHashKeys, type HashKeys } from "./hash-key.ts";
export { SessionVaults } from "./session-vaults.ts";

export interface RedactOptions {
  /** Undefined when none of these policies redacts. */
  readonly rulesFor: (policies: readonly string[]) => CompiledRedaction | undefined;
  readonly sessions: SessionVaults;
  /** Persons, addresses and organisations in texts. */
  readonly names: NameDetector;
  readonly random: Random;
  readonly dialectOf: (name: DialectName) => Dialect;
}

/**
 * Nothing below this filter sees what the policies name in requests, and nothing above it what they name in what providers
 * say; callers get their own values back.
 */
export function createRedactFilter({ rulesFor, sessions, names, random, dialectOf }: RedactOptions): Filter {
  async function redacted(call: Call, redaction: CompiledRedaction, next: Handler): Promise<Reply> {
    const { request: rules, reply: replyRules } = redaction;
    checkTransport(call, replyRules);
    const leftInPath =
      rules === undefined || call.opaque === undefined ? {} : await checkPath(call, rules, names);
    const reading = readHashKeys(redaction);
    if (reading !== undefined) await reading;
    const dialect = dialectOf(call.dialect);
    const vault = vaultFor(call, dialect, sessions, random);
    const request = await redactedRequest(call, rules, replyRules, vault, names);
    if (rules?.tellsLeftInClear === true) tellLeftInClear(call, leftInPath);
    const onward = request === call.request ? call : { ...call, request };
    if (vault.isEmpty && replyRules === undefined) return next(onward);
    const findings = new ReplyFindings(call.record);
    call.onEnd(() => findings.clear());
    const texts = new ReplyTexts({
      vault,
      rules: replyRules,
      names,
      findings,
      answersInJson: isDocument(call) && asksForJson(call.request.document()),
      signal: call.signal,
    });
    let reply: Reply;
    try {
      reply = await next(onward);
    } catch (thrown) {
      throw await rewriteError(thrown, texts);
    }
    return rewriteReply(reply, texts, dialect);
  }

  return {
    name: "redact",
    wrap: (next) => (call) => {
      const redaction = rulesFor(call.policies);
      return redaction === undefined ? next(call) : redacted(call, redaction, next);
    },
  };
}

/** What cannot be looked into on its way back does not go out. */
function checkTransport({ opaque }: Call, replyRules: DirectionRules | undefined): void {
  if (replyRules === undefined || replyRules.onlyReports || opaque?.transport !== "grpc") return;
  throw new AiosError(
    "unsupported",
    "A policy in force looks into replies, and the messages of a gRPC service cannot be looked into. Take the call by a route without that policy.",
  );
}

/** Undefined when all are there, as those of most policies are: they have none. */
function readHashKeys({ request, reply }: CompiledRedaction): Promise<void> | undefined {
  const keys = [...(request?.hashKeys ?? []), ...(reply?.hashKeys ?? [])];
  return keys.length === 0 ? undefined : readKeys(keys);
}

async function readKeys(keys: readonly HashKey[]): Promise<void> {
  for (const key of keys) {
    const reading = key.ready();
    if (reading !== undefined) await reading;
  }
}

/** It ends with its call; what its session knows of it stays in the session. */
function vaultFor(call: Call, dialect: Dialect, sessions: SessionVaults, random: Random): Vault {
  const recalls = recallsOthers(call, dialect);
  if (call.session === undefined || call.session === "") {
    const vault = new Vault({ book: new PlaceholderBook(numberBefore(call, recalls)), isShared: false });
    call.onEnd(() => vault.clear());
    return vault;
  }
  const isKept = mayBeKept(call, dialect);
  const lease = sessions.lease(
    sessionKey(call, isKept ? "kept" : "told"),
    () => new PlaceholderBook(numberBeforeSession(isKept, random)),
  );
  const vault = new Vault({ book: lease.book, isShared: true, recalls });
  call.onEnd(() => {
    vault.clear();
    lease.release();
  });
  return vault;
}

async function redactedRequest(
  call: Call,
  rules: DirectionRules | undefined,
  replyRules: DirectionRules | undefined,
  vault: Vault,
  names: NameDetector,
): Promise<Payload> {
  if (rules === undefined) {
    if (replyRules !== undefined && isDocument(call)) reserveIn(call.request, vault);
    return call.request;
  }
  const { request, counts, leftInClear } = await redactRequest(call.request, {
    rules,
    vault,
    names,
    signal: call.signal,
    onBlocked: (rule) => call.record.set("blocked", [verdictOf(rule)]),
  });
  call.record.set("redactions", counts);
  if (leftInClear !== undefined) call.record.set("leftInClear", leftInClear);
  return request;
}

/** What the path holds is left in clear beside what the body does. */
function tellLeftInClear({ record }: Call, found: Readonly<Record<string, number>>): void {
  const left = { ...record.get("leftInClear") };
  for (const [entity, count] of Object.entries(found)) left[entity] = (left[entity] ?? 0) + count;
  record.set("leftInClear", left);
}

/** Its request is a document of its dialect. */
function isDocument({ opaque }: Call): boolean {
  return opaque === undefined;
}
