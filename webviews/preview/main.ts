import { connectClient } from '../../src/contracts/rpc.ts';
import type { PreviewApi } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { loadTexts } from '../shared/loadTexts.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { openVsCodePort } from '../shared/vscodePort.ts';
import { PreviewPage } from './page.ts';

loadTexts();
registerToolkit();
const port = openVsCodePort();
new PreviewPage(
  document.getElementById('root') ?? document.body.appendChild(element('div')),
  connectClient<PreviewApi>(port),
  port,
).start();
