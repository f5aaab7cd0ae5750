import type { CallSignal } from "./call-signal.ts";
/**
 * A cache that several processes share, behind that of this process. It may only ever save time: whoever asks it waits a
 * bounded, short while, and whoever gives to it does not wait at all.
 *
 * A value comes back as it was put or not at all. How old it is the tier does not vouch for (whoever has written access to
 * the store can put an old one back): a value says that itself, in its bytes.
 */
export interface SharedCache {
  /** Never rejects. Whatever is slow, away or damaged is undefined, and so is what the signal has cut short. */
  get(key: string, signal: CallSignal): Promise<Uint8Array | undefined>;
  /** Never throws and never waits; what cannot be kept is dropped and counted. The value must not change afterwards. */
  put(key: string, value: Uint8Array, ttlMs: number): void;
  /** Cuts connections and timers at once. Everything that is still asked is undefined then. */
  close(): Promise<void>;
}
