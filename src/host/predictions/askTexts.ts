import { t } from '@vscode/l10n';
import { env, ThemeIcon, window, type QuickPick, type QuickPickItem } from 'vscode';
import type { Answer } from '../../contracts/prediction.ts';
import { UserError } from '../../contracts/userError.ts';
import { layOutAnswer } from './answerItems.ts';

export interface TextPrompt {
  /** Title of the box. */
  readonly title: string;
  readonly answer: (text: string) => Promise<Answer>;
  /** Opens everything that was answered. */
  readonly open: (answers: readonly Answer[]) => Promise<void>;
  /** Told what went wrong and no person can mend. */
  readonly fail: (error: unknown) => void;
}

interface Line extends QuickPickItem {
  /** `null`: the line that asks. */
  readonly copied: string | null;
}

/** Asks for texts and shows the answer to each below the box, until Escape. */
export async function askTexts(prompt: TextPrompt): Promise<void> {
  const box = window.createQuickPick<Line>();
  box.title = prompt.title;
  box.placeholder = t('Write a text and press Enter');
  box.ignoreFocusOut = true;
  const open = { iconPath: new ThemeIcon('go-to-file'), tooltip: t('Open Answers in Editor') };
  const answers: Answer[] = [];
  box.onDidChangeValue((text) => {
    box.items = text.trim() === '' ? [] : [askingLine(text)];
  });
  box.onDidAccept(() => {
    const [line] = box.activeItems;
    const keep = (answer: Answer): void => {
      answers.push(answer);
      box.buttons = [open];
    };
    if (line === undefined || line.copied === null) void ask(box, prompt, keep);
    else copy(line.copied, box);
  });
  box.onDidTriggerButton(() => {
    box.hide();
    prompt.open(answers).catch(prompt.fail);
  });
  await new Promise<void>((resolve) => {
    box.onDidHide(() => {
      resolve();
    });
    box.show();
  });
  box.dispose();
}

function askingLine(text: string): Line {
  return { label: `$(play) ${t('Predict')}`, description: text, alwaysShow: true, copied: null };
}

function copy(text: string, box: QuickPick<Line>): void {
  box.title = t('Copied: {0}', text);
  void env.clipboard.writeText(text);
}

async function ask(box: QuickPick<Line>, prompt: TextPrompt, keep: (answer: Answer) => void): Promise<void> {
  const text = box.value;
  if (text.trim() === '' || box.busy) return;
  box.busy = true;
  box.title = prompt.title;
  try {
    const answer = await prompt.answer(text);
    keep(answer);
    // Who writes on while the model thinks asks something else.
    if (box.value === text) box.items = layOutAnswer(answer).map((item) => ({ ...item, alwaysShow: true }));
  } catch (error) {
    if (error instanceof UserError) box.items = [{ label: error.message, alwaysShow: true, copied: error.message }];
    else prompt.fail(error);
  } finally {
    box.busy = false;
  }
}
