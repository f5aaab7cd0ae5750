import type { CacheSpec, ExactCacheSpec } from "../../../config/schema/cache.ts";
import type { BypassReason, MissReason } from "../../core/cache-reasons.ts";
import type { Call, Handler, Reply, StaleAnswer } from "../../core/call.ts";
import { deadlineAfter } from "../../core/deadline.ts";
import type { Dialect } from "../../core/dialect.ts";
import { toAiosError } from "../../core/errors.ts";
import type { PackedFrames } from "../../core/frame-log.ts";
import { gatherReply } from "../../core/gather-reply.ts";
import { type EncodedForm, WholeBody } from "../../core/whole-body.ts";
import { usageInWhole } from "../../dialects/usage.ts";
import { compileCacheable, type JudgeCacheable } from "./cacheable.ts";
import { type CacheDirectives, parseCacheControl } from "./directives.ts";
import type { FlightPlan } from "./flights.ts";
import { KeyScopes } from "./key-scopes.ts";
import { type KeyedCall, type KeyedScope, keyedCall } from "./keyed-call.ts";
import { notCached } from "./not-cached.ts";
import type { CacheOptions } from "./options.ts";
import { replay } from "./replay.ts";
import { tellSaving } from "./saving.ts";
import { hasShape, reshape, SHAPES, type Shape, shapeKey, shapeWanted } from "./shape.ts";
import { entryBytes, type StoredReply, storedHeaders } from "./store.ts";
import { decodeStored, encodeStored } from "./stored-bytes.ts";
import { tagsOf } from "./tags.ts";
import { tellDecisions } from "./told-decisions.ts";
import { usageOf } from "./usage-of.ts";

interface Kept {
  readonly type: "fresh" | "revalidate";
  readonly stored: StoredReply;
  /** Under which it is kept, in the shape that it has. */
  readonly key: string;
}
interface Missed {
  readonly type: "miss";
  readonly reason: MissReason;
  /** An expired answer, for the ladder. */
  readonly kept?: StoredReply;
}

/** Who gave an answer, and what it took. */
type Answered = Pick<StoredReply, "upstream" | "model" | "usage">;

interface Asking {
  /** The caller wants no kept answer: none that was found is compared with this one. */
  readonly isFresh?: boolean;
  /** It is whole. */
  readonly answered?: ((answer: Answered) => void) | undefined;
}

/** The calls of one route that has a cache. */
export class CachedCalls {
  readonly #options: CacheOptions;
  readonly #spec: CacheSpec;
  readonly #exact: ExactCacheSpec;
  readonly #judge: JudgeCacheable;
  readonly #scope: KeyedScope;
  readonly #scopes = new KeyScopes();
  readonly #next: Handler;

  constructor(options: CacheOptions, spec: CacheSpec, exact: ExactCacheSpec, next: Handler) {
    this.#options = options;
    this.#spec = spec;
    this.#exact = exact;
    this.#judge = compileCacheable(exact);
    const { routeName, routeVersion, inquire } = options;
    this.#scope = { routeName, routeVersion, inquire, isolate: spec.isolate };
    this.#next = next;
  }

  handle(call: Call): Promise<Reply> {
    try {
      return this.#handle(call);
    } catch (thrown) {
      return Promise.reject(toAiosError(thrown));
    }
  }

