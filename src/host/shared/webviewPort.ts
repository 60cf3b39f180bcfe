import type { Webview } from 'vscode';
import type { Port } from '../../contracts/rpc.ts';

/** The host's end of the channel to a webview. What is sent to a hidden page is lost: the page asks `ready` again. */
export function webviewPort(webview: Webview): Port {
  return {
    postMessage: (message) => void webview.postMessage(message),
    onMessage: (listener) => {
      const subscription = webview.onDidReceiveMessage(listener);
      return () => {
        subscription.dispose();
      };
    },
  };
}
