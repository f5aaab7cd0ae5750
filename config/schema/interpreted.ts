/**
 * For documents: zod interprets their schema. Left alone it writes and compiles a function for each object of a schema, which
 * pays off for values that come all the time, while a document is read once: a tenth of a start's CPU time, and 1 MiB
 * (`npm run bench -- --start`).
 */
export const INTERPRETED = { jitless: true } as const;
