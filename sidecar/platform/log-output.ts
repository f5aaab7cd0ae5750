import { fstatSync, write, writeSync } from "node:fs";
import { isatty } from "node:tty";

/** Where log lines go. Lines that cannot be written are lost; whoever writes them neither fails nor waits. */
export interface LogOutput {
  readonly isTerminal: boolean;
  /** With its line end. */
  write(line: string): void;
  /** Resolves when what was written so far is out or lost, after half a second at the latest. */
  flush(): Promise<void>;
}

/** Lines that wait for a slow reader take this much memory at most; what comes then is dropped. */
const MOST_BUFFERED_BYTES = 1024 * 1024;
const FLUSH_TIMEOUT_MS = 500;
const BUSY_RETRY_MS = 100;

/** Standard output (1) or standard error (2), whatever stands behind it. */
export function openLogOutput(fd: 1 | 2): LogOutput {
  return waitsForReader(fd) ? streamOutput(fd === 1 ? process.stdout : process.stderr) : fileOutput(fd);
}

/** A pipe or a socket: somebody reads at the other end, or has stopped to, or is gone. */
function waitsForReader(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

/**
 * Node's own stream writes to pipes without blocking. A blocking write (`fs.write`) would be stuck in a thread for as long
 * as nobody reads, and a process cannot end while one of its threads is stuck.
 */
function streamOutput(stream: NodeJS.WriteStream): LogOutput {
  // Without a listener, EPIPE would end the process in the middle of a call. One is enough for all logs.
  if (!stream.listeners("error").includes(ignore)) stream.on("error", ignore);
  return {
    isTerminal: false,
    write(line) {
      if (stream.writableLength < MOST_BUFFERED_BYTES) stream.write(line);
    },
    flush: () => atMost(FLUSH_TIMEOUT_MS, (done) => void stream.write("", done)),
  };
}

function ignore(): void {}

/** Files, devices and terminals. One write at a time, in a thread: a slow disk holds up no call. */
function fileOutput(fd: number): LogOutput {
  let waiting: string[] = [];
  let waitingBytes = 0;
  let isWriting = false;
  const onIdle: (() => void)[] = [];

  function writeNext(): void {
    if (waiting.length === 0) {
      isWriting = false;
      process.off("exit", writeLast);
      for (const wake of onIdle.splice(0)) wake();
      return;
    }
    if (!isWriting) process.once("exit", writeLast);
    isWriting = true;
    writeRest(taken());
  }

  /** What cannot be written is lost: it may be another thing with what comes after it. */
  function writeRest(bytes: Buffer): void {
    write(fd, bytes, (error, written) => {
      if (error === null) {
        if (written < bytes.length) writeRest(bytes.subarray(written));
        else writeNext();
      } else if (error.code === "EAGAIN") {
        // A terminal that another process has set so.
        setTimeout(writeRest, BUSY_RETRY_MS, bytes).unref();
      } else writeNext();
    });
  }

  function taken(): Buffer {
    const bytes = Buffer.from(waiting.join(""));
    waiting = [];
    waitingBytes = 0;
    return bytes;
  }

  /** An end that nobody prepared: tried once, for an exit that tries for long is none. */
  function writeLast(): void {
    try {
      writeSync(fd, taken());
    } catch {
      // Lost.
    }
  }

  return {
    isTerminal: isatty(fd),
    write(line) {
      const bytes = Buffer.byteLength(line);
      if (waitingBytes + bytes > MOST_BUFFERED_BYTES) return;
      waiting.push(line);
      waitingBytes += bytes;
      if (!isWriting) writeNext();
    },
    flush: () => atMost(FLUSH_TIMEOUT_MS, (done) => (isWriting ? void onIdle.push(done) : done())),
  };
}

function atMost(ms: number, wait: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wait(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
