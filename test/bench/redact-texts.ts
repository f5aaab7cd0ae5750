import { generateCorpus } from "../eval/corpus.ts";
import { NEAR_MISSES } from "../eval/near-misses/near-miss.ts";
import { type Random, seeded } from "../eval/random.ts";

/** One kind of text that prompts are made of. */
export interface TextKind {
  readonly name: string;
  /** What looking for everything structured is held to, in CPU ms/KB. */
  readonly boundMsPerKb: number;
  /** A line or a paragraph. */
  piece(random: Random): string;
}

const WORDS =
  "the of and to in is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years where much your way down should because long each just state those people too mister how little good world make very year still see own work men day get here old life both between being under three never know same last another while us might great go come since against right came take used himself few house use during without again place american around however home small found thought went say part once general high upon school every".split(
    " ",
  );

function sentence(random: Random): string {
  const words = Array.from({ length: random.between(8, 22) }, () => random.pick(WORDS)).join(" ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}. `;
}

const NAMES =
  "user order total index response client handler buffer config value items cursor request token limit".split(
    " ",
  );

function codeLine(random: Random): string {
  const name = (): string => random.pick(NAMES);
  return random.pick([
    () =>
      `  const ${name()} = await this.${name()}.${name()}({ ${name()}: ${random.below(100)}, ${name()}: "${name()}" });\n`,
    () =>
      `  if (${name()}.${name()} !== undefined && ${name()}[${random.below(10)}] > ${random.below(4096)}) return ${name()}(${name()});\n`,
    () =>
      `export function ${name()}${random.below(100)}(${name()}: string, ${name()}: readonly number[]): void {\n`,
    () => `  // ${sentence(random).trim()}\n`,
    () => "}\n\n",
    () => `import { ${name()}, ${name()} } from "../${name()}/${name()}.ts";\n`,
  ])();
}

function toolCall(random: Random): string {
  return `${JSON.stringify({
    id: `call_${random.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 24)}`,
    type: "function",
    function: {
      name: `${random.pick(NAMES)}_${random.pick(NAMES)}`,
      arguments: JSON.stringify({
        query: sentence(random).trim(),
        limit: random.below(100),
        ids: [random.below(1_000_000), random.below(1_000_000)],
        since: `2026-0${random.between(1, 9)}-1${random.below(10)}T08:15:00Z`,
        verbose: random.chance(0.5),
      }),
    },
  })}\n`;
}

function logLine(random: Random): string {
  const time = `2026-02-${random.between(10, 28)}T${random.between(10, 23)}:${random.between(10, 59)}:${random.between(10, 59)}.${random.fill("###")}Z`;
  return `${time} ${random.pick(["INFO", "WARN", "DEBUG"])} [${random.pick(NAMES)}] trace_id=${random.text("0123456789abcdef", 32)} path=/v1/${random.pick(NAMES)}/${random.below(100_000)} status=${random.pick([200, 201, 404, 500])} duration_ms=${random.below(2_000)} ${random.pick(WORDS)} ${random.pick(WORDS)}\n`;
}

function digits(random: Random): string {
  return random.pick([
    () => `${Array.from({ length: 8 }, () => random.below(100_000)).join(",")}\n`,
    () => `${Array.from({ length: 6 }, () => `0.${random.fill("######")}`).join(" ")}\n`,
    () =>
      `${random.fill("########")}\t${random.fill("###.##")}\t${random.fill("##########")}\t20${random.fill("##")}-0${random.between(1, 9)}-11\n`,
    () =>
      `${random.fill("#### #### ####")} | ${random.fill("###-##-###")} | ${random.fill("#############")}\n`,
  ])();
}

/** Everything that is to be found and everything that looks like it, one after the other. */
let dense: readonly string[] | undefined;
function personal(random: Random): string {
  dense ??= generateCorpus(7, { perKind: 12, perNearMiss: 1, mixed: 0 }).map(({ text }) => `${text}\n`);
  return random.pick(dense);
}

/** What prompts are made of. */
const EVERYDAY = 0.3;
/** Texts of nothing but what is looked for, or of what looks like it, which no prompt is for long. */
const NOTHING_ELSE = 1.5;

export const TEXT_KINDS: readonly TextKind[] = [
  { name: "prose", boundMsPerKb: EVERYDAY, piece: sentence },
  { name: "tool calls", boundMsPerKb: EVERYDAY, piece: toolCall },
  { name: "code", boundMsPerKb: EVERYDAY, piece: codeLine },
  { name: "logs", boundMsPerKb: EVERYDAY, piece: logLine },
  { name: "digits", boundMsPerKb: NOTHING_ELSE, piece: digits },
  {
    name: "near misses",
    boundMsPerKb: NOTHING_ELSE,
    piece: (random) => `${random.pick(NEAR_MISSES).write(random)}\n`,
  },
  { name: "personal data", boundMsPerKb: NOTHING_ELSE, piece: personal },
];

/** One text of `length` UTF-16 code units. */
export function textOf({ name, piece }: TextKind, length: number): string {
  const random = seeded(11, `${name} ${length}`);
  const pieces: string[] = [];
  let made = 0;
  while (made < length) {
    const next = piece(random);
    pieces.push(next);
    made += next.length;
  }
  return pieces.join("").slice(0, length);
}
