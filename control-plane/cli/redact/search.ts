import { names } from "../../../config/schema/names.ts";
import { type PolicySpec, policySpec } from "../../../config/schema/policy.ts";
import { FaultyConfigError } from "../../../sidecar/control/faulty-config.ts";
import { loadConfig } from "../../../sidecar/control/file-source.ts";
import { AiosError } from "../../../sidecar/core/errors.ts";
import type { Match } from "../../../sidecar/detection/detect.ts";
import { isNameEntity } from "../../../sidecar/detection/names/entities.ts";
import type { NameDetector } from "../../../sidecar/detection/names/name-detector.ts";
import { createThreadDetector } from "../../../sidecar/detection/names/thread-detector.ts";
import { compileRedactions } from "../../../sidecar/filters/redact/compile.ts";
import { createHashKeys } from "../../../sidecar/filters/redact/hash-key.ts";
import { PlaceholderBook } from "../../../sidecar/filters/redact/placeholder-book.ts";
import { replaceMatches } from "../../../sidecar/filters/redact/replace.ts";
import { createReplacement } from "../../../sidecar/filters/redact/replacement.ts";
import type { DirectionRules } from "../../../sidecar/filters/redact/rules.ts";
import { Vault } from "../../../sidecar/filters/redact/vault.ts";
import { systemClock } from "../../../sidecar/platform/clock.ts";
import { systemRandom } from "../../../sidecar/platform/random.ts";
import { systemSecrets } from "../../../sidecar/platform/secrets.ts";

/** The configuration has no such policy, none that redacts requests, or a key that is not there; the message says which. */
export class UnusableSearchError extends Error {
  override readonly name = "UnusableSearchError";
}

export interface SearchOptions {
  readonly config?: string;
  readonly policy?: string;
  readonly entities?: readonly string[];
  readonly minimumScore?: number;
}

/** Something that was found, and what is done with it. */
export interface FoundIn {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly action: string;
  readonly policy: string;
  /** Why it counts. */
  readonly because: string;
}

export interface RedactedText {
  readonly text: string;
  /** By position. */
  readonly findings: readonly FoundIn[];
}

/** Redacts as a call would be redacted; each text is a conversation of its own. */
export interface Search {
  redact(text: string): Promise<RedactedText>;
  close(): void;
}

/** What the command line asks for, as a policy. */
const OWN_POLICY = "command-line";
/** Nobody waits for a call here. */
const PATIENCE_MS = 600_000;

/** @throws FaultyConfigError, UnusableSearchError */
export async function openSearch(options: SearchOptions): Promise<Search> {
  const { policies, chosen, namesSpec } = await policiesOf(options);
  const rules = compileRedactions(policies, createHashKeys(systemSecrets, systemRandom))(chosen)?.request;
  if (rules === undefined)
    throw new UnusableSearchError(
      options.policy === undefined
        ? `no policy in ${options.config} redacts requests.`
        : `policy "${options.policy}" does not redact requests.`,
    );
  await hashKeysOf(rules);
  const detector =
    rules.detector.names.length === 0
      ? undefined
      : createThreadDetector({
          spec: { ...namesSpec, timeBudget: PATIENCE_MS, maxQueuedSize: Number.MAX_SAFE_INTEGER },
          clock: systemClock,
          telemetry: { nameDetectionRefused: () => {}, nameDetectionRestarted: () => {} },
        });
  return {
    redact: (text) => redact(text, rules, detector),
    close: () => detector?.close(),
  };
}

/** Whoever sits here may know what a caller may not: which variable or file it is that is missing. */
async function hashKeysOf({ hashKeys }: DirectionRules): Promise<void> {
  try {
    await Promise.all(hashKeys.map((key) => key.ready()));
  } catch (thrown) {
    if (!(thrown instanceof AiosError && thrown.cause instanceof Error)) throw thrown;
    throw new UnusableSearchError(`${thrown.message.replace(/\.$/, "")}: ${thrown.cause.message}.`);
  }
}

async function redact(
  text: string,
  rules: DirectionRules,
  names: NameDetector | undefined,
): Promise<RedactedText> {
  const { detector } = rules;
  const found = await withProcessAlive(() =>
    names?.detect([{ text }], detector.names, new AbortController().signal),
  );
  const matches = detector.detect(text, undefined, found?.[0]);
  const vault = new Vault({ book: new PlaceholderBook(), isShared: false });
  vault.reserve(text);
  const replacement = createReplacement({ rules, vault, count: () => {}, direction: "request" });
  const redacted = replaceMatches(text, matches, (match, value) =>
    // A call would be refused; here the rest is worth seeing, too.
    rules.ruleFor(match).action === "block" ? `[${match.label}]` : replacement(match, value),
  );
  return { text: redacted, findings: matches.map((match) => told(match, rules)) };
}

/** The thread does not keep the process alive by itself. */
async function withProcessAlive<Made>(work: () => Promise<Made> | undefined): Promise<Made | undefined> {
  const working = work();
  if (working === undefined) return undefined;
  const hold = setInterval(() => {}, 60_000);
  try {
    return await working;
  } finally {
    clearInterval(hold);
  }
}

function told(match: Match, rules: DirectionRules): FoundIn {
  const { entity, start, end, score, word } = match;
  const { action, policy } = rules.ruleFor(match);
  const byForm = isNameEntity(entity) ? "names tier" : "form";
  return {
    entity,
    start,
    end,
    score,
    action,
    policy,
    because: word === undefined ? byForm : `${byForm}, beside "${word}"`,
  };
}

async function policiesOf({ config, policy, entities = ["structured"], minimumScore }: SearchOptions) {
  const score = minimumScore === undefined ? {} : { minimumScore };
  if (config === undefined) {
    if (policy !== undefined) throw new UnusableSearchError("--policy needs --config.");
    const own = policySpec.parse({ redact: { entities, ...score } });
    return { policies: new Map([[OWN_POLICY, own]]), chosen: [OWN_POLICY], namesSpec: names.parse({}) };
  }
  const { snapshot, faults, sidecar } = await loadConfig([config]);
  if (snapshot === undefined || faults.length > 0) throw new FaultyConfigError(faults);
  if (policy !== undefined && !snapshot.policies.has(policy)) {
    const known = [...snapshot.policies.keys()].join(", ") || "none";
    throw new UnusableSearchError(`there is no policy "${policy}" in ${config}; there are: ${known}.`);
  }
  const policies = new Map(
    [...snapshot.policies].map(([name, spec]): [string, PolicySpec] => [
      name,
      spec.redact === undefined ? spec : { ...spec, redact: { ...spec.redact, ...score } },
    ]),
  );
  const chosen = policy === undefined ? [...policies.keys()] : [policy];
  return { policies, chosen, namesSpec: sidecar?.names ?? names.parse({}) };
}
