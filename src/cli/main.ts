import { config } from '@vscode/l10n';
import { loadTexts, readShippedBundle } from './loadTexts.ts';
import { runCli } from './runCli.ts';

// Who reads may leave early, as `head` does: then nobody is there to tell anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const texts = loadTexts(process.env, readShippedBundle);
if (texts !== undefined) config({ contents: texts });

// No process.exit: what was written to a pipe must arrive first.
process.exitCode = await runCli(process.argv.slice(2), process.stdout, process.stderr);
