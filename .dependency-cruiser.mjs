/**
 * Who may import whom. `npm run lint` fails on a breach, on an import that resolves to nothing, and on a circle.
 *
 * Each room has a list of what it may see; whatever is not on the list is a breach, so a new folder starts out closed.
 * Type-only imports count: a type is a dependency as much as a value is.
 */

import "@swc/core"; // Fails here if swc cannot run on this machine: without it no TypeScript would be checked at all.
import visitor from "@swc/core/Visitor.js";

// swc's visitor does not know `using` declarations yet and would stop at the first one.
const { visitStatement } = visitor.Visitor.prototype;
visitor.Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== "UsingDeclaration") return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

const CORE = "^sidecar/core/";
const PLATFORM = "^sidecar/platform/";
const DIALECTS = "^sidecar/dialects/";
const DETECTION = "^sidecar/detection/";
const EMBEDDING = "^sidecar/embedding/";
const EQUIVALENCE = "^sidecar/equivalence/";
const SCHEMA = "^config/schema/";
const PROTO = "^proto/";

/**
 * Packages whose code is part of the published package: among devDependencies, since whoever installs that has no use for
 * them. What cannot be bundled is in `dependencies`.
 */
const BUNDLED = [
  "@grpc/(grpc-js|proto-loader|reflection)",
  "@marcbachmann/cel-js",
  "close-with-grace",
  "commander",
  "fastify",
  "ioredis",
  "libphonenumber-js",
  "lru-cache",
  "opossum",
  "pino",
  "prom-client",
  "protobufjs",
  "re2js",
  "undici",
  "yaml",
  "zod",
].map((name) => `^node_modules/${name}/`);

/** Everything in the repository that is the product or its tests. */
const REPOSITORY = "^(sidecar|control-plane|config|proto|test)/";
const TESTS = "^test/";

const FASTIFY = "^node_modules/(fastify|@fastify)/";
const GRPC = "^node_modules/@grpc/(grpc-js|reflection)/";
/** Node's own modules resolve to their bare name. */
const NODE_HTTP = "^(http|https|http2)$";

/** Those that reach outside the process or keep time: not for code that is pure. */
const NODE_IO =
  "^(child_process|cluster|dgram|dns|fs|http|https|http2|net|perf_hooks|process|readline|sqlite|timers|tls|worker_threads)($|/)";

/** A room may import itself and, of the repository, only what is listed. */
const room = (name, path, mayImport, because) => ({
  name: `${name}-sees-only`,
  comment: because,
  severity: "error",
  from: { path },
  to: { path: REPOSITORY, pathNot: [path, ...mayImport] },
});

/** A leaf may import itself and what is listed: nothing else of the repository, of Node or of npm. */
const leaf = (name, path, others, because) => ({
  name: `${name}-is-a-leaf`,
  comment: because,
  severity: "error",
  from: { path },
  to: { pathNot: [path, ...others] },
});

