import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Beside those of `aios dev`, and taken by nobody else. */
const GUARD = { host: "127.0.0.1", port: 8699 };

/**
 * `aios dev` takes the default ports, and test files run at the same time: whoever wants to start it holds them until it has
 * ended. The one who waits is connected to the one who holds, and hears when that process lets go or dies.
 *
 * @returns lets go
 */
export async function holdDefaultPorts(): Promise<() => Promise<void>> {
  for (;;) {
    const waiting = new Set<Socket>();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => waiting.delete(socket));
    });
    const held = await new Promise<boolean>((resolve, reject) => {
      server.on("error", (error: NodeJS.ErrnoException) =>
        error.code === "EADDRINUSE" ? resolve(false) : reject(error),
      );
      server.listen(GUARD, () => resolve(true));
    });
    if (held) {
      server.unref();
      return async () => {
        server.close();
        for (const socket of waiting) socket.destroy();
        await once(server, "close");
      };
    }
    const socket = connect(GUARD);
    await new Promise<void>((resolve) => {
      socket.on("error", () => {});
      socket.on("close", () => resolve());
    });
  }
}
