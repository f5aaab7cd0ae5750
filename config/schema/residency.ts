import { z } from "zod";
import { compileGlob } from "./glob.ts";

/** A region as its cloud calls it, or a glob over such names. */
const regionGlob = z
  .string()
  .regex(/^[a-z0-9*](?:[a-z0-9*-]*[a-z0-9*])?$/)
  .max(63);

export const residency = z
  .strictObject({
    regions: z
      .array(regionGlob)
      .min(1)
      .max(64)
      .optional()
      .describe("`region` of the upstreams that may answer, as globs: `eu-*`. One without a region may not."),
    thirdParties: z
      .enum(["allow", "forbid"])
      .default("allow")
      .describe("`forbid`: only upstreams with `owner: self` may answer."),
    unredacted: z
      .enum(["allow", "forbid"])
      .default("allow")
      .describe(
        "`forbid`: nothing unredacted goes to a third party. That is what the policies in force name and leave in clear in the request (`allow`, which is then looked for, and `report`), and what nobody can look into: bodies that are no JSON, messages of gRPC services, and images, sound, video and files in JSON, as base64, as `data:` URLs, or by a URL or identifier that the provider follows.",
      ),
  })
  .describe(
    "Where calls may be answered. It holds for targets, fallbacks, hedges and copies alike; of several policies all do.",
  );

export type ResidencySpec = z.output<typeof residency>;

/** What stands in the way of an upstream, whatever a call says; undefined when nothing does. */
export function objectionTo(
  { regions, thirdParties }: ResidencySpec,
  { region, owner }: { readonly region?: string | undefined; readonly owner?: string | undefined },
): "region" | "third-party" | undefined {
  if (regions !== undefined) {
    if (region === undefined || !regions.some((glob) => compileGlob(glob).matches(region))) return "region";
  }
  return thirdParties === "forbid" && owner !== "self" ? "third-party" : undefined;
}