export default {
  forbidden: [
    {
      name: "no-circles",
      comment: "Two files that need each other are one file, or hide a third that both need.",
      severity: "error",
      // Generated message types follow the messages, which may be recursive.
      from: { pathNot: "^proto/gen/" },
      to: { circular: true },
    },
    {
      name: "imports-exist",
      comment: "An import must resolve to a file, a Node module or an installed package.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },

    // The leaves.
    leaf("core", CORE, [], "sidecar/core is the vocabulary: it imports nothing, neither Node nor npm."),
    leaf(
      "model",
      "^control-plane/model/",
      [],
      "control-plane/model is plain data and pure decisions: it imports nothing.",
    ),
    leaf(
      "schema",
      SCHEMA,
      ["^node_modules/(zod|yaml|re2js|@marcbachmann/cel-js)/", "^crypto$"],
      "config/schema is shared by both programs: zod, yaml, the engines of patterns and rules, and node:crypto for the hash of a resource.",
    ),
    leaf(
      "proto-gen",
      "^proto/gen/",
      ["^node_modules/(@grpc/grpc-js|@grpc/proto-loader|protobufjs|long)/"],
      "proto/gen is generated: it knows the gRPC packages and nothing of the repository.",
    ),

    // The rooms of the sidecar.
    room("platform", PLATFORM, [CORE], "The machine as small ports: platform -> core."),
    room(
      "dialects",
      DIALECTS,
      [CORE, "^proto/gen/"],
      "Wire shapes are pure: dialects -> core, and the types of proto/gen.",
    ),
    {
      name: "dialects-are-pure",
      comment: "A dialect turns bytes into bytes: no I/O, no clock, no server or client library.",
      severity: "error",
      from: { path: DIALECTS },
      to: { path: [NODE_IO, FASTIFY, GRPC, "^node_modules/undici/"] },
    },
    room(
      "detection",
      DETECTION,
      [CORE, PLATFORM, SCHEMA],
      "What stands where in a text: detection -> core, config/schema, and platform for the thread of a model.",
    ),
    room(
      "embedding",
      EMBEDDING,
      [CORE, PLATFORM, SCHEMA],
      "What a text means, as a vector: embedding -> core, config/schema, and platform for the thread of a model.",
    ),
    leaf(
      "equivalence",
      EQUIVALENCE,
      [CORE],
      "Whether two questions ask for the same: pure, so equivalence -> core, neither Node nor npm.",
    ),
    room(
      "filters",
      "^sidecar/filters/",
      [CORE, PLATFORM, DIALECTS, DETECTION, EMBEDDING, EQUIVALENCE, SCHEMA],
      "filters -> core, platform, dialects, detection, embedding, config/schema.",
    ),
    {
      name: "filters-do-not-know-each-other",
      comment:
        "A filter never imports another filter: the pipeline puts them in order, core carries what they share.",
      severity: "error",
      from: { path: "^sidecar/filters/([^/]+)/" },
      to: { path: "^sidecar/filters/", pathNot: "^sidecar/filters/$1/" },
    },
    {
      name: "filters-do-not-know-the-protocol",
      comment: "A filter sees a Call and a Reply, never node:http, fastify or gRPC.",
      severity: "error",
      from: { path: "^sidecar/filters/" },
      to: { path: [NODE_HTTP, FASTIFY, GRPC] },
    },
    room(
      "shared-cache",
      "^sidecar/shared-cache/",
      [CORE, PLATFORM, SCHEMA],
      "The tier that processes share: shared-cache -> core, platform, config/schema.",
    ),
    {
      name: "redis-lives-in-the-shared-cache",
      comment: "Everybody else sees a SharedCache (core/shared-cache.ts).",
      severity: "error",
      from: { pathNot: ["^sidecar/shared-cache/", TESTS] },
      to: { path: "^node_modules/(ioredis|@ioredis)/" },
    },
    ...["upstream", "control", "edge"].map((name) =>
      room(
        name,
        `^sidecar/${name}/`,
        [CORE, PLATFORM, DIALECTS, SCHEMA, PROTO],
        `${name} -> core, platform, dialects, config/schema, proto.`,
      ),
    ),

    // Between the two programs.
    {
      name: "sidecar-does-not-know-the-control-plane",
      comment: "sidecar never imports control-plane: the engine runs in three seats and knows none of them.",
      severity: "error",
      from: { path: "^sidecar/" },
      to: { path: "^control-plane/" },
    },
    {
      name: "config-and-proto-do-not-know-the-control-plane",
      comment:
        "Both programs read config and speak proto, so neither folder may depend on the control plane.",
      severity: "error",
      from: { path: "^(config|proto)/" },
      to: { path: "^control-plane/" },
    },
    {
      name: "product-does-not-know-its-tests",
      comment: "Nothing that ships may import from test/.",
      severity: "error",
      from: { path: REPOSITORY, pathNot: TESTS },
      to: { path: TESTS },
    },

    // Packages that have one home.
    {
      name: "fastify-lives-in-the-edge",
      comment:
        "Only sidecar/edge and the control plane's API know fastify; everybody else sees Call and Reply.",
      severity: "error",
      from: { pathNot: ["^sidecar/edge/", "^control-plane/api/", TESTS] },
      to: { path: FASTIFY },
    },
    {
      name: "grpc-lives-where-bytes-come-and-go",
      comment:
        "Only edge, upstream, control and the control plane know gRPC (proto holds the types made for them).",
      severity: "error",
      from: { pathNot: ["^sidecar/(edge|upstream|control)/", "^control-plane/", PROTO, TESTS] },
      to: { path: GRPC },
    },
    {
      name: "timers-live-in-the-platform",
      comment: "Timers and clocks come from sidecar/platform, so that every one of them in a test is a fake.",
      severity: "error",
      from: {
        path: "^(sidecar|control-plane)/",
        pathNot: ["/platform/", "/main\\.ts$", "^control-plane/cli/"],
      },
      to: { path: "^(timers|perf_hooks)($|/)" },
    },
    {
      name: "no-tool-in-the-product",
      comment:
        "What ships may import `dependencies`, and of the others only those that the build puts into the bundle (BUNDLED).",
      severity: "error",
      from: { path: REPOSITORY, pathNot: [TESTS, "^(config|proto)/generate(-name-lists)?\\.ts$"] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"], pathNot: BUNDLED },
    },
    {
      name: "no-undeclared-package",
      comment: "A package that is imported must be in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    // swc reads TypeScript, type-only imports included; the TypeScript compiler has no parser to lend since version 7.
    parser: "swc",
    doNotFollow: { path: "^node_modules/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".cjs", ".js", ".json", ".d.ts"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "require"],
      mainFields: ["module", "main", "types"],
    },
    skipAnalysisNotInRules: true,
  },
};
