// Original file: aios/gateway/v1/gateway.proto


/**
 * What a provider itself said when it refused or failed, so that the caller can be told in the provider's words.
 */
export interface ProviderAnswer {
  /**
   * HTTP status, 4xx or 5xx.
   */
  'status'?: (number);
  /**
   * Lower-case names, allow-listed.
   */
  'headers'?: ({[key: string]: string});
  /**
   * At most 1 MiB, cut there.
   */
  'body'?: (Buffer | Uint8Array | string);
}

/**
 * What a provider itself said when it refused or failed, so that the caller can be told in the provider's words.
 */
export interface ProviderAnswer__Output {
  /**
   * HTTP status, 4xx or 5xx.
   */
  'status': (number);
  /**
   * Lower-case names, allow-listed.
   */
  'headers': ({[key: string]: string});
  /**
   * At most 1 MiB, cut there.
   */
  'body': (Buffer);
}
