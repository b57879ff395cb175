/** The pages behind the links in mails: both languages, one button, nothing that runs or is loaded. */
const texts = {
  confirmation: {
    ask: [
      'ケアプラン連携の通知メールを受け取りますか。',
      'Do you want to get the notifications of the Care-plan Gateway?',
    ],
    button: '受け取る / Yes',
    done: ['通知メールの受け取りを確認しました。', 'You will get the notifications.'],
  },
  stop: {
    ask: [
      'ケアプラン連携の通知メールを停止しますか。',
      'Do you want to stop the notifications of the Care-plan Gateway?',
    ],
    button: '停止する / Stop',
    done: ['通知メールを停止しました。', 'The notifications were stopped.'],
  },
} as const;

export type MailLink = keyof typeof texts;

export function askingPage(link: MailLink): string {
  const { ask, button } = texts[link];
  return page([...ask], `<form method="post"><button type="submit">${button}</button></form>`);
}

export function donePage(link: MailLink): string {
  return page([...texts[link].done], '');
}

function page(lines: string[], form: string): string {
  const paragraphs = lines.map((line) => `<p>${line}</p>`).join('');
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>ケアプラン連携 / Care-plan Gateway</title></head><body><main>${paragraphs}${form}</main></body></html>`;
}

export const pageHeaders = {
  'content-security-policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
