import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  Parser,
} from "yaml";
import type { FaultCode, Path } from "./faults.ts";
import { yamlFaultWords } from "./yaml-words.ts";

/** Half-open, in UTF-16 code units of the text. */
export type Offsets = readonly [start: number, end: number];

export interface YamlFault {
  readonly code: FaultCode;
  readonly message: string;
  readonly path: Path;
  readonly at: Offsets;
}

/** One document as plain data, and where in the text each part of it stands. */
export interface YamlDocument {
  /** JSON-shaped. Undefined when nothing could be read. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** The value at a path, or the nearest that contains it. */
  valueAt(path: Path): Offsets;
  /** The key at a path; the value when there is no key. */
  keyAt(path: Path): Offsets;
}

export interface YamlText {
  readonly documents: readonly YamlDocument[];
  /** Of the text as a whole. */
  readonly faults: readonly YamlFault[];
}

export interface YamlLimits {
  readonly documents: number;
  /** Values of one document, those behind aliases counted as often as they are used. */
  readonly values: number;
  readonly depth: number;
}

/**
 * Reads YAML 1.2 (core schema) without what configuration has no use for: tags of one's own, merge keys, keys that are
 * no text. Never throws. https://yaml.org/spec/1.2.2/
 */
export function readYaml(text: string, limits: YamlLimits): YamlText {
  const documents: YamlDocument[] = [];
  const faults: YamlFault[] = [];
  // Duplicate keys are found below, in linear time. The schema is named so that a %YAML 1.1 directive cannot change it.
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: "silent",
    prettyErrors: false,
  });
  try {
    for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
      if (documents.length >= limits.documents) {
        const message = `more than ${limits.documents} documents; split them over several calls`;
        faults.push({ code: "E104", message, path: [], at: [document.range[0], document.range[0]] });
        break;
      }
      documents.push(new Reader(document, limits).read());
    }
  } catch {
    // The parser is recursive: the only known way here is a stack that overflowed.
    faults.push({ code: "E104", message: "the text is nested too deeply to be read", path: [], at: [0, 0] });
  }
  return { documents, faults };
}

interface Converted {
  readonly value: unknown;
  /** Values in it. */
  readonly count: number;
}

type Target = { readonly node: ParsedNode; readonly converted: Converted | undefined };

class Reader {
  readonly #document: Document.Parsed;
  readonly #limits: YamlLimits;
  readonly #faults: YamlFault[] = [];
  readonly #anchors = new Map<string, { node: ParsedNode; converted: Converted | undefined }>();
  readonly #targets = new Map<Alias, Target>();
  #tooLarge = false;

  constructor(document: Document.Parsed, limits: YamlLimits) {
    this.#document = document;
    this.#limits = limits;
  }

  read(): YamlDocument {
    this.#syntaxFaults();
    const root: ParsedNode | null = this.#document.contents;
    const value = root === null ? null : this.#convert(root, [], 0).value;
    return {
      value,
      faults: this.#faults,
      valueAt: (path) => this.#locate(path).value,
      keyAt: (path) => this.#locate(path).key,
    };
  }

  /** One mistake makes the parser stumble several times; the first on a line is the one that helps. */
  #syntaxFaults(): void {
    for (const { code, message, pos } of [...this.#document.errors, ...this.#document.warnings]) {
      const words = yamlFaultWords(code, message);
      this.#fault(words.code, words.message, [], [pos[0], Math.max(pos[0], pos[1])]);
    }
  }

