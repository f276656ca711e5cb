// What the parts of a zipped file hold, as a workbook is one.

import { inflateRawSync } from 'node:zlib';

const DEFLATED = 8;

// Every part's text, by the directory at the end: the sizes at the front may not be known when a part is begun.
export function partsOf(zip) {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const parts = [];
  for (let left = zip.readUInt16LE(end + 10), at = zip.readUInt32LE(end + 16); left > 0; left -= 1) {
    const [method, size, place] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const from = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28);
    const packed = zip.subarray(from, from + size);
    parts.push((method === DEFLATED ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}
