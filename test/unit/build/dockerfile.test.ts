import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDockerfile } from "../../support/dockerfile.ts";

test("stages have their images and instructions, without comments and line ends", () => {
  const stages = parseDockerfile(`# first
ARG NODE=node:26-slim
FROM \${NODE} AS build
# in between
RUN one \\
    two
FROM \${NODE}
COPY --from=build /a ./
`);
  assert.deepEqual(stages, [
    { from: "node:26-slim", name: "build", instructions: [{ name: "RUN", text: "one two" }] },
    { from: "node:26-slim", name: undefined, instructions: [{ name: "COPY", text: "--from=build /a ./" }] },
  ]);
});

test("what is not known is not left out", () => {
  assert.throws(() => parseDockerfile("FROM a\nADD b c"), /What does this mean\? ADD b c/);
});
