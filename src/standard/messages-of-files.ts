import { ArchiveFault } from './combined/archive-fault.js';
import { SyntaxFault } from './csv.js';
import { FileNameFault } from './file-name.js';
import { Message } from './findings.js';
import { MessageDetail } from './message-detail.js';

const FILE_NAME_MESSAGES: Readonly<Record<FileNameFault | 'combined', Message>> = {
  form: {
    ja: 'ファイル名が標準仕様のどの様式でも始まっていません。「様式_（提供年月_）送信元事業所番号_（サービス種類コード_）送信先事業所番号_（サービス種類コード_）連番.CSV」の形にしてください。',
    en: 'The file name starts with no form of the standard: name it FORM_(month_)sender_(service type_)receiver_(service type_)sequence.CSV.',
  },
  grammar: {
    ja: 'ファイル名の構成が様式の命名規約と違います。区切りの数、提供年月の有無、事業所番号（10桁）、サービス種類コード（2桁）、連番（14桁）、拡張子を確かめてください。',
    en: 'The file name does not follow the grammar of its form: check the number of segments, the month, office numbers (10), service types (2), sequence (14) and extension.',
  },
  combined: {
    ja: 'まとめたCSVのファイル名の構成が違います。「COMBINED_送信元事業所番号_連番.CSV」（連番はYYYYMMDDHHMMSSの14桁）としてください。',
    en: 'The name of the combined CSV is wrong: use COMBINED_sender_sequence.CSV (the sequence is YYYYMMDDHHMMSS).',
  },
  month: {
    ja: 'ファイル名の提供年月が暦にありません。月を01～12としたYYYYMMにしてください。',
    en: 'The month in the file name is no month of the calendar: give YYYYMM with a month from 01 to 12.',
  },
  sequence: {
    ja: 'ファイル名の連番が実在する日時ではありません。YYYYMMDDHHMMSSの14桁にしてください。',
    en: 'The sequence in the file name is no real date and time: give YYYYMMDDHHMMSS.',
  },
};

const SYNTAX_MESSAGES: Readonly<Record<SyntaxFault, Message>> = {
  'unclosed-quote': {
    ja: '引用符（"）が閉じられていません。項目の終わりに引用符を付けてください。',
    en: 'A quote is never closed: put a closing quote at the end of the item.',
  },
  'text-after-quote': {
    ja: '閉じた引用符（"）の後に文字があります。項目の中の引用符は2つ重ね（""）、区切りのカンマを確かめてください。',
    en: 'There is text after a closing quote: double every quote inside an item and check the commas.',
  },
  'bare-quote': {
    ja: '引用符で囲まれていない項目の中に引用符（"）があります。項目全体を引用符で囲み、中の引用符は2つ重ねてください（""）。',
    en: 'An unquoted item holds a quote: put the whole item in quotes and double every quote inside.',
  },
};

const ARCHIVE_MESSAGES: Readonly<Record<ArchiveFault, Message>> = {
  damaged: {
    ja: 'zipが壊れています。作り直してください。',
    en: 'The zip is damaged: make it again.',
  },
  encrypted: {
    ja: 'zipが暗号化されています。パスワードなしで作り直してください。',
    en: 'The zip is encrypted: make it again without a password.',
  },
  unsupported: {
    ja: 'zipの圧縮方式が対応外です。標準の方式（Deflate）で作り直してください。',
    en: 'The zip uses another compression than Deflate: make it again with that.',
  },
  nested: {
    ja: 'zipの中に圧縮ファイルがあります。中のファイルを直接入れて作り直してください。',
    en: 'The zip holds another archive: put the files themselves into it.',
  },
  path: {
    ja: 'zipの中に、フォルダの外を指す名前や、ファイルでないものがあります。通常のファイルとフォルダだけで作り直してください。',
    en: 'The zip holds a path that leads outside, or something that is no file: make it of plain files and folders.',
  },
  'too-large': {
    ja: 'まとめられたファイルの数、または展開後の大きさが上限を超えています。分けて送ってください。',
    en: 'There are too many files, or too many bytes when unpacked, in this one: divide it.',
  },
  duplicate: {
    ja: 'zipの中に同じパスのファイルが2つあります。片方を除いてください。',
    en: 'The zip holds the same path twice: remove one of the two.',
  },
  empty: {
    ja: 'zipにファイルがありません。送るファイルを入れてください。',
    en: 'The zip holds no file: put the files into it.',
  },
};

/** A record of a combined CSV that is too short even to name its form has none. */
function columnCountMessage({ form }: MessageDetail): Message {
  return form === undefined
    ? {
        ja: '項目の数が足りません。様式・送信元・送信先の3列の後に、標準仕様のレコードをそのまま続けてください。',
        en: 'The record has too few items: after form, sender and destination, give the record of the standard as it is.',
      }
    : {
        ja: `項目の数が違います。この様式のレコードは${form.fields.length}項目です。カンマの過不足を確かめてください。`,
        en: `The record has a wrong number of items: this form has ${form.fields.length}. Look for a comma too many or too few.`,
      };
}

