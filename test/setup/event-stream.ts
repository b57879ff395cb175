import { get, IncomingMessage } from 'node:http';
import { createParser, EventSourceMessage } from 'eventsource-parser';
import { TestCaller } from './caller.js';

/** An open event stream, as a client's EventSource keeps it. */
export class EventStream {
  readonly messages: EventSourceMessage[] = [];
  comments = 0;
  hasEnded = false;

  private constructor(
    private readonly response: IncomingMessage,
    readonly status: number,
  ) {
    const parser = createParser({
      onEvent: (message) => void this.messages.push(message),
      onComment: () => void this.comments++,
    });
    response.setEncoding('utf8').on('data', (text: string) => parser.feed(text));
    for (const end of ['end', 'close', 'error']) response.once(end, () => (this.hasEnded = true));
  }

  static async open(
    url: string,
    caller: TestCaller,
    more: { lastEventId?: string; query?: string } = {},
  ): Promise<EventStream> {
    const headers = {
      accept: 'text/event-stream',
      authorization: `Bearer ${await caller.token()}`,
      ...(more.lastEventId !== undefined && { 'last-event-id': more.lastEventId }),
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/v1/events${more.query ?? ''}`, { headers, agent: false }, resolve).once('error', reject);
    });
    return new EventStream(response, response.statusCode ?? 0);
  }

  get events(): { id: string; kind: string; transmission: string | null }[] {
    return this.messages.map(
      ({ data }) => JSON.parse(data) as { id: string; kind: string; transmission: string | null },
    );
  }

  close(): void {
    this.response.destroy();
  }
}
