import { mostDetails, type ObjectRow } from '../../domain/inside/buckets';
import { isPlainToken } from '../../domain/inside/object-entry';
import { field, fields, flag, Mismatch, optional, size, text, type Decoder } from '../decode';
import { family } from '../family';

/** What a store holds of an object. */
export interface ObjectInfo {
  readonly object: Omit<ObjectRow, 'entry' | 'misnamed'>;
  readonly deleted: boolean;
  /** Its pieces are on this subject of the store. */
  readonly nuid: string;
}

/** The entry of an object. Any client of the account may have written it, and anything in it. */
export const objectInfo = family<ObjectInfo>('ObjectInfo', (value) => {
  const info = fields(value);
  const metadata = optional(info, 'metadata', texts, []);
  const headers = optional(info, 'headers', headerLines, []);
  const link = optional(info, 'options', (options) => optional(fields(options), 'link', linkTo, null), null);
  return {
    object: {
      name: field(info, 'name', objectName),
      description: optional(info, 'description', text, ''),
      size: optional(info, 'size', size, 0),
      chunks: optional(info, 'chunks', size, 0),
      digest: optional(info, 'digest', text, ''),
      modified: optional(info, 'mtime', text, ''),
      metadata: Object.fromEntries(metadata.slice(0, mostDetails)),
      headers: headers.slice(0, Math.max(0, mostDetails - metadata.length)),
      more: Math.max(0, metadata.length + headers.length - mostDetails),
      link,
    },
    deleted: optional(info, 'deleted', flag, false),
    // Pieces are removed by it: with a wildcard in it, those of every object would be.
    nuid: link === null ? field(info, 'nuid', token) : optional(info, 'nuid', token, ''),
  };
});

/** Characters of a name. A subject has no room for more: servers take lines of 4 KiB. */
const maxName = 4096;

/** Whole or not at all: by a part of it nothing is found. */
const objectName: Decoder<string> = (value) => {
  const name = text(value);
  if (name === '' || String(value).length > maxName) throw new Mismatch('no name of an object');
  return name;
};

const token: Decoder<string> = (value) => {
  const given = text(value);
  if (!isPlainToken(given)) throw new Mismatch('not a part of a subject');
  return given;
};

const texts: Decoder<readonly (readonly [string, string])[]> = (value) =>
  Object.entries(fields(value)).flatMap(([key, one]) =>
    typeof one === 'string' ? [[text(key), text(one)] as const] : [],
  );

const headerLines: Decoder<ObjectRow['headers']> = (value) =>
  Object.entries(fields(value)).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : []).flatMap((one: unknown) =>
      typeof one === 'string' ? [[text(name), text(one)] as const] : [],
    ),
  );

const linkTo: Decoder<ObjectRow['link']> = (value) => ({
  bucket: field(fields(value), 'bucket', text),
  name: optional(fields(value), 'name', text, ''),
});
