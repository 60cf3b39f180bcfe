import { t } from '@vscode/l10n';
import type { PreviewApi, PreviewSnapshot } from '../../src/contracts/preview.ts';
import type { Client } from '../../src/contracts/rpc.ts';
import { element, setText } from '../shared/element.ts';
import { onDidChangeTheme, readTheme, type Theme } from '../shared/theme.ts';
import type { VsCodePort } from '../shared/vscodePort.ts';
import { columnsView } from './columnsView.ts';
import { FirstView } from './firstView.ts';
import { headView } from './headView.ts';
import { imageSizesView } from './imageSizesView.ts';
import { problemsView } from './problemsView.ts';

/** The data page: what a spec's data holds, and what the model sees of it first. */
export class PreviewPage {
  readonly #root: HTMLElement;
  readonly #client: Client<PreviewApi>;
  readonly #port: Pick<VsCodePort, 'setState'>;
  readonly #notice = element('p', { class: 'banner', role: 'alert', 'data-tone': 'error' });
  readonly #content = element('div', { class: 'page' }, element('p', { class: 'waiting' }, t('Looking at the data…')));
  #first = new FirstView();
  #theme: Theme = readTheme();
  #shown = '';

  constructor(root: HTMLElement, client: Client<PreviewApi>, port: Pick<VsCodePort, 'setState'>) {
    this.#root = root;
    this.#client = client;
    this.#port = port;
    this.#notice.hidden = true;
    root.replaceChildren(this.#notice, this.#content);
  }

  /** Begins to listen and asks for everything. */
  start(): void {
    this.#client.onEvent(({ value }) => {
      this.#show(value);
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#load();
    });
    onDidChangeTheme(() => {
      this.#theme = readTheme();
      this.#first.restyle(this.#theme);
    });
    new ResizeObserver(() => {
      this.#first.fit();
    }).observe(this.#root);
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.#show(await this.#client.request('ready', null));
    } catch (error) {
      this.#fail(error);
    }
  }

  async #openSource(): Promise<void> {
    try {
      await this.#client.request('openSource', null);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    setText(this.#notice, error instanceof Error ? error.message : String(error));
    this.#notice.hidden = false;
  }

  #show(snapshot: PreviewSnapshot): void {
    this.#notice.hidden = true;
    // The same again changes nothing: where a person has scrolled to, and what a screen reader reads, stays.
    const text = JSON.stringify(snapshot);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#port.setState({ spec: snapshot.spec });
    this.#first.dispose();
    this.#first = new FirstView();
    this.#content.replaceChildren(
      headView(snapshot, () => void this.#openSource()),
      ...problemsView(snapshot),
      this.#first.element,
      ...imageSizesView(snapshot.imageSizes, snapshot.rows.count),
      ...columnsView(snapshot),
    );
    this.#first.show(snapshot.first, this.#theme);
  }
}
