/** What aios/gateway/v1/gateway.proto says, as JSON. */
export const descriptor = `{
 "nested": {
  "aios": {
   "nested": {
    "gateway": {
     "nested": {
      "v1": {
       "nested": {
        "Gateway": {
         "methods": {
          "Forward": {
           "requestType": "ForwardRequest",
           "requestStream": true,
           "responseType": "ForwardReply",
           "responseStream": true
          },
          "ForwardMany": {
           "requestType": "ForwardManyRequest",
           "requestStream": true,
           "responseType": "ForwardManyReply",
           "responseStream": true
          }
         }
        },
        "ForwardManyRequest": {
         "fields": {
          "call": {
           "type": "int64",
           "id": 1
          },
          "message": {
           "type": "ForwardRequest",
           "id": 2
          },
          "cancelled": {
           "type": "bool",
           "id": 3
          }
         }
        },
        "ForwardManyReply": {
         "fields": {
          "call": {
           "type": "int64",
           "id": 1
          },
          "message": {
           "type": "ForwardReply",
           "id": 2
          }
         }
        },
        "ForwardRequest": {
         "oneofs": {
          "message": {
           "oneof": [
            "head",
            "chunk"
           ]
          }
         },
         "fields": {
          "head": {
           "type": "ForwardHead",
           "id": 1
          },
          "chunk": {
           "type": "bytes",
           "id": 2
          }
         }
        },
        "ForwardHead": {
         "oneofs": {
          "_session": {
           "oneof": [
            "session"
           ]
          },
          "_user": {
           "oneof": [
            "user"
           ]
          }
         },
         "fields": {
          "callId": {
           "type": "string",
           "id": 1
          },
          "dialect": {
           "type": "string",
           "id": 2
          },
          "operation": {
           "type": "string",
           "id": 3
          },
          "upstream": {
           "type": "string",
           "id": 4
          },
          "model": {
           "type": "string",
           "id": 5
          },
          "stream": {
           "type": "bool",
           "id": 6
          },
          "headers": {
           "keyType": "string",
           "type": "string",
           "id": 7
          },
          "timeoutMs": {
           "type": "int64",
           "id": 8
          },
          "workload": {
           "type": "aios.workload.v1.Workload",
           "id": 9
          },
          "session": {
           "type": "string",
           "id": 10,
           "options": {
            "proto3_optional": true
           }
          },
          "user": {
           "type": "string",
           "id": 11,
           "options": {
            "proto3_optional": true
           }
          },
          "body": {
           "type": "bytes",
           "id": 12
          },
          "complete": {
           "type": "bool",
           "id": 13
          },
          "firstFrameMs": {
           "type": "int64",
           "id": 14
          },
          "method": {
           "type": "string",
           "id": 15
          },
          "path": {
           "type": "string",
           "id": 16
          },
          "contentType": {
           "type": "string",
           "id": 17
          },
          "takesWhole": {
           "type": "bool",
           "id": 18
          }
         }
        },
        "ForwardReply": {
         "oneofs": {
          "message": {
           "oneof": [
            "head",
            "frame",
            "end",
            "error"
           ]
          }
         },
         "fields": {
          "head": {
           "type": "ReplyHead",
           "id": 1
          },
          "frame": {
           "type": "Frame",
           "id": 2
          },
          "end": {
           "type": "ReplyEnd",
           "id": 3
          },
          "error": {
           "type": "ForwardError",
           "id": 4
          }
         }
        },
        "Framing": {
         "values": {
          "FRAMING_UNSPECIFIED": 0,
          "FRAMING_DOCUMENT": 1,
          "FRAMING_EVENTS": 2,
          "FRAMING_BYTES": 3
         }
        },
        "ReplyHead": {
         "fields": {
          "status": {
           "type": "int32",
           "id": 1
          },
          "headers": {
           "keyType": "string",
           "type": "string",
           "id": 2
          },
          "framing": {
           "type": "Framing",
           "id": 3
          },
          "document": {
           "type": "bytes",
           "id": 4
          },
          "end": {
           "type": "ReplyEnd",
           "id": 5
          }
         }
        },
        "Frame": {
         "fields": {
          "data": {
           "type": "bytes",
           "id": 1
          },
          "more": {
           "type": "bool",
           "id": 2
          }
         }
        },
        "ReplyEnd": {
         "fields": {
          "trailers": {
           "keyType": "string",
           "type": "string",
           "id": 1
          },
          "upstreamMs": {
           "type": "int64",
           "id": 2
          },
          "attempts": {
           "type": "int32",
           "id": 3
          }
         }
        },
        "ForwardError": {
         "oneofs": {
          "_retryAfterMs": {
           "oneof": [
            "retryAfterMs"
           ]
          },
          "_param": {
           "oneof": [
            "param"
           ]
          }
         },
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "message": {
           "type": "string",
           "id": 2
          },
          "retryAfterMs": {
           "type": "int64",
           "id": 3,
           "options": {
            "proto3_optional": true
           }
          },
          "answer": {
           "type": "ProviderAnswer",
           "id": 4
          },
          "attempts": {
           "type": "int32",
           "id": 5
          },
          "param": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          },
          "told": {
           "type": "bool",
           "id": 7
          }
         }
        },
        "ProviderAnswer": {
         "fields": {
          "status": {
           "type": "int32",
           "id": 1
          },
          "headers": {
           "keyType": "string",
           "type": "string",
           "id": 2
          },
          "body": {
           "type": "bytes",
           "id": 3
          }
         }
        }
       }
      }
     }
    },
    "workload": {
     "nested": {
      "v1": {
       "nested": {
        "Workload": {
         "fields": {
          "namespace": {
           "type": "string",
           "id": 1
          },
          "serviceAccount": {
           "type": "string",
           "id": 2
          },
          "labels": {
           "keyType": "string",
           "type": "string",
           "id": 3
          }
         }
        }
       }
      }
     }
    }
   }
  }
 }
}`;
