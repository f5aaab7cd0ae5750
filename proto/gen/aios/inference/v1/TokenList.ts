// Original file: aios/inference/v1/inference.proto


/**
 * One text, as token ids.
 */
export interface TokenList {
  /**
   * Ids in the model's own vocabulary.
   */
  'tokens'?: (number)[];
}

/**
 * One text, as token ids.
 */
export interface TokenList__Output {
  /**
   * Ids in the model's own vocabulary.
   */
  'tokens': (number)[];
}
