/** What the .proto files promise in words about sizes; both ends of a stream keep to it. */

/** The most data in one message of `Gateway.Forward`: a chunk, a frame, a head's body or a provider's error body. */
export const MAX_FRAME_BYTES = 1_048_576;
