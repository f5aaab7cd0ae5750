import { ENTITIES } from "./schema/entities.ts";
import { ENTITY_GROUPS } from "./schema/redaction.ts";

/** One thing that can be looked for, as the reference shows it. */
interface EntityRow {
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

const GROUP_TITLES: Readonly<Record<string, string>> = {
  contact: "how somebody is reached",
  financial: "money and who has it",
  "national-ids": "numbers and documents that states give persons",
  network: "machines",
  health: "patients",
  personal: "about a person",
  secrets: "what opens doors",
  names: "a tier of its own: known by no form; looked for only where a policy names it",
};

/** What redaction looks for and what becomes of it: the section of the reference, in Markdown lines. */
export function redactionSection(
  table: (head: readonly string[], rows: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  return [
    "## Redaction",
    "",
    "A policy's `redact.entities` names entities or groups of them; `structured` is every entity but those of `names`.",
    "",
    ...[...rowsByGroup()].flatMap(([group, rows]) => [
      `**\`${group}\`**${GROUP_TITLES[group] === undefined ? "" : `: ${GROUP_TITLES[group]}`}`,
      "",
      ...table(
        ["entity", "placeholder", "what it is"],
        rows.map(({ name, label, description }) => [`\`${name}\``, `\`[${label}_1]\``, description]),
      ),
    ]),
    "A finding has a score. What proves itself by a prefix, a checksum or a rare form has 0.9 or more; what is a number like",
    "many others needs a word beside it that says what it is, in the text or as the key of a JSON member, which adds 0.35.",
    "`minimumScore` draws the line. `aios redact -o json` tells each finding's score and what it rests on (`because`): `form`, how",
    'it is written, checksums included, or `names tier`; and the word beside it that made it surer: `form, beside "card"`.',
    "",
    ...table(
      ["action", "what leaves the pod", "in the reply"],
      [
        [
          "`tokenize`",
          "`[EMAIL_1]`, the same for the same value in a call, or in a session (`x-aios-session`)",
          "put back",
        ],
        ["`mask`", "the value with all but a few characters starred: `************1111`", "stays"],
        [
          "`hash`",
          "`[EMAIL#9f86d081884c]`, a keyed hash (HMAC-SHA-256): the same for the same value",
          "stays",
        ],
        ["`remove`", "`[EMAIL]`", "stays"],
        ["`block`", "nothing: the call is refused with `policy-denied`", ""],
        [
          "`report`",
          "the value; it is counted in `x-aios-redactions` and metrics: a policy's shadow mode",
          "",
        ],
        ["`allow`", "the value; it is not looked for", ""],
      ],
    ),
    "Where several policies are in force, the strictest action counts: `allow`, `report`, `tokenize`, `mask`, `hash`, `remove`,",
    "`block`, from the mildest.",
    "",
  ];
}

function rowsByGroup(): ReadonlyMap<string, readonly EntityRow[]> {
  const byGroup = new Map<string, EntityRow[]>();
  for (const [name, { label, group, description }] of Object.entries(ENTITIES))
    byGroup.set(group, [...(byGroup.get(group) ?? []), { name, label, description }]);
  const order = [...ENTITY_GROUPS.keys()];
  return new Map([...byGroup].sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)));
}
