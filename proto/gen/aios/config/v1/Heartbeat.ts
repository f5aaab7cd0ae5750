// Original file: aios/config/v1/config.proto


/**
 * The stream is alive.
 */
export interface Heartbeat {
  /**
   * From a node: the version it runs on. From the control plane: the version that the node should have.
   */
  'version'?: (string);
}

/**
 * The stream is alive.
 */
export interface Heartbeat__Output {
  /**
   * From a node: the version it runs on. From the control plane: the version that the node should have.
   */
  'version': (string);
}
