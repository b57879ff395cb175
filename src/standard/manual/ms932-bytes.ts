const ASCII_END = 0x80;

let codes: Map<string, readonly number[]> | undefined;

/** Encodes the text of an example as MS932. U+E000 becomes the first 外字 (F040), which the check refuses. */
export function ms932Bytes(text: string): Uint8Array {
  codes ??= readCodes();
  const table = codes;
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? refuse(character)));
}

/** Decoding turned round; of two codes for a character the later one is taken. */
function readCodes(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, readonly number[]>();
  for (let byte = 0; byte < ASCII_END; byte += 1) table.set(String.fromCharCode(byte), [byte]);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    for (let trail = 0x40; trail <= 0xfc; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd') table.set(character, [lead, trail]);
    }
  }
  return table;
}

function refuse(character: string): never {
  throw new RangeError(`not in MS932: U+${character.charCodeAt(0).toString(16)}`);
}
