import { writeFileSync } from 'node:fs';

// Loaded into a process that is measured: it tells the most resident memory that the process ever had, in KiB.
const path = process.env['GATESCOPE_BENCH_PEAK'];
if (path !== undefined) {
  process.once('exit', () => {
    writeFileSync(path, String(process.resourceUsage().maxRSS));
  });
}
