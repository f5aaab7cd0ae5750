import type { DialectName } from "../core/call.ts";
import type { ListedModel } from "../core/engine.ts";
import { AiosError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";

// Configuration knows no birthday of a model; the SDKs' types want one.
const CREATED_SECONDS = 0;
const CREATED_AT = "1970-01-01T00:00:00Z";

/** `GET /v1/models` in the caller's dialect. */
export function listModels(models: readonly ListedModel[], dialect: DialectName): JsonObject {
  const data = models.map((model) => renderModel(model, dialect));
  if (dialect !== "anthropic-messages") return { object: "list", data };
  return { data, has_more: false, first_id: models[0]?.id ?? null, last_id: models.at(-1)?.id ?? null };
}

/** `GET /v1/models/{id}`. @throws AiosError `model-not-found`. */
export function readModel(models: readonly ListedModel[], id: string, dialect: DialectName): JsonObject {
  const model = models.find((candidate) => candidate.id === id);
  if (model === undefined) {
    throw new AiosError("model-not-found", `No route lists the model "${id.slice(0, 200)}".`, {
      param: "model",
    });
  }
  return renderModel(model, dialect);
}

function renderModel(model: ListedModel, dialect: DialectName): JsonObject {
  if (dialect === "anthropic-messages") {
    return { type: "model", id: model.id, display_name: model.id, created_at: CREATED_AT };
  }
  return { id: model.id, object: "model", created: CREATED_SECONDS, owned_by: model.ownedBy };
}
