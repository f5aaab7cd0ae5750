// Original file: aios/config/v1/config.proto


/**
 * One configuration document.
 */
export interface Resource {
  /**
   * "Upstream", "Route", "Policy".
   */
  'kind'?: (string);
  /**
   * metadata.name; unique within its kind.
   */
  'name'?: (string);
  /**
   * SHA-256, lower-case hex, of canonical_json.
   */
  'version'?: (string);
  /**
   * The document's `spec` as written, as canonical JSON (RFC 8785), UTF-8. Its shape is the configuration schema's
   * matter.
   */
  'canonicalJson'?: (Buffer | Uint8Array | string);
}

/**
 * One configuration document.
 */
export interface Resource__Output {
  /**
   * "Upstream", "Route", "Policy".
   */
  'kind': (string);
  /**
   * metadata.name; unique within its kind.
   */
  'name': (string);
  /**
   * SHA-256, lower-case hex, of canonical_json.
   */
  'version': (string);
  /**
   * The document's `spec` as written, as canonical JSON (RFC 8785), UTF-8. Its shape is the configuration schema's
   * matter.
   */
  'canonicalJson': (Buffer);
}
