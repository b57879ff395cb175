/** Bytes of a piece: what is held of an upload at a time. */
export const pieceBytes = 1024 * 1024;

/** Cuts a stream of bytes into pieces of one size, the last one shorter. */
export class PieceWriter {
  private held: Buffer[] = [];
  private room = pieceBytes;
  private written = 0;
  private readonly ids: string[] = [];

  /** @param put stores a piece and answers its id */
  constructor(private readonly put: (piece: Buffer) => Promise<string>) {}

  /** How many bytes have been written: where the next ones begin. */
  get offset(): number {
    return this.written;
  }

  async write(bytes: Buffer): Promise<void> {
    this.written += bytes.length;
    for (let rest = bytes; rest.length > 0;) {
      const part = rest.subarray(0, this.room);
      this.held.push(part);
      this.room -= part.length;
      rest = rest.subarray(part.length);
      if (this.room === 0) await this.flush();
    }
  }

  /** The ids of all pieces, in their order. */
  async end(): Promise<readonly string[]> {
    if (this.held.length > 0) await this.flush();
    return this.ids;
  }

  private async flush(): Promise<void> {
    this.ids.push(await this.put(Buffer.concat(this.held)));
    this.held = [];
    this.room = pieceBytes;
  }
}
