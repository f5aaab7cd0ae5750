import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readPeer, startPeer } from "../../bench/peers.ts";
import { SHAPES } from "../../bench/shapes.ts";

test("a peer is started from a file, told its port and the provider, and has a part in its shapes alone", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "peer-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "peer.json");
  const program =
    'const [port, upstream] = process.argv.slice(1); require("node:http").createServer((_q, r) => r.end(upstream)).listen(+port, "127.0.0.1");';
  await writeFile(
    file,
    JSON.stringify({
      name: "echo",
      command: [process.execPath, "-e", program, "{port}", "{upstream}"],
      headers: { "x-to": "http://{upstream}/v1" },
      path: "/openai/v1/chat/completions",
      shapes: ["http-miss"],
    }),
  );
  const side = await startPeer(await readPeer(file, folder), "127.0.0.1:9");
  context.after(() => Promise.all(side.processes.map((each) => each.stop())));
  assert.equal(side.label, "echo");
  assert.deepEqual(side.headers, ["x-to", "http://127.0.0.1:9/v1"]);
  assert.equal(side.path, "/openai/v1/chat/completions");
  const taken = SHAPES.filter((shape) => side.of(shape) !== undefined).map(({ name }) => name);
  assert.deepEqual(taken, ["http-miss"]);
  const [shape] = SHAPES;
  const address = shape && side.of(shape)?.address;
  assert.equal(await (await fetch(`http://${address}`)).text(), "127.0.0.1:9");
});

test("what is wrong with an adapter is told", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "peer-"));
  context.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "peer.json");
  await writeFile(file, JSON.stringify({ name: "A peer", command: [] }));
  await assert.rejects(readPeer(file, folder), /name[\s\S]*command/);
});

test("a peer that is not installed, or does not start, says how to mend it", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "peer-"));
  context.after(() => rm(folder, { recursive: true }));
  await assert.rejects(readPeer("portkey", folder), {
    message: new RegExp(`npm install --prefix ${folder} `),
  });
  const file = join(folder, "peer.json");
  await writeFile(
    file,
    JSON.stringify({ name: "gone", command: [process.execPath, "-e", ""], hint: "Install it by: apt" }),
  );
  await assert.rejects(
    startPeer(await readPeer(file, folder), "127.0.0.1:9"),
    /gone does not listen[\s\S]*by: apt/,
  );
});
