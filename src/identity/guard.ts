import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { FastifyRequest } from 'fastify';
import { allowedKinds, Caller, ClientKind } from '../http/caller.js';
import { authenticationRequired, notAllowed } from '../http/http.problems.js';
import { PresentedCertificate } from './presented-certificate.js';
import { VerifyToken } from './verify-token.js';

/**
 * Decides who gets in, for every operation. Default deny: an operation that declares nothing is open to nobody, and a
 * request without a good token gets no further than here.
 */
@Injectable()
export class Guard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifyToken: VerifyToken,
    private readonly presentedCertificate: PresentedCertificate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.get<ClientKind[] | 'anyone' | undefined>(allowedKinds, context.getHandler());
    if (allowed === 'anyone') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller: Caller = await this.verifyToken.run(bearerToken(request), this.presentedCertificate.of(request));
    request.caller = caller;
    if (!allowed?.includes(caller.kind)) throw notAllowed();
    return true;
  }
}

function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw authenticationRequired();
  return token;
}
