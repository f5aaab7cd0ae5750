// Original file: aios/config/v1/config.proto

import type { Workload as _aios_workload_v1_Workload, Workload__Output as _aios_workload_v1_Workload__Output } from '../../../aios/workload/v1/Workload.ts';
import type { Source as _aios_config_v1_Source, Source__Output as _aios_config_v1_Source__Output } from '../../../aios/config/v1/Source.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Who connects, and on what it runs already.
 */
export interface Hello {
  /**
   * Names one process, e.g. the pod's name; unique among the live nodes of a workload.
   */
  'nodeId'?: (string);
  /**
   * Decides which resources the node gets. What the control plane can prove about the connection overrules it.
   */
  'workload'?: (_aios_workload_v1_Workload | null);
  /**
   * Version of the node's software, e.g. "0.1.0".
   */
  'softwareVersion'?: (string);
  /**
   * Version of the configuration schema that the node understands, e.g. "aios.dev/v1".
   */
  'schemaVersion'?: (string);
  /**
   * Version of the bundle that the node runs on; empty when it has none.
   */
  'appliedVersion'?: (string);
  /**
   * Where that bundle came from.
   */
  'source'?: (_aios_config_v1_Source);
  /**
   * Number of the newest purge that the node has carried out; 0 when it has carried out none.
   */
  'purgedUpTo'?: (number | string | Long);
}

/**
 * Who connects, and on what it runs already.
 */
export interface Hello__Output {
  /**
   * Names one process, e.g. the pod's name; unique among the live nodes of a workload.
   */
  'nodeId': (string);
  /**
   * Decides which resources the node gets. What the control plane can prove about the connection overrules it.
   */
  'workload': (_aios_workload_v1_Workload__Output | null);
  /**
   * Version of the node's software, e.g. "0.1.0".
   */
  'softwareVersion': (string);
  /**
   * Version of the configuration schema that the node understands, e.g. "aios.dev/v1".
   */
  'schemaVersion': (string);
  /**
   * Version of the bundle that the node runs on; empty when it has none.
   */
  'appliedVersion': (string);
  /**
   * Where that bundle came from.
   */
  'source': (_aios_config_v1_Source__Output);
  /**
   * Number of the newest purge that the node has carried out; 0 when it has carried out none.
   */
  'purgedUpTo': (number);
}
