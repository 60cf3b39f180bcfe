/** The lines of a text, without their line breaks and without a byte order mark. */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    // A carriage return at the very end may be the first half of a line break: it waits for the next chunk.
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  const last = (rest + decoder.decode()).split(/\r/);
  if (last.at(-1) === '') last.pop();
  yield* last;
}
