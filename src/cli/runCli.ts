import { UserError } from '../contracts/userError.ts';
import { readVersion } from './cliEnvironment.ts';
import { parseCommandLine } from './commandLine.ts';
import type { CommandLine } from './commandLine.ts';
import { backtest } from './commands/backtest.ts';
import { describe } from './commands/describe.ts';
import { evaluate } from './commands/evaluate.ts';
import { inspect } from './commands/inspect.ts';
import { predict } from './commands/predict.ts';
import { runs } from './commands/runs.ts';
import { train } from './commands/train.ts';
import { validate } from './commands/validate.ts';
import { buildHelpText } from './helpText.ts';
import { EXIT_CODES } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { createOutput } from './output.ts';
import type { Output, OutputStream } from './output.ts';

/** What a command may read: a process's standard input. */
export type InputStream = AsyncIterable<Uint8Array | string>;

/** Does what a command line asks for and answers the exit code. Never rejects. */
export async function runCli(
  args: readonly string[],
  stdout: OutputStream,
  stderr: OutputStream,
  stdin: InputStream = process.stdin,
): Promise<number> {
  const output = createOutput(args.includes('--json'), stdout, stderr);
  const outcome = await perform(args, output, stdin);
  if (outcome === null) return EXIT_CODES.completed;
  output.tell({ type: 'outcome', ...outcome });
  return EXIT_CODES[outcome.status];
}

/** `null`: help or the version, which have no outcome. */
async function perform(args: readonly string[], output: Output, stdin: InputStream): Promise<Outcome | null> {
  try {
    const options = parseCommandLine(args);
    if (options.version) output.say(readVersion());
    else if (options.help || options.command === null) output.say(buildHelpText());
    else return await runCommand(options, output, stdin);
    return null;
  } catch (error) {
    return explain(error, output);
  }
}

async function runCommand(options: CommandLine, output: Output, stdin: InputStream): Promise<Outcome> {
  const [operand = ''] = options.operands;
  switch (options.command) {
    case 'validate':
      return validate(options.operands, options, output);
    case 'describe':
      return describe(operand, options.set, output);
    case 'train':
      return train(operand, options, output);
    case 'backtest':
      return backtest(operand, options, output);
    case 'runs':
      return runs(options.out, output);
    case 'evaluate':
      return evaluate(operand, options, output);
    case 'predict':
      return predict(options.operands.find((one) => one !== '-') ?? '', options, output, () => readAll(stdin));
    case 'inspect':
      return inspect(operand, options, output);
    case null:
      throw new Error('There is no command to run');
  }
}

function explain(error: unknown, output: Output): Outcome {
  if (error instanceof UserError) {
    output.complain(error.message);
    return { status: 'invalid', reason: error.message };
  }
  const defect = error instanceof Error ? error : new Error(String(error));
  output.complain(defect.stack ?? defect.message);
  return { status: 'failed', reason: defect.message };
}

async function readAll(stdin: InputStream): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
