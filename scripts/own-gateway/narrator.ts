/** Tells what a gateway of its own is shown with: each step in Japanese, then shortly in English, and what was seen, line by line. */
export class Narrator {
  private readonly began = performance.now();
  private steps = 0;

  constructor(private readonly stream: NodeJS.WritableStream) {}

  step(ja: string, en: string): void {
    this.steps += 1;
    this.write('', `${this.steps}. ${ja}`, `   ${en}`);
  }

  /** Something to look at. */
  show(...lines: string[]): void {
    this.write(...lines.map((line) => `   │ ${line}`));
  }

  /** Something that was put to the test, and held. Throws when it did not. */
  hold(condition: boolean, ja: string, en: string): void {
    if (!condition) throw new Error(`Did not hold: ${ja} / ${en}`);
    this.write(`   ✓ ${ja}（${en}）`);
  }

  end(gatewayUrl: string): void {
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    const { port } = new URL(gatewayUrl);
    this.write(
      '',
      `すべての手順が成立しました（${seconds}秒）。 / Every step held (${seconds} s).`,
      '',
      `このデモのゲートウェイ（ポート${port}）とデータは、これで片付けます。`,
      `The gateway of this demo (port ${port}) and its data are removed now.`,
      '',
      '動かし続けるには / To keep a gateway running:',
      '  npm start                        http://127.0.0.1:3000',
      '  http://127.0.0.1:3000/docs       API（OpenAPI）の画面 / the API, to read and to try',
      '  npx careplan --help              コマンド一覧 / what the command line offers',
    );
  }

  private write(...lines: string[]): void {
    this.stream.write(`${lines.join('\n')}\n`);
  }
}