  /**
   * What hands a promise on is not async here, nor in the flights: each function that was would wait two turns more for it,
   * and make two promises.
   */
  #handle(call: Call): Promise<Reply> {
    const directives = parseCacheControl(call.headers["cache-control"]);
    const keyed = this.#keyed(call, directives);
    if (typeof keyed === "string") {
      call.record.set("cache", "bypass");
      call.record.set("cacheReason", keyed);
      if (directives.onlyIfCached) throw notCached();
      return this.#next(call);
    }
    const lookup = this.#lookUp(keyed, directives);
    if (lookup.type !== "miss") {
      this.#remember(keyed);
      const keepForm = (form: EncodedForm) => this.#keepForm(lookup, form);
      if (lookup.type === "fresh")
        return Promise.resolve(this.#give(call, "hit", lookup.stored, true, keepForm));
      // The one call for which the upstream is asked in the background has only saved its caller's time.
      const isAskedFor = this.#revalidate(keyed);
      return Promise.resolve(this.#give(call, "stale", lookup.stored, !isAskedFor, keepForm));
    }
    call.record.set("cache", "miss");
    if (directives.onlyIfCached) return this.#onlyIfCached(keyed, lookup);
    const asked = this.#withStale(keyed, lookup.kept);
    // Who wants no kept answer does not want one either that was asked for before this call came.
    if (directives.noCache) {
      call.record.set("cacheReason", lookup.reason);
      return this.#ask(asked, asked.call, { isFresh: true });
    }
    if (!this.#exact.coalesce) return this.#fly(asked, asked.call, lookup.reason);
    return this.#board(asked, lookup.reason);
  }

  /** The call with its key, or why it has none: it goes by the cache, which is no reason to refuse it. */
  #keyed(call: Call, { noStore, maxAgeMs }: CacheDirectives): KeyedCall | BypassReason {
    if (noStore) return "no-store";
    const dialect = this.#options.dialectOf(call.dialect);
    const known = this.#knownKey(call, dialect);
    const reason = known === undefined ? this.#judge(call, dialect) : undefined;
    if (reason !== undefined) return reason;
    return keyedCall(call, dialect, this.#scope, { stamp: this.#options.purges.stamp(), maxAgeMs }, known);
  }

  /** Of a request that was answered before, to one who has the same scope: nobody has to look into it. */
  #knownKey(call: Call, dialect: Dialect): string | undefined {
    const answer = call.request.recollection?.known?.answer;
    return answer?.scope === undefined || answer.scope !== this.#scopes.of(call, dialect)
      ? undefined
      : answer.key;
  }

  /** It was answered: when the same bytes come again, they need not be read. */
  #remember({ call, dialect, key, isRecalled }: KeyedCall): void {
    const { request, model, stream } = call;
    const { recollection } = request;
    if (recollection === undefined || isRecalled) return;
    const { includeUsage } = shapeWanted(call);
    const scope = this.#scopes.of(call, dialect);
    recollection.keep({ asked: { model, stream }, includeUsage, answer: { scope, key } });
  }

  #lookUp(keyed: KeyedCall, { noCache, maxAgeMs }: CacheDirectives): Kept | Missed {
    if (noCache) return { type: "miss", reason: "no-cache" };
    const { store, keepStaleMs, clock, telemetry } = this.#options;
    const { ttl, staleWhileRevalidate } = this.#exact;
    const began = clock.monotonic();
    try {
      const kept = store.get(keyed.key);
      if (kept === undefined) return { type: "miss", reason: "absent" };
      const ageMs = store.ageMs(kept);
      if (ageMs >= ttl + Math.max(keepStaleMs, staleWhileRevalidate)) {
        store.delete(keyed.key);
        return { type: "miss", reason: "expired" };
      }
      if (this.#isPurgedFor(keyed, kept)) return { type: "miss", reason: "purged" };
      if (ageMs > maxAgeMs) return { type: "miss", reason: "too-old" };
      const isFresh = ageMs < ttl;
      if (!isFresh && ageMs >= ttl + staleWhileRevalidate) return { type: "miss", reason: "expired", kept };
      const stored = this.#inShape(keyed, kept);
      if (stored === undefined) return { type: "miss", reason: "shape", kept };
      const key = stored === kept ? keyed.key : shapeKey(keyed.key, shapeWanted(keyed.call));
      return { type: isFresh ? "fresh" : "revalidate", stored, key };
    } finally {
      telemetry.cacheLookedUp("memory", clock.monotonic() - began);
    }
  }

