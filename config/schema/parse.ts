import { type Explanation, explain } from "./explain.ts";
import { FAULT_TABLE, type Fault, type FaultCode, isFaultCode, type Path, type PointAt } from "./faults.ts";
import { INTERPRETED } from "./interpreted.ts";
import { envelope, isKind, KINDS, type Kind } from "./kinds.ts";
import { secretPaths } from "./mask.ts";
import type { ControlPlaneSpec, SidecarSpec } from "./settings.ts";
import { isMap, shapeOf } from "./shape.ts";
import {
  buildSnapshot,
  type ConfigSnapshot,
  PUSHED_KINDS,
  type PushedKind,
  type RawResource,
} from "./snapshot.ts";
import { type Excerpt, offsetsAt, SourceFile, type SourceRange } from "./source.ts";
import { resourceName } from "./units.ts";
import { warningsOf } from "./warnings.ts";
import { type Offsets, readYaml, type YamlDocument } from "./yaml.ts";

/** Bounds of what is read. */
export const PARSE_LIMITS = {
  fileBytes: 1_048_576,
  /** Of all files together. */
  documents: 10_000,
  /** Of one document, what aliases stand for included. */
  values: 100_000,
  depth: 64,
  /** Faults that are told. */
  faults: 1_000,
} as const;

export interface ConfigFile {
  /** As it is to be named in faults. */
  readonly path: string;
  readonly text: string;
}

/** A fault and where it stands. `path` leads from the document's root: `["spec", "targets", 0, "upstream"]`. */
export interface SourceFault extends SourceRange {
  /** As far as the document tells. */
  readonly kind?: string;
  readonly name?: string;
  readonly path: Path;
  readonly code: FaultCode;
  readonly message: string;
  readonly expected?: string;
  readonly hint?: string;
  /** Absent for a file that could not be read. */
  readonly excerpt?: Excerpt;
}

/** A document of a known kind. */
export interface ParsedDocument {
  readonly kind: Kind;
  readonly name: string;
  /** As written, not yet validated. */
  readonly spec: unknown;
  readonly file: string;
  /** Where a part of it stands; `path` from the document's root. */
  locate(path: Path, at?: PointAt): SourceRange;
}

export interface ParsedConfig {
  /** Documents that have a kind, a name and a spec, in the order in which they stand. */
  readonly documents: readonly ParsedDocument[];
  /** Those that are pushed; input of `buildSnapshot` and `toWire`. */
  readonly resources: readonly RawResource[];
  /** Undefined when there is any fault at all. */
  readonly snapshot: ConfigSnapshot | undefined;
  /** Settings, when there is a valid document of that kind. */
  readonly sidecar: SidecarSpec | undefined;
  readonly controlPlane: ControlPlaneSpec | undefined;
  /** By file, line and column; a thousand at most. */
  readonly faults: readonly SourceFault[];
  /** What is valid but cannot work, or does nothing; in the same order. Looked for when it is asked for. */
  readonly warnings: () => readonly SourceFault[];
}

/** Reads and validates files of configuration. All faults are found in one go. Never throws. */
export function parseConfig(files: readonly ConfigFile[]): ParsedConfig {
  const parser = new ConfigParser();
  for (const file of files) parser.add(file);
  return parser.finish();
}

/** A file that could not be read at all. */
export function unreadableFile(file: string, reason: string): SourceFault {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, path: [], code: "E105", message: reason };
}

/** One document on its way: what is known about it so far. */
interface Draft {
  readonly file: SourceFile;
  readonly yaml: YamlDocument;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** Where it has any, for excerpts: looked for when there is a fault to show. */
  readonly secrets: () => readonly Offsets[];
}

class ConfigParser {
  readonly #faults: SourceFault[] = [];
  readonly #documents: ParsedDocument[] = [];
  readonly #resources: RawResource[] = [];
  /** By `kind/name`; settings by their kind alone. */
  readonly #drafts = new Map<string, Draft>();
  /** Names in documents that are damaged: what refers to them is not to blame. */
  readonly #damagedNames = new Set<string>();
  #documentsLeft: number = PARSE_LIMITS.documents;
  #sidecar: SidecarSpec | undefined;
  #controlPlane: ControlPlaneSpec | undefined;

