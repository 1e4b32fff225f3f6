import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nameIn } from './name-in';

describe('the name in a configuration', () => {
  it.each([
    ['{"name":"ORDERS"}', ['name'], 'ORDERS'],
    ['{"durable_name":"reader"}', ['name', 'durable_name'], 'reader'],
    ['{"name":"one","durable_name":"two"}', ['name', 'durable_name'], 'one'],
    // Servers take an empty one for none.
    ['{"name":"","durable_name":"two"}', ['name', 'durable_name'], 'two'],
    ['{"name":7,"durable_name":"two"}', ['name', 'durable_name'], 'two'],
    ['{"config":{"name":"inner"}}', ['name'], ''],
    ['{"toString":1}', ['toString', 'constructor'], ''],
    ['{}', ['name', '__proto__'], ''],
    ['["name"]', ['name', '0', 'length'], 'name'],
    ['null', ['name'], ''],
    ['"name"', ['length', 'name'], ''],
    ['', ['name'], ''],
    ['{"name":"ORD', ['name'], ''],
  ])('of %s is found in %j', (config, fields, name) => {
    expect(nameIn(config, ...fields)).toBe(name);
  });

  test.prop([fc.string(), fc.json()])('never throws, whatever the text is', (text, json) => {
    expect([typeof nameIn(text, 'name'), typeof nameIn(json, 'name')]).toEqual(['string', 'string']);
  });

  test.prop([fc.string({ minLength: 1 }), fc.dictionary(fc.string(), fc.jsonValue())])(
    'is the one that was written',
    (name, others) => {
      expect(nameIn(JSON.stringify({ ...others, name }), 'name')).toBe(name);
    },
  );
});
