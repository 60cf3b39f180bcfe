import { config } from '@vscode/l10n';
import { loadTexts, readShippedBundle } from './loadTexts.ts';
import { runCli } from './runCli.ts';

/** What shells say of a program that ended because nobody reads what it writes: 128 + SIGPIPE. */
const NOBODY_READS = 141;

// Who reads may leave early, as `head` does. A command that is cut off has not completed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(NOBODY_READS);
  throw error;
});
// Standard error without a reader ends nothing: standard output may still have one.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const texts = loadTexts(process.env, readShippedBundle);
if (texts !== undefined) config({ contents: texts });

// No process.exit: what was written to a pipe must arrive first.
process.exitCode = await runCli(process.argv.slice(2), process.stdout, process.stderr);
