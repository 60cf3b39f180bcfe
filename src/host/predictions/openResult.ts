import { languages, window, workspace } from 'vscode';

/** Opens what a model answered as a new, untitled document, which the person may save. */
export async function openResult(content: string, language: 'csv' | 'markdown' | 'plaintext'): Promise<void> {
  // Few editors know csv by themselves.
  const known = (await languages.getLanguages()).includes(language);
  const document = await workspace.openTextDocument({ content, language: known ? language : 'plaintext' });
  await window.showTextDocument(document, { preview: false });
}