  add({ path, text: raw }: ConfigFile): void {
    if (Buffer.byteLength(raw) > PARSE_LIMITS.fileBytes) {
      this.#faults.push({ ...unreadableFile(path, "the file is larger than 1 MiB; split it"), code: "E104" });
      return;
    }
    const text = raw.startsWith("\uFEFF") ? raw.slice(1) : raw;
    const yaml = readYaml(text, { ...PARSE_LIMITS, documents: this.#documentsLeft });
    this.#documentsLeft -= yaml.documents.length;
    const file = new SourceFile(path, text);
    for (const document of yaml.documents) this.#addDocument(file, document);
    for (const { code, message, at } of yaml.faults) {
      this.#faults.push({ ...file.range(at), path: [], code, message, excerpt: file.excerpt(at, []) });
    }
  }

  finish(): ParsedConfig {
    const result = buildSnapshot(this.#resources);
    if (!result.ok) for (const fault of result.faults) this.#addSpecFault(fault);
    const faults = inOrder(this.#faults);
    const isWhole = result.ok && faults.length === 0;
    return {
      documents: this.#documents,
      resources: this.#resources,
      snapshot: result.ok && isWhole ? result.snapshot : undefined,
      sidecar: this.#sidecar,
      controlPlane: this.#controlPlane,
      faults,
      warnings: () => this.#warnings(isWhole),
    };
  }

  #warnings(isWhole: boolean): readonly SourceFault[] {
    const warnings = warningsOf(this.#documents, { isWhole }).flatMap(({ kind, name, ...rest }) => {
      const draft = this.#drafts.get(draftKey(kind, name));
      return draft === undefined ? [] : [sourceFault(draft, rest)];
    });
    return inOrder(warnings.slice(0, PARSE_LIMITS.faults));
  }

  #addDocument(file: SourceFile, yaml: YamlDocument): void {
    const draft = draftOf(file, yaml);
    const lines = new Set<number>();
    for (const { code, message, path, at } of yaml.faults) {
      // One mistake makes the parser stumble several times; the first on a line is the one that helps.
      const line = file.lineOf(at[0]);
      if (code === "E101" && lines.has(line)) continue;
      lines.add(line);
      this.#fault(draft, { path, code, message }, at);
    }
    const damaged = yaml.faults.some(({ code }) => code !== "E102");
    if (damaged && draft.name !== undefined) this.#damagedNames.add(draft.name);
    // Nothing but comments is no document.
    if (damaged || yaml.value === null) return;
    if (!isMap(yaml.value)) {
      this.#fault(draft, {
        path: [],
        code: "E201",
        message: "expected a map with `apiVersion`, `kind`, `metadata` and `spec`",
      });
      return;
    }
    const isWhole = this.#checkEnvelope(draft);
    if (!isWhole && draft.name !== undefined && !isKind(draft.kind)) this.#damagedNames.add(draft.name);
    if (isKind(draft.kind) && isMap(yaml.value.spec)) this.#addSpec(draft, draft.kind, yaml.value.spec);
  }

  #checkEnvelope(draft: Draft): boolean {
    const { value } = draft.yaml;
    const result = envelope.safeParse(value, INTERPRETED);
    if (result.success) return true;
    for (const explanation of explain(envelope, value, result.error.issues)) {
      const told = {
        ...explanation,
        ...misplacedField(draft.kind, explanation),
        code: envelopeCode(explanation),
      };
      this.#fault(draft, told, FAULT_TABLE[explanation.code].at);
    }
    return false;
  }

  #addSpec(draft: Draft, kind: Kind, spec: unknown): void {
    const { file, yaml } = draft;
    const name = draft.name;
    if (name === undefined) {
      this.#checkSpec(draft, kind, spec);
      return;
    }
    const key = draftKey(kind, name);
    const first = this.#drafts.get(key);
    if (first !== undefined) {
      const at = first.file.range(first.yaml.valueAt(["metadata", "name"]));
      const what = isSettings(kind)
        ? `there is more than one ${kind} document`
        : `there is more than one ${kind} named "${name}"`;
      // Most often they are alternatives that were checked together.
      const advice =
        at.file === file.path ? "" : "; all files together are one configuration: give alternatives apart";
      this.#fault(draft, {
        path: ["metadata", "name"],
        code: "E206",
        message: `${what}; the first is in ${at.file}:${at.line}${advice}`,
      });
      this.#checkSpec(draft, kind, spec);
      return;
    }
    this.#drafts.set(key, draft);
    const locate = (path: Path, at: PointAt = "value") => file.range(offsetsAt(yaml, path, at));
    this.#documents.push({ kind, name, spec, file: file.path, locate });
    const pushed = PUSHED_KINDS.find((each): each is PushedKind => each === kind);
    if (pushed !== undefined) this.#resources.push({ kind: pushed, name, spec });
    else this.#checkSpec(draft, kind, spec);
    if (kind === "Sidecar") this.#sidecar = KINDS.Sidecar.safeParse(spec, INTERPRETED).data;
    if (kind === "ControlPlane") this.#controlPlane = KINDS.ControlPlane.safeParse(spec, INTERPRETED).data;
  }

  /** Of what does not become part of the snapshot. */
  #checkSpec(draft: Draft, kind: Kind, spec: unknown): void {
    const result = KINDS[kind].safeParse(spec, INTERPRETED);
    if (result.success) return;
    for (const explanation of explain(KINDS[kind], spec, result.error.issues)) {
      this.#fault(draft, { ...explanation, path: ["spec", ...explanation.path] });
    }
  }

  #addSpecFault({ kind, name, path, code, message, expected, hint, at, within }: Fault): void {
    const draft = this.#drafts.get(`${kind}/${name}`);
    if (draft === undefined || !isFaultCode(code)) return;
    const fromRoot = ["spec", ...path];
    if (code.startsWith("E4") && this.#damagedNames.has(String(valueIn(draft.yaml.value, fromRoot)))) return;
    this.#fault(draft, {
      path: fromRoot,
      code,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(hint === undefined ? {} : { hint }),
      ...(at === undefined ? {} : { at }),
      ...(within === undefined ? {} : { within }),
    });
  }

  #fault(draft: Draft, explanation: Explanation, place?: PointAt | Offsets): void {
    if (this.#faults.length < PARSE_LIMITS.faults) this.#faults.push(sourceFault(draft, explanation, place));
  }
}

