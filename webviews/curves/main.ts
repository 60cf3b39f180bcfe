import { connectClient } from '../../src/contracts/rpc.ts';
import type { CurvesApi } from '../../src/contracts/curves.ts';
import { loadTexts } from '../shared/loadTexts.ts';
import { registerToolkit } from '../shared/toolkit.ts';
import { openVsCodePort } from '../shared/vscodePort.ts';
import { CurvesPage } from './page.ts';

loadTexts();
registerToolkit();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element "root".');
const port = openVsCodePort();
new CurvesPage(root, connectClient<CurvesApi>(port), port).start();
