import { MODELS } from "./traffic.ts";

const CACHE = "cache: { exact: { ttl: 10m } }";

/** What a small team would run: a route as it is by default, with and without a cache, and one with a policy that redacts what it can. */
export function sidecarConfig(upstreamAddress: string): string {
  const openai = [MODELS.plain, MODELS.uncached, MODELS.redact, MODELS.paced, MODELS.personal];
  return [
    upstream("openai", "openai", upstreamAddress, "direct", openai),
    upstream("anthropic", "anthropic", upstreamAddress, "direct", [MODELS.claude]),
    route("plain", "openai", [MODELS.plain, MODELS.paced], CACHE),
    route("uncached", "openai", [MODELS.uncached], ""),
    route("redact", "openai", [MODELS.redact, MODELS.personal], `${CACHE}\n  policies: [pii]`),
    route("claude", "anthropic", [MODELS.claude], CACHE),
    `apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec:
  redact: { entities: [email, phone, card, ssn, iban, ip, secret], action: tokenize, restore: true }
`,
  ].join("---\n");
}

/** Of a control plane that dials the provider for its sidecars. */
export function controlPlaneConfig(upstreamAddress: string): string {
  return [
    upstream("forwarded", "openai", upstreamAddress, "control-plane", [MODELS.forwarded]),
    route("forwarded", "forwarded", [MODELS.forwarded], CACHE),
  ].join("---\n");
}

function upstream(
  name: string,
  dialect: string,
  address: string,
  via: string,
  models: readonly string[],
): string {
  const base = dialect === "openai" ? `http://${address}/v1` : `http://${address}`;
  return `apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: ${name} }
spec: { dialect: ${dialect}, url: "${base}", via: ${via}, models: [${models.join(", ")}] }
`;
}

function route(name: string, target: string, models: readonly string[], more: string): string {
  return `apiVersion: aios.dev/v1
kind: Route
metadata: { name: ${name} }
spec:
  match: { operations: [chat], models: [${models.join(", ")}] }
  targets: [{ upstream: ${target} }]
  ${more}
`;
}
