import { readFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { RefusedCell } from '../../sealing/import-result.js';
import { Transmission } from '../answers.js';
import { tellImport } from '../tell-import.js';
import { gatewayCommand } from './command-frame.js';
import { CommandRefused } from './failures.js';
import { stateName } from './words.js';

/** `careplan import-result ID imported|import-failed`: so that the sender learns what its file came to. */
export function importResultCommand(): Command {
  const command = new Command('import-result')
    .description('tell the sender whether the files were imported (取込結果)')
    .argument('<id>', 'the transmission, which must be confirmed')
    .addArgument(new Argument('<result>', 'what became of it').choices(['imported', 'import-failed']))
    .option('--cells <file>', 'JSON list of the cells that failed: [{file, row, column, reason, code}]');
  return gatewayCommand<{ cells?: string }>(command, async (frame, [id = '', result = ''], options) => {
    const cells = options.cells === undefined ? [] : await readCells(options.cells);
    const gateway = await frame.connect();
    const transmission = await gateway.get<Transmission>(`/v1/transmissions/${encodeURIComponent(id)}`);
    const { contentSha256 } = transmission;
    if (contentSha256 === null) {
      throw new CommandRefused({ ja: '受信していない電文です。', en: 'It was not collected.' });
    }
    const kind = result as 'imported' | 'import-failed';
    const told = await tellImport(gateway, { transmission, contentSha256 }, kind, cells);
    frame.print({ transmission: told }, [`✓ ${id}  ${stateName(told.state, frame.language)}`]);
    return 0;
  });
}

async function readCells(path: string): Promise<RefusedCell[]> {
  const unreadable = new CommandRefused({
    ja: '--cells のファイルはセルのJSON配列である必要があります。',
    en: 'The file of --cells must hold a JSON list of cells.',
  });
  try {
    const cells: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!Array.isArray(cells)) throw unreadable;
    return cells.map((cell: Partial<RefusedCell>) => ({
      file: cell.file ?? null,
      row: cell.row ?? null,
      column: cell.column ?? null,
      reason: cell.reason ?? 'other',
      code: cell.code ?? null,
    }));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw unreadable;
    throw error;
  }
}
