import { createParamDecorator, ExecutionContext, SetMetadata } from '@nestjs/common';
import { FastifyReply, FastifyRequest } from 'fastify';
import { Certificate } from '../sealing/certificate.js';
import { authenticationRequired } from './http.problems.js';

export type ClientKind = 'office' | 'relay' | 'network' | 'operator';

/** Who is calling, as proven by the access token. Made by the guard only. */
export interface Caller {
  readonly clientId: string;
  readonly kind: ClientKind;
  /** An office client's own office (事業所番号); null for others, which act by mandate or not for any office. */
  readonly officeNumber: string | null;
  /** The certificate that the token was obtained with, active as of this request. */
  readonly certificate: Certificate;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
  interface FastifyReply {
    problem?: string;
  }
}

export const allowedKinds = 'careplan:allowed-kinds';

/** Opens an operation to these kinds of client. An operation that declares nothing is refused to everyone. */
export const Allow = (...kinds: [ClientKind, ...ClientKind[]]): MethodDecorator => SetMetadata(allowedKinds, kinds);

/** Opens an operation to everybody, without a token. */
export const AllowAnyone = (): MethodDecorator => SetMetadata(allowedKinds, 'anyone');

/** The caller of an operation that is not public. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller) throw authenticationRequired();
  return caller;
});

/** The Fastify reply, where an operation streams or sets headers by itself. */
export type Reply = FastifyReply;
