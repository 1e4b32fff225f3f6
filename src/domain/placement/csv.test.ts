import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../../testing/builders';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { modelOf } from '../../testing/replay';
import { placementCsv } from './csv';
import { freeOfFormulas } from './csv-field';

describe('the matrix as a file', () => {
  it('has a line for each stream with the state of each copy under its server', () => {
    const { rows, columns } = placed(modelFixture('oneSilent'));
    const lines = placementCsv(rows, columns).split('\r\n');
    expect(lines[0]).toBe(
      'account,stream,replicas,health,leader,survives,messages,bytes,messages_behind,n1,n2,n3,n4,n5',
    );
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines.find((line) => line.startsWith('APP,AUDIT,'))).toMatch(/,unreachable,,unreachable,.*,,,,silent,,$/);
    expect(lines.find((line) => line.startsWith('ORDERS,ORDERS,'))).toMatch(/,leader,/);
  });

  it('has no formula in it, whatever streams and accounts are called', () => {
    const cluster = aCluster()
      .withServers('n1', '@n2')
      .withStream('=cmd()', ['n1', '@n2'], { account: '+SUM(A1)' })
      .withStream('-x|"y"', ['@n2'], { account: 'APP' });
    const { rows, columns } = placed(modelOf(cluster.poll(0), 100));
    const [head, ...lines] = placementCsv(rows, columns).split('\r\n');
    expect(head).toContain(",'@n2");
    expect(lines.find((line) => line.includes('cmd'))).toMatch(/^'\+SUM\(A1\),'=cmd\(\),/);
    expect(lines.find((line) => line.includes('x|'))).toMatch(/^APP,"'-x\|""y""",.*,'@n2,/);
  });

  it('quotes what needs it and runs nothing', () => {
    expect(freeOfFormulas('a,"b"')).toBe('"a,""b"""');
    expect(freeOfFormulas('=1+1')).toBe("'=1+1");
    expect(freeOfFormulas('@x')).toBe("'@x");
    expect(freeOfFormulas('-12')).toBe('-12');
    expect(freeOfFormulas('two\nlines')).toBe('"two\nlines"');
  });

  test.prop([fc.string()])('gives each text back to who reads it', (text) => {
    const field = freeOfFormulas(text);
    const read = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    expect(read === text || read === `'${text}`).toBe(true);
    expect(/^[=+@\t\r]/.test(read)).toBe(false);
  });
});
