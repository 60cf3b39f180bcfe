import { runCli } from './runCli.ts';

// Who reads may leave early, as `head` does: then nobody is there to tell anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

// No process.exit: what was written to a pipe must arrive first.
process.exitCode = await runCli(process.argv.slice(2), process.stdout, process.stderr);
