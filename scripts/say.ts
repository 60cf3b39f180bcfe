/** Says one plain sentence to the person who waits. Standard error keeps standard output free for results. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
