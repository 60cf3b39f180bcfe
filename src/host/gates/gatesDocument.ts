import { t } from '@vscode/l10n';
import type { GateReport } from '../../contracts/gates.ts';
import { describeFindings } from '../../core/gates/findings.ts';
import { attentionTable, memoryTable, signalTable, type GateTable } from '../../core/gates/gateTables.ts';
import { describeSample } from '../../core/gates/signalNames.ts';
import { markdownTable } from '../shared/markdownTable.ts';

/** Writes what the gates of a run do as markdown that also reads well as plain text: in words first, then in tables. */
export function describeGates(name: string, run: string, report: GateReport): string {
  const findings = describeFindings(report).map((finding) => `- ${finding}`);
  return [
    `# ${name}`,
    '',
    `${describeSample(report)}: \`${run}\``,
    ...section(t('Findings'), findings),
    ...tableSection(t('Signals'), signalTable(report)),
    ...tableSection(t('Memory'), memoryTable(report)),
    ...tableSection(t('Attention'), attentionTable(report)),
    ...section(t('How to read this'), explain()),
    '',
  ].join('\n');
}

function tableSection(title: string, table: GateTable | null): readonly string[] {
  return table === null ? [] : section(title, markdownTable(table.rows, table.numbers));
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];
}

function explain(): readonly string[] {
  return [
    t('- Near 0, near 1: the share of values below 0.1 and above 0.9 in size, where a gate is saturated.'),
    t('- Constant units deviate by less than 0.01 over all examples and timesteps.'),
    t('- Still units change by less than 0.001 from one timestep to the next.'),
    t('- Memory is 1 / (1 - mean of the gate that keeps the state), in timesteps.'),
    t('- A cell norm is the length of the vector of all cell states of an example.'),
    t('- Evenness of attention is its entropy as a share of the largest one: 0 looks at one timestep, 1 at all alike.'),
    t('- Padding that the model masks does not count.'),
  ];
}
