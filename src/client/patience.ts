/** Gives up what has stood still for too long: an answer that streams may take its time, as long as something comes. */
export class Patience {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(private readonly milliseconds: number) {
    this.timer = this.start();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The pieces, each of which renews it. What is being done with one does not count. */
  async *over(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of pieces) {
        clearTimeout(this.timer);
        yield piece;
        this.timer = this.start();
      }
    } finally {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private start(): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(new Error('nothing came any more')), this.milliseconds);
  }
}
