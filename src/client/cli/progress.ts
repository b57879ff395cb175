/** Long work, told on stderr: one line that is written over on a terminal, a line each where it was asked for. */
export class Progress {
  private shown = false;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly isAsked: boolean,
  ) {}

  step(text: string): void {
    if (this.stream.isTTY) this.stream.write(`\r\x1b[K${text}`);
    else if (this.isAsked) this.stream.write(`${text}\n`);
    this.shown = true;
  }

  /** Takes the line away again, so that results stand alone. */
  clear(): void {
    if (this.shown && this.stream.isTTY) this.stream.write('\r\x1b[K');
    this.shown = false;
  }
}
