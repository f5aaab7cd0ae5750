/** What a request asks for, as its dialect reads it. */
export interface Asked {
  readonly model: string;
  readonly stream: boolean;
}

/** Found out about a request when it was answered from the cache. Nothing that it says is in here. */
export interface Known {
  readonly asked: Asked;
  /** Whether it wants token counts at the end of a stream. */
  readonly includeUsage: boolean;
  /** Of the exact cache, good for calls that have the very same scope: all that a key depends on besides the request. */
  readonly answer: { readonly scope: object; readonly key: string };
}

/** The bytes of a request, as far as they are remembered. */
export interface Recollection {
  /** Undefined when these bytes have not been kept. */
  readonly known: Known | undefined;
  /** For the next time that the same bytes come. */
  keep(known: Known): void;
}