  #fault(code: FaultCode, message: string, path: Path, at: Offsets): void {
    this.#faults.push({ code, message, path, at });
  }

  #convert(node: ParsedNode, path: Path, depth: number): Converted {
    const nothing: Converted = { value: null, count: 1 };
    if (depth > this.#limits.depth)
      return this.#refuse(`nested more than ${this.#limits.depth} levels deep`, node, path);
    if (isAlias(node)) return this.#follow(node, path);
    const anchor = node.anchor === undefined ? undefined : { node, converted: undefined };
    if (anchor !== undefined && node.anchor !== undefined) this.#anchors.set(node.anchor, anchor);
    let converted = nothing;
    if (isScalar(node)) converted = { value: node.value, count: 1 };
    else if (isSeq(node)) converted = this.#list(node.items, path, depth);
    else if (isMap(node)) converted = this.#map(node, path, depth);
    if (anchor !== undefined && node.anchor !== undefined)
      this.#anchors.set(node.anchor, { node, converted });
    return converted;
  }

  #list(items: readonly ParsedNode[], path: Path, depth: number): Converted {
    const list: unknown[] = [];
    let count = 1;
    for (const [index, item] of items.entries()) {
      const converted = this.#convert(item, [...path, index], depth + 1);
      count += converted.count;
      list.push(converted.value);
      if (this.#isTooMany(count, item, path)) break;
    }
    return { value: list, count };
  }

  #map(
    node: Extract<ParsedNode, { items: readonly { key: ParsedNode }[] }>,
    path: Path,
    depth: number,
  ): Converted {
    const map: Record<string, unknown> = {};
    let count = 1;
    for (const { key, value } of node.items) {
      const name: unknown = isScalar(key) ? key.value : undefined;
      // What is no text has been refused by the parser.
      if (typeof name !== "string") continue;
      const keyPath = [...path, name];
      if (name === "__proto__") {
        this.#fault("E103", "the key `__proto__` is not allowed", keyPath, offsetsOf(key));
        continue;
      }
      if (Object.hasOwn(map, name)) {
        this.#fault(
          "E102",
          `the key ${JSON.stringify(name.slice(0, 60))} stands twice in this map`,
          keyPath,
          offsetsOf(key),
        );
        continue;
      }
      const converted: Converted =
        value === null ? { value: null, count: 1 } : this.#convert(value, keyPath, depth + 1);
      map[name] = converted.value;
      count += converted.count;
      if (this.#isTooMany(count, key, path)) break;
    }
    return { value: map, count };
  }

  #follow(alias: Alias.Parsed, path: Path): Converted {
    const anchor = this.#anchors.get(alias.source);
    const nothing: Converted = { value: null, count: 1 };
    // A bare `*` has been refused by the parser.
    if (alias.source === "") return nothing;
    if (anchor === undefined) {
      this.#fault(
        "E103",
        "this alias refers to an anchor that does not stand before it; if a text is meant that begins with `*`, put it in quotes",
        path,
        offsetsOf(alias),
      );
      return nothing;
    }
    if (anchor.converted === undefined) {
      this.#fault("E103", "this alias refers to what contains it", path, offsetsOf(alias));
      return nothing;
    }
    this.#targets.set(alias, anchor);
    return anchor.converted;
  }

  #isTooMany(count: number, node: ParsedNode, path: Path): boolean {
    if (count > this.#limits.values)
      this.#refuse(`more than ${this.#limits.values} values in one document`, node, path);
    return this.#tooLarge;
  }

  #refuse(message: string, node: ParsedNode, path: Path): Converted {
    if (!this.#tooLarge) this.#fault("E104", message, path, offsetsOf(node));
    this.#tooLarge = true;
    return { value: null, count: 1 };
  }

  #locate(path: Path): { readonly key: Offsets; readonly value: Offsets } {
    let node: ParsedNode | null = this.#document.contents;
    let value = node === null ? documentStart(this.#document) : offsetsOf(node);
    let key = value;
    for (const part of path) {
      const resolved: ParsedNode | null =
        node !== null && isAlias(node) ? (this.#targets.get(node)?.node ?? null) : node;
      if (isSeq(resolved) && typeof part === "number") {
        const item = resolved.items[part] as ParsedNode | undefined;
        if (item === undefined) break;
        node = item;
        value = offsetsOf(item);
        key = value;
      } else if (isMap(resolved)) {
        const pair = resolved.items.find((each) => isScalar(each.key) && each.key.value === part);
        if (pair === undefined) break;
        node = pair.value as ParsedNode | null;
        key = offsetsOf(pair.key as ParsedNode);
        // `key:` without a value: there is nothing to point at but the key.
        const own = node === null ? key : offsetsOf(node);
        value = own[0] === own[1] ? key : own;
      } else break;
    }
    return { key, value };
  }
}

const documentStart = (document: Document.Parsed): Offsets => [document.range[0], document.range[0]];

function offsetsOf(node: Node): Offsets {
  const range = node.range;
  return range === null || range === undefined ? [0, 0] : [range[0], range[1]];
}
