import { MAX_PURGE_WAIT_MS, MAX_PURGED_TAGS } from "./schema/purge.ts";

type Table = (head: readonly string[], rows: readonly (readonly string[])[]) => readonly string[];

/** How answers are taken out of the cache, and what can be seen of it: the section of the reference, in Markdown lines. */
export function purgingSection(table: Table): readonly string[] {
  return [
    "### Purging",
    "",
    "```sh",
    "aios cache purge --tag catalogue --tag prompt:greeting@3   # or --all; exit code 1 when not every sidecar has confirmed it",
    "aios cache stats                                           # what a sidecar's cache has done, by route",
    `curl -X POST http://127.0.0.1:8501/api/v1/cache/purge -H 'content-type: application/json' -d '{"tags": ["catalogue"]}'`,
    "```",
    "",
    `The control plane numbers a purge and pushes it to every sidecar at once, beside configurations and whatever their state. It`,
    "answers when all that are connected have confirmed it, or after `wait`:",
    "",
    ...table(
      ["`POST /api/v1/cache/purge`", "says"],
      [
        ["`tags`", `What to purge, 1 to ${MAX_PURGED_TAGS} tags; an answer with any of them goes.`],
        ["`all`", "`true`, in place of `tags`: everything."],
        [
          "`wait`",
          `How long sidecars may take to confirm, \`2s\` when absent, ${MAX_PURGE_WAIT_MS / 1_000} s at most. The purge goes on after it.`,
        ],
        ["→ `sequence`", "The number of the purge."],
        ["→ `sidecars`, `confirmed`", "How many were connected, and have carried it out."],
        ["→ `answers`", "How many answers these had in memory."],
        ["→ `tookMs`", "How long that was, in ms."],
        [
          "→ `kept`",
          "`disk`: a restart of the control plane still knows it; `memory`: it has no `--data`; `failed`: it could not be written.",
        ],
      ],
    ),
    "A request that cannot be understood is a 400 with what is wrong as `error`. Purges are taken from callers on the control",
    "plane's own machine alone (403), for nobody has an identity yet: in a cluster, `kubectl port-forward` or `exec`.",
    "",
    "- **A sidecar that is away** goes on giving what it has. It is told of everything that it has missed before anything else when",
    "  it is back. One that begins gives nothing of the second tier until it was told.",
    "- **What is on its way** when a purge comes is given to those who wait for it, and not kept; who comes later asks anew.",
    "- **The second tier** is not emptied: what is older than a purge is not given any more, and its time ends there by itself.",
    "- **Numbers** are about milliseconds since 1970 and only grow; with `--data` over restarts as well. The newest 10,000 tags are",
    "  kept; older ones count, for a sidecar that has missed them, as a purge of everything. So does a file in `--data` that is",
    "  damaged. Without `--data` a restart forgets what sidecars that were away have missed.",
    "- **Several control planes** do not tell each other: send a purge to each of them.",
    "",
    ...table(
      ["admin of a sidecar (127.0.0.1:8402)", "does"],
      [
        [
          "`GET /cache`",
          "Answers and bytes held, hits, misses and by-passes by route with their reasons, what was saved, the tags that most answers have, and single answers (`limit`, 100 when absent, 1000 at most; `tag`): the beginning of the key, tags, upstream, model, bytes, age and tokens, never what it says.",
        ],
        [
          "`POST /cache/purge`",
          "The same request without `wait`, for this sidecar alone: `answers`, `tookMs`. The others are not told.",
        ],
      ],
    ),
  ];
}
