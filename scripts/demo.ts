import { tellStory } from './demo/story.js';
import { runOnOwnGateway } from './own-gateway/run.js';

/**
 * The main job from end to end, on sample files of the standard, against a gateway of its own that is gone afterwards.
 * Exits 0 only if every step held.
 */
await runOnOwnGateway(
  async (gateway, narrator) => {
    await tellStory(gateway, narrator);
    narrator.end(gateway.gatewayUrl);
    return 0;
  },
  { ja: 'デモは途中で止まりました。', en: 'The demo stopped here.' },
);
