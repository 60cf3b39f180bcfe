import { SHARE_ENV, Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import { connectClient } from '../../contracts/rpc.ts';
import { UserError } from '../../contracts/userError.ts';
import type { PictureShape, PictureSource } from '../../core/data/images/pictures.ts';
import type { PictureFiles } from '../../node/images/pictureData.ts';
import type { PictureApi, UnreadablePicture } from './pictureApi.ts';

/** Pictures that a thread of their own reads and decodes. */
export interface PictureReader {
  readonly source: PictureSource;
  /** Ends the thread; whatever still waits for it rejects. */
  readonly close: () => Promise<void>;
}

/** Starts the thread. It decodes while the thread that asked goes on computing. */
export function startPictureReader(
  { files }: PictureFiles,
  shape: PictureShape,
  script: URL = entryBeside(import.meta.url),
): PictureReader {
  const worker = new Worker(script, { env: SHARE_ENV });
  const client = connectClient<PictureApi>({
    postMessage: (message) => {
      worker.postMessage(message);
    },
    onMessage(listener) {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
  });
  worker.once('error', (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    client.close(new Error(`The thread that reads pictures crashed: ${reason}`, { cause: error }));
  });
  worker.once('exit', (code) => {
    client.close(new Error(`The thread that reads pictures ended with exit code ${String(code)}`));
  });
  return {
    source: {
      count: files.length,
      shape,
      async read(examples) {
        const wanted = Array.from(examples, (example) => files[example] ?? '');
        const answer = await client.request('read', { files: wanted, shape });
        if ('problem' in answer) throw new UserError(describe(answer));
        return answer;
      },
    },
    async close() {
      client.close(new Error('The thread that reads pictures was closed'));
      await worker.terminate();
    },
  };
}

function describe({ problem, file }: UnreadablePicture): string {
  switch (problem) {
    case 'missing':
      return t('There is no file {0}, though the data names it.', file);
    case 'forbidden':
      return t('{0} cannot be read. Change its permissions, or check its disk.', file);
    case 'empty':
      return t('{0} is empty. Get it again, or take it out of the data.', file);
    case 'foreign':
      return t('{0} is no png, jpg, bmp or gif that can be read. Convert it to png, or take it out of the data.', file);
    case 'damaged':
      return t('{0} is damaged: it holds no whole picture. Get it again, or take it out of the data.', file);
  }
}

/** Bundles lie in one folder; the sources of threads lie one above this one. */
function entryBeside(url: string): URL {
  return new URL(url.endsWith('.ts') ? '../pictures.ts' : './pictures.js', url);
}
