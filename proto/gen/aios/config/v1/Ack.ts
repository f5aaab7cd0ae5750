// Original file: aios/config/v1/config.proto


/**
 * The bundle was applied.
 */
export interface Ack {
  /**
   * Of the bundle answered.
   */
  'nonce'?: (string);
  /**
   * Version now in use.
   */
  'version'?: (string);
}

/**
 * The bundle was applied.
 */
export interface Ack__Output {
  /**
   * Of the bundle answered.
   */
  'nonce': (string);
  /**
   * Version now in use.
   */
  'version': (string);
}
