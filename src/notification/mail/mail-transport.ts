import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { createTransport, SendMailOptions, Transporter } from 'nodemailer';
import { Config } from '../../config/config.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same when the same is sent again. */
  readonly messageId: string;
  /** By which whoever gets it stops it, with one click (RFC 8058); null for one that cannot be stopped yet. */
  readonly stopLink: string | null;
}

export interface Posted {
  /** `refused`: for good (5xx); `deferred`: for now (4xx); `connection`: nobody answered. */
  readonly outcome: 'delivered' | 'refused' | 'deferred' | 'connection';
  readonly status: number | null;
  readonly milliseconds: number;
}

/** For all of one mail; a worker has it for longer. */
const patienceMilliseconds = 45_000;

/** The site's mail server. */
@Injectable()
export class MailTransport implements OnApplicationShutdown {
  private transporter: Transporter | null = null;

  constructor(private readonly config: Config) {}

  onApplicationShutdown(): void {
    this.transporter?.close();
  }

  /** Never throws: whatever happens is an outcome. */
  async send(mail: Mail): Promise<Posted> {
    const begun = performance.now();
    const ended = (outcome: Posted['outcome'], status: number | null): Posted => ({
      outcome,
      status,
      milliseconds: Math.round(performance.now() - begun),
    });
    try {
      await this.inTime({
        from: this.config.mailFrom ?? undefined,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        messageId: mail.messageId,
        headers: {
          // RFC 3834: nobody's out-of-office note is to answer it.
          'Auto-Submitted': 'auto-generated',
          ...(mail.stopLink !== null && {
            'List-Unsubscribe': `<${mail.stopLink}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return ended('delivered', 250);
    } catch (error) {
      const status = (error as { responseCode?: unknown }).responseCode;
      if (typeof status !== 'number') return ended('connection', null);
      // Refused before the address was named, it is the server's or our own fault, not the address's.
      const isOfAddress = ['RCPT TO', 'DATA'].includes(String((error as { command?: unknown }).command));
      return ended(status >= 500 && isOfAddress ? 'refused' : 'deferred', status);
    }
  }

  /** A server that takes its time over every step is given up before another worker takes the mail for lost. */
  private async inTime(mail: SendMailOptions): Promise<void> {
    const sending = this.opened().sendMail(mail);
    sending.catch(() => undefined); // where nobody waits for it any more
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the mail server takes too long')), patienceMilliseconds);
    });
    await Promise.race([sending, late]).finally(() => clearTimeout(timer));
  }

  private opened(): Transporter {
    const url = new URL(this.config.smtpUrl ?? '');
    const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    this.transporter ??= createTransport({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
      secure: url.protocol === 'smtps:',
      // In the clear only within this machine.
      requireTLS: !isHere,
      ignoreTLS: isHere,
      ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
      pool: true,
      maxConnections: 4,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
    return this.transporter;
  }
}
