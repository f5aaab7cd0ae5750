import type { ParsedConfig } from "../../config/schema/parse.ts";
import { controlPlaneSpec, sidecarSpec } from "../../config/schema/settings.ts";
import { isMap } from "../../config/schema/shape.ts";
import type { SettingsKind, Telemetry } from "../platform/telemetry.ts";

/** For every load of the files, the first one at start: tells of settings that are not those of the start, once a change. */
export function settingsEdits(
  kind: SettingsKind,
  telemetry: Pick<Telemetry, "settingsNotApplied">,
): (loaded: ParsedConfig) => void {
  let atStart: unknown;
  let seen: unknown;
  return (loaded) => {
    const written = settingsOf(kind, loaded);
    atStart ??= written;
    const isNews = changedFields(seen ?? written, written, "spec").length > 0;
    seen = written;
    const fields = changedFields(atStart, written, "spec");
    if (isNews && fields.length > 0) telemetry.settingsNotApplied(kind, fields);
  };
}

/** Without a document the defaults are in force. */
function settingsOf(kind: SettingsKind, { sidecar, controlPlane }: ParsedConfig) {
  return kind === "Sidecar"
    ? (sidecar ?? sidecarSpec.parse({}))
    : (controlPlane ?? controlPlaneSpec.parse({}));
}

/** Paths of what differs, such as `spec.listen.http`; lists are compared whole. */
function changedFields(before: unknown, after: unknown, path: string): readonly string[] {
  if (!isMap(before) || !isMap(after)) return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changedFields(before[name], after[name], `${path}.${name}`));
}
