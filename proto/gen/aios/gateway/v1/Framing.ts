// Original file: aios/gateway/v1/gateway.proto

/**
 * How the frames of a reply are to be read.
 */
export const Framing = {
  /**
   * Never sent.
   */
  FRAMING_UNSPECIFIED: 'FRAMING_UNSPECIFIED',
  /**
   * All frames together are one document.
   */
  FRAMING_DOCUMENT: 'FRAMING_DOCUMENT',
  /**
   * Each frame is one server-sent event, blank line included.
   */
  FRAMING_EVENTS: 'FRAMING_EVENTS',
  /**
   * All frames together are the body, of any type and length, cut anywhere.
   */
  FRAMING_BYTES: 'FRAMING_BYTES',
} as const;

/**
 * How the frames of a reply are to be read.
 */
export type Framing =
  /**
   * Never sent.
   */
  | 'FRAMING_UNSPECIFIED'
  | 0
  /**
   * All frames together are one document.
   */
  | 'FRAMING_DOCUMENT'
  | 1
  /**
   * Each frame is one server-sent event, blank line included.
   */
  | 'FRAMING_EVENTS'
  | 2
  /**
   * All frames together are the body, of any type and length, cut anywhere.
   */
  | 'FRAMING_BYTES'
  | 3

/**
 * How the frames of a reply are to be read.
 */
export type Framing__Output = typeof Framing[keyof typeof Framing]
