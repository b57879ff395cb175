import type { SourceFile } from '../../src/standard/check.js';
import { sourceFiles } from './corpus-unit.js';
import { Case } from './expected.js';
import { combinedPreventiveUnit, userBasicUnit } from './preventive-units.js';

const CONTENTS: readonly (readonly [title: string, bytes: readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['GIF', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x34]],
  ['BMP', [0x42, 0x4d, 0x36, 0x00, 0x00, 0x00]],
  ['text', [0x32, 0x30, 0x32, 0x34, 0x30, 0x37, 0x2c]],
  ['a JPEG after a byte-order mark', [0xef, 0xbb, 0xbf, 0xff, 0xd8, 0xff, 0xe0]],
  ['a damaged start', [0xff, 0xd9, 0xff, 0xe0]],
];

/** The family chart is a JPEG by its content, whatever its name says. */
export const imageCases: readonly Case[] = [userBasicUnit(), combinedPreventiveUnit()].flatMap((unit) =>
  unit.images.flatMap(({ name }) =>
    CONTENTS.map(([title, bytes]) => ({
      title: `${title} as ${name} in a ${unit.kind} unit`,
      files: sourceFiles(unit).map((file): SourceFile =>
        file.name === name ? { name, bytes: Uint8Array.from(bytes) } : file,
      ),
      expected: { rule: 'attachment-type', version: unit.version, file: name },
    })),
  ),
);
