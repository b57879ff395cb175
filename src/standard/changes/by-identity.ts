/** What two lists share by an identity, in the order of the newer one, and what only one has. */
export interface ListDifference<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly { readonly older: T; readonly newer: T }[];
}

/** Holds two lists against each other; `identity` is unique within either. */
export function byIdentity<T>(
  older: readonly T[],
  newer: readonly T[],
  identity: (each: T) => string,
): ListDifference<T> {
  const before = new Map(older.map((each) => [identity(each), each]));
  const after = new Set(newer.map(identity));
  return {
    added: newer.filter((each) => !before.has(identity(each))),
    removed: older.filter((each) => !after.has(identity(each))),
    kept: newer.flatMap((each) => {
      const counterpart = before.get(identity(each));
      return counterpart === undefined ? [] : [{ older: counterpart, newer: each }];
    }),
  };
}
