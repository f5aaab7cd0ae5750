import { z } from "zod";
import { ENTITIES } from "./entities.ts";
import { linearPattern, PATTERN_SYNTAX } from "./linear-pattern.ts";
import { secretReference } from "./secret.ts";
import { terms as fieldTerms } from "./term.ts";

type EntityName = keyof typeof ENTITIES;
type GroupName = (typeof ENTITIES)[EntityName]["group"];

const ENTITY_NAMES = keysOf(ENTITIES);
/** Groups of entities, by which a policy names them all at once. `structured` is everything that has a form of its own. */
export const ENTITY_GROUPS: ReadonlyMap<string, readonly EntityName[]> = groups();
/** Everything that can be looked for. */
export const REDACTION_ENTITIES: readonly EntityName[] = ENTITY_NAMES;

export const REDACTION_ACTIONS = ["tokenize", "mask", "hash", "remove", "block", "allow", "report"] as const;
export const REDACTION_DIRECTIONS = ["request", "reply", "both"] as const;

const entityOrGroup = z.enum([...ENTITY_NAMES, ...ENTITY_GROUPS.keys()]);

const action = z
  .enum(REDACTION_ACTIONS)
  .describe(
    "`tokenize`: a typed placeholder such as [EMAIL_1], put back into the reply. `mask`: a few characters stay, such as a card's last four. `hash`: [EMAIL#…], the same for the same value, keyed by `hashKey`. `remove`: [EMAIL]. `block`: the call is refused. `allow`: it stays, and is not looked for. `report`: it stays, and is counted.",
  );

const direction = z
  .enum(REDACTION_DIRECTIONS)
  .describe("Where it is looked for: in requests, in what providers reply, or in both.");

const ownName = z
  .string()
  // One check for form and length: what fits neither is one fault.
  .regex(/^[a-z][a-z-]{0,14}[a-z]$/)
  .register(fieldTerms, {
    noun: 'a name of lower-case letters and "-", 2 to 16 characters,',
    short: "name",
    examples: ["employee-id"],
    guess: guessOwnName,
  })
  .describe(
    "What it is called in counts and, in capital letters without dashes, in placeholders: `employee-id` gives [EMPLOYEEID_1]. Neither name nor label of an entity, a group or another list or pattern of this policy.",
  );

const ownAction = {
  action: action.optional(),
  direction: direction.optional(),
};

const terms = z
  .strictObject({
    name: ownName,
    values: z.array(z.string().min(2).max(256)).min(1).max(10_000).describe("Words and phrases."),
    caseSensitive: z.boolean().default(false).describe("Whether upper and lower case differ."),
    ...ownAction,
  })
  .describe(
    "A list of words and phrases that are looked for as whole words, all lists together in one pass. Any white space between the words of a phrase is as good as another.",
  );

const pattern = z
  .strictObject({
    name: ownName,
    pattern: linearPattern.describe(`A regular expression in ${PATTERN_SYNTAX}`),
    context: z
      .array(z.string().min(2).max(64))
      .max(64)
      .default([])
      .describe("Words that raise the score by 0.35 when one stands near a finding or names its place."),
    score: z.number().min(0).max(1).default(0.6).describe("How sure a finding is without such a word."),
    ...ownAction,
  })
  .describe("A pattern of one's own.");

