import type { Port } from '../../src/contracts/rpc.ts';

/** The host's end as a page sees it: messages, and a little state that outlives the page. */
export interface VsCodePort extends Port {
  /** What `setState` was last given, also after the window was reloaded; `undefined` at first. */
  getState(): unknown;
  setState(state: unknown): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

// VS Code puts this function into every webview; it may be called only once.
declare function acquireVsCodeApi(): VsCodeApi;

/** Opens the one connection of this page to the extension. */
export function openVsCodePort(): VsCodePort {
  const api = acquireVsCodeApi();
  return {
    postMessage: (message) => {
      api.postMessage(message);
    },
    onMessage(listener) {
      const onMessage = (event: MessageEvent<unknown>): void => {
        listener(event.data);
      };
      window.addEventListener('message', onMessage);
      return () => {
        window.removeEventListener('message', onMessage);
      };
    },
    getState: () => api.getState(),
    setState: (state) => {
      api.setState(state);
    },
  };
}
