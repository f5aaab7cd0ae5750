// Original file: aios/inference/v1/inference.proto


/**
 * One vector.
 */
export interface Embedding {
  /**
   * Which input this belongs to, from 0.
   */
  'index'?: (number);
  /**
   * The vector, IEEE 754 single precision.
   */
  'values'?: (number | string)[];
}

/**
 * One vector.
 */
export interface Embedding__Output {
  /**
   * Which input this belongs to, from 0.
   */
  'index': (number);
  /**
   * The vector, IEEE 754 single precision.
   */
  'values': (number)[];
}
