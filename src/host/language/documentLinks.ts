import { t } from '@vscode/l10n';
import { DocumentLink, languages, Uri, type Disposable, type Range } from 'vscode';
import { links, type SpecLink } from '../../core/spec/links.ts';
import { SPEC_DOCUMENTS, type DocumentAnalyses } from './documentAnalyses.ts';
import { documentRange } from './documentRange.ts';
import { findFile, findRun } from './pathTargets.ts';

/** A link whose target is looked for when somebody wants to follow it. */
class SpecDocumentLink extends DocumentLink {
  readonly spec: Uri;
  readonly link: SpecLink;

  constructor(range: Range, spec: Uri, link: SpecLink) {
    super(range);
    this.spec = spec;
    this.link = link;
    this.tooltip = tooltipOf(link);
  }
}

/** Makes the paths and addresses of a spec links. */
export function registerDocumentLinks(analyses: DocumentAnalyses): Disposable {
  return languages.registerDocumentLinkProvider(SPEC_DOCUMENTS, {
    async provideDocumentLinks(document) {
      const analysis = await analyses.ifStill(document);
      if (analysis === undefined) return undefined;
      return links(analysis).map(
        (link) => new SpecDocumentLink(documentRange(document, link.range), document.uri, link),
      );
    },
    async resolveDocumentLink(answer: SpecDocumentLink) {
      const target = await targetOf(answer);
      if (target !== undefined) answer.target = target;
      return answer;
    },
  });
}

async function targetOf({ spec, link }: SpecDocumentLink): Promise<Uri | undefined> {
  switch (link.kind) {
    case 'address':
      return /^https?:/.test(link.target) ? Uri.parse(link.target) : (await findFile(spec, link.target))?.uri;
    case 'run':
      return (await findRun(spec, link.target))?.uri;
    case 'file': {
      const found = await findFile(spec, link.target);
      return found?.isFolder === true ? revealing(found.uri) : found?.uri;
    }
  }
}

/** A folder has no place in an editor. */
function revealing(folder: Uri): Uri {
  return Uri.parse(`command:revealInExplorer?${encodeURIComponent(JSON.stringify([folder]))}`);
}

function tooltipOf({ kind }: SpecLink): string {
  switch (kind) {
    case 'address':
      return t('Open the schema');
    case 'run':
      return t('Open the run');
    case 'file':
      return t('Open the file');
  }
}
