import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";
import { crc32 } from "node:zlib";

export interface RunScript {
  /** What the script gave, as a CommonJS module. */
  readonly exports: object;
  /** Keeps the code that V8 has compiled of it by now; once, and not when what was kept could be used. Never throws. */
  keep(): void;
}

/**
 * Runs a script with the code that V8 compiled of it in an earlier run. Node's own compile cache has what is compiled when a
 * module is loaded, and no function that is compiled when it is first called; with these a start takes 26 % less CPU time
 * (`npm run bench -- --start`). V8 takes the code of the same version, settings and processor only.
 *
 * @param file an expression in ASCII: a function with a CommonJS module's parameters
 * @param keptIn where its code is kept; undefined: nowhere
 */
export function runKept(file: string, keptIn: string | undefined): RunScript {
  const text = readFileSync(file);
  const sum = crc32(text);
  const cachedData = keptIn === undefined ? undefined : readCode(keptIn, sum);
  const script = new Script(text.toString("latin1"), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  let isKept = keptIn === undefined || (cachedData !== undefined && script.cachedDataRejected === false);
  return {
    exports: module.exports,
    keep() {
      if (isKept || keptIn === undefined) return;
      isKept = true;
      try {
        writeCode(keptIn, sum, script.createCachedData());
      } catch {
        // A file system that is full or cannot be written to: the next start takes longer.
      }
    },
  };
}

/** A CRC-32 of the code, begun with that of the text, stands before it: V8 itself does not notice damage. */
const CHECK_BYTES = 4;

/** Only what this user, or root, has written and nobody else could have: the code is run without a question. */
function readCode(path: string, sum: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const { uid, mode } = fstatSync(file);
    const own = process.getuid?.();
    if (own !== undefined && ((uid !== own && uid !== 0) || (mode & 0o022) !== 0)) return undefined;
    const bytes = readFileSync(file);
    const code = bytes.subarray(CHECK_BYTES);
    return bytes.length > CHECK_BYTES && crc32(code, sum) === bytes.readUInt32BE() ? code : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Beside it and then in its place: whoever reads meanwhile sees all of it or nothing. */
function writeCode(path: string, sum: number, code: Buffer): void {
  const check = Buffer.alloc(CHECK_BYTES);
  check.writeUInt32BE(crc32(code, sum));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}`;
  try {
    const file = openSync(next, "wx", 0o600);
    try {
      writeFileSync(file, check);
      writeFileSync(file, code);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } finally {
    rmSync(next, { force: true });
  }
}