  /** Whoever asked for it had other tags: it went with none of this call's own when they were purged. */
  #isPurgedFor({ ownTags }: KeyedCall, { began }: StoredReply): boolean {
    return ownTags.length > 0 && this.#options.purges.hasPurged(ownTags, began);
  }

  /** The answer in the shape this call asks for; undefined when it cannot be told that way. */
  #inShape({ key, call, dialect }: KeyedCall, stored: StoredReply): StoredReply | undefined {
    const shape = shapeWanted(call);
    if (hasShape(stored, shape)) return stored;
    const { store, maxEntryBytes } = this.#options;
    const convertedKey = shapeKey(key, shape);
    const remembered = store.get(convertedKey);
    // One made from an earlier answer is left over.
    if (remembered?.storedAt === stored.storedAt) return remembered;
    try {
      const converted = reshape(stored, shape, dialect, call.request.document());
      if (converted === undefined || entryBytes(convertedKey, converted) > maxEntryBytes) return converted;
      return store.set(convertedKey, converted) ?? converted;
    } catch (error) {
      this.#fault(error);
      return undefined;
    }
  }

  #give(
    call: Call,
    outcome: "hit" | "stale" | "semantic-hit",
    stored: StoredReply,
    isSaved: boolean = true,
    keepForm?: (form: EncodedForm) => void,
  ): Reply {
    const ageSeconds = this.#ageSeconds(stored);
    call.record.set("cache", outcome);
    call.record.set("cacheAgeSeconds", ageSeconds);
    if (isSaved) tellSaving(stored, this.#options);
    return replay(stored, ageSeconds, keepForm);
  }

  /** Beside the answer, if that is still kept and there is room for both. */
  #keepForm({ key, stored }: Kept, { by, bytes }: EncodedForm): void {
    const { store, maxEntryBytes } = this.#options;
    const withForm = { ...stored, form: { by, bytes } };
    if (store.get(key) === stored && entryBytes(key, withForm) <= maxEntryBytes) store.set(key, withForm);
  }

  /** With the expired answer that is still kept, for the ladder. */
  #withStale(keyed: KeyedCall, kept: StoredReply | undefined): KeyedCall {
    if (kept === undefined) return keyed;
    const { store } = this.#options;
    const stale: StaleAnswer = {
      get ageMs() {
        return store.ageMs(kept);
      },
      reply: () => {
        const shaped = this.#inShape(keyed, kept);
        if (shaped === undefined) throw notCached();
        return replay(shaped, this.#ageSeconds(shaped));
      },
    };
    return { ...keyed, call: { ...keyed.call, stale } };
  }

  /** Together with identical calls. */
  #board(keyed: KeyedCall, reason: MissReason): Promise<Reply> {
    const { flights, enter } = this.#options;
    const { call } = keyed;
    let given: Answered | undefined;
    const plan: FlightPlan = {
      fly: (detached) =>
        this.#fly(keyed, detached, reason, (answered) => {
          given = answered;
        }),
      enter,
      landed: (flight, end) => {
        if (given !== undefined && end.outcome === "completed") this.#tellSaved(given, flight.passengers - 1);
      },
    };
    return flights.board(this.#flightKey(keyed), call, plan, {
      joined: () => call.record.set("cache", "coalesced"),
      over: (flight, isFirst) => tellDecisions(flight.call.record, call.record, isFirst),
    });
  }

  /**
   * Those who share a reply get it in one shape. Where it may have been kept elsewhere, or be the ladder's stale one, it has
   * to be new enough for each of them.
   */
  #flightKey(keyed: KeyedCall): string {
    const shared = this.#sharedKey(keyed, shapeWanted(keyed.call));
    const { maxAgeMs } = keyed;
    return maxAgeMs === Number.POSITIVE_INFINITY ? shared : `${shared}/${maxAgeMs}`;
  }

  /** A rung of the ladder, too, answers only those who may go there. */
  #sharedKey(keyed: KeyedCall, shape: Shape): string {
    const places = this.#options.placesOf(keyed.call);
    return places === "" ? flightKey(keyed, shape) : `${flightKey(keyed, shape)}/${places}`;
  }

  /** The other places where an answer may be, then the upstream. `call`: that of a flight, or who asks alone. */
  #fly(
    keyed: KeyedCall,
    call: Call,
    reason: MissReason,
    answered?: (answer: Answered) => void,
  ): Promise<Reply> {
    const { shared, inquire } = this.#options;
    if (shared === undefined && inquire === undefined) return this.#askFor(keyed, call, reason, answered);
    return this.#elsewhere(keyed, call, answered).then(
      (found) => found ?? this.#askFor(keyed, call, reason, answered),
    );
  }

  #askFor(
    keyed: KeyedCall,
    call: Call,
    reason: MissReason,
    answered: ((answer: Answered) => void) | undefined,
  ): Promise<Reply> {
    if (call.signal.aborted) return Promise.reject(toAiosError(call.signal.reason));
    call.record.set("cache", "miss");
    if (call.record.get("cacheReason") === undefined) call.record.set("cacheReason", reason);
    return this.#ask(keyed, call, { answered });
  }

  /** From what a fleet shares, or the answer to a question that means the same. */
  async #elsewhere(
    keyed: KeyedCall,
    call: Call,
    answered?: (answer: Answered) => void,
  ): Promise<Reply | undefined> {
    const shared = await this.#fromShared(keyed, call);
    if (shared !== undefined) {
      answered?.(shared);
      return this.#give(call, "hit", shared);
    }
    const found = await keyed.inquiry()?.find(call.signal, {
      maxAgeMs: keyed.maxAgeMs,
      inShape: (key, stored) =>
        this.#isPurgedFor(keyed, stored) ? undefined : this.#inShape({ ...keyed, key }, stored),
    });
    if (found === undefined) return undefined;
    answered?.(found.stored);
    call.record.set("cacheSimilarity", found.similarity);
    return this.#give(call, "semantic-hit", found.stored);
  }

  async #fromShared(keyed: KeyedCall, { signal, record }: Call): Promise<StoredReply | undefined> {
    const { shared, store, purges, maxEntryBytes, clock, telemetry } = this.#options;
    // What was purged before this process began is still kept there.
    if (shared === undefined || !purges.isUpToDate) return undefined;
    const began = clock.monotonic();
    const bytes = await shared.get(keyed.key, signal);
    telemetry.cacheLookedUp("shared", clock.monotonic() - began);
    const stored = bytes && decodeStored(bytes, { monotonic: clock.monotonic(), wall: clock.now() });
    if (stored === undefined) return undefined;
    const ageMs = store.ageMs(stored);
    if (ageMs >= this.#exact.ttl || ageMs > keyed.maxAgeMs) return undefined;
    if (purges.hasPurgedElsewhere([...stored.tags, ...keyed.ownTags], stored.began)) {
      record.set("cacheReason", "purged");
      return undefined;
    }
    // It stays older than every purge that was counted here: tags that are a later caller's own are looked for once more.
    const shaped = this.#inShape(keyed, stored);
    if (shaped !== undefined && entryBytes(keyed.key, stored) <= maxEntryBytes) store.set(keyed.key, stored);
    return shaped;
  }

  /** The upstream's answer, kept on its way. `call`: who asks, the caller's own or that of a flight. */
  async #ask(keyed: KeyedCall, call: Call, asking: Asking): Promise<Reply> {
    const reply = await this.#next(call);
    if (!isWorthKeeping(call, reply)) return reply;
    const { maxEntryBytes } = this.#options;
    return gatherReply(reply, {
      dialect: keyed.dialect,
      maxBytes: maxEntryBytes,
      gathered: ({ frames, isWhole }) => {
        if (frames !== undefined && isWhole) this.#store(keyed, call, reply, frames, asking);
      },
      onFault: (error) => this.#fault(error),
    });
  }

  #store(keyed: KeyedCall, call: Call, reply: Reply, frames: PackedFrames, asking: Asking): void {
    const { store, shared, purges, routeName, maxEntryBytes, keepStaleMs, clock, telemetry } = this.#options;
    const { key, dialect, ownTags, began } = keyed;
    const { upstream, model } = call.record.all();
    const stored: StoredReply = {
      framing: reply.framing,
      headers: storedHeaders(reply.headers),
      frames,
      includeUsage: shapeWanted(call).includeUsage,
      storedAt: clock.monotonic(),
      tags: tagsOf({
        route: routeName,
        routeTags: this.#spec.tags,
        own: ownTags,
        models: [call.model, model],
        upstream,
        request: call.request.document(),
      }),
      began,
      upstream,
      model,
      usage:
        reply.body instanceof WholeBody
          ? usageInWhole(reply.body, dialect)
          : usageOf(frames, reply.framing, dialect),
    };
    asking.answered?.(stored);
    const bytes = entryBytes(key, stored);
    // What was asked for before a purge is what was purged.
    if (bytes > maxEntryBytes || purges.hasPurged(stored.tags, began)) return;
    const kept = store.set(key, stored);
    if (kept === undefined) return;
    telemetry.cacheStored(routeName, bytes);
    shared?.put(
      key,
      encodeStored(stored, { monotonic: clock.monotonic(), wall: clock.now() }),
      this.#exact.ttl + keepStaleMs,
    );
    if (asking.isFresh !== true) keyed.inquiry()?.answered(key, kept);
  }

  /**
   * One call in the background for a new answer, whatever its shape; those who come meanwhile are given the old one.
   * Whether it was made now.
   */
  #revalidate(keyed: KeyedCall): boolean {
    const { flights, totalMs, isOverloaded, enter, clock } = this.#options;
    if (SHAPES.some((shape) => flights.isFlying(this.#sharedKey(keyed, shape))) || isOverloaded())
      return false;
    const now = clock.monotonic();
    return flights.launch(
      this.#sharedKey(keyed, shapeWanted(keyed.call)),
      // Nobody grants it less than its route does: whoever comes later may wait for it.
      { ...keyed.call, startedAt: now, deadline: deadlineAfter(now, totalMs), routeTimeoutMs: totalMs },
      {
        fly: (detached) => {
          detached.record.set("cache", "miss");
          return this.#ask(keyed, detached, {});
        },
        enter,
      },
    );
  }

  async #onlyIfCached(keyed: KeyedCall, { reason }: Missed): Promise<Reply> {
    const { call } = keyed;
    const reply = reason === "no-cache" ? undefined : await this.#elsewhere(keyed, call);
    if (reply !== undefined) return reply;
    if (call.record.get("cacheReason") === undefined) call.record.set("cacheReason", reason);
    throw notCached();
  }

  /** What was saved by those who got another's answer. */
  #tellSaved(answer: Answered, calls: number): void {
    for (let told = 0; told < calls; told++) tellSaving(answer, this.#options);
  }

  #ageSeconds(stored: StoredReply): number {
    return Math.floor(this.#options.store.ageMs(stored) / 1_000);
  }

  #fault(error: unknown): void {
    this.#options.telemetry.internalError(`cache of route ${this.#options.routeName}`, error);
  }
}

/** Whoever comes after a purge joins no flight that began before it. */
function flightKey({ key, began }: KeyedCall, shape: Shape): string {
  return `${shapeKey(key, shape)}/${began.ordinal}`;
}

/** No rung of the ladder gave it, and it is of a shape that can be told whole. */
function isWorthKeeping(call: Call, { status, framing }: Reply): boolean {
  if (status !== 200 || call.record.get("degraded") !== undefined) return false;
  return framing === "document" || framing === "events";
}
