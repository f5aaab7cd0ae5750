import { z } from "zod";

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
        "`forbid`: what the policies in force look for and leave in clear (`allow`, `report`), and bodies that cannot be looked into, go to no third party.",
      ),
  })
  .describe(
    "Where calls may be answered. It holds for targets, fallbacks, hedges and copies alike; of several policies all do.",
  );

export type ResidencySpec = z.output<typeof residency>;