function encodingMessage({ byteOrderMark }: MessageDetail): Message {
  return byteOrderMark === true
    ? {
        ja: 'ファイルの先頭にBOM（バイト順マーク）があります。Shift_JIS（MS932）、BOMなしで保存してください。',
        en: 'The file starts with a byte-order mark: save it as Shift_JIS (MS932) without one.',
      }
    : {
        ja: 'MS932にない文字コード、または外字があります。MS932にある文字に置き換え、Shift_JIS（MS932）で保存してください。',
        en: 'There are bytes outside MS932 or a user-defined character: replace it by a character of MS932 and save as Shift_JIS (MS932).',
      };
}

const fixed = (ja: string, en: string) => (): Message => ({ ja, en });

function attachmentNameMessage({ attachment }: MessageDetail): Message {
  return attachment === 'alone'
    ? {
        ja: '添付ファイルの名前が示す送信元・送信先・連番の送信単位がありません。名前を送信単位のファイルにそろえてください。',
        en: 'No unit here has the sender, receiver and sequence in the name of the attachment: make its name agree with its unit.',
      }
    : {
        ja: '添付ファイルの名前が規約と違います。「ATTACH_送信元_送信先_連番_番号.拡張子」（番号は2桁、拡張子はpdf、jpg、jpeg、png）としてください。',
        en: 'The name of the attachment is wrong: use ATTACH_sender_receiver_sequence_nn.ext (nn two digits; pdf, jpg, jpeg or png).',
      };
}

/** Messages about a file as a whole, its name, encoding and records. */
export const FILE_MESSAGES = {
  'file-name': ({ fileName = 'form' }: MessageDetail) => FILE_NAME_MESSAGES[fileName],
  encoding: encodingMessage,
  'csv-syntax': ({ syntax = 'bare-quote' }: MessageDetail) => SYNTAX_MESSAGES[syntax],
  'column-count': columnCountMessage,
  'version-unknown': ({ versions = [] }: MessageDetail) => ({
    ja: `CSVバージョンが対応外です。${versions.join('、')}のいずれかにしてください。`,
    en: `The CSV version is not known: use one of ${versions.join(', ')}.`,
  }),
  'version-mixed': ({ versions = [] }: MessageDetail) => ({
    ja: `CSVバージョンがファイル名の版と違います。1ファイルの全レコードを${versions.join('、')}にそろえるか、ファイル名を直してください。`,
    en: `The CSV version differs from that of the file name: use ${versions.join(', ')} in every record, or correct the file name.`,
  }),
  'month-mismatch': ({ field }: MessageDetail) => ({
    ja: `「${field?.name ?? ''}」がファイル名の年月と違います。どちらかを直し、1ファイルを1か月分にしてください。`,
    en: `"${field?.name ?? ''}" differs from the month in the file name: correct either, and keep one month to a file.`,
  }),
  archive: ({ archive = 'damaged' }: MessageDetail) => ARCHIVE_MESSAGES[archive],
  'empty-file': fixed(
    'ファイルにレコードがありません。データを出力し直すか、このファイルを送信対象から外してください。',
    'The file holds no record: export it again, or leave it out.',
  ),
  'line-ending': fixed(
    'レコードの終わりがCRLFではありません。受け付けますが、CRLFでの出力をお勧めします。',
    'Records do not end with CRLF. This is accepted; CRLF is recommended.',
  ),
  'header-row': fixed(
    '先頭に見出し行があります。読み飛ばしましたが、標準仕様に見出し行はありません。出力しない設定にしてください。',
    'The file starts with a header row. It was passed over; the standard has none, so leave it out.',
  ),
  'unquoted-text': ({ field }: MessageDetail) => ({
    ja: `「${field?.name ?? ''}」などの文字項目が引用符（"）で囲まれていません。受け付けますが、引用符で囲んでください。`,
    en: `Free text such as "${field?.name ?? ''}" is not in double quotes. This is accepted; please quote it.`,
  }),
  'extension-case': fixed(
    'ファイル名の拡張子が大文字ではありません。受け付けますが、「.CSV」としてください。',
    'The extension of the file name is not in capitals. This is accepted; please write .CSV.',
  ),
  'blank-line': fixed(
    'ファイルの終わりに空行があります。受け付けますが、空行を出力しないでください。',
    'The file ends with an empty line. This is accepted; please leave it out.',
  ),
  'attachment-name': attachmentNameMessage,
  'attachment-type': fixed(
    'ファイルの中身が拡張子の示す形式ではありません。正しい形式で保存し直してください。',
    'The content is not of the format that the extension says: save it in that format.',
  ),
  'attachment-size': fixed(
    '添付ファイルが大きすぎます。10MiB（10,485,760バイト）以内にしてください。',
    'The attachment is too large: keep it within 10 MiB (10,485,760 bytes).',
  ),
  'attachment-active': fixed(
    '添付のPDFにスクリプトや起動アクションがあるか、暗号化されていて中身を確かめられません。これらを除いて保存し直してください。',
    'The PDF holds scripts or launch actions, or is encrypted and cannot be examined: save it again without them.',
  ),
};
