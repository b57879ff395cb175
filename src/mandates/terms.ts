import { requestInvalid } from '../http/http.problems.js';
import { Problem } from '../http/problem.js';
import { mandateScopes } from './mandate.js';
import { MandateTerms } from './mandate.store.js';
import { TermsToPropose } from './mandate.view.js';

/**
 * Scopes and dates of a proposal, as they will be kept: scopes in one order, dates beginning now unless said otherwise.
 * @param pointer where the terms stand in the body (RFC 6901)
 * @throws Problem request-invalid
 */
export function readTerms(
  sent: TermsToPropose,
  now: Date,
  pointer: string,
): Pick<MandateTerms, 'scopes' | 'validFrom' | 'validUntil'> {
  const scopes = mandateScopes.filter((scope) => sent.scopes.includes(scope));
  if (scopes.includes('confirm') && !scopes.includes('collect')) throw confirmWithoutCollect(`${pointer}/scopes`);
  const validFrom = sent.validFrom === undefined ? now : new Date(sent.validFrom);
  const validUntil = sent.validUntil === undefined ? null : new Date(sent.validUntil);
  if (validUntil !== null && validUntil <= (validFrom > now ? validFrom : now))
    throw endsBeforeItBegins(`${pointer}/validUntil`);
  return { scopes, validFrom, validUntil };
}

function confirmWithoutCollect(pointer: string): Problem {
  return requestInvalid({
    errors: [
      {
        pointer,
        detail: {
          ja: 'confirmにはcollectも必要です。受領確認は復号した者だけができます。',
          en: 'confirm needs collect, too: only who opened the content can confirm it.',
        },
      },
    ],
  });
}

function endsBeforeItBegins(pointer: string): Problem {
  return requestInvalid({
    errors: [
      {
        pointer,
        detail: { ja: '開始日時と現在より後の日時です。', en: 'Must be later than validFrom and than now.' },
      },
    ],
  });
}
