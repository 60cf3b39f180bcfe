import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SuiteContext, TestContext } from 'node:test';

import { applyEdits, modify } from 'jsonc-parser';
import { chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';

import { writeUserSettings } from '../../scripts/codeServer.ts';
import { quietSettings } from '../../scripts/quietSettings.ts';
import { copySamples, makeTemporaryFolder, removeTemporaryFolder } from '../workbench/temporaryFolder.ts';
import { remoteUri, workbenchUrl } from '../workbench/testWorkbench.ts';
import { readSession } from './session.ts';
import { waitUntil } from './waitUntil.ts';

/** The looks of VS Code that the pages are tested under. */
export type Theme =
  'Dark Modern' | 'Light Modern' | 'Light 2026' | 'Default High Contrast' | 'Default High Contrast Light';

/** Classes by which the workbench shows which looks it has. */
const themeClasses: Readonly<Record<Theme, string>> = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Light 2026': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
};

const root = dirname(dirname(import.meta.dirname));

/** Longest wait for one thing on the page, in milliseconds: the machine may be busy training. */
const patience = 60_000;

/** Wait for what is there at once or needs another try, in milliseconds. */
const moment = 2_000;

/** A window of VS Code in the browser on its own copy of the samples. */
export class Workbench {
  readonly page: Page;
  /** Absolute folder that is open. */
  readonly folder: string;
  readonly #screenshots: string;
  readonly #end: () => Promise<void>;

  constructor(page: Page, folder: string, screenshots: string, end: () => Promise<void>) {
    this.page = page;
    this.folder = folder;
    this.#screenshots = screenshots;
    this.#end = end;
  }

  /** Changes the looks of the open window by the theme picker. */
  async changeTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(theme);
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: theme }).waitFor();
    await input.press('Enter');
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** Opens a window with settings of its own; `prepare` may change the folder before VS Code sees it. */
  static async open(theme: Theme, prepare?: (folder: string) => Promise<void>): Promise<Workbench> {
    const session = readSession();
    const home = await makeTemporaryFolder('window', session.folder);
    const folder = join(home, 'samples');
    await copySamples(join(root, 'samples'), folder);
    await prepare?.(folder);
    await writeUserSettings(session.serverData, { ...quietSettings, 'workbench.colorTheme': theme });
    const extensionDevelopmentPath = remoteUri(session.serverUrl, root);
    const url = workbenchUrl(session.serverUrl, folder, { extensionDevelopmentPath });
    return Workbench.visit(url, folder, () => removeTemporaryFolder(home));
  }

  /** Opens the window at `url`, which shows `folder`; `afterwards` runs when it is closed. */
  static async visit(url: string, folder: string, afterwards: () => Promise<void>): Promise<Workbench> {
    const session = readSession();
    const browser = await chromium.connect(session.browser);
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(page, folder, session.screenshots, async () => {
      // Leaving the page, unlike closing it, tells the server that the window is gone: its extension host ends.
      await page.goto('about:blank');
      await browser.close();
      await afterwards();
    });
    await page.goto(url);
    await workbench.#shown();
    return workbench;
  }

  /** Reloads the window, as after an update. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('domcontentloaded');
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.#shown();
  }

  /** Settles when the window shows its parts. */
  async #shown(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
  }

  async close(): Promise<void> {
    await this.#end();
  }

  /** Opens a file of the folder by quick open, as a person does, and waits until its language is known. */
  async openFile(path: string): Promise<void> {
    await this.#pick('Control+P', path, basename(path));
    await this.page.locator(`.tab.active[data-resource-name="${basename(path)}"]`).waitFor();
  }

  /** Runs a command by its title in the palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Runs a command until `wanted` shows: VS Code knows no logs yet when its window has just opened, and says nothing. */
  async runCommandUntil(title: string, wanted: Locator): Promise<void> {
    await waitUntil(`what "${title}" shows`, async () => {
      await this.runCommand(title);
      return (await comesTrue(wanted.waitFor({ timeout: moment }))) || undefined;
    });
  }

  /**
   * Types into quick input and clicks the wanted row until it was taken: what is offered grows while VS Code starts, and a
   * click on a list that is just being drawn anew goes nowhere.
   */
  async #pick(key: string, text: string, label: string): Promise<void> {
    const { page } = this;
    const widget = page.locator('.quick-input-widget');
    const row = widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
    const timeout = moment;
    await waitUntil(`"${label}" in quick input`, async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press(key);
      const input = widget.locator('.quick-input-box input');
      const typed = await comesTrue(input.fill(text, { timeout }));
      if (!typed || !(await comesTrue(row.waitFor({ timeout })))) return undefined;
      const taken = await comesTrue(row.click({ timeout }).then(() => row.waitFor({ state: 'hidden', timeout })));
      return taken || undefined;
    });
  }

  /** Moves the mouse onto `target` until `wanted` shows: lines move while lenses and hints come in above them. */
  async hoverUntil(target: Locator, wanted: Locator): Promise<void> {
    await waitUntil('the hover', async () => {
      await this.page.mouse.move(0, 0);
      await target.hover();
      return (await comesTrue(wanted.waitFor({ timeout: moment }))) || undefined;
    });
  }

  /** A CodeLens in the active editor. */
  codeLens(title: string): Locator {
    // The whole title behind its icon: "Train" is not "Show Training Curves".
    const lenses = this.page.locator('.monaco-editor .codelens-decoration a');
    return lenses.filter({ hasText: new RegExp(`^\\s*${title}$`) }).first();
  }

  /** The page inside the webview that can be seen: VS Code nests two frames. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  }

  /** Opens the list of notifications, which are not shown by themselves where tests run, at the one that says `text`. */
  async openNotification(text: string | RegExp): Promise<Locator> {
    await this.runCommand('Notifications: Show Notifications');
    const notification = this.page.locator('.notifications-center .notification-list-item').filter({ hasText: text });
    await notification.first().waitFor();
    return notification.first();
  }

  /** The tab of an open editor or panel. */
  tab(title: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: title }).first();
  }

  /** Keeps a picture of what a failed test saw last; to be called after each test. */
  async afterTest(context: TestContext | SuiteContext): Promise<void> {
    if ('passed' in context && context.passed) return;
    await this.screenshot(`failed ${context.name}`.replaceAll(/\W+/g, '-').toLowerCase());
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(this.#screenshots, `${name}.png`) });
  }
}

/** Sets one value in a spec on disk and keeps its comments. */
export async function editSpec(file: string, path: (string | number)[], value: unknown): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, applyEdits(text, modify(text, path, value, {})));
}

/** Whether a wait ends well. */
async function comesTrue(wait: Promise<void>): Promise<boolean> {
  return wait.then(
    () => true,
    () => false,
  );
}
