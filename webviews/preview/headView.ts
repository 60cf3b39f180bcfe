import { t } from '@vscode/l10n';
import type { PreviewSnapshot } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { createButton } from '../shared/toolkit.ts';
import { collectFactTexts } from './factTexts.ts';

/** Title, source and size of the data. */
export function headView(snapshot: PreviewSnapshot, onOpen: () => void): HTMLElement {
  const { name, source, trouble } = snapshot;
  const facts = trouble === '' ? collectFactTexts(snapshot) : [];
  const list = element('ul', { class: 'facts' }, ...facts.map((fact) => element('li', {}, fact)));
  const text = element(
    'div',
    { class: 'head-text' },
    element('h1', {}, name),
    element('p', { class: 'source' }, source),
    list,
  );
  const button = createButton(t('Open Data'), 'secondary', onOpen);
  return element('header', { class: 'head' }, text, ...(trouble === '' && source !== '' ? [button] : []));
}
