import type { EntityGroup } from "../recognizer.ts";

/** Something that is known by no form of its own, and needs a model or lists of names. */
interface NameEntity {
  readonly entity: string;
  readonly label: string;
  readonly group: EntityGroup;
  readonly description: string;
}

/** The tier of its own: off unless a policy names one of these. */
export const NAME_ENTITIES: readonly NameEntity[] = [
  { entity: "person", label: "PERSON", group: "names", description: "Names of persons." },
  { entity: "address", label: "ADDRESS", group: "names", description: "Postal addresses." },
  { entity: "organization", label: "ORGANIZATION", group: "names", description: "Names of organisations." },
];
