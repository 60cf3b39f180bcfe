import { t } from '@vscode/l10n';
import { element, setText } from '../shared/element.ts';
import { createButton } from '../shared/toolkit.ts';
import type { Headline } from './headline.ts';

/** The head of the page: name, status, pace, Stop. */
export class HeadlineView {
  readonly element: HTMLElement;
  readonly #name = element('h1');
  // Said aloud when it changes; the pace beside it changes too often for that.
  readonly #status = element('span', { class: 'status', role: 'status' });
  readonly #facts = element('ul', { class: 'facts' });
  readonly #stop: HTMLElement;
  readonly #progress = element('div', { class: 'progress', role: 'progressbar', 'aria-valuemin': '0' });
  readonly #bar = element('div', { class: 'progress-bar' });
  readonly #reason = element('p', { class: 'banner' });
  /** How often Stop was pressed: the first time for the training, the second time for its evaluation too. */
  #asked = 0;

  constructor(onStop: () => void) {
    this.#stop = createButton(t('Stop'), 'secondary', ({ detail }) => {
      // The second click of a double click was not meant for what the button says by then.
      if (this.#asked > 0 && detail > 1) return;
      this.#asked++;
      this.#showStop(true);
      onStop();
    });
    this.#progress.setAttribute('aria-valuemax', '100');
    this.#progress.setAttribute('aria-label', t('Training progress'));
    this.#progress.append(this.#bar);
    const line = element('div', { class: 'status-line' }, this.#status, this.#facts);
    const head = element(
      'div',
      { class: 'head' },
      element('div', { class: 'head-text' }, this.#name, line),
      this.#stop,
    );
    this.element = element('header', {}, head, this.#progress, this.#reason);
  }

  /** The host could not stop the run: it may be asked again. */
  stopFailed(): void {
    this.#asked = 0;
    this.#showStop(true);
  }

  show(headline: Headline): void {
    setText(this.#name, headline.name);
    setText(this.#status, headline.status);
    this.#status.dataset['tone'] = headline.tone;
    this.#showFacts(headline.facts);
    this.#showStop(headline.tone === 'running');
    this.#showProgress(headline.progress);
    this.#reason.hidden = headline.reason === '';
    this.#reason.dataset['tone'] = headline.tone === 'failed' ? 'error' : 'info';
    this.#reason.setAttribute('role', headline.tone === 'failed' ? 'alert' : 'note');
    setText(this.#reason, headline.reason);
  }

  /** Each fact in an element of its own, so that a narrow page breaks the line between them. */
  #showFacts(facts: readonly string[]): void {
    while (this.#facts.children.length > facts.length) this.#facts.lastElementChild?.remove();
    for (const [index, fact] of facts.entries()) {
      setText(this.#facts.children[index] ?? this.#facts.appendChild(element('li')), fact);
    }
  }

  #showStop(running: boolean): void {
    if (!running) this.#asked = 0;
    this.#stop.hidden = !running;
    this.#stop.toggleAttribute('disabled', this.#asked > 1);
    setText(this.#stop, stopLabel(this.#asked));
  }

  #showProgress(progress: number | null): void {
    this.#progress.hidden = progress === null;
    if (progress === null) return;
    this.#bar.style.transform = `scaleX(${String(progress)})`;
    this.#progress.setAttribute('aria-valuenow', String(Math.round(progress * 100)));
  }
}

function stopLabel(asked: number): string {
  if (asked === 0) return t('Stop');
  return asked === 1 ? t('Stop without evaluation') : t('Stopping…');
}
