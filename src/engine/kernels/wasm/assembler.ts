/** Bytes of WebAssembly instructions, nested as they were put together. */
export type Code = number | readonly Code[];

/** Type of a local variable. */
export type ValueType = 'i32' | 'v128';

/** A parameter or local variable of a function. */
export interface Local {
  /** Its value. */
  readonly get: Code;
  /** Gives it a value. */
  set(value: Code): Code;
}

/** Makes local variables of the function that is being written, 0 at its start. */
export type NewLocal = (type: ValueType) => Local;

/** Writes the module that holds a few functions. */
export interface Assembler {
  /** Adds a function of int32 parameters without a result, exported under its name. */
  define<const P extends string>(
    name: string,
    parameters: readonly P[],
    write: (given: Readonly<Record<P, Local>>, local: NewLocal) => Code,
  ): void;
  /** The module's bytes. Its functions work on the memory that is imported as `env.memory`. */
  assemble(): Uint8Array<ArrayBuffer>;
}

/** Starts an empty module (WebAssembly Core Specification 2.0, chapter 5: binary format). */
export function createAssembler(): Assembler {
  const functions: FunctionCode[] = [];
  return {
    define(name, parameters, write) {
      const locals: ValueType[] = [];
      const newLocal: NewLocal = (type) => localAt(parameters.length + locals.push(type) - 1);
      const given = Object.fromEntries(parameters.map((parameter, index) => [parameter, localAt(index)]));
      // One for every name.
      const body = write(given as Readonly<Record<(typeof parameters)[number], Local>>, newLocal);
      functions.push({ name, parameters: parameters.length, locals, body });
    },
    assemble: () => Uint8Array.from(flatten(moduleOf(functions))),
  };
}

interface FunctionCode {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

const typeCode = { i32: 0x7f, v128: 0x7b } as const;
const kind = { function: 0x00, memory: 0x02 } as const;

function localAt(index: number): Local {
  return { get: [0x20, unsigned(index)], set: (value) => [value, 0x21, unsigned(index)] };
}

function moduleOf(functions: readonly FunctionCode[]): Code {
  const types = functions.map(({ parameters }) => [0x60, list(Array<number>(parameters).fill(typeCode.i32)), list([])]);
  // A memory of at least one page, without a limit.
  const imports = [[text('env'), text('memory'), kind.memory, 0, 1]];
  const exports = functions.map(({ name }, index) => [text(name), kind.function, unsigned(index)]);
  const bodies = functions.map(({ locals, body }) => {
    const declared = locals.map((type) => [1, typeCode[type]]);
    return withSize([list(declared), body, 0x0b]);
  });
  const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const typeOfEach = functions.map((_, index) => unsigned(index));
  return [
    magicAndVersion,
    section(1, types),
    section(2, imports),
    section(3, typeOfEach),
    section(7, exports),
    section(10, bodies),
  ];
}

function section(id: number, entries: readonly Code[]): Code {
  return [id, withSize(list(entries))];
}

function list(entries: readonly Code[]): Code {
  return [unsigned(entries.length), entries];
}

function text(ascii: string): Code {
  return list(Array.from(ascii, (letter) => letter.charCodeAt(0)));
}

function withSize(code: Code): Code {
  const bytes = flatten(code);
  return [unsigned(bytes.length), bytes];
}

function flatten(code: Code): readonly number[] {
  const bytes: number[] = [];
  const append = (part: Code): void => {
    if (typeof part === 'number') bytes.push(part);
    else part.forEach(append);
  };
  append(code);
  return bytes;
}

/** A number of 0 or more as the format writes it: seven bits a byte, the lowest first (LEB128). */
export function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}

/** An int32 in signed LEB128. */
export function signed(value: number): readonly number[] {
  const [low, rest] = [value & 0x7f, value >> 7];
  const isSign = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return isSign ? [low] : [low + 128, ...signed(rest)];
}
