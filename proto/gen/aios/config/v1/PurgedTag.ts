// Original file: aios/config/v1/config.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Every answer with a tag, or every one there is.
 */
export interface PurgedTag {
  /**
   * The tag; "*" stands for all answers, whatever their tags.
   */
  'tag'?: (string);
  /**
   * Number of its newest purge. Numbers grow; about milliseconds since 1970, so that those of several control planes
   * mix. An answer is older when whoever made it did not know of that number when its call began.
   */
  'sequence'?: (number | string | Long);
}

/**
 * Every answer with a tag, or every one there is.
 */
export interface PurgedTag__Output {
  /**
   * The tag; "*" stands for all answers, whatever their tags.
   */
  'tag': (string);
  /**
   * Number of its newest purge. Numbers grow; about milliseconds since 1970, so that those of several control planes
   * mix. An answer is older when whoever made it did not know of that number when its call began.
   */
  'sequence': (number);
}
