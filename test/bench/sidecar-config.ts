import { MODEL } from "./traffic.ts";

/** What a small team would run: one upstream, a route with a cache and retries, and a policy that redacts everything it can. */
export function sidecarConfig(upstreamAddress: string): string {
  return `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: bench }
spec:
  dialect: openai
  url: http://${upstreamAddress}/v1
  via: direct
  models: [${MODEL}]
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { operations: [chat], models: ["bench-*"] }
  targets: [{ upstream: bench }]
  cache: { exact: { ttl: 10m } }
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email, phone, card, ssn, iban, ip, secret], action: tokenize, restore: true }
`;
}
