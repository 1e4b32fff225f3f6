// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { renderHook } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { speakEnglish } from '../../testing/words';
import { arrange } from '../../domain/placement/arrange';
import { modelFixture, type FixtureName } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { linesOf } from './matrix-lines';
import { MatrixTwin } from './matrix-twin';
import { spotOn } from './spot';
import { useMatrixWords } from './use-matrix-words';

beforeAll(speakEnglish);
afterEach(cleanup);

function twin(name: FixtureName, server?: string) {
  const { rows, columns } = placed(modelFixture(name));
  const lines = linesOf(arrange(rows, { group: 'account', sort: 'name', descending: false, search: '' }), true, null);
  const words = renderHook(() => useMatrixWords('account', 'role', () => null)).result.current;
  const selected = server === undefined ? null : spotOn(lines[1], server as never);
  const { container } = render(
    <MatrixTwin
      lines={lines}
      first={0}
      servers={columns.map(({ name }) => name)}
      selected={selected}
      words={words}
      activeId="here"
    />,
  );
  return { container, rows };
}

describe('the matrix in words', () => {
  it('says of each copy how it stands, under its server', () => {
    const { container, rows } = twin('oneSilent');
    const cells = [...container.querySelectorAll('[data-testid="placement-cell"]')];
    expect(cells).toHaveLength(rows.reduce((sum, row) => sum + row.cells.length, 0));
    const silent = cells.filter((cell) => cell.getAttribute('data-server') === 'n3');
    expect(silent.length).toBeGreaterThan(0);
    for (const cell of silent) {
      expect(cell.getAttribute('data-state')).toBe('silent');
      expect(cell.textContent).toBe('n3: its server does not answer');
    }
  });

  it('of a lost connection says well of nothing', () => {
    const { container } = twin('connectionLost');
    const states = [...container.querySelectorAll('[data-testid="placement-cell"]')].map((cell) =>
      cell.getAttribute('data-state'),
    );
    expect(new Set(states)).toEqual(new Set(['unknown']));
  });

  it('has the chosen cell also where there is no copy', () => {
    const { container, rows } = twin('healthy', 'n5');
    const cell = container.querySelector('#here');
    expect(cell?.getAttribute('aria-selected')).toBe('true');
    const [row] = rows.toSorted((a, b) => (a.order < b.order ? -1 : 1));
    const has = row?.cells.some(({ server }) => server === ('n5' as never));
    expect(cell?.getAttribute('data-state') === 'empty').toBe(!has);
  });

  it('takes no name for markup, and hides nothing in one', () => {
    const { container, rows } = twin('hostile');
    expect(container.querySelector('img, script, b')).toBeNull();
    expect(container.textContent).not.toMatch(/[\u202e\u200b]/);
    expect(container.querySelectorAll('[data-testid="placement-row"]')).toHaveLength(rows.length);
  });
});
