import type { DesiredConfig } from "./bundles.ts";

type Listener = (config: DesiredConfig) => void;

/** The configuration that shall be in force, and those who want to know when it changes. */
export class DesiredState {
  #current: DesiredConfig | undefined;
  readonly #listeners = new Set<Listener>();

  /** Undefined until a first valid one was read: until then no sidecar may be told that it has nothing. */
  get current(): DesiredConfig | undefined {
    return this.#current;
  }

  set(config: DesiredConfig): void {
    if (config.snapshot.version === this.#current?.snapshot.version) return;
    this.#current = config;
    for (const listener of this.#listeners) listener(config);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
