// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { speakEnglish } from '../../testing/words';
import { serverName, type ServerName } from '../../domain/ids';
import { withoutServers } from '../../domain/what-if/what-if';
import { modelFixture, type FixtureName } from '../../testing/model-fixtures';
import { rowsOf } from '../../testing/what-if';
import { ConsequenceLines } from './consequence-lines';
import { ServerPicker } from './server-picker';

beforeAll(speakEnglish);
afterEach(cleanup);

function Picker() {
  const [chosen, choose] = useState<readonly ServerName[]>([]);
  const { servers } = rowsOf(modelFixture('healthy'));
  return <ServerPicker servers={servers} chosen={new Set(chosen)} onChoose={choose} />;
}

const boxes = () => screen.getAllByRole<HTMLInputElement>('checkbox');
const checked = () => boxes().flatMap((box, index) => (box.checked ? [`n${String(index + 1)}`] : []));

describe('the list of servers to lose', () => {
  it('is worked by keyboard: zones first, then each server', async () => {
    render(<Picker />);
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(checked()).toEqual(['n1', 'n2']);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.tab();
    expect(document.activeElement).toBe(boxes()[0]);
    await userEvent.keyboard(' ');
    expect(checked()).toEqual(['n2']);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard(' ');
    expect(checked()).toEqual(['n2', 'n3']);
  });

  it('takes a zone whole, and back where it was whole', async () => {
    render(<Picker />);
    const zone = screen.getByRole('button', { name: /az:b/ });
    await userEvent.click(boxes()[2]!);
    await userEvent.click(zone);
    expect(checked()).toEqual(['n3', 'n4']);
    expect(zone.getAttribute('aria-pressed')).toBe('true');
    await userEvent.click(zone);
    expect(checked()).toEqual([]);
  });
});

describe('the lines of what follows', () => {
  function lines(fixture: FixtureName, names: readonly string[], streamsKnown = true) {
    const { servers, metas, streams } = rowsOf(modelFixture(fixture));
    const consequence = withoutServers({ servers, metas, streams }, names.map(serverName));
    render(<ConsequenceLines consequence={consequence} streamsKnown={streamsKnown} />);
    const found = screen.getAllByTestId('what-if-line');
    return { consequence, of: (id: string) => found.find(({ dataset }) => dataset['line']?.startsWith(id)) };
  }

  it('has a line for each thing that can suffer', () => {
    const { of } = lines('healthy', ['n3']);
    for (const id of ['meta', 'streams', 'data', 'consumers', 'leaders', 'connections']) expect(of(id)).toBeDefined();
    expect(of('meta')?.dataset['state']).toBe('ok');
    expect(of('meta')?.textContent).toContain('have 4 / need 3 / of 5');
    expect(of('data')?.textContent).toContain('3 streams cannot be read');
    expect(of('data')?.dataset['state']).toBe('crit');
  });

  it('says that the meta group stops, and that another leader is elected where it goes on', () => {
    expect(lines('healthy', ['n1', 'n2', 'n3']).of('meta')?.dataset['state']).toBe('crit');
    cleanup();
    expect(lines('healthy', ['n1']).of('meta')?.textContent).toContain('it elects another leader than n1');
  });

  it('says nothing of streams that were not read', () => {
    const { of } = lines('healthy', ['n3'], false);
    expect(of('streams')?.dataset['state']).toBe('unknown');
    expect(of('data')).toBeUndefined();
  });

  it('knows nothing while the connection is down', () => {
    const { of } = lines('connectionLost', ['n3']);
    expect(of('meta')?.dataset['state']).toBe('unknown');
    expect(of('streams')?.dataset['state']).not.toBe('ok');
  });
});
