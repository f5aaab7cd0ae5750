import type { UpstreamClient } from "./client.ts";

interface Entry {
  readonly client: UpstreamClient;
  holders: number;
}

/** A claim on a client; it is closed when the last claim was given back. */
export interface HeldClient {
  readonly client: UpstreamClient;
  release(): void;
}

/**
 * Connections outlive configurations: a client whose settings did not change is handed on from one generation to the
 * next with its open connections, and closed once no generation holds it any more.
 */
export class ClientRegistry {
  readonly #entries = new Map<string, Entry>();
  readonly #onCloseError: (error: unknown) => void;

  constructor(onCloseError: (error: unknown) => void) {
    this.#onCloseError = onCloseError;
  }

  /** `key` says everything the client was made from. */
  hold(key: string, create: () => UpstreamClient): HeldClient {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { client: create(), holders: 0 };
      this.#entries.set(key, entry);
    }
    entry.holders++;
    const held = entry;
    let released = false;
    return {
      client: held.client,
      release: () => {
        if (released) return;
        released = true;
        held.holders--;
        if (held.holders > 0) return;
        this.#entries.delete(key);
        held.client.close().catch(this.#onCloseError);
      },
    };
  }

  get clients(): readonly UpstreamClient[] {
    return [...this.#entries.values()].map((entry) => entry.client);
  }
}
