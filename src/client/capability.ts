/** What an office can take, and how else it is reached: so that software falls back to fax or mail (付8 1-1, 1-2). */
export interface Capability {
  readonly officeNumber: string;
  readonly name: string;
  readonly connected: boolean;
  /** CSVバージョン values. */
  readonly versions: readonly string[];
  readonly reachableOtherwise: { readonly fax?: string; readonly mail?: string };
}

/** The capability that a problem with the destination names; null for other problems. */
export function capabilityOf(members: Readonly<Record<string, unknown>>): Capability | null {
  const { capability } = members;
  return typeof capability === 'object' && capability !== null ? (capability as Capability) : null;
}
