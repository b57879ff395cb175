import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type Reply } from '../../http/caller.js';
import { entityTagHeader, entityTagOf, matchesWeakly } from '../../http/conditional.js';
import { notFound } from '../../http/http.problems.js';
import { Operation } from '../../http/operation.js';
import { ShowFeed } from './show-feed.js';

const mediaType = 'application/atom+xml';

/** The address is a secret: it is kept by nobody on the way, and told to no other site. */
const protection = {
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};
const feedHeaders = {
  ...entityTagHeader,
  ...Object.fromEntries(
    Object.entries(protection).map(([name, example]) => [
      name,
      { description: 'Keeps the address secret / アドレスの保護', schema: { type: 'string' as const }, example },
    ]),
  ),
};

@ApiTags('subscriptions')
@Controller('v1/feeds')
export class AtomController {
  constructor(private readonly showFeed: ShowFeed) {}

  @Get(':secret/inbox.atom')
  @Operation({
    summary: { en: 'A feed (Atom)', ja: 'フィード（Atom）' },
    description: {
      en: 'For any feed reader: no token, the address itself is the secret. It says what happened between which offices, the newest 100, and nothing of any content. An address that was renewed or deleted is not found.',
      ja: '一般のフィードリーダーで購読できます。トークンは不要で、アドレス自体が秘密の値です。事業所間の出来事を新しい順に100件まで示し、電文の内容は含みません。更新又は削除したアドレスは無効です。',
    },
    allow: 'anyone',
    problems: [notFound],
  })
  @ApiParam({
    name: 'secret',
    description: 'As GET /v1/subscriptions/{id}/secret shows it / 秘密の値',
    example: 'Zm9v',
  })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'ETag of what you have / 前回のETag',
    schema: { type: 'string' },
    example: entityTagHeader.ETag.example,
  })
  @ApiOkResponse({
    description: 'Atom, RFC 4287',
    headers: feedHeaders,
    content: {
      [mediaType]: {
        schema: { type: 'string' },
        example: '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">…</feed>',
      },
    },
  })
  @ApiResponse({ status: 304, description: 'As you have it / 変更なし', headers: feedHeaders })
  async feed(
    @Param('secret') secret: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() reply: Reply,
  ): Promise<void> {
    const document = await this.showFeed.run(secret);
    const tag = entityTagOf(document);
    void reply.headers({ etag: tag, ...protection });
    if (ifNoneMatch !== undefined && matchesWeakly(ifNoneMatch, tag)) return void reply.status(304).send();
    void reply.type(`${mediaType}; charset=utf-8`).send(document);
  }
}
