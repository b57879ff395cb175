import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { tooLarge } from '../http/http.problems.js';
import { MultipartParts, readBounded, uploadMalformed } from '../http/multipart.js';
import { Problem } from '../http/problem.js';
import { CheckReport, SourceFile } from '../standard/check.js';
import { checkSent } from '../standard/combined/check-sent.js';
import { inTurns } from '../standard/check-pieces.js';

/** Of a zip or a combined CSV: as many as a month end with a hundred destinations has, and more. */
const MOST_FILES = 1000;

/** The same check as sending, without sender, destination or storage: bytes in, findings out. */
@Injectable()
export class CheckUpload {
  constructor(private readonly config: Config) {}

  /** @throws Problem upload-malformed, too-large */
  async run(request: FastifyRequest): Promise<CheckReport> {
    const limits = { bytes: this.config.checkLimitBytes, files: this.config.submissionFileLimit };
    const parts = MultipartParts.of(request, limits);
    try {
      const pause = () => setImmediate();
      const archives = { files: MOST_FILES, bytes: this.config.submissionLimitBytes };
      return await checkSent(inTurns(await readFiles(parts, limits), pause), { archives, pause });
    } finally {
      await parts.close();
    }
  }
}

async function readFiles(parts: MultipartParts, limits: { bytes: number; files: number }): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  let room = limits.bytes;
  for (let part = await parts.next(); part; part = await parts.next()) {
    if (part.type !== 'file' || part.fieldname !== 'file') throw uploadMalformed();
    if (files.length === limits.files) throw beyond(limits.files, 'files');
    const { bytes } = await readBounded(part.file, room, () => beyond(limits.bytes, 'bytes'));
    room -= bytes.length;
    files.push({ name: part.filename, bytes });
  }
  if (files.length === 0) throw uploadMalformed();
  return files;
}

function beyond(limit: number, unit: 'bytes' | 'files'): Problem {
  return tooLarge({ members: { limit, unit } });
}