export const redact = z
  .strictObject({
    entities: z
      .array(entityOrGroup)
      .max(256)
      .default([])
      .describe(
        "What is looked for, by entity or by group of entities; see [redaction](#redaction) for all of them.",
      ),
    action: action.default("tokenize"),
    direction: direction.default("request"),
    restore: z.boolean().default(true).describe("Put the values back into the reply (for `tokenize`)."),
    minimumScore: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe(
        "How sure a finding has to be. Below 0.5, what only looks like a value counts too; 0.8 leaves what proves itself by its form, a checksum or a word beside it.",
      ),
    overrides: z
      .array(
        z.strictObject({
          entities: z.array(entityOrGroup).min(1).max(256).describe("By entity or by group."),
          action: action.optional(),
          direction: direction.optional(),
          restore: z.boolean().optional().describe("As above."),
        }),
      )
      .max(256)
      .default([])
      .describe(
        "Exceptions for some entities; of several that name one entity for one direction the last counts. They hold for their `direction` alone; what is not under `entities` is looked for as well.",
      ),
    terms: z.array(terms).max(64).default([]).describe("Lists of one's own."),
    patterns: z.array(pattern).max(64).default([]).describe("Patterns of one's own."),
    except: z
      .strictObject({
        values: z
          .array(z.string().min(1).max(256))
          .max(10_000)
          .default([])
          .describe("Values, whatever their case."),
        patterns: z
          .array(linearPattern)
          .max(64)
          .default([])
          .describe("Patterns in RE2's syntax that match a whole value, whatever its case."),
      })
      .prefault({})
      .describe("What this policy leaves alone: `support@example.com`. Another policy in force may not."),
    hashKey: secretReference
      .optional()
      .describe(
        "The key of `hash`: with the same one, all processes give a value the same hash. Without, each process makes its own at start.",
      ),
  })
  .refine(
    ({ entities, terms, patterns }) => entities.length + terms.length + patterns.length > 0,
    "nothing is looked for: give `entities`, `terms` or `patterns`",
  )
  .superRefine(({ terms, patterns }, context) => {
    const taken = takenNames();
    for (const [field, own] of Object.entries({ terms, patterns })) {
      for (const [index, { name }] of own.entries()) {
        const label = labelOf(name);
        const owner = taken.get(label);
        if (owner !== undefined) {
          const message = `${JSON.stringify(name)} is taken: ${owner} would look the same in counts or placeholders`;
          const path = [field, index, "name"];
          context.addIssue({ code: "custom", message, path, input: name, params: { code: "E321" } });
        }
        taken.set(label, `\`${field}[${index}]\``);
      }
    }
  })
  .describe("Personal data and secrets that must not leave the pod.");

/** `employee-id` for `Employee_ID`. */
function guessOwnName(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 64) return undefined;
  const name = value
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
  return name.length >= 2 && name.length <= 16 ? name : undefined;
}

export type RedactSpec = z.output<typeof redact>;
export type RedactionAction = (typeof REDACTION_ACTIONS)[number];

/** The entities that a list of entities and groups names, each once. */
export function expandEntities(names: readonly string[]): readonly string[] {
  const entities = new Set<string>();
  for (const name of names) for (const entity of ENTITY_GROUPS.get(name) ?? [name]) entities.add(entity);
  return [...entities];
}

function labelOf(name: string): string {
  return name.replaceAll("-", "").toUpperCase();
}

/** By what a placeholder of that name would say: whose name that is. */
function takenNames(): Map<string, string> {
  const taken = new Map<string, string>();
  for (const group of ENTITY_GROUPS.keys()) taken.set(labelOf(group), `the group \`${group}\``);
  for (const name of ENTITY_NAMES) {
    taken.set(labelOf(name), `the entity \`${name}\``);
    taken.set(ENTITIES[name].label, `the entity \`${name}\``);
  }
  return taken;
}

function groups(): ReadonlyMap<GroupName | "structured", readonly EntityName[]> {
  const byGroup = new Map<GroupName | "structured", EntityName[]>();
  for (const name of ENTITY_NAMES) {
    const { group } = ENTITIES[name];
    for (const key of group === "names" ? [group] : [group, "structured" as const])
      byGroup.set(key, [...(byGroup.get(key) ?? []), name]);
  }
  return byGroup;
}

function keysOf<Key extends string>(object: Readonly<Record<Key, unknown>>): readonly [Key, ...Key[]] {
  const keys: Key[] = [];
  for (const key in object) keys.push(key);
  const [first, ...others] = keys;
  if (first === undefined) throw new Error("There is no recognizer.");
  return [first, ...others];
}
