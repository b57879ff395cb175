/** Everything that the process writes, whoever writes it. */
export class Captured {
  private readonly chunks: string[] = [];
  private readonly originals = ([process.stdout, process.stderr] as const).map((stream) => ({
    stream,
    write: stream.write,
  }));

  start(): void {
    for (const { stream } of this.originals) {
      stream.write = ((chunk: string | Uint8Array) => {
        this.chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
        return true;
      }) as typeof stream.write;
    }
  }

  stop(): void {
    for (const { stream, write } of this.originals) stream.write = write;
  }

  take(): string {
    return this.chunks.splice(0).join('');
  }
}
