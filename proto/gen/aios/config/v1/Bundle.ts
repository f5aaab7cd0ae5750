// Original file: aios/config/v1/config.proto

import type { Resource as _aios_config_v1_Resource, Resource__Output as _aios_config_v1_Resource__Output } from '../../../aios/config/v1/Resource.ts';

/**
 * The whole configuration of a workload.
 */
export interface Bundle {
  /**
   * Names this sending of the bundle.
   */
  'nonce'?: (string);
  /**
   * SHA-256, lower-case hex, over the UTF-8 text of one line for each resource in order:
   * `<kind>/<name>@<version>` and a line feed.
   */
  'version'?: (string);
  /**
   * In the order in which they apply.
   */
  'resources'?: (_aios_config_v1_Resource)[];
}

/**
 * The whole configuration of a workload.
 */
export interface Bundle__Output {
  /**
   * Names this sending of the bundle.
   */
  'nonce': (string);
  /**
   * SHA-256, lower-case hex, over the UTF-8 text of one line for each resource in order:
   * `<kind>/<name>@<version>` and a line feed.
   */
  'version': (string);
  /**
   * In the order in which they apply.
   */
  'resources': (_aios_config_v1_Resource__Output)[];
}
