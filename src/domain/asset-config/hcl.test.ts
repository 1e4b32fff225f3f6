import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyJson, anyText } from '../../testing/asset-config/any-config';
import { readHcl } from '../../testing/asset-config/hcl-reader';
import { hclText, type Block } from './hcl';

const kind = fc.constantFrom('resource', 'source', 'subject_transform', 'max_age');
const anyHead = fc.tuple(kind, fc.array(anyText, { maxLength: 2 })).map(([first, labels]) => [first, ...labels]);
const attributes = fc.uniqueArray(fc.tuple(kind, anyJson), { selector: ([name]) => name, maxLength: 4 });
const blockOf = (blocks: fc.Arbitrary<readonly Block[]>) => fc.record({ head: anyHead, attributes, blocks });
const leaf = blockOf(fc.constant([]));
const anyBlock = blockOf(fc.array(blockOf(fc.array(leaf, { maxLength: 2 })), { maxLength: 2 }));

test.prop([anyBlock])('what is written is read again, whatever its texts, keys and labels are', (block) => {
  expect(readHcl(hclText(block))).toEqual(block);
});

const written = (text: string) =>
  hclText({ head: ['a'], attributes: [['b', text]], blocks: [] })
    .split(' = ')[1]
    ?.slice(0, -'\n}'.length);

describe('a text', () => {
  it.each([
    ['${a}', '"$${a}"'],
    ['%{if a}', '"%%{if a}"'],
    ['$${a}', '"$$${a}"'],
    ['$%{a}', '"$%%{a}"'],
    ['%${a}', '"%$${a}"'],
    ['${${', '"$${$${"'],
    ['$ {', '"$ {"'],
    ['$', '"$"'],
    ['100%', '"100%"'],
  ])('begins no template: %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([
    ['\b', '"\\u0008"'],
    ['\f', '"\\u000c"'],
    ['\0', '"\\u0000"'],
    ['\v', '"\\u000b"'],
    ['\n\r\t', '"\\n\\r\\t"'],
    ['"\\', '"\\"\\\\"'],
    ['\\b', '"\\\\b"'],
    ['\\\b', '"\\\\\\u0008"'],
    ['\\u0041', '"\\\\u0041"'],
  ])('has the escapes of this language, not all of JSON: %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it('of any script stands as it is', () => {
    expect(written('漢字 é 🙂')).toBe('"漢字 é 🙂"');
  });
});

it('the names of attributes are of one width, and a block stands below an empty line', () => {
  const block: Block = {
    head: ['resource', 'jetstream_stream', 'S'],
    attributes: [
      ['name', 'S'],
      ['subjects', ['a', 'b']],
      ['metadata', { 'a b': 'c' }],
      ['max_bytes', 2n ** 63n - 1n],
    ],
    blocks: [
      { head: ['source'], attributes: [['name', 'A']], blocks: [{ head: ['external'], attributes: [], blocks: [] }] },
      { head: ['source'], attributes: [], blocks: [] },
    ],
  };
  expect(hclText(block)).toBe(
    [
      'resource "jetstream_stream" "S" {',
      '  name      = "S"',
      '  subjects  = ["a", "b"]',
      '  metadata  = {',
      '    "a b" = "c"',
      '  }',
      '  max_bytes = 9223372036854775807',
      '',
      '  source {',
      '    name = "A"',
      '',
      '    external {',
      '    }',
      '  }',
      '',
      '  source {',
      '  }',
      '}',
    ].join('\n'),
  );
});
