// Original file: aios/inference/v1/inference.proto


/**
 * Raw bytes with their media type; sent on as a base64 `data:` URL.
 */
export interface InlineData {
  /**
   * E.g. "image/png", "application/pdf".
   */
  'mediaType'?: (string);
  /**
   * The content itself, not base64.
   */
  'data'?: (Buffer | Uint8Array | string);
}

/**
 * Raw bytes with their media type; sent on as a base64 `data:` URL.
 */
export interface InlineData__Output {
  /**
   * E.g. "image/png", "application/pdf".
   */
  'mediaType': (string);
  /**
   * The content itself, not base64.
   */
  'data': (Buffer);
}
