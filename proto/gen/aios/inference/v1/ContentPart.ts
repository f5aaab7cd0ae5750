// Original file: aios/inference/v1/inference.proto

import type { ImageUrl as _aios_inference_v1_ImageUrl, ImageUrl__Output as _aios_inference_v1_ImageUrl__Output } from '../../../aios/inference/v1/ImageUrl.ts';
import type { InputAudio as _aios_inference_v1_InputAudio, InputAudio__Output as _aios_inference_v1_InputAudio__Output } from '../../../aios/inference/v1/InputAudio.ts';
import type { File as _aios_inference_v1_File, File__Output as _aios_inference_v1_File__Output } from '../../../aios/inference/v1/File.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * One piece of a message's content. The field that is set is the part's `type`.
 */
export interface ContentPart {
  /**
   * {"type": "text"}.
   */
  'text'?: (string);
  /**
   * {"type": "image_url"}.
   */
  'imageUrl'?: (_aios_inference_v1_ImageUrl | null);
  /**
   * {"type": "input_audio"}.
   */
  'inputAudio'?: (_aios_inference_v1_InputAudio | null);
  /**
   * {"type": "file"}.
   */
  'file'?: (_aios_inference_v1_File | null);
  /**
   * {"type": "refusal"}; only in an assistant's turn.
   */
  'refusal'?: (string);
  /**
   * A part of any other type, whole, with its "type".
   */
  'other'?: (_google_protobuf_Struct | null);
  /**
   * Other members beside the part's own, e.g. {"cache_control": {"type": "ephemeral"}}.
   */
  'extra'?: (_google_protobuf_Struct | null);
  /**
   * Exactly one is set.
   */
  'part'?: "text"|"imageUrl"|"inputAudio"|"file"|"refusal"|"other";
}

/**
 * One piece of a message's content. The field that is set is the part's `type`.
 */
export interface ContentPart__Output {
  /**
   * {"type": "text"}.
   */
  'text'?: (string);
  /**
   * {"type": "image_url"}.
   */
  'imageUrl'?: (_aios_inference_v1_ImageUrl__Output | null);
  /**
   * {"type": "input_audio"}.
   */
  'inputAudio'?: (_aios_inference_v1_InputAudio__Output | null);
  /**
   * {"type": "file"}.
   */
  'file'?: (_aios_inference_v1_File__Output | null);
  /**
   * {"type": "refusal"}; only in an assistant's turn.
   */
  'refusal'?: (string);
  /**
   * A part of any other type, whole, with its "type".
   */
  'other'?: (_google_protobuf_Struct__Output | null);
  /**
   * Other members beside the part's own, e.g. {"cache_control": {"type": "ephemeral"}}.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  /**
   * Exactly one is set.
   */
  'part'?: "text"|"imageUrl"|"inputAudio"|"file"|"refusal"|"other";
}
