import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { status } from "@grpc/grpc-js";
import { RETRY_CONDITIONS } from "../../../../config/schema/route.ts";
import {
  AiosError,
  ERROR_TABLE,
  type ErrorKind,
  isErrorKind,
  toAiosError,
} from "../../../../sidecar/core/errors.ts";
import { dialects } from "../../../../sidecar/dialects/registry.ts";
import { errorResponse } from "../../../../sidecar/edge/error-response.ts";

const KINDS = Object.keys(ERROR_TABLE) as readonly ErrorKind[];

test("every kind has an HTTP error status, a gRPC status that exists, and a name fit for a metric's label", () => {
  for (const kind of KINDS) {
    const { http, grpc } = ERROR_TABLE[kind];
    assert.ok(Number.isInteger(http) && http >= 400 && http <= 599, `${kind}: ${http}`);
    assert.equal(typeof status[grpc], "number", `${kind}: ${grpc}`);
    assert.notEqual(status[grpc], status.OK, kind);
    assert.match(kind, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(isErrorKind(kind));
  }
});

test("only what another attempt may mend is retryable: no 4xx but rate limits", () => {
  for (const kind of KINDS) {
    const { http, retryable } = ERROR_TABLE[kind];
    if (retryable && http < 500) assert.equal(kind, "rate-limited");
  }
});

test("a route can retry exactly the kinds that are retryable; the way to the gateway is a connection like others", () => {
  const retryable = KINDS.filter((kind) => ERROR_TABLE[kind].retryable && kind !== "gateway-unreachable");
  assert.deepEqual([...RETRY_CONDITIONS].sort(), [...retryable].sort());
});

test("what is no kind is told apart, also when every object has it", () => {
  for (const name of ["", "toString", "__proto__", "constructor", "Internal"])
    assert.equal(isErrorKind(name), false);
});

test("anything thrown becomes an AiosError, which says nothing of what was thrown", () => {
  const secret = "sk-live-1234";
  for (const thrown of [new TypeError(secret), secret, undefined, null, { message: secret }]) {
    const error = toAiosError(thrown);
    assert.equal(error.kind, "internal");
    assert.doesNotMatch(error.message, /sk-live/);
    assert.equal(error.cause, thrown);
  }
  const own = new AiosError("connect", "no");
  assert.equal(toAiosError(own), own);
});

for (const dialect of dialects) {
  test(`every kind is told in the shape of ${dialect.name}, with its status and without its cause`, () => {
    for (const kind of KINDS) {
      const cause = new Error("10.1.2.3 refused");
      const error = new AiosError(kind, "It did not work.", { cause, retryAfterMs: 1_500 });
      const { status: code, headers, body } = errorResponse(error, dialect, "0190-id");
      assert.equal(code, ERROR_TABLE[kind].http, kind);
      assert.match(headers["content-type"] ?? "", /^application\/json/);
      const text = Buffer.from(body).toString("utf8");
      const document: unknown = JSON.parse(text);
      assert.ok(typeof document === "object" && document !== null && "error" in document, kind);
      assert.match(text, /It did not work\./);
      assert.doesNotMatch(text, /10\.1\.2\.3/);
      if (dialect.events !== undefined) {
        const frame = Buffer.from(dialect.events.errorEvent(error, "0190-id"));
        assert.match(frame.toString("utf8"), /^(event: .+\n)?data: \{.*It did not work\..*\}\n\n$/s);
        assert.notEqual(dialect.events.errorKind(frame), undefined, `${kind} must be seen as an error`);
      }
    }
  });
}

test("the reference lists exactly the kinds of the table, with their statuses", async () => {
  const reference = await readFile(
    new URL("../../../../config/generated/reference.md", import.meta.url),
    "utf8",
  );
  const section = reference.split("\n## Errors\n")[1] ?? "";
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \| (\d+) \| ([A-Z_]+) \|/gm)];
  assert.deepEqual(
    rows.map(([, kind, http, grpc]) => [kind, Number(http), grpc]),
    KINDS.map((kind) => [kind, ERROR_TABLE[kind].http, ERROR_TABLE[kind].grpc]),
  );
});
