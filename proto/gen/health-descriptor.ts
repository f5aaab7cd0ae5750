/** What grpc/health/v1/health.proto says, as JSON. */
export const descriptor = `{
 "nested": {
  "grpc": {
   "nested": {
    "health": {
     "nested": {
      "v1": {
       "options": {
        "csharp_namespace": "Grpc.Health.V1",
        "go_package": "google.golang.org/grpc/health/grpc_health_v1",
        "java_multiple_files": true,
        "java_outer_classname": "HealthProto",
        "java_package": "io.grpc.health.v1"
       },
       "nested": {
        "HealthListRequest": {
         "fields": {}
        },
        "HealthListResponse": {
         "fields": {
          "statuses": {
           "keyType": "string",
           "type": "HealthCheckResponse",
           "id": 1
          }
         }
        },
        "HealthCheckRequest": {
         "fields": {
          "service": {
           "type": "string",
           "id": 1
          }
         }
        },
        "HealthCheckResponse": {
         "fields": {
          "status": {
           "type": "ServingStatus",
           "id": 1
          }
         },
         "nested": {
          "ServingStatus": {
           "values": {
            "UNKNOWN": 0,
            "SERVING": 1,
            "NOT_SERVING": 2,
            "SERVICE_UNKNOWN": 3
           }
          }
         }
        },
        "Health": {
         "methods": {
          "Check": {
           "requestType": "HealthCheckRequest",
           "responseType": "HealthCheckResponse"
          },
          "Watch": {
           "requestType": "HealthCheckRequest",
           "responseType": "HealthCheckResponse",
           "responseStream": true
          },
          "List": {
           "requestType": "HealthListRequest",
           "responseType": "HealthListResponse"
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
