// Original file: aios/config/v1/config.proto

/**
 * Where the configuration came from that a node runs on.
 */
export const Source = {
  /**
   * Never sent.
   */
  SOURCE_UNSPECIFIED: 'SOURCE_UNSPECIFIED',
  /**
   * It has none yet.
   */
  SOURCE_NONE: 'SOURCE_NONE',
  /**
   * The last known good one, read from disk.
   */
  SOURCE_DISK: 'SOURCE_DISK',
  /**
   * An earlier stream.
   */
  SOURCE_STREAM: 'SOURCE_STREAM',
} as const;

/**
 * Where the configuration came from that a node runs on.
 */
export type Source =
  /**
   * Never sent.
   */
  | 'SOURCE_UNSPECIFIED'
  | 0
  /**
   * It has none yet.
   */
  | 'SOURCE_NONE'
  | 1
  /**
   * The last known good one, read from disk.
   */
  | 'SOURCE_DISK'
  | 2
  /**
   * An earlier stream.
   */
  | 'SOURCE_STREAM'
  | 3

/**
 * Where the configuration came from that a node runs on.
 */
export type Source__Output = typeof Source[keyof typeof Source]
