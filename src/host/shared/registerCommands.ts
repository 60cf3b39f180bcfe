import { commands, Disposable, type LogOutputChannel } from 'vscode';
import { showFailure } from './showFailure.ts';

/** What a command does. VS Code passes a resource, a tree item, or nothing: each command looks at what it got. */
export type CommandHandler = (argument: unknown) => unknown;

/** Registers commands `gatescope.<name>` whose failures are shown and logged. */
export function registerCommands(
  log: LogOutputChannel,
  handlers: Readonly<Record<string, CommandHandler>>,
): Disposable {
  const register = ([name, handler]: [string, CommandHandler]): Disposable =>
    commands.registerCommand(`gatescope.${name}`, async (argument: unknown) => {
      try {
        return await handler(argument);
      } catch (error) {
        showFailure(log, error);
        return undefined;
      }
    });
  return Disposable.from(...Object.entries(handlers).map(register));
}
