import { connectClient } from '../../src/contracts/rpc.ts';
import type { CurvesApi } from '../../src/contracts/curves.ts';
import { element } from '../shared/element.ts';
import { loadTexts } from '../shared/loadTexts.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { openVsCodePort } from '../shared/vscodePort.ts';
import { CurvesPage } from './page.ts';

loadTexts();
registerToolkit();
const port = openVsCodePort();
new CurvesPage(
  document.getElementById('root') ?? document.body.appendChild(element('div')),
  connectClient<CurvesApi>(port),
  port,
).start();
