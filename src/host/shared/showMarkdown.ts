import { commands, type Uri, workspace } from 'vscode';

/** Shows a markdown document as it is read, not as it is written, beside the editor. It changes with its document. */
export async function showMarkdown(uri: Uri): Promise<void> {
  await workspace.openTextDocument(uri);
  await commands.executeCommand('markdown.showPreviewToSide', uri);
}
