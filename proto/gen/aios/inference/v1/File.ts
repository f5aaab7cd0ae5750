// Original file: aios/inference/v1/inference.proto

import type { InlineData as _aios_inference_v1_InlineData, InlineData__Output as _aios_inference_v1_InlineData__Output } from '../../../aios/inference/v1/InlineData.ts';
import type { Struct as _google_protobuf_Struct, Struct__Output as _google_protobuf_Struct__Output } from '../../../google/protobuf/Struct.ts';

/**
 * A document, by id or by value.
 */
export interface File {
  /**
   * Id of a file that the provider already holds.
   */
  'fileId'?: (string);
  /**
   * The text of OpenAI's `file_data`, as it is: a `data:` URL or base64.
   */
  'fileData'?: (string);
  /**
   * The file itself.
   */
  'data'?: (_aios_inference_v1_InlineData | null);
  /**
   * Name shown to the model.
   */
  'filename'?: (string);
  /**
   * Other members of the file object.
   */
  'extra'?: (_google_protobuf_Struct | null);
  /**
   * At most one is set.
   */
  'source'?: "fileId"|"fileData"|"data";
  '_filename'?: "filename";
}

/**
 * A document, by id or by value.
 */
export interface File__Output {
  /**
   * Id of a file that the provider already holds.
   */
  'fileId'?: (string);
  /**
   * The text of OpenAI's `file_data`, as it is: a `data:` URL or base64.
   */
  'fileData'?: (string);
  /**
   * The file itself.
   */
  'data'?: (_aios_inference_v1_InlineData__Output | null);
  /**
   * Name shown to the model.
   */
  'filename'?: (string);
  /**
   * Other members of the file object.
   */
  'extra': (_google_protobuf_Struct__Output | null);
  /**
   * At most one is set.
   */
  'source'?: "fileId"|"fileData"|"data";
  '_filename'?: "filename";
}
