import type { FrameLocator, Locator } from 'playwright-core';

import { waitUntil } from './waitUntil.ts';

/** The curves panel as a person sees it. */
export class CurvesPage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get title(): Locator {
    return this.#frame.locator('h1');
  }

  /** The facts beside the status: epochs, pace, time left. */
  get facts(): Locator {
    return this.#frame.locator('.facts');
  }

  /** Why the run failed or ended early. */
  get reason(): Locator {
    return this.#frame.locator('header .banner');
  }

  get comparison(): Locator {
    return this.#frame.locator('.comparison table');
  }

  get cards(): Locator {
    return this.#frame.locator('.card');
  }

  /** The table of which class was taken for which. */
  get confusion(): Locator {
    return this.#frame.locator('section.confusion table');
  }

  /** The table of single examples. */
  get examples(): Locator {
    return this.#frame.locator('section.examples table');
  }

  button(label: string): Locator {
    return this.#frame.locator('vscode-button:visible').filter({ hasText: label });
  }

  async chooseTab(label: 'Training' | 'Forecast' | 'Predictions'): Promise<void> {
    await this.#frame.locator('vscode-panel-tab').filter({ hasText: label }).click();
  }

  async waitForStatus(status: 'Running' | 'Completed' | 'Stopped' | 'Failed'): Promise<void> {
    await this.#frame.locator('.status').filter({ hasText: status }).waitFor();
  }

  /** Waits until something is drawn in every one of these charts. */
  async waitForCharts(...ids: string[]): Promise<void> {
    for (const id of ids) {
      const canvas = this.#frame.locator(`section.chart[data-chart="${id}"] canvas`);
      await waitUntil(`something drawn in the chart "${id}"`, async () => {
        const [isDrawn = false] = await canvas.evaluateAll(drawnOnes);
        return isDrawn || undefined;
      });
    }
  }
}

/** As much of a canvas element as is used here. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: ArrayLike<number> };
  };
}

/** Says of each canvas whether any pixel is set. It runs in the page: what it uses stands inside. */
function drawnOnes(canvases: Canvas[]): boolean[] {
  return canvases.map((canvas) => {
    if (canvas.width === 0 || canvas.height === 0) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return Array.from(data).some((value) => value !== 0);
  });
}
