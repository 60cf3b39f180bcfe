import assert from 'node:assert/strict';
import { join, sep } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { ImageInputPlan, TargetPlan, VideoInputPlan } from '../../../../src/contracts/dataPlan.ts';
import type { PictureData, PicturePart } from '../../../../src/node/images/pictureData.ts';
import { readPictures } from '../../../../src/node/images/readPictures.ts';
import { makeIdx, makeNpy } from '../../../fakes/arrayFiles.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';
import { makeZip } from '../../../fakes/zipFile.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;

interface Given {
  readonly type?: 'image' | 'video';
  readonly target?: TargetPlan;
  readonly delimiter?: string;
}

const image: ImageInputPlan = { type: 'image', size: [2, 2], channels: 1, as: 'rows', normalization: { type: 'none' } };
const video: VideoInputPlan = { type: 'video', frames: 3, size: [2, 2], channels: 1, normalization: { type: 'none' } };

function read(files: Files, source: string, given: Given = {}): Promise<PictureData & { readonly folder: string }> {
  const input = given.type === 'video' ? video : image;
  const target = given.target ?? { type: 'category', column: null };
  return withFiles(files, async (folder) => {
    const plan = { source, input, target, delimiter: given.delimiter ?? null };
    return { ...(await readPictures(join(folder, source), plan)), folder };
  });
}

/** What is found, in a form that is easily compared. */
function describeData({ table, pixels, folder }: PictureData & { readonly folder: string }): object {
  const columns = Object.fromEntries([...table.columns].map(([name, values]) => [name, [...values]]));
  const relative = (file: string): string => file.slice(folder.length + 1).replaceAll(sep, '/');
  const { count, labelColumn } = table;
  return pixels.type === 'files'
    ? { files: pixels.files.map((file) => (typeof file === 'string' ? relative(file) : file.map(relative))), columns }
    : { parts: pixels.parts.map(sizesOf), columns, labelColumn, count };
}

function sizesOf({ count, shape: { frames, rows, columns, channels } }: PicturePart): readonly number[] {
  return [count, frames, rows, columns, channels];
}

function finds(name: string, files: Files, source: string, expected: object, given: Given = {}): void {
  it(name, async () => {
    assert.deepEqual(describeData(await read(files, source, given)), expected);
  });
}

function refuses(name: string, files: Files, source: string, message: RegExp, given: Given = {}): void {
  it(`refuses ${name}`, async () => {
    await assert.rejects(read(files, source, given), { name: 'UserError', message });
  });
}

const images = makeIdx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
const labels = makeIdx([2], [7, 3]);
const one = { parts: [[2, 1, 2, 2, 1]], labelColumn: 'label', count: 2 };

describe('readPictures from IDX files', () => {
  finds(
    'brings the labels of the images',
    { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels, 't10k-labels-idx1-ubyte': labels },
    'train-images-idx3-ubyte',
    { ...one, columns: { label: ['7', '3'], split: ['train', 'train'] } },
  );
  finds(
    'unpacks gz, and other ways to write the names',
    { 'images.idx3-ubyte.gz': gzipSync(images), 'labels.idx1-ubyte.gz': gzipSync(labels) },
    'images.idx3-ubyte.gz',
    { ...one, columns: { label: ['7', '3'] } },
  );
  finds(
    'puts the parts of a pattern one after the other',
    {
      'train-images-idx3-ubyte': images,
      'train-labels-idx1-ubyte': labels,
      't10k-images-idx3-ubyte': makeIdx([1, 2, 2], [9, 9, 9, 9]),
      't10k-labels-idx1-ubyte': makeIdx([1], [5]),
    },
    '*-images-idx3-ubyte',
    {
      parts: [
        [2, 1, 2, 2, 1],
        [1, 1, 2, 2, 1],
      ],
      columns: { label: ['7', '3', '5'], split: ['train', 'train', 'test'] },
      labelColumn: 'label',
      count: 3,
    },
  );
  refuses(
    'images without labels',
    { 'train-images-idx3-ubyte': images },
    'train-images-idx3-ubyte',
    /^Beside train-images-idx3-ubyte lies no file of its labels: train-labels-idx1-ubyte was expected/,
  );
  refuses(
    'labels as the source',
    { 'train-labels-idx1-ubyte': labels },
    'train-labels-idx1-ubyte',
    /holds labels.*file of the images/,
  );
  refuses('a pattern without a file', { 'a.idx': images }, 'b*.idx', /no file b\*\.idx/);
  refuses(
    'more labels than images',
    { 'images.idx': images, 'labels.idx': makeIdx([3], [1, 2, 3]) },
    'images.idx',
    /^images\.idx has 2 pictures, but labels\.idx has 3 entries/,
  );
  refuses(
    'what is no gzip file',
    { 'images.idx.gz': images, 'labels.idx': labels },
    'images.idx.gz',
    /cannot be unpacked/,
  );
});

