/** The part of JavaScript's WebAssembly that the kernels use: TypeScript has it among the types of browsers alone. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Memory: new (limits: { readonly initial: number }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WebAssemblyMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** Memory in pages of 64 KiB. */
export interface WebAssemblyMemory {
  /** Another one after every `grow`. */
  readonly buffer: ArrayBuffer;
  /** By a number of pages. */
  grow(pages: number): number;
}

// Every JavaScript engine that runs Node has it.
export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
