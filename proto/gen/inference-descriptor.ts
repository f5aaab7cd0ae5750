/** What aios/inference/v1/inference.proto says, as JSON. */
export const descriptor = `{
 "nested": {
  "aios": {
   "nested": {
    "inference": {
     "nested": {
      "v1": {
       "nested": {
        "Inference": {
         "methods": {
          "Chat": {
           "requestType": "ChatRequest",
           "responseType": "ChatReply"
          },
          "ChatStream": {
           "requestType": "ChatRequest",
           "responseType": "ChatChunk",
           "responseStream": true
          },
          "Embed": {
           "requestType": "EmbedRequest",
           "responseType": "EmbedReply"
          },
          "ListModels": {
           "requestType": "ListModelsRequest",
           "responseType": "ListModelsReply"
          }
         }
        },
        "ChatRequest": {
         "oneofs": {
          "_parallelToolCalls": {
           "oneof": [
            "parallelToolCalls"
           ]
          },
          "_temperature": {
           "oneof": [
            "temperature"
           ]
          },
          "_topP": {
           "oneof": [
            "topP"
           ]
          },
          "_maxCompletionTokens": {
           "oneof": [
            "maxCompletionTokens"
           ]
          },
          "_maxTokens": {
           "oneof": [
            "maxTokens"
           ]
          },
          "_seed": {
           "oneof": [
            "seed"
           ]
          },
          "_n": {
           "oneof": [
            "n"
           ]
          },
          "_presencePenalty": {
           "oneof": [
            "presencePenalty"
           ]
          },
          "_frequencyPenalty": {
           "oneof": [
            "frequencyPenalty"
           ]
          },
          "_logprobs": {
           "oneof": [
            "logprobs"
           ]
          },
          "_topLogprobs": {
           "oneof": [
            "topLogprobs"
           ]
          },
          "_user": {
           "oneof": [
            "user"
           ]
          },
          "_reasoningEffort": {
           "oneof": [
            "reasoningEffort"
           ]
          },
          "_serviceTier": {
           "oneof": [
            "serviceTier"
           ]
          }
         },
         "fields": {
          "model": {
           "type": "string",
           "id": 1
          },
          "messages": {
           "rule": "repeated",
           "type": "Message",
           "id": 2
          },
          "tools": {
           "rule": "repeated",
           "type": "Tool",
           "id": 3
          },
          "toolChoice": {
           "type": "ToolChoice",
           "id": 4
          },
          "parallelToolCalls": {
           "type": "bool",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "responseFormat": {
           "type": "ResponseFormat",
           "id": 6
          },
          "temperature": {
           "type": "double",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "topP": {
           "type": "double",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "maxCompletionTokens": {
           "type": "int32",
           "id": 9,
           "options": {
            "proto3_optional": true
           }
          },
          "maxTokens": {
           "type": "int32",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          },
          "stop": {
           "rule": "repeated",
           "type": "string",
           "id": 11
          },
          "seed": {
           "type": "int64",
           "id": 12,
           "options": {
            "proto3_optional": true
           }
          },
          "n": {
           "type": "int32",
           "id": 13,
           "options": {
            "proto3_optional": true
           }
          },
          "presencePenalty": {
           "type": "double",
           "id": 14,
           "options": {
            "proto3_optional": true
           }
          },
          "frequencyPenalty": {
           "type": "double",
           "id": 15,
           "options": {
            "proto3_optional": true
           }
          },
          "logitBias": {
           "keyType": "string",
           "type": "double",
           "id": 16
          },
          "logprobs": {
           "type": "bool",
           "id": 17,
           "options": {
            "proto3_optional": true
           }
          },
          "topLogprobs": {
           "type": "int32",
           "id": 18,
           "options": {
            "proto3_optional": true
           }
          },
          "user": {
           "type": "string",
           "id": 19,
           "options": {
            "proto3_optional": true
           }
          },
          "metadata": {
           "keyType": "string",
           "type": "string",
           "id": 20
          },
          "reasoningEffort": {
           "type": "string",
           "id": 21,
           "options": {
            "proto3_optional": true
           }
          },
          "serviceTier": {
           "type": "string",
           "id": 22,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Message": {
         "oneofs": {
          "content": {
           "oneof": [
            "text",
            "parts"
           ]
          },
          "_name": {
           "oneof": [
            "name"
           ]
          },
          "_toolCallId": {
           "oneof": [
            "toolCallId"
           ]
          },
          "_refusal": {
           "oneof": [
            "refusal"
           ]
          },
          "_reasoningContent": {
           "oneof": [
            "reasoningContent"
           ]
          }
         },
         "fields": {
          "role": {
           "type": "string",
           "id": 1
          },
          "text": {
           "type": "string",
           "id": 2
          },
          "parts": {
           "type": "ContentParts",
           "id": 3
          },
          "name": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "toolCalls": {
           "rule": "repeated",
           "type": "ToolCall",
           "id": 5
          },
          "toolCallId": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "refusal": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "reasoningContent": {
           "type": "string",
           "id": 8,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ContentParts": {
         "fields": {
          "parts": {
           "rule": "repeated",
           "type": "ContentPart",
           "id": 1
          }
         }
        },
        "ContentPart": {
         "oneofs": {
          "part": {
           "oneof": [
            "text",
            "imageUrl",
            "inputAudio",
            "file",
            "refusal",
            "other"
           ]
          }
         },
         "fields": {
          "text": {
           "type": "string",
           "id": 1
          },
          "imageUrl": {
           "type": "ImageUrl",
           "id": 2
          },
          "inputAudio": {
           "type": "InputAudio",
           "id": 3
          },
          "file": {
           "type": "File",
           "id": 4
          },
          "refusal": {
           "type": "string",
           "id": 5
          },
          "other": {
           "type": "google.protobuf.Struct",
           "id": 6
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "InlineData": {
         "fields": {
          "mediaType": {
           "type": "string",
           "id": 1
          },
          "data": {
           "type": "bytes",
           "id": 2
          }
         }
        },
        "ImageUrl": {
         "oneofs": {
          "source": {
           "oneof": [
            "url",
            "data"
           ]
          },
          "_detail": {
           "oneof": [
            "detail"
           ]
          }
         },
         "fields": {
          "url": {
           "type": "string",
           "id": 1
          },
          "data": {
           "type": "InlineData",
           "id": 2
          },
          "detail": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "InputAudio": {
         "fields": {
          "data": {
           "type": "bytes",
           "id": 1
          },
          "format": {
           "type": "string",
           "id": 2
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "File": {
         "oneofs": {
          "source": {
           "oneof": [
            "fileId",
            "fileData",
            "data"
           ]
          },
          "_filename": {
           "oneof": [
            "filename"
           ]
          }
         },
         "fields": {
          "fileId": {
           "type": "string",
           "id": 1
          },
          "fileData": {
           "type": "string",
           "id": 2
          },
          "data": {
           "type": "InlineData",
           "id": 3
          },
          "filename": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Tool": {
         "fields": {
          "type": {
           "type": "string",
           "id": 1
          },
          "function": {
           "type": "FunctionDefinition",
           "id": 2
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "FunctionDefinition": {
         "oneofs": {
          "_description": {
           "oneof": [
            "description"
           ]
          },
          "_strict": {
           "oneof": [
            "strict"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "description": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "parameters": {
           "type": "google.protobuf.Struct",
           "id": 3
          },
          "strict": {
           "type": "bool",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ToolChoice": {
         "oneofs": {
          "choice": {
           "oneof": [
            "mode",
            "function",
            "other"
           ]
          }
         },
         "fields": {
          "mode": {
           "type": "string",
           "id": 1
          },
          "function": {
           "type": "string",
           "id": 2
          },
          "other": {
           "type": "google.protobuf.Struct",
           "id": 3
          }
         }
        },
        "ToolCall": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "type": {
           "type": "string",
           "id": 2
          },
          "function": {
           "type": "FunctionCall",
           "id": 3
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "FunctionCall": {
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "arguments": {
           "type": "string",
           "id": 2
          }
         }
        },
        "ResponseFormat": {
         "fields": {
          "type": {
           "type": "string",
           "id": 1
          },
          "jsonSchema": {
           "type": "JsonSchema",
           "id": 2
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "JsonSchema": {
         "oneofs": {
          "_description": {
           "oneof": [
            "description"
           ]
          },
          "_strict": {
           "oneof": [
            "strict"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1
          },
          "description": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "schema": {
           "type": "google.protobuf.Struct",
           "id": 3
          },
          "strict": {
           "type": "bool",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ChatReply": {
         "oneofs": {
          "_systemFingerprint": {
           "oneof": [
            "systemFingerprint"
           ]
          },
          "_serviceTier": {
           "oneof": [
            "serviceTier"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "created": {
           "type": "int64",
           "id": 2
          },
          "model": {
           "type": "string",
           "id": 3
          },
          "choices": {
           "rule": "repeated",
           "type": "Choice",
           "id": 4
          },
          "usage": {
           "type": "Usage",
           "id": 5
          },
          "systemFingerprint": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "serviceTier": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Choice": {
         "oneofs": {
          "_finishReason": {
           "oneof": [
            "finishReason"
           ]
          }
         },
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "message": {
           "type": "Message",
           "id": 2
          },
          "finishReason": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "logprobs": {
           "type": "google.protobuf.Struct",
           "id": 4
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Usage": {
         "oneofs": {
          "_cachedTokens": {
           "oneof": [
            "cachedTokens"
           ]
          },
          "_reasoningTokens": {
           "oneof": [
            "reasoningTokens"
           ]
          }
         },
         "fields": {
          "promptTokens": {
           "type": "int32",
           "id": 1
          },
          "completionTokens": {
           "type": "int32",
           "id": 2
          },
          "totalTokens": {
           "type": "int32",
           "id": 3
          },
          "cachedTokens": {
           "type": "int32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "reasoningTokens": {
           "type": "int32",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ChatChunk": {
         "oneofs": {
          "_systemFingerprint": {
           "oneof": [
            "systemFingerprint"
           ]
          },
          "_serviceTier": {
           "oneof": [
            "serviceTier"
           ]
          }
         },
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "created": {
           "type": "int64",
           "id": 2
          },
          "model": {
           "type": "string",
           "id": 3
          },
          "choices": {
           "rule": "repeated",
           "type": "ChunkChoice",
           "id": 4
          },
          "usage": {
           "type": "Usage",
           "id": 5
          },
          "systemFingerprint": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "serviceTier": {
           "type": "string",
           "id": 7,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ChunkChoice": {
         "oneofs": {
          "_finishReason": {
           "oneof": [
            "finishReason"
           ]
          }
         },
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "delta": {
           "type": "Delta",
           "id": 2
          },
          "finishReason": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "logprobs": {
           "type": "google.protobuf.Struct",
           "id": 4
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Delta": {
         "oneofs": {
          "_role": {
           "oneof": [
            "role"
           ]
          },
          "_content": {
           "oneof": [
            "content"
           ]
          },
          "_refusal": {
           "oneof": [
            "refusal"
           ]
          },
          "_reasoningContent": {
           "oneof": [
            "reasoningContent"
           ]
          }
         },
         "fields": {
          "role": {
           "type": "string",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "content": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "toolCalls": {
           "rule": "repeated",
           "type": "ToolCallDelta",
           "id": 3
          },
          "refusal": {
           "type": "string",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "reasoningContent": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "ToolCallDelta": {
         "oneofs": {
          "_id": {
           "oneof": [
            "id"
           ]
          },
          "_type": {
           "oneof": [
            "type"
           ]
          }
         },
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "id": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          },
          "type": {
           "type": "string",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "function": {
           "type": "FunctionCallDelta",
           "id": 4
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "FunctionCallDelta": {
         "oneofs": {
          "_name": {
           "oneof": [
            "name"
           ]
          },
          "_arguments": {
           "oneof": [
            "arguments"
           ]
          }
         },
         "fields": {
          "name": {
           "type": "string",
           "id": 1,
           "options": {
            "proto3_optional": true
           }
          },
          "arguments": {
           "type": "string",
           "id": 2,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "EmbedRequest": {
         "oneofs": {
          "_dimensions": {
           "oneof": [
            "dimensions"
           ]
          },
          "_user": {
           "oneof": [
            "user"
           ]
          }
         },
         "fields": {
          "model": {
           "type": "string",
           "id": 1
          },
          "input": {
           "rule": "repeated",
           "type": "string",
           "id": 2
          },
          "inputTokens": {
           "rule": "repeated",
           "type": "TokenList",
           "id": 3
          },
          "dimensions": {
           "type": "int32",
           "id": 4,
           "options": {
            "proto3_optional": true
           }
          },
          "user": {
           "type": "string",
           "id": 5,
           "options": {
            "proto3_optional": true
           }
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "TokenList": {
         "fields": {
          "tokens": {
           "rule": "repeated",
           "type": "int32",
           "id": 1
          }
         }
        },
        "EmbedReply": {
         "fields": {
          "model": {
           "type": "string",
           "id": 1
          },
          "embeddings": {
           "rule": "repeated",
           "type": "Embedding",
           "id": 2
          },
          "usage": {
           "type": "Usage",
           "id": 3
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        },
        "Embedding": {
         "fields": {
          "index": {
           "type": "int32",
           "id": 1
          },
          "values": {
           "rule": "repeated",
           "type": "float",
           "id": 2
          }
         }
        },
        "ListModelsRequest": {
         "fields": {}
        },
        "ListModelsReply": {
         "fields": {
          "models": {
           "rule": "repeated",
           "type": "Model",
           "id": 1
          }
         }
        },
        "Model": {
         "fields": {
          "id": {
           "type": "string",
           "id": 1
          },
          "created": {
           "type": "int64",
           "id": 2
          },
          "ownedBy": {
           "type": "string",
           "id": 3
          },
          "extra": {
           "type": "google.protobuf.Struct",
           "id": 100
          }
         }
        }
       }
      }
     }
    }
   }
  },
  "google": {
   "nested": {
    "protobuf": {
     "nested": {
      "Struct": {
       "fields": {
        "fields": {
         "keyType": "string",
         "type": "Value",
         "id": 1
        }
       }
      },
      "Value": {
       "oneofs": {
        "kind": {
         "oneof": [
          "nullValue",
          "numberValue",
          "stringValue",
          "boolValue",
          "structValue",
          "listValue"
         ]
        }
       },
       "fields": {
        "nullValue": {
         "type": "NullValue",
         "id": 1
        },
        "numberValue": {
         "type": "double",
         "id": 2
        },
        "stringValue": {
         "type": "string",
         "id": 3
        },
        "boolValue": {
         "type": "bool",
         "id": 4
        },
        "structValue": {
         "type": "Struct",
         "id": 5
        },
        "listValue": {
         "type": "ListValue",
         "id": 6
        }
       }
      },
      "NullValue": {
       "values": {
        "NULL_VALUE": 0
       }
      },
      "ListValue": {
       "fields": {
        "values": {
         "rule": "repeated",
         "type": "Value",
         "id": 1
        }
       }
      }
     }
    }
   }
  }
 }
}`;
