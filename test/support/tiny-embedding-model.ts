import { SPECIAL_TOKENS, writeTinyModel } from "./tiny-model.ts";

/** What each word means; the special tokens mean nothing. */
const WORDS: Readonly<Record<string, readonly number[]>> = {
  a: [1, 1, 1],
  red: [3, 0, 0],
  green: [0, 3, 0],
  blue: [0, 0, 3],
};

/** An embedding model of a few words, which reads 8 tokens. Gives the folder. */
export async function writeTinyEmbeddingModel(folder: string): Promise<string> {
  const vocabulary = [...SPECIAL_TOKENS, ...Object.keys(WORDS)];
  await writeTinyModel(folder, {
    architecture: "BertModel",
    config: {},
    vocabulary,
    table: vocabulary.map((word) => WORDS[word] ?? [0, 0, 0]),
    output: "last_hidden_state",
    maxTokens: 8,
  });
  return folder;
}
