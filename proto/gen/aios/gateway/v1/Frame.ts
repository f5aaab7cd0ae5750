// Original file: aios/gateway/v1/gateway.proto


/**
 * A part of a document, or one event, exactly as the provider sent it.
 */
export interface Frame {
  /**
   * At most 1 MiB.
   */
  'data'?: (Buffer | Uint8Array | string);
  /**
   * True: the frame was larger than one message, and continues in the next one.
   */
  'more'?: (boolean);
}

/**
 * A part of a document, or one event, exactly as the provider sent it.
 */
export interface Frame__Output {
  /**
   * At most 1 MiB.
   */
  'data': (Buffer);
  /**
   * True: the frame was larger than one message, and continues in the next one.
   */
  'more': (boolean);
}
