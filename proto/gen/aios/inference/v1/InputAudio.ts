// Original file: aios/inference/v1/inference.proto

import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * A recording, by value.
 */
export interface InputAudio {
  /**
   * The audio itself, not base64.
   */
  'data'?: (Buffer | Uint8Array | string);
  /**
   * "wav", "mp3", …
   */
  'format'?: (string);
  /**
   * Other members of the audio object.
   */
  'extra'?: (_google_protobuf_Struct | null);
}

/**
 * A recording, by value.
 */
export interface InputAudio__Output {
  /**
   * The audio itself, not base64.
   */
  'data': (Buffer);
  /**
   * "wav", "mp3", …
   */
  'format': (string);
  /**
   * Other members of the audio object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
}
