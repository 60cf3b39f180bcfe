import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { Disposable, EventEmitter, RelativePattern, Uri, workspace, type Event } from 'vscode';
import type { DataFacts, UnreadableData } from '../../core/data/facts/dataFacts.ts';
import { factsOf, type SampledData } from '../../core/data/facts/dataSample.ts';
import { openDataView } from '../../core/spec/against/dataView.ts';
import type { Analysis } from '../../core/spec/analyse.ts';
import { readSampledData } from '../../node/dataSample.ts';
import { lookAt } from './lookAt.ts';

/** Milliseconds in which changes of one file are gathered: who writes a file writes it in pieces. */
const GATHER = 200;

/** Milliseconds that a person who types waits for data at most. */
const PATIENCE = 150;

/** Samples are kept of so many sources; each is about a megabyte. */
const MOST_KEPT = 16;

/** Where the data of a spec lie, and how they are to be read. */
interface DataPlace {
  /** Absolute. */
  readonly path: string;
  /** As the spec names it. */
  readonly source: string;
  readonly delimiter: string | null;
}

interface Kept {
  readonly path: string;
  /** Time of the last change and size; empty where nothing is there. */
  readonly stamp: string;
  readonly cancel: AbortController;
  readonly data: Promise<SampledData | UnreadableData>;
}

/** What samples tell of the data of specs; read once, and again when the data change. */
export class DataReadings implements Disposable {
  readonly #kept = new Map<string, Kept>();
  readonly #watchers = new Map<string, Disposable>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #changes = new EventEmitter<string>();
  readonly #trust: Disposable;
  #isDisposed = false;

  /** Fires with the absolute path of data that changed; empty where all may be read from now on. */
  readonly onDidChange: Event<string> = this.#changes.event;

  constructor() {
    this.#trust = workspace.onDidGrantWorkspaceTrust(() => {
      this.#changes.fire('');
    });
  }

  /** What is known of the data of a spec; `null` where it names none that could be looked at. */
  async of(spec: Uri, analysis: Analysis): Promise<SampledData | UnreadableData | null> {
    const place = placeOf(spec, analysis);
    return place === null ? null : this.#finish(place);
  }

  /** The same for somebody who types: `null` where it cannot be known in a moment. */
  async soon(spec: Uri, analysis: Analysis): Promise<DataFacts | null> {
    const patience = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null));
    return factsOf(await Promise.race([this.of(spec, analysis), patience]));
  }

  /** The same for those who show it: that a spec names no data is shown, too. */
  async sampleOf(spec: Uri, analysis: Analysis): Promise<SampledData | UnreadableData> {
    return (await this.of(spec, analysis)) ?? nothing(analysis);
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const { cancel } of this.#kept.values()) cancel.abort();
    this.#kept.clear();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    Disposable.from(...this.#watchers.values(), this.#changes, this.#trust).dispose();
  }

  /** Begins again where the data changed while they were read. */
  async #finish(place: DataPlace): Promise<SampledData | UnreadableData> {
    for (;;) {
      const kept = await this.#current(place);
      try {
        return await kept.data;
      } catch (error) {
        if (!kept.cancel.signal.aborted || this.#isDisposed) throw error;
      }
    }
  }

  async #current(place: DataPlace): Promise<Kept> {
    const stamp = await stampOf(place.path);
    const key = keyOf(place);
    const known = this.#kept.get(key);
    if (known?.stamp === stamp) return known;
    known?.cancel.abort();
    const kept = read(place, stamp);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    this.#watch(place.path);
    this.#tidy();
    return kept;
  }

  #watch(path: string): void {
    if (this.#watchers.has(path)) return;
    const name = literally(basename(path));
    const watcher = workspace.createFileSystemWatcher(
      new RelativePattern(Uri.file(dirname(path)), `{${name},${name}/**}`),
    );
    const notice = (): void => {
      this.#changedSoon(path);
    };
    const watching = [watcher.onDidCreate(notice), watcher.onDidChange(notice), watcher.onDidDelete(notice)];
    this.#watchers.set(path, Disposable.from(watcher, ...watching, lookAt(path, notice)));
  }

  #changedSoon(path: string): void {
    clearTimeout(this.#timers.get(path));
    const timer = setTimeout(() => {
      this.#timers.delete(path);
      // The time of a folder says nothing of what lies deeper in it, and that of a file is sometimes too coarse.
      this.#forget((kept) => kept.path === path);
      this.#changes.fire(path);
    }, GATHER);
    this.#timers.set(path, timer);
  }

  #forget(isOld: (kept: Kept) => boolean): void {
    for (const [key, kept] of this.#kept) {
      if (!isOld(kept)) continue;
      kept.cancel.abort();
      this.#kept.delete(key);
    }
  }

  /** Lets go of what was read first. */
  #tidy(): void {
    const [oldest] = this.#kept.values();
    if (this.#kept.size <= MOST_KEPT || oldest === undefined) return;
    this.#forget((kept) => kept === oldest);
    if ([...this.#kept.values()].some(({ path }) => path === oldest.path)) return;
    this.#watchers.get(oldest.path)?.dispose();
    this.#watchers.delete(oldest.path);
  }
}

/**
 * Where the data of a spec lie; `null` where the spec names none, or is not on a disk. In Restricted Mode nothing is
 * read that a spec names: a path may lead to another computer.
 */
function placeOf(spec: Uri, { document }: Analysis): DataPlace | null {
  const view = openDataView(document.root);
  const source = view.text(['data', 'source']);
  if (source === null || !workspace.isTrusted || (spec.scheme !== 'file' && !isAbsolute(source))) return null;
  return { path: resolve(dirname(spec.fsPath), source), source, delimiter: view.text(['data', 'delimiter']) };
}

/** Why nothing was looked at. */
function nothing({ document }: Analysis): UnreadableData {
  const source = openDataView(document.root).text(['data', 'source']);
  const unsaved = t('Save the spec: the path of its data is relative to its folder.');
  const untrusted = t('Data are not looked at in Restricted Mode: they need a trusted workspace.');
  const unnamed = t('The spec does not say where its data are: set data.source.');
  const message = source === null ? unnamed : workspace.isTrusted ? unsaved : untrusted;
  return { kind: 'unreadable', source: source ?? '', reason: 'missing', message, neighbours: [] };
}

function read({ path, source, delimiter }: DataPlace, stamp: string): Kept {
  const cancel = new AbortController();
  const data = readSampledData(path, { source, delimiter, signal: cancel.signal });
  // Whoever waits sees the failure; one that nobody waits for is none.
  data.catch(() => undefined);
  return { path, stamp, cancel, data };
}

function keyOf({ path, source, delimiter }: DataPlace): string {
  return JSON.stringify([path, source, delimiter]);
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

/** A name as a pattern that nothing else matches. */
function literally(name: string): string {
  return name.replaceAll(/[*?[\]{}]/g, '[$&]');
}
