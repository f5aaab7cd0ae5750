import type { NameModelSpec } from "../../../config/schema/names.ts";
import { checkModelFolder } from "../../platform/model-folder.ts";

export { isModelPackageInstalled as isInstalled, MODEL_PACKAGE } from "../../platform/model-folder.ts";

/**
 * Whether a model can be loaded, before anything depends on it.
 * @throws Error that says what is missing and how to get it
 */
export function checkModel({ path, dtype }: NameModelSpec): void {
  checkModelFolder({ setting: "names.model", task: "a token-classification", path, dtype });
}
