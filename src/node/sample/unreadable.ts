import { t } from '@vscode/l10n';
import type { UnreadableReason } from '../../core/data/facts/dataFacts.ts';

/** Ends the reading of a sample that cannot be had. It never leaves this folder's callers: they make a reading of it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: UnreadableReason;

  /** `message` is localized and says what is wrong and what to do about it. */
  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What is said of a file that is not looked into. */
export function unseen(source: string): Unreadable {
  return new Unreadable('unknownFormat', t('{0} is not looked into while the spec is written.', source));
}
