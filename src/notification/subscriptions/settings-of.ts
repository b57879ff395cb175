import { requestInvalid } from '../../http/http.problems.js';
import { Asked } from './channel.js';
import { ChannelName, Subscription } from './subscription.js';
import { SubscriptionSettings, SubscriptionToMake } from './subscription.view.js';

type Sent = SubscriptionSettings & Pick<SubscriptionToMake, 'address'>;

const membersOf: Readonly<Record<ChannelName, readonly (keyof Sent)[]>> = {
  webhook: ['url'],
  mail: ['address', 'language', 'mode', 'hour'],
  atom: ['language'],
};
const allMembers = ['url', 'address', 'language', 'mode', 'hour'] as const;

/** What was sent, as it is kept: defaults filled in, and nothing that the channel does not know. @throws Problem request-invalid */
export function settingsOf(channel: ChannelName, sent: Sent): Asked & Pick<Subscription, 'name' | 'kinds' | 'offices'> {
  const { name = '', kinds = null, offices = null, language = 'ja', mode = 'immediate', hour = 9 } = sent;
  const strange = allMembers.filter((member) => sent[member] !== undefined && !membersOf[channel].includes(member));
  if (strange.length > 0) {
    throw requestInvalid({
      errors: strange.map((member) => ({
        pointer: `/${member}`,
        detail: { ja: `${channel}では指定できません。`, en: `This is not for ${channel}.` },
      })),
    });
  }
  const settings = {
    webhook: {},
    mail: { language, mode, ...(mode === 'daily' && { hour }) },
    atom: { language },
  }[channel];
  return { name, kinds, offices, address: (channel === 'webhook' ? sent.url : sent.address) ?? null, settings };
}
