import type { GateReport } from '../contracts/gates.ts';
import { attentionTable, memoryTable, signalTable } from '../core/gates/gateTables.ts';
import { describeSample } from '../core/gates/signalNames.ts';
import { formatTable } from './formatTable.ts';
import type { Output } from './output.ts';

/** Prints what was looked at, the tables of all layers, and what they tell in words. */
export function printGates(report: GateReport, findings: readonly string[], output: Output): void {
  output.say(describeSample(report));
  for (const table of [signalTable(report), memoryTable(report), attentionTable(report)]) {
    if (table === null) continue;
    output.say('');
    for (const line of formatTable(table.rows, table.numbers)) output.say(line);
  }
  if (findings.length > 0) output.say('');
  for (const finding of findings) output.say(`- ${finding}`);
}
