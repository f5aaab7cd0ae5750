/** Sets of policies that are kept compiled; callers may combine them freely by header, so there has to be a bound. */
const KEPT_COMBINATIONS = 64;

/** Makes what applies to a set of policies once, and keeps it for the calls that have the same ones in force. */
export function byPolicies<Made>(
  make: (names: readonly string[]) => Made,
): (names: readonly string[]) => Made {
  const kept = new Map<string, { readonly made: Made }>();
  // Calls that add no policy of their own come with the very same list, the route's, one after another.
  let last: { readonly names: readonly string[]; readonly made: Made } | undefined;
  return (names) => {
    if (last?.names === names) return last.made;
    const made = find(names);
    last = { names, made };
    return made;
  };

  function find(names: readonly string[]): Made {
    const key = names.join(",");
    const known = kept.get(key);
    if (known !== undefined) {
      // The one that was asked for longest ago goes first: whoever tries all combinations must not drive out those in use.
      kept.delete(key);
      kept.set(key, known);
      return known.made;
    }
    const made = make(names);
    if (kept.size >= KEPT_COMBINATIONS) kept.delete(kept.keys().next().value ?? "");
    kept.set(key, { made });
    return made;
  }
}
