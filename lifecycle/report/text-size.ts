/** The beginning of a text, in so many bytes of UTF-8 at most; what was cut off is marked. */
export function startOf(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) { return text; }
  const mark = '…';
  let end = 0;
  let size = Buffer.byteLength(mark);
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) { break; }
    end += character.length;
  }
  return text.slice(0, end) + mark;
}
