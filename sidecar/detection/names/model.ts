import { basename, dirname } from "node:path";
import type { NameModelSpec } from "../../../config/schema/names.ts";
import type { NameFinding } from "./find-names.ts";
import { MODEL_PACKAGE } from "./model-package.ts";
import { type Tag, taggedSpans } from "./model-tags.ts";
import { MOST_TOKENS, windowsOf } from "./model-windows.ts";

/** Persons, addresses and organisations as a model sees them. */
export interface NameModel {
  /** What was found, by position, without overlaps. */
  find(text: string): Promise<readonly NameFinding[]>;
}

/** What is used of transformers.js, whose own types are not there when it is not installed. */
interface Transformers {
  readonly env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  readonly AutoTokenizer: { from_pretrained(name: string, options: object): Promise<Tokenizer> };
  readonly AutoModelForTokenClassification: {
    from_pretrained(name: string, options: object): Promise<Model>;
  };
  readonly Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => unknown;
}

interface Tokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  decode(ids: readonly number[], options: { skip_special_tokens: boolean }): string;
}

interface Model {
  (inputs: Readonly<Record<string, unknown>>): Promise<{ readonly logits: Logits }>;
  readonly config: { readonly id2label?: Readonly<Record<string, string>> };
}

interface Logits {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A token and what part of the text it stands for. */
interface Piece {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Loads the model from its folder, and nothing from anywhere else.
 * @throws Error when it cannot be loaded
 */
export async function loadNameModel({ path, dtype, labels, windowWords }: NameModelSpec): Promise<NameModel> {
  const { env, AutoTokenizer, AutoModelForTokenClassification, Tensor }: Transformers = await import(
    MODEL_PACKAGE
  );
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = dirname(path);
  const name = basename(path);
  const options = { local_files_only: true };
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(name, options),
    AutoModelForTokenClassification.from_pretrained(name, { ...options, dtype, device: "cpu" }),
  ]);
  const id2label = model.config.id2label ?? {};
  const [opening, closing] = specialTokens(tokenizer);

  /** What the tokens of one window are, each with how sure that is. */
  async function tag(pieces: readonly Piece[]): Promise<readonly Tag[]> {
    const ids = [...opening, ...pieces.map(({ id }) => id), ...closing];
    const tensor = (value: (id: number) => number) =>
      new Tensor(
        "int64",
        BigInt64Array.from(ids, (id) => BigInt(value(id))),
        [1, ids.length],
      );
    const { logits } = await model({
      input_ids: tensor((id) => id),
      attention_mask: tensor(() => 1),
      token_type_ids: tensor(() => 0),
    });
    const width = logits.dims.at(-1) ?? 0;
    return pieces.map(({ start, end }, index) => {
      const at = (opening.length + index) * width;
      const { best, probability } = mostProbable(logits.data, at, width);
      return { start, end, label: id2label[String(best)] ?? "O", score: probability };
    });
  }

  return {
    async find(text) {
      const words = [...text.matchAll(/\S+/g)].map((match) => piecesOf(match[0], match.index, tokenizer));
      const tags: Tag[] = [];
      for (const { from, to, told } of windowsOf(
        words.map(({ length }) => length),
        windowWords,
      )) {
        const first = words.slice(from, told.from).flat().length;
        const count = words.slice(told.from, told.to).flat().length;
        tags.push(...(await tag(words.slice(from, to).flat())).slice(first, first + count));
      }
      return taggedSpans(text, tags, labels);
    },
  };
}

/** What a tokenizer puts around a text. */
function specialTokens(tokenizer: Tokenizer): readonly [readonly number[], readonly number[]] {
  const bare = tokenizer.encode("a", { add_special_tokens: false });
  const dressed = tokenizer.encode("a", { add_special_tokens: true });
  const at = dressed.findIndex((_, index) => bare.every((id, offset) => dressed[index + offset] === id));
  return at < 0 ? [[], []] : [dressed.slice(0, at), dressed.slice(at + bare.length)];
}

/** The tokens of a word, each with its place: where a token's own text is found in the word, else the whole word. */
function piecesOf(text: string, start: number, tokenizer: Tokenizer): readonly Piece[] {
  const lower = text.toLowerCase();
  const isSameLength = lower.length === text.length;
  let at = 0;
  const ids = tokenizer.encode(text, { add_special_tokens: false }).slice(0, MOST_TOKENS);
  return ids.map((id) => {
    const written = tokenizer
      .decode([id], { skip_special_tokens: true })
      .replace(/^(?:##|▁|Ġ|\s)+/, "")
      .toLowerCase();
    const found = isSameLength && written !== "" ? lower.indexOf(written, at) : -1;
    if (found < 0) return { id, start, end: start + text.length };
    at = found + written.length;
    return { id, start: start + found, end: start + at };
  });
}

function mostProbable(
  logits: ArrayLike<number>,
  at: number,
  width: number,
): { readonly best: number; readonly probability: number } {
  let best = 0;
  for (let index = 1; index < width; index++)
    if (value(logits, at + index) > value(logits, at + best)) best = index;
  const highest = value(logits, at + best);
  let sum = 0;
  for (let index = 0; index < width; index++) sum += Math.exp(value(logits, at + index) - highest);
  return { best, probability: 1 / sum };
}

function value(numbers: ArrayLike<number>, at: number): number {
  return numbers[at] ?? Number.NEGATIVE_INFINITY;
}
