import type { Plugin } from "esbuild";

/**
 * Parts of packages that nothing here uses, and that would be loaded at every start all the same: with them a sidecar takes
 * 30 ms more of the processor to be ready, and 12 MiB more of memory when idle (medians of 7 starts of `node dist/aios.js
 * sidecar --config FILE`). What is missing in one of these modules stops the build, or says so when it is called.
 */
const LEFT_OUT: readonly { readonly import: RegExp; readonly by: RegExp; readonly instead: string }[] = [
  {
    // Its fetch, caches, mocks and web sockets.
    import: /^undici$/,
    by: /./,
    instead: `export { default as Client } from "undici/lib/dispatcher/client.js";
      export { default as Pool } from "undici/lib/dispatcher/pool.js";
      export { default as errors } from "undici/lib/core/errors.js";`,
  },
  {
    // Routes have no schemas: what comes in is checked by zod, what goes out is bytes.
    import: /^@fastify\/(ajv|fast-json-stringify)-compiler$/,
    by: /node_modules\/fastify\//,
    instead: `module.exports = () => () => {
      throw new Error("Schemas of routes are not in the bundle: see .ci/build/leave-out.ts.");
    };`,
  },
  {
    // Faults are told in English.
    import: /\/locales\/index\.js$/,
    by: /node_modules\/zod\//,
    instead: `export { default as en } from "./node_modules/zod/v4/locales/en.js";`,
  },
];

export function leaveOut(root: string): Plugin {
  return {
    name: "leave-out",
    setup(build) {
      LEFT_OUT.forEach(({ import: filter, by, instead }, index) => {
        const namespace = `left-out-${index}`;
        build.onResolve({ filter }, ({ path, importer, namespace: from }) =>
          from === "file" && by.test(importer.replaceAll("\\", "/")) ? { path, namespace } : undefined,
        );
        build.onLoad({ filter: /.*/, namespace }, () => ({
          contents: instead,
          resolveDir: root,
          loader: "js",
        }));
      });
    },
  };
}
