// Original file: aios/config/v1/config.proto


/**
 * One thing that is wrong with a resource.
 */
export interface Fault {
  /**
   * Kind of the resource, e.g. "Route"; empty when the fault lies in the bundle itself.
   */
  'kind'?: (string);
  /**
   * Its metadata.name.
   */
  'name'?: (string);
  /**
   * Place inside its spec, e.g. "targets[1].upstream"; empty for the whole.
   */
  'path'?: (string);
  /**
   * For programs, e.g. "E401"; stable.
   */
  'code'?: (string);
  /**
   * For people: what was found and what was expected.
   */
  'message'?: (string);
  /**
   * What was probably meant. Absent: no idea.
   */
  'hint'?: (string);
  '_hint'?: "hint";
}

/**
 * One thing that is wrong with a resource.
 */
export interface Fault__Output {
  /**
   * Kind of the resource, e.g. "Route"; empty when the fault lies in the bundle itself.
   */
  'kind': (string);
  /**
   * Its metadata.name.
   */
  'name': (string);
  /**
   * Place inside its spec, e.g. "targets[1].upstream"; empty for the whole.
   */
  'path': (string);
  /**
   * For programs, e.g. "E401"; stable.
   */
  'code': (string);
  /**
   * For people: what was found and what was expected.
   */
  'message': (string);
  /**
   * What was probably meant. Absent: no idea.
   */
  'hint'?: (string);
  '_hint'?: "hint";
}
