// Original file: aios/inference/v1/inference.proto


/**
 * What a chunk adds to a call's function.
 */
export interface FunctionCallDelta {
  /**
   * In the call's first piece.
   */
  'name'?: (string);
  /**
   * More of the JSON text; a piece is rarely valid JSON by itself.
   */
  'arguments'?: (string);
  '_name'?: "name";
  '_arguments'?: "arguments";
}

/**
 * What a chunk adds to a call's function.
 */
export interface FunctionCallDelta__Output {
  /**
   * In the call's first piece.
   */
  'name'?: (string);
  /**
   * More of the JSON text; a piece is rarely valid JSON by itself.
   */
  'arguments'?: (string);
  '_name'?: "name";
  '_arguments'?: "arguments";
}