describe('readPictures from NumPy files', () => {
  const zip = (entries: Readonly<Record<string, Uint8Array>>): Uint8Array =>
    makeZip(Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, Buffer.from(bytes)])));
  const pictures = makeNpy('|u1', [2, 2, 2], new Uint8Array(8));
  finds(
    'finds the labels beside an npy file',
    { 'x_train.npy': pictures, 'y_train.npy': makeNpy('|S1', [2], new TextEncoder().encode('ab')) },
    'x_train.npy',
    { ...one, columns: { label: ['a', 'b'], split: ['train', 'train'] } },
  );
  finds(
    'finds the parts of an npz file',
    {
      'a.npz': zip({
        'x_test.npy': makeNpy('|u1', [1, 2, 2, 3], new Uint8Array(12)),
        'y_test.npy': makeNpy('|u1', [1, 1], Uint8Array.of(4)),
        'x_train.npy': makeNpy('|u1', [1, 2, 2, 3], new Uint8Array(12)),
        'y_train.npy': makeNpy('|u1', [1, 1], Uint8Array.of(9)),
      }),
    },
    'a.npz',
    {
      parts: [
        [1, 1, 2, 2, 3],
        [1, 1, 2, 2, 3],
      ],
      columns: { label: ['9', '4'], split: ['train', 'test'] },
      labelColumn: 'label',
      count: 2,
    },
  );
  finds(
    'keeps several columns of clips apart',
    {
      'a.npz': zip({
        'videos.npy': makeNpy('|u1', [2, 3, 2, 2], new Uint8Array(24)),
        'digit.npy': makeNpy('|u1', [2], Uint8Array.of(4, 5)),
        'direction.npy': makeNpy('<U1', [2], new Uint8Array(Uint32Array.of(0x6c, 0x72).buffer)),
      }),
    },
    'a.npz',
    { parts: [[2, 3, 2, 2, 1]], columns: { digit: ['4', '5'], direction: ['l', 'r'] }, labelColumn: null, count: 2 },
    { type: 'video' },
  );
  const floats = new Uint8Array(Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, NaN, 0.7, 0.8).buffer);
  refuses(
    'pixels that are not finite',
    { 'images.npy': makeNpy('<f4', [2, 2, 2], floats), 'labels.npy': makeNpy('|u1', [2], Uint8Array.of(0, 1)) },
    'images.npy',
    /^images\.npy, picture 2: NaN is not a finite number/,
  );
  refuses(
    'channels first',
    { 'a.npz': zip({ 'x.npy': makeNpy('|u1', [1, 3, 8, 8], new Uint8Array(192)) }) },
    'a.npz',
    /shape \[1, 3, 8, 8\], but images are \[images, rows, columns\]/,
  );
  refuses(
    'an archive without pictures',
    { 'a.npz': zip({ 'y.npy': makeNpy('|u1', [1], new Uint8Array(1)) }) },
    'a.npz',
    /^a\.npz has no pictures.*"y" \[1\]/,
  );
  refuses(
    'two arrays of pictures',
    { 'a.npz': zip({ 'left.npy': pictures, 'right.npy': pictures }) },
    'a.npz',
    /several arrays that may be the pictures: "left", "right"/,
  );
  refuses(
    'no pictures at all',
    { 'a.npz': zip({ 'x.npy': makeNpy('|u1', [0, 2, 2], new Uint8Array()) }) },
    'a.npz',
    /holds no pictures/,
  );
  refuses('what is no archive', { 'a.npz': 'text' }, 'a.npz', /^a\.npz is no npz archive/);
});

