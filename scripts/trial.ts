import { enrol } from '../src/client/enrol.js';
import { GatewayClient } from '../src/client/gateway-client.js';
import { Narrator } from './own-gateway/narrator.js';
import { OwnGateway } from './own-gateway/bring-up.js';
import { runOnOwnGateway } from './own-gateway/run.js';
import { MishapName, mishapNamed, MISHAPS } from './trial/mishaps.js';
import { replay } from './trial/replay.js';
import { isGreen, reportLines } from './trial/report.js';

/**
 * Replays the pilot of 2021 (第4章, 図表113–121) against a gateway of its own: 3 software vendors, 3 relays, 12 offices,
 * ten patterns, two versions. Exits 0 only if every cell of its table is green. `-- --break lost` (or doubled, or
 * disordered) spoils one import on purpose and so must exit 1.
 */
const broken = brokenBy(process.argv.slice(2));

if (broken === undefined) {
  console.error(`npm run trial [-- --break ${MISHAPS.join('|')}]`);
  process.exit(2);
}
await runOnOwnGateway((gateway, narrator) => run(gateway, narrator, broken), {
  ja: '実証の再現は途中で止まりました。',
  en: 'The replay stopped here.',
});

async function run({ gatewayUrl, operatorCode }: OwnGateway, narrator: Narrator, mishap: MishapName | null) {
  const enrolled = async (code: string) => new GatewayClient(await enrol({ baseUrl: gatewayUrl, code }));
  narrator.step(
    '3ベンダー・伝送代行3社・12事業所を登録し、令和3年の実証を再現します',
    'Enrolling 3 vendors, 3 relays and 12 offices, and replaying the pilot of 2021.',
  );
  const result = await replay(
    { operator: await enrolled(operatorCode), enrolled },
    {
      ...(mishap !== null && { mishap: mishapNamed(mishap) }),
      onMonth: (version, month) =>
        narrator.show(`標準仕様 ${version}: ${month.slice(0, 4)}年${Number(month.slice(4))}月`),
    },
  );
  console.log(reportLines(result).join('\n'));
  const green = isGreen(result);
  console.log(
    green ? '\n✓ すべて成立しました。 / Every cell is green.' : '\n✗ 成立しません。 / Not every cell is green.',
  );
  return green ? 0 : 1;
}

/** Undefined when the arguments say nothing that is known. */
function brokenBy([option, name, ...more]: readonly string[]): MishapName | null | undefined {
  if (option === undefined) return null;
  if (option !== '--break' || more.length > 0) return undefined;
  return MISHAPS.find((each) => each === name);
}
