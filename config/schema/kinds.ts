import { z } from "zod";
import { policySpec } from "./policy.ts";
import { routeSpec } from "./route.ts";
import { controlPlaneSpec, sidecarSpec } from "./settings.ts";
import { resourceName } from "./units.ts";
import { upstreamSpec } from "./upstream.ts";

export const API_VERSION = "aios.dev/v1";

/** Every kind of document and the schema of its `spec`. `Sidecar` and `ControlPlane` are read at start, never pushed. */
export const KINDS = {
  Upstream: upstreamSpec,
  Policy: policySpec,
  Route: routeSpec,
  Sidecar: sidecarSpec,
  ControlPlane: controlPlaneSpec,
} as const;

export type Kind = keyof typeof KINDS;
export const KIND_NAMES = [
  "Upstream",
  "Policy",
  "Route",
  "Sidecar",
  "ControlPlane",
] as const satisfies readonly Kind[];

export function isKind(value: unknown): value is Kind {
  return typeof value === "string" && Object.hasOwn(KINDS, value);
}

const annotations = z.record(z.string().min(1).max(317), z.string());

/** What stands around every `spec`. */
export const envelope = z.strictObject({
  apiVersion: z.literal(API_VERSION).describe("Version of the configuration language."),
  kind: z.enum(KIND_NAMES).describe("What the document describes."),
  metadata: z
    .strictObject({
      name: resourceName.describe("Name, unique within its kind; what others refer to."),
      labels: annotations.optional().describe("For your own tools; aios does not read it."),
      annotations: annotations.optional().describe("For your own tools; aios does not read it."),
    })
    .describe("What the document is called."),
  spec: z.looseObject({}).describe("The content; its fields depend on `kind`."),
});
