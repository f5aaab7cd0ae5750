// Original file: aios/inference/v1/inference.proto


/**
 * Which function to call, and with what.
 */
export interface FunctionCall {
  /**
   * Name of the function.
   */
  'name'?: (string);
  /**
   * JSON text exactly as the model wrote it: it may be invalid, and its spelling is kept.
   */
  'arguments'?: (string);
}

/**
 * Which function to call, and with what.
 */
export interface FunctionCall__Output {
  /**
   * Name of the function.
   */
  'name': (string);
  /**
   * JSON text exactly as the model wrote it: it may be invalid, and its spelling is kept.
   */
  'arguments': (string);
}
