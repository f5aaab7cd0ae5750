// Original file: aios/inference/v1/inference.proto


/**
 * Nothing to say: who asks is known from the connection.
 */
export interface ListModelsRequest {
}

/**
 * Nothing to say: who asks is known from the connection.
 */
export interface ListModelsRequest__Output {
}
