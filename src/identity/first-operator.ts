import { rename, rm, writeFile } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ClientStore } from './client.store.js';
import { RegisterClient } from './register-client.js';

/**
 * The way in for whoever installs the gateway: as long as no operator holds an active certificate, an enrolment code lies in the file
 * that OPERATOR_CODE_FILE names, readable by its owner only. Every caller after that is registered over the API.
 */
@Injectable()
export class FirstOperator {
  private readonly logger = new Logger('FirstOperator');

  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly registerClient: RegisterClient,
    private readonly clock: Clock,
  ) {}

  async offerCode(): Promise<void> {
    const { operatorCodeFile } = this.config;
    if (operatorCodeFile === null) return this.warnWhereNobodyCanEnter();
    if (await this.clients.hasEnrolledOperator(this.unitOfWork.autocommit, this.clock.now())) {
      await rm(operatorCodeFile, { force: true });
      return;
    }
    const { code } = await this.registerClient.issueOperatorCode();
    // Renamed into place: whole or not at all, with a mode of ours, also when two processes start at once.
    const draft = `${operatorCodeFile}.${process.pid}`;
    await writeFile(draft, `${code}\n`, { mode: 0o600 });
    await rename(draft, operatorCodeFile);
  }

  private async warnWhereNobodyCanEnter(): Promise<void> {
    if (await this.clients.hasEnrolledOperator(this.unitOfWork.autocommit, this.clock.now())) return;
    this.logger.warn('No operator has enrolled: set OPERATOR_CODE_FILE to be given an enrolment code.');
  }
}
