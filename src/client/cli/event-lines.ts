import { GatewayEvent } from '../events.js';
import { Language } from '../language.js';
import { eventName } from './event-words.js';
import { timeText } from './transmission-lines.js';

/** When, what, between whom, and the id of what it is about. */
export function eventLine(event: GatewayEvent, language: Language): string {
  const { at, kind, offices, sender, destination, transmission, notice, mandate, submission, certificate } = event;
  const who = sender && destination ? `${sender} → ${destination}` : offices.join(' ');
  const about = notice ?? transmission ?? mandate ?? submission ?? certificate ?? '';
  return [timeText(at), eventName(kind, language), who, about].filter((part) => part !== '').join('  ');
}
