// Original file: aios/workload/v1/workload.proto


/**
 * Who calls: the identity of one application, as Kubernetes knows it. Outside Kubernetes the same three are given by
 * flags. It selects configuration, so two replicas of one deployment have equal workloads.
 */
export interface Workload {
  /**
   * Kubernetes namespace, e.g. "shop".
   */
  'namespace'?: (string);
  /**
   * Kubernetes service account, e.g. "checkout".
   */
  'serviceAccount'?: (string);
  /**
   * Pod labels, e.g. {"app": "checkout"}; what selectors in the configuration match on.
   */
  'labels'?: ({[key: string]: string});
}

/**
 * Who calls: the identity of one application, as Kubernetes knows it. Outside Kubernetes the same three are given by
 * flags. It selects configuration, so two replicas of one deployment have equal workloads.
 */
export interface Workload__Output {
  /**
   * Kubernetes namespace, e.g. "shop".
   */
  'namespace': (string);
  /**
   * Kubernetes service account, e.g. "checkout".
   */
  'serviceAccount': (string);
  /**
   * Pod labels, e.g. {"app": "checkout"}; what selectors in the configuration match on.
   */
  'labels': ({[key: string]: string});
}
