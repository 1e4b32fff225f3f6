// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { speakEnglish } from '../../testing/words';
import { serverName } from '../../domain/ids';
import { withoutServers } from '../../domain/what-if/what-if';
import { modelFixture, type FixtureName } from '../../testing/model-fixtures';
import { rowsOf } from '../../testing/what-if';
import { ConsequenceBar } from './consequence-bar';

beforeAll(speakEnglish);
afterEach(cleanup);

function show(fixture: FixtureName, names: readonly string[], loaded = true) {
  const { servers, metas, streams } = rowsOf(modelFixture(fixture));
  const chosen = names.map(serverName);
  const onClear = vi.fn();
  render(
    <ConsequenceBar
      servers={servers}
      metas={metas}
      streams={{ rows: loaded ? streams : [], loaded }}
      chosen={chosen}
      href="#/what-if"
      onClear={onClear}
    />,
  );
  return { onClear, expected: withoutServers({ servers, metas, streams }, chosen) };
}

const bar = () => screen.getByTestId('consequence-bar');

describe('the line below a drawing', () => {
  it('counts the streams that would stop, as the model does', () => {
    const { expected } = show('healthy', ['n2', 'n3']);
    expect(expected.streams.stops.length).toBeGreaterThan(1);
    expect(bar().textContent).toContain(
      `2 servers chosen: ${String(expected.streams.stops.length)} streams would stop`,
    );
    expect(bar().getAttribute('data-state')).toBe('crit');
    expect(bar().getAttribute('data-servers')).toBe('n2,n3');
  });

  it('says first that the meta group would stop', () => {
    show('healthy', ['n1', 'n2', 'n3']);
    expect(bar().textContent).toMatch(/^.*3 servers chosen: the meta group would lose its quorum/);
  });

  it('says how many leaders move where nothing stops', () => {
    const { expected } = show('healthy', ['n5']);
    expect(expected.streams.stops).toEqual([]);
    expect(bar().textContent).toMatch(/1 server chosen: no stream would stop/);
  });

  it('says which of the chosen are silent already', () => {
    show('oneSilent', ['n3']);
    expect(bar().textContent).toContain('1 of them is silent already');
  });

  it('does not call anything fine while the streams are not read', () => {
    show('healthy', ['n5'], false);
    expect(bar().getAttribute('data-state')).toBe('unknown');
    expect(bar().getAttribute('data-stops')).toBe('');
    expect(bar().textContent).not.toContain('would stop');
  });

  it('does not know what a server means that nobody knows', () => {
    show('healthy', ['n9']);
    expect(bar().textContent).toContain('of 1 it is not known whether it answers');
    expect(bar().getAttribute('data-state')).not.toBe('ok');
  });

  it('leads to the whole consequence, and is cleared', async () => {
    const { onClear } = show('healthy', ['n5']);
    expect(screen.getByRole('link', { name: 'Open What if' }).getAttribute('href')).toBe('#/what-if');
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(onClear).toHaveBeenCalledOnce();
  });
});
