import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readForm, withField } from "../../../../sidecar/dialects/multipart.ts";

const TYPE = "multipart/form-data; boundary=b";

function form(...parts: readonly string[]): Buffer {
  return Buffer.from(`${parts.map((part) => `--b\r\n${part}\r\n`).join("")}--b--\r\n`);
}

function field(name: string, value: string): string {
  return `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
}

async function written(data: FormData): Promise<{ bytes: Uint8Array; type: string }> {
  const response = new Response(data);
  const type = response.headers.get("content-type") ?? "";
  return { bytes: new Uint8Array(await response.arrayBuffer()), type };
}

test("finds in any form what Node's own reader finds, and nothing in the bytes of its files", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      async (model, bytes, fileFirst) => {
        const data = new FormData();
        const file = new Blob([new Uint8Array(bytes), '\r\n--b\r\nname="model"\r\n']);
        if (fileFirst) data.append("file", file, 'odd "name";\r\n.wav');
        data.append("model", model);
        if (!fileFirst) data.append("file", file, "a.wav");
        const { bytes: body, type } = await written(data);
        const again = await new Response(new Uint8Array(body), {
          headers: { "content-type": type },
        }).formData();
        const read = readForm(body, type);
        assert.equal(read.field("model")?.value, again.get("model"));
        assert.equal(read.field("file"), undefined);
        assert.equal(read.field("none"), undefined);
      },
    ),
    { numRuns: 50 },
  );
});

test("a field is replaced in its place, and every other byte stays", async () => {
  const data = new FormData();
  data.append("file", new Blob([new Uint8Array([0, 13, 10, 45, 45, 255])]), "a.wav");
  data.append("model", "whisper-1");
  data.append("language", "de");
  const { bytes, type } = await written(data);
  const model = readForm(bytes, type).field("model");
  assert.ok(model !== undefined);
  const renamed = Buffer.from(withField(bytes, model, "größer"));
  assert.equal(
    renamed.toString("latin1"),
    Buffer.from(bytes).toString("latin1").replace("whisper-1", Buffer.from("größer").toString("latin1")),
  );
  assert.equal(readForm(renamed, type).field("model")?.value, "größer");
});

test("an empty field is there", () => {
  assert.equal(readForm(form(field("model", "")), TYPE).field("model")?.value, "");
});

test("what two readers could read differently is refused", () => {
  const invalid = { kind: "invalid-request" };
  const read = (body: Buffer, type = TYPE) => readForm(body, type).field("model");
  assert.throws(() => read(form(field("model", "a"), field("model", "b"))), { ...invalid, param: "model" });
  for (const part of [
    'Content-Disposition: form-data; name="model"; name="x"\r\n\r\na',
    "Content-Disposition: form-data; name*=utf-8''model\r\n\r\na",
    'Content-Disposition: form-data; name="mo\\del"\r\n\r\na',
    'Content-Disposition: form-data; name="x"\r\nContent-Disposition: form-data; name="model"\r\n\r\na',
    'Content-Disposition: form-data;\r\n name="model"\r\n\r\na',
    'Content-Disposition: form-data; name="model"\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==',
    "Content-Disposition: attachment\r\n\r\na",
    'Content-Disposition: form-data; name="model"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\na',
    'Content-Disposition: form-data; name="model"\r\nX: y\nContent-Disposition: form-data; name="x"\r\n\r\na',
    'Content-Disposition: form-data; name="model"\r\nContent-Disposition : form-data; name="x"\r\n\r\na',
    'Content-Disposition: form-data; filename="a\\"; name="model"\r\n\r\na',
    'Content-Disposition: form-data; name="x"\r\n\r\na\n--b\nContent-Disposition: form-data; name="model"\n\nb',
    "\r\na",
    "a",
  ]) {
    assert.throws(() => read(form(part)), invalid, part);
  }
  const asFile = field("model", "b").replace('"model"', '"model"; filename=""');
  assert.throws(() => read(form(field("model", "a"), asFile)), invalid);
  const whole = form(field("model", "a"));
  for (const body of [
    Buffer.from(""),
    Buffer.concat([Buffer.from("preamble\r\n"), whole]),
    whole.subarray(0, -8),
    Buffer.from(whole.toString().replaceAll("\r\n", "\n")),
    Buffer.from(`--b ${whole.toString().slice(3)}`),
    Buffer.concat([whole, whole]),
    Buffer.from(`${whole.toString().trimEnd()}junk`),
  ]) {
    assert.throws(() => read(body), invalid);
  }
  for (const type of [
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b; boundary=c",
    'multipart/form-data; boundary="a"b',
    "multipart/form-data; boundary=b; boundary*0=c",
    "multipart/form-data; boundary =c; boundary=b",
  ]) {
    assert.throws(() => read(whole, type), invalid, type);
  }
  assert.throws(() => read(form(...Array<string>(1_001).fill(field("x", "y")))), invalid);
});

test("a boundary in a part's head is no part of the head", () => {
  const type = 'multipart/form-data; boundary="a:b"';
  const head = (name: string) => `Content-Disposition: form-data; name="${name}"`;
  const bytes = Buffer.from(`--a:b\r\n${head("x")}\r\n--a:b\r\n${head("model")}\r\n\r\nm\r\n--a:b--\r\n`);
  assert.throws(() => readForm(bytes, type), { kind: "invalid-request" });
});
