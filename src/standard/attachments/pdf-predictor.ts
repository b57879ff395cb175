/**
 * Undoes the predictor of FlateDecode (ISO 32000-2 7.4.4.4): none, or one of PNG. Null when the parameters are others or
 * not written in place, or when the content does not consist of whole rows.
 */
export function undoPngPredictor(content: Buffer, parameters: readonly string[]): Buffer | null {
  const plain = parameters.filter((token) => !['<<', '>>', '[', ']', 'null'].includes(token));
  const values = new Map<string, number>();
  for (let index = 0; index < plain.length; index += 2) {
    const [key = '', value = ''] = plain.slice(index, index + 2);
    if (values.has(key) || !/^\d{1,6}$/.test(value)) return null;
    values.set(key, Number(value));
  }
  const predictor = values.get('/Predictor') ?? 1;
  if (predictor === 1) return content;
  if (predictor < 10 || predictor > 15) return null;
  const bits = (values.get('/Colors') ?? 1) * (values.get('/BitsPerComponent') ?? 8);
  return unfilter(content, Math.ceil((bits * (values.get('/Columns') ?? 1)) / 8), Math.max(1, Math.ceil(bits / 8)));
}

/** Each row has its filter before it (W3C PNG 9.2); `distance` is that to the sample on the left, in bytes. */
function unfilter(content: Buffer, width: number, distance: number): Buffer | null {
  if (width === 0 || content.length % (width + 1) !== 0) return null;
  const rows = content.length / (width + 1);
  const plain = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const filter = content[row * (width + 1)] ?? 0;
    if (filter > 4) return null;
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const left = column < distance ? 0 : (plain[at - distance] ?? 0);
      const above = row === 0 ? 0 : (plain[at - width] ?? 0);
      const corner = row === 0 || column < distance ? 0 : (plain[at - width - distance] ?? 0);
      const raw = content[at + row + 1] ?? 0;
      // A buffer keeps the sum modulo 256, as the filters are defined.
      plain[at] = raw + prediction(filter, left, above, corner);
    }
  }
  return plain;
}

function prediction(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
