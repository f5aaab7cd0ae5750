/** What aios/config/v1/config.proto says, as JSON. */
export const descriptor = `{
 "nested": {
  "aios": {
   "nested": {
    "config": {
     "nested": {
      "v1": {
       "nested": {
        "ConfigDiscovery": {
         "methods": {
          "Stream": {
           "requestType": "NodeMessage",
           "requestStream": true,
           "responseType": "ConfigMessage",
           "responseStream": true
          }
         }
        },
        "NodeMessage": {
         "oneofs": {
          "message": {
           "oneof": [
            "hello",
            "ack",
            "nack",
            "heartbeat",
            "purged"
           ]
          }
         },
         "fields": {
          "hello": {
           "type": "Hello",
           "id": 1
          },
          "ack": {
           "type": "Ack",
           "id": 2
          },
          "nack": {
           "type": "Nack",
           "id": 3
          },
          "heartbeat": {
           "type": "Heartbeat",
           "id": 4
          },
          "purged": {
           "type": "Purged",
           "id": 5
          }
         }
        },
        "ConfigMessage": {
         "oneofs": {
          "message": {
           "oneof": [
            "bundle",
            "heartbeat",
            "shed",
            "purge"
           ]
          }
         },
         "fields": {
          "bundle": {
           "type": "Bundle",
           "id": 1
          },
          "heartbeat": {
           "type": "Heartbeat",
           "id": 2
          },
          "shed": {
           "type": "Shed",
           "id": 3
          },
          "purge": {
           "type": "Purge",
           "id": 4
          }
         }
        },
        "Source": {
         "values": {
          "SOURCE_UNSPECIFIED": 0,
          "SOURCE_NONE": 1,
          "SOURCE_DISK": 2,
          "SOURCE_STREAM": 3
         }
        },
        "Hello": {
         "fields": {
          "nodeId": {
           "type": "string",
           "id": 1
          },
          "workload": {
           "type": "aios.workload.v1.Workload",
           "id": 2
          },
          "softwareVersion": {
           "type": "string",
           "id": 3
          },
          "schemaVersion": {
           "type": "string",
           "id": 4
          },
          "appliedVersion": {
           "type": "string",
           "id": 5
          },
          "source": {
           "type": "Source",
           "id": 6
          },
          "purgedUpTo": {
           "type": "int64",
           "id": 7
          }
         }
        },
        "Ack": {
         "fields": {
          "nonce": {
           "type": "string",
           "id": 1
          },
          "version": {
           "type": "string",
           "id": 2
          }
         }
        },
        "Nack": {
         "fields": {
          "nonce": {
           "type": "string",
           "id": 1
          },
          "version": {
           "type": "string",
           "id": 2
          },
          "faults": {
           "rule": "repeated",
           "type": "Fault",
           "id": 3
          }
         }
        },
        "Fault": {
         "oneofs": {
          "_hint": {
           "oneof": [
            "hint"
           ]
          }
         },
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "path": {
           "type": "string",
           "id": 3
          },
          "code": {
           "type": "string",
           "id": 4
          },
          "message": {
           "type": "string",
           "id": 5
          },
          "hint": {
           "type": "string",
           "id": 6,
           "options": {
            "proto3_optional": true
           }
          }
         }
        },
        "Bundle": {
         "fields": {
          "nonce": {
           "type": "string",
           "id": 1
          },
          "version": {
           "type": "string",
           "id": 2
          },
          "resources": {
           "rule": "repeated",
           "type": "Resource",
           "id": 3
          }
         }
        },
        "Resource": {
         "fields": {
          "kind": {
           "type": "string",
           "id": 1
          },
          "name": {
           "type": "string",
           "id": 2
          },
          "version": {
           "type": "string",
           "id": 3
          },
          "canonicalJson": {
           "type": "bytes",
           "id": 4
          }
         }
        },
        "Heartbeat": {
         "fields": {
          "version": {
           "type": "string",
           "id": 1
          }
         }
        },
        "Shed": {
         "fields": {
          "retryAfterMs": {
           "type": "int64",
           "id": 1
          }
         }
        },
        "Purge": {
         "fields": {
          "sequence": {
           "type": "int64",
           "id": 1
          },
          "tags": {
           "rule": "repeated",
           "type": "PurgedTag",
           "id": 2
          }
         }
        },
        "PurgedTag": {
         "fields": {
          "tag": {
           "type": "string",
           "id": 1
          },
          "sequence": {
           "type": "int64",
           "id": 2
          }
         }
        },
        "Purged": {
         "fields": {
          "sequence": {
           "type": "int64",
           "id": 1
          },
          "answers": {
           "type": "int64",
           "id": 2
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