describe('readPictures from folders', () => {
  finds(
    'takes each sub-folder for a class, and leaves notes alone',
    { 'p/dogs/10.png': '', 'p/dogs/9.jpg': '', 'p/cats/1.gif': '', 'p/README.md': '', 'p/.hidden/x.png': '' },
    'p',
    {
      files: ['p/cats/1.gif', 'p/dogs/9.jpg', 'p/dogs/10.png'],
      columns: { image: ['cats/1.gif', 'dogs/9.jpg', 'dogs/10.png'], class: ['cats', 'dogs', 'dogs'] },
    },
  );
  finds(
    'tells train and test apart where all pictures lie below such folders',
    { 'p/train/a/1.png': '', 'p/val/b/2.png': '', 'p/test/a/3.png': '' },
    'p',
    {
      files: ['p/test/a/3.png', 'p/train/a/1.png', 'p/val/b/2.png'],
      columns: {
        image: ['test/a/3.png', 'train/a/1.png', 'val/b/2.png'],
        class: ['a', 'a', 'b'],
        split: ['test', 'train', 'validation'],
      },
    },
  );
  finds(
    'takes GIFs and folders of frames for clips',
    { 'p/up/1.gif': '', 'p/up/2/frame10.png': '', 'p/up/2/frame9.png': '', 'p/down/3/a.jpg': '' },
    'p',
    {
      files: [['p/down/3/a.jpg'], 'p/up/1.gif', ['p/up/2/frame9.png', 'p/up/2/frame10.png']],
      columns: { video: ['down/3', 'up/1.gif', 'up/2'], class: ['down', 'up', 'up'] },
    },
    { type: 'video' },
  );
  refuses('an empty folder', { 'p/': '' }, 'p', /^p has no images: put those of each class/);
  refuses('an empty folder of clips', { 'p/': '' }, 'p', /^p has no clips/, { type: 'video' });
  refuses('an empty class', { 'p/a/1.png': '', 'p/b/': '' }, 'p', /^p: the folder "b" has no pictures/);
  refuses('a picture without a class', { 'p/a/1.png': '', 'p/2.png': '' }, 'p', /^p: "2\.png" lies in no sub-folder/);
  refuses('pictures that cannot be decoded', { 'p/a/1.webp': '' }, 'p', /^a\/1\.webp is of a kind that cannot be read/);
  refuses('films', { 'p/a/1.mp4': '' }, 'p', /animated gif, or to a folder of frames/, { type: 'video' });
  refuses('a folder that is not there', {}, 'p', /no file or folder/);
});

describe('readPictures from tables', () => {
  finds('finds the column with the paths', { 'd/a.csv': 'id;file;kind\n1;p/1.png;x\n2;p/2.JPG;y\n' }, 'd/a.csv', {
    files: ['d/p/1.png', 'd/p/2.JPG'],
    columns: { id: ['1', '2'], file: ['p/1.png', 'p/2.JPG'], kind: ['x', 'y'] },
  });
  refuses('a table without paths', { 'a.csv': 'id,kind\n1,x\n' }, 'a.csv', /^a\.csv has no column with paths/);
  refuses(
    'a cell that is no path',
    { 'a.csv': 'file,kind\n1.png,x\nnone,y\n' },
    'a.csv',
    /^a\.csv, data row 2, column "file": "none" is no path/,
  );
  refuses('a table without rows', { 'a.csv': 'file,kind\n' }, 'a.csv', /^a\.csv has no rows/);
  refuses('bytes that are not UTF-8', { 'a.csv': Uint8Array.of(0x66, 0x0a, 0xff, 0xfe) }, 'a.csv', /UTF-8/);
  refuses('other files', { 'a.txt': 'text' }, 'a.txt', /^a\.txt is not read as pictures/);
});
