import { generateAtomFeed } from 'feedsmith';
import { wordsOf } from '../feed/kind-words.js';
import { Language } from '../subscriptions/subscription.js';
import { AtomEvent } from './atom.store.js';

export interface AtomFeed {
  readonly id: string;
  readonly name: string;
  /** Where it is fetched: known to whoever reads it. */
  readonly address: string;
  readonly language: Language;
  readonly createdAt: Date;
  /** Newest first. */
  readonly events: readonly AtomEvent[];
}

const titles = { ja: 'ケアプラン連携の通知', en: 'Care-plan notifications' };

/** An Atom document (RFC 4287): what happened between which offices, and nothing of any content. */
export function atomDocument({ id, name, address, language, createdAt, events }: AtomFeed): string {
  return generateAtomFeed({
    id: `urn:uuid:${id}`,
    title: { value: plain(name) || titles[language] },
    updated: events[0]?.at ?? createdAt,
    authors: [{ name: 'Care-plan Gateway' }],
    links: [{ href: address, rel: 'self', type: 'application/atom+xml' }],
    entries: events.map((event) => ({
      id: `urn:uuid:${event.id}`,
      title: { value: titleOf(event, language) },
      updated: event.at,
      published: event.at,
      categories: [{ term: event.kind, label: wordsOf(event.kind, language) }],
      // An entry needs content, a link or a summary to say more than its title (RFC 4287 section 4.1.2).
      content: { value: titleOf(event, language), type: 'text' },
    })),
  });
}

function titleOf({ kind, senderName, destinationName, officeName }: AtomEvent, language: Language): string {
  const between = [senderName, destinationName].filter((name) => name !== null).map(plain);
  const about = between.length > 0 ? between.join(' → ') : plain(officeName ?? '');
  return about ? `${wordsOf(kind, language)}: ${about}` : wordsOf(kind, language);
}

/** Without what XML 1.0 does not know (section 2.2), and without marks that turn the direction of what follows. */
function plain(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}
