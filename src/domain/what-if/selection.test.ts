import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { serverName } from '../ids';
import { selectionOf, selectionText } from './selection';

// A server's name holds no white space (refused by the server's own configuration check).
const name = fc.string({ minLength: 1 }).filter((text) => !/\s/.test(text));

describe('servers in an address', () => {
  test.prop([fc.uniqueArray(fc.oneof(name, fc.constantFrom('a,b', '%', '%2C', '%25', ',')), { maxLength: 5 })])(
    'are read as they were written, whatever their names',
    (names) => {
      const servers = names.map(serverName);
      expect(selectionOf(selectionText(servers))).toEqual(servers.toSorted());
    },
  );

  it('may be written by hand', () => {
    expect(selectionOf(' n4, n1,,n4')).toEqual(['n4', 'n1']);
    expect(selectionText([serverName('n4'), serverName('n1'), serverName('n4')])).toBe('n1,n4');
    expect(selectionOf('')).toEqual([]);
  });
});
