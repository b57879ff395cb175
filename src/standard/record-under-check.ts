/** A record with the right number of items, on its way through the rules. */
export interface RecordUnderCheck {
  /** 1-based record number. */
  readonly row: number;
  readonly values: readonly string[];
  /** False for a 1-based column that already has an error: one fault gives one finding. */
  readonly isSound: (column: number) => boolean;
}
