import { startSimulatedProvider } from "../../control-plane/cli/simulated-provider/provider.ts";

/** Runs the simulated provider as a process of its own, for tests that kill it. Argument: its port. */
const provider = await startSimulatedProvider({ port: Number(process.argv[2] ?? 0), tokenDelayMs: 2 });
process.stdout.write(
  `${JSON.stringify({ event: "listening", listener: "provider", address: `127.0.0.1:${provider.port}` })}\n`,
);
process.on("SIGTERM", () => {
  void provider.close().then(() => process.exit(0));
});