function sourceFault(
  { file, yaml, kind, name, secrets }: Draft,
  { at: pointAt, within, ...told }: Explanation,
  place: PointAt | Offsets = pointAt ?? FAULT_TABLE[told.code].at,
): SourceFault {
  const whole = typeof place === "string" ? offsetsAt(yaml, told.path, place) : place;
  const text = within === undefined ? undefined : valueIn(yaml.value, told.path);
  const at = within !== undefined && typeof text === "string" ? file.part(whole, text, within) : whole;
  return {
    ...file.range(at),
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...told,
    excerpt: file.excerpt(at, secrets()),
  };
}

const isSettings = (kind: Kind): boolean => kind === "Sidecar" || kind === "ControlPlane";

/** Of settings there is one document of a kind, whatever it is called. */
const draftKey = (kind: Kind, name: string): string => (isSettings(kind) ? kind : `${kind}/${name}`);

function draftOf(file: SourceFile, yaml: YamlDocument): Draft {
  const kind = valueIn(yaml.value, ["kind"]);
  const name = resourceName.safeParse(valueIn(yaml.value, ["metadata", "name"]));
  const spec = valueIn(yaml.value, ["spec"]);
  const schema = isKind(kind) ? KINDS[kind] : undefined;
  let secrets: readonly Offsets[] | undefined;
  return {
    file,
    yaml,
    kind: isKind(kind) ? kind : undefined,
    name: name.data,
    secrets: () => {
      secrets ??= secretPaths(schema, spec, ["spec"]).map((path) => yaml.valueAt(path));
      return secrets;
    },
  };
}

const ENVELOPE_CODES: Readonly<Record<string, FaultCode>> = {
  apiVersion: "E202",
  kind: "E203",
  metadata: "E204",
  spec: "E207",
};

function envelopeCode({ path, code }: Explanation): FaultCode {
  return ENVELOPE_CODES[String(path[0])] ?? (code === "E301" ? "E205" : code);
}

/** A field of the spec that stands beside `spec`, the commonest slip of indentation. */
function misplacedField(kind: string | undefined, { path, code }: Explanation): Partial<Explanation> {
  const [field] = path;
  if (code !== "E301" || path.length > 1 || typeof field !== "string" || !isKind(kind)) return {};
  const shape = shapeOf(KINDS[kind]);
  const belongs = shape.type === "object" && shape.fields.some(({ name }) => name === field);
  return belongs ? { message: `\`${field}\` belongs inside \`spec\`; indent it` } : {};
}

function valueIn(value: unknown, path: Path): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, part)) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}

/** Files stay in the order in which they were given. */
function inOrder(faults: readonly SourceFault[]): readonly SourceFault[] {
  const files = new Map<string, number>();
  for (const { file } of faults) if (!files.has(file)) files.set(file, files.size);
  return [...faults].sort(
    (left, right) =>
      (files.get(left.file) ?? 0) - (files.get(right.file) ?? 0) ||
      left.line - right.line ||
      left.column - right.column,
  );
}
