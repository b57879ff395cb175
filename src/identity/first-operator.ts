import { rm, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ClientStore } from './client.store.js';
import { RegisterClient } from './register-client.js';

/**
 * The way in for whoever installs the gateway: as long as no operator has enrolled, an enrolment code lies in the file
 * that OPERATOR_CODE_FILE names, readable by its owner only. Every caller after that is registered over the API.
 */
@Injectable()
export class FirstOperator {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly registerClient: RegisterClient,
  ) {}

  async offerCode(): Promise<void> {
    const { operatorCodeFile } = this.config;
    if (operatorCodeFile === null) return;
    // A file of an earlier start holds a code that is spent or withdrawn, and its mode is not ours to trust.
    await rm(operatorCodeFile, { force: true });
    if (await this.clients.hasEnrolledOperator(this.unitOfWork.autocommit)) return;
    const { code } = await this.registerClient.issueOperatorCode();
    await writeFile(operatorCodeFile, `${code}\n`, { mode: 0o600, flag: 'wx' });
  }
}
