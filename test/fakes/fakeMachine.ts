import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DownloadOptions, Machine, Program, ProgramResult } from '../../src/node/tensorflow/machine.ts';
import { makeZip } from './zipFile.ts';

/** What works on a machine that exists only for a test; everything does unless said otherwise. */
export interface MachineHabits {
  readonly platform?: NodeJS.Platform;
  readonly arch?: string;
  /** Why downloads fail, or `null`: they work. */
  readonly downloadTrouble?: string | null;
  /** Whether the storage has a binding that is built already. */
  readonly readyBinding?: 'fits' | 'does not load' | 'none';
  readonly pip?: boolean;
  readonly compiler?: 'works' | 'fails' | 'missing';
}

/** Content that stands for a binding that loads, and for one that does not. */
export const goodBinding = 'binding that loads';
const badBinding = 'binding for another machine';

/** The entries of a wheel that matter, and two that must be left out. */
export const wheelContent = {
  'tensorflow/libtensorflow_cc.so.2': 'library of the wheel',
  'tensorflow/libtensorflow_framework.so.2': 'framework of the wheel',
  'tensorflow/include/tensorflow/c/c_api.h': '// header',
  'tensorflow/include/Eigen/Core.h': '// for C++',
  'tensorflow/python/__init__.py': '# Python',
};

const done: ProgramResult = { outcome: 'succeeded', stdout: '', stderr: '' };

/** A machine whose downloads, pip and compiler leave small files, and that writes down what was asked of it. */
export class FakeMachine implements Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** In order: `download …`, `tar`, `pip download`, `compile`, `probe`. */
  readonly log: string[] = [];
  readonly #habits: MachineHabits;

  constructor(habits: MachineHabits = {}) {
    this.#habits = habits;
    this.platform = habits.platform ?? 'linux';
    this.arch = habits.arch ?? 'x64';
  }

  async download(url: string, file: string, { onFraction, signal }: DownloadOptions): Promise<void> {
    const name = url.slice(url.lastIndexOf('/') + 1);
    this.log.push(`download ${name}`);
    await Promise.resolve();
    signal.throwIfAborted();
    const trouble = this.#habits.downloadTrouble ?? null;
    if (trouble !== null) throw new Error(trouble);
    if (name.startsWith('CPU') && this.#habits.readyBinding === 'none') throw new Error('the server answers 404');
    onFraction(0.5);
    writeFileSync(file, name);
  }

  async run(program: Program, signal: AbortSignal): Promise<ProgramResult> {
    await Promise.resolve();
    signal.throwIfAborted();
    if (program.command === process.execPath) return this.#probe(program);
    if (program.command === 'tar') return this.#unpack(program);
    if (program.args.includes('--version')) return this.#answerPip(program);
    return program.args.includes('download') ? this.#downloadWheel(program) : this.#compile(program);
  }

  #probe({ args }: Program): ProgramResult {
    this.log.push('probe');
    const binding = readFileSync(args.at(-1) ?? '', 'utf8');
    if (binding === goodBinding) return { ...done, stdout: '2.21.0' };
    return { outcome: 'failed', stdout: '', stderr: 'Error: wrong ELF class' };
  }

  #unpack({ args, cwd = '' }: Program): ProgramResult {
    this.log.push('tar');
    const fits = this.#habits.readyBinding !== 'does not load';
    if (args.at(-1)?.startsWith('CPU') === true) {
      writeTree(cwd, { 'napi-v8/tfjs_binding.node': fits ? goodBinding : badBinding });
    } else {
      writeTree(cwd, {
        'lib/libtensorflow.so.2': 'libtensorflow',
        'lib/libtensorflow_framework.so.2': 'framework',
        'include/tensorflow/c/c_api.h': '// header',
      });
    }
    return done;
  }

  #answerPip({ command }: Program): ProgramResult {
    const present = this.#habits.pip !== false && command === 'python';
    return present ? done : { outcome: 'missing', stdout: '', stderr: '' };
  }

  #downloadWheel({ args }: Program): ProgramResult {
    this.log.push('pip download');
    const name = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
    writeFileSync(join(args[args.indexOf('--dest') + 1] ?? '', name), makeZip(wheelContent));
    return done;
  }

  #compile({ args }: Program): ProgramResult {
    const compiler = this.#habits.compiler ?? 'works';
    if (compiler === 'missing') return { outcome: 'missing', stdout: '', stderr: '' };
    this.log.push('compile');
    if (compiler === 'fails') return { outcome: 'failed', stdout: '', stderr: 'fatal error: no such header' };
    writeFileSync(args[args.indexOf('-o') + 1] ?? '', goodBinding);
    return done;
  }
}

/** Writes files given by relative path and content. */
export function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
