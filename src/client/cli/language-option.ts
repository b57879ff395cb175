import { Option } from 'commander';

/** `--lang` of the commands that work without a gateway. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of what is printed; by LANG when left out')
    .choices(['ja', 'en'])
    .default(process.env['LANG']?.startsWith('ja') ? 'ja' : 'en', 'by LANG');
}
