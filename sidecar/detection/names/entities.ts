import type { EntityGroup } from "../recognizer.ts";

/** What is looked for by this tier. */
export type NameEntity = "person" | "address" | "organization";

/** Something that is known by no form of its own, and needs a model or lists of names. */
interface NameEntityInfo {
  readonly entity: NameEntity;
  readonly label: string;
  readonly group: EntityGroup;
  readonly description: string;
}

/** The tier of its own: off unless a policy names one of these. */
export const NAME_ENTITIES: readonly NameEntityInfo[] = [
  {
    entity: "person",
    label: "PERSON",
    group: "names",
    description:
      "Names of persons: by lists of names, forms of address, introductions, labels and keys such as `first_name`; with a model also those that no list knows.",
  },
  {
    entity: "address",
    label: "ADDRESS",
    group: "names",
    description:
      "Postal addresses: streets with a number in the forms of many countries, with the unit, city, region and postcode that follow; boxes; postcodes with their city; what a label or key says is one.",
  },
  {
    entity: "organization",
    label: "ORGANIZATION",
    group: "names",
    description:
      "Names of organisations: by legal form, words such as `University`, employers; with a model also those that have neither.",
  },
];

const INFO = new Map<string, NameEntityInfo>(NAME_ENTITIES.map((info) => [info.entity, info]));

export function isNameEntity(entity: string): entity is NameEntity {
  return INFO.has(entity);
}

/** As placeholders name it. */
export function labelOfName(entity: NameEntity): string {
  return INFO.get(entity)?.label ?? entity.toUpperCase();
}
