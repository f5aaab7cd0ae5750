import { lstat, rm } from "node:fs/promises";
import { connect } from "node:net";

/** Owner and group: the application's container shares the sidecar's group (fsGroup), nobody else has a business here. */
export const SOCKET_MODE = 0o660;

/**
 * Makes way for a socket at `path`: removes the file that a dead process left.
 * @throws Error when somebody listens there, or when what is there is no socket.
 */
export async function clearStaleSocket(path: string): Promise<void> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (stats === undefined) return;
  if (!stats.isSocket()) throw new Error(`Cannot listen on ${path}: a file that is no socket is there.`);
  if (await isAnswered(path)) throw new Error(`Cannot listen on ${path}: another process listens there.`);
  await rm(path, { force: true });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(false);
      // Its queue of connections is full: somebody listens, if slowly.
      else if (error.code === "EAGAIN") resolve(true);
      else
        reject(
          new Error(
            `Cannot listen on ${path}: whether somebody listens there cannot be told (${error.code}).`,
          ),
        );
    });
  });
}
