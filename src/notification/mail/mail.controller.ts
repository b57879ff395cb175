import { applyDecorators, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Reply } from '../../http/caller.js';
import { notFound, unsupportedMediaType } from '../../http/http.problems.js';
import { Operation } from '../../http/operation.js';
import { AnswerLinks } from './answer-links.js';
import { askingPage, donePage, MailLink, pageHeaders } from './mail-page.js';

const secretParam = { name: 'secret', description: 'Of the link in a mail / メール内のリンクの値', example: 'Zm9v' };

const pageHeadersDocumented = Object.fromEntries(
  Object.entries(pageHeaders).map(([name, example]) => [
    name,
    { description: 'Protects whoever looks at the page / 画面の保護', schema: { type: 'string' as const }, example },
  ]),
);

const Page = (): MethodDecorator =>
  applyDecorators(
    ApiParam(secretParam),
    ApiOkResponse({
      description: 'A page for people / 画面',
      headers: pageHeadersDocumented,
      content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } },
    }),
  );

/** What mail clients send with one click (RFC 8058 section 3.1), or a browser with the button: nothing of it is needed. */
const Clicked = (): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiConsumes('application/x-www-form-urlencoded', 'multipart/form-data'),
    ApiBody({
      required: false,
      schema: {
        type: 'object',
        properties: {
          'List-Unsubscribe': { type: 'string', description: 'RFC 8058', example: 'One-Click' },
        },
      },
    }),
  );

/** The links in mails, for whoever gets them: without a token, and found by nothing but their secret. */
@ApiTags('subscriptions')
@Controller('v1/mail/:secret')
export class MailController {
  constructor(private readonly links: AnswerLinks) {}

  @Get('confirmation')
  @Operation({
    summary: { en: 'A page to agree to mails', ja: '通知メールの受信確認の画面' },
    description: { en: 'Changes nothing: programs look at links.', ja: '表示だけでは何も変わりません。' },
    allow: 'anyone',
    problems: [notFound],
  })
  @Page()
  async askConfirmation(@Param('secret') secret: string, @Res() reply: Reply): Promise<void> {
    await this.show(secret, 'confirmation', reply);
  }

  @Post('confirmation')
  @Operation({
    summary: { en: 'Agree to mails', ja: '通知メールの受信の同意' },
    description: { en: 'Within seven days; repeated, it changes nothing.', ja: '作成から7日以内に行います。' },
    allow: 'anyone',
    problems: [notFound, unsupportedMediaType],
  })
  @Clicked()
  @Page()
  async confirm(@Param('secret') secret: string, @Res() reply: Reply): Promise<void> {
    await this.links.confirm(secret);
    this.answer(reply, donePage('confirmation'));
  }

  @Get('stop')
  @Operation({
    summary: { en: 'A page to stop mails', ja: '通知メールの停止の画面' },
    description: { en: 'Changes nothing: programs look at links.', ja: '表示だけでは何も変わりません。' },
    allow: 'anyone',
    problems: [notFound],
  })
  @Page()
  async askStop(@Param('secret') secret: string, @Res() reply: Reply): Promise<void> {
    await this.show(secret, 'stop', reply);
  }

  @Post('stop')
  @Operation({
    summary: { en: 'Stop mails', ja: '通知メールの停止' },
    description: {
      en: 'With one click, as mail clients do (RFC 8058). Repeated, it changes nothing.',
      ja: 'メールソフトのワンクリック停止（RFC 8058）に対応しています。',
    },
    allow: 'anyone',
    problems: [notFound, unsupportedMediaType],
  })
  @Clicked()
  @Page()
  async stop(@Param('secret') secret: string, @Res() reply: Reply): Promise<void> {
    await this.links.stop(secret);
    this.answer(reply, donePage('stop'));
  }

  private async show(secret: string, link: MailLink, reply: Reply): Promise<void> {
    await this.links.find(secret);
    this.answer(reply, askingPage(link));
  }

  private answer(reply: Reply, page: string): void {
    void reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page);
  }
}
