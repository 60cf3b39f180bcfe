import {
  Disposable,
  env,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  window,
  type Event,
  type TreeDataProvider,
} from 'vscode';
import { t } from '@vscode/l10n';
import { findUnmet } from '../../contracts/expectationTexts.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { describeStatus } from '../../core/runs/describeStatus.ts';
import { hasWeights } from '../../core/runs/hasWeights.ts';
import type { LocatedRun, RunLibrary } from '../shared/runLibrary.ts';
import { describeRun, describeRunFully } from './runLabel.ts';

/** Lists all runs of the workspace, the newest first. `scanned` settles when the disk was looked through. */
export function registerRunsView(
  library: RunLibrary,
  scanned: Promise<void>,
  isTrainedHere: (key: string) => boolean,
): Disposable {
  const changes = new EventEmitter<LocatedRun | undefined>();
  const provider = new RunsProvider({ library, scanned, isTrainedHere, onDidChange: changes.event });
  const view = window.createTreeView('gatescope.runs', { treeDataProvider: provider });
  const refresh = (): void => {
    if (view.visible) changes.fire(undefined);
  };
  return Disposable.from(
    view,
    changes,
    view.onDidChangeVisibility(refresh),
    library.onDidChange(({ type }) => {
      // Batches change nothing that the list shows.
      if (type === 'run' || type === 'removed') refresh();
    }),
  );
}

interface RunsProviderOptions {
  readonly library: RunLibrary;
  readonly scanned: Promise<void>;
  /** Whether this window trains the run, and so can stop it. */
  readonly isTrainedHere: (key: string) => boolean;
  readonly onDidChange: Event<LocatedRun | undefined>;
}

class RunsProvider implements TreeDataProvider<LocatedRun> {
  readonly #options: RunsProviderOptions;
  readonly onDidChangeTreeData: Event<LocatedRun | undefined>;

  constructor(options: RunsProviderOptions) {
    this.#options = options;
    this.onDidChangeTreeData = options.onDidChange;
  }

  async getChildren(run?: LocatedRun): Promise<LocatedRun[]> {
    if (run !== undefined) return [];
    await this.#options.scanned;
    return [...this.#options.library.runs];
  }

  getTreeItem(run: LocatedRun): TreeItem {
    const { key, manifest } = run;
    const item = new TreeItem(manifest.name);
    item.id = key;
    item.description = describeRun(manifest, Date.now(), env.language);
    item.iconPath = statusIcon(manifest);
    item.tooltip = new MarkdownString(describeRunFully(manifest, env.language));
    const state = manifest.status !== 'running' ? 'ended' : this.#options.isTrainedHere(key) ? 'training' : 'foreign';
    item.contextValue = hasWeights(manifest) ? `${state}Trained` : state;
    item.accessibilityInformation = {
      label: `${manifest.name}, ${describeStatus(manifest.status)}, ${item.description}`,
    };
    item.command = { command: 'gatescope.showTrainingCurves', title: t('Show Training Curves'), arguments: [run] };
    return item;
  }
}

function statusIcon({ status, expectations }: RunManifest): ThemeIcon {
  switch (status) {
    case 'running':
      return new ThemeIcon('sync~spin');
    case 'completed':
      return findUnmet(expectations).length === 0
        ? new ThemeIcon('pass', new ThemeColor('testing.iconPassed'))
        : new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    case 'stopped':
      return new ThemeIcon('circle-slash', new ThemeColor('descriptionForeground'));
    case 'failed':
      return new ThemeIcon('error', new ThemeColor('testing.iconFailed'));
  }
}
