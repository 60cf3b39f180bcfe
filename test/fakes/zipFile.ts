import { crc32 } from 'node:zlib';

/** Makes a zip archive of files given by name and content, stored without compression. */
export function makeZip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const facts = {
      name: Buffer.from(name),
      data: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content),
      offset,
    };
    const local = Buffer.concat([makeHeader(0x04034b50, facts), facts.name, facts.data]);
    locals.push(local);
    centrals.push(Buffer.concat([makeHeader(0x02014b50, facts), facts.name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, makeEnd(centrals.length, directory.length, offset)]);
}

interface EntryFacts {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly offset: number;
}

/** The local and the central header share their middle; the central one has more before and after it. */
function makeHeader(signature: 0x04034b50 | 0x02014b50, { name, data, offset }: EntryFacts): Buffer {
  const central = signature === 0x02014b50;
  const header = Buffer.alloc(central ? 46 : 30);
  const middle = central ? 6 : 4;
  header.writeUInt32LE(signature, 0);
  header.writeUInt16LE(20, middle);
  header.writeUInt32LE(crc32(data), middle + 10);
  header.writeUInt32LE(data.length, middle + 14);
  header.writeUInt32LE(data.length, middle + 18);
  header.writeUInt16LE(name.length, middle + 22);
  if (central) header.writeUInt32LE(offset, 42);
  return header;
}

function makeEnd(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}
