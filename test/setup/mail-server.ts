import { AddressInfo } from 'node:net';
import { ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps what it is given. */
export class MailServer {
  readonly mails: ParsedMail[] = [];
  /** What the next recipients are answered with; null takes them. */
  refusal: { code: number; text: string } | null = null;
  /** What the sender is answered with. */
  refusalOfSender: { code: number; text: string } | null = null;
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onMailFrom: (_, __, done) => {
        const refusal = this.refusalOfSender;
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onRcptTo: (_, __, done) => {
        const { refusal } = this;
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, _, done) => {
        simpleParser(stream).then(
          (mail) => {
            this.mails.push(mail);
            done();
          },
          (error: unknown) => done(error as Error),
        );
      },
    });
    this.server.on('error', () => undefined);
  }

  static async begin(): Promise<MailServer> {
    const server = new MailServer();
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', () => resolve()));
    return server;
  }

  get environment(): Record<string, string> {
    const { port } = this.server.server.address() as AddressInfo;
    return { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'careplan@gateway.example' };
  }

  end(): Promise<void> {
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }
}

/** The link in a mail. */
export function linkIn(mail: ParsedMail | undefined, name: 'confirmation' | 'stop'): string {
  const [link] = new RegExp(`https://\\S+/${name}`).exec(mail?.text ?? '') ?? [];
  if (link === undefined) throw new Error(`There is no link for ${name}.`);
  return link;
}
