import type { Analysis } from './analyse.ts';

// A spec has some thousand characters; a text of this size is not edited by hand.
const longest = 1_000_000;

/** Whether a text is one that a person types in, so that features which read all of it are worth their time. */
export function isEditable({ text, document }: Analysis): boolean {
  return !document.tooDeep && text.length <= longest;
}
