// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { speakEnglish } from '../../testing/words';
import type { ClusterModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { aCluster, type TestCluster } from '../../testing/builders';
import { fixtureNow, modelFixture } from '../../testing/model-fixtures';
import { modelOf } from '../../testing/replay';
import { MetaDrawing } from './drawing';

const now = vi.hoisted(() => ({ ms: 0 }));
vi.mock('../../ui/use-now', () => ({ useNow: () => now.ms }));

beforeAll(async () => {
  now.ms = fixtureNow;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  await speakEnglish();
});
afterEach(cleanup);

/** What is chosen, by the marks of the drawing itself. */
const chosen = () =>
  screen
    .queryAllByRole('checkbox')
    .filter((node) => node.getAttribute('aria-checked') === 'true')
    .map((node) => node.dataset['server']);

/** The drawing of the first group, as the page of the meta group has it: what is chosen is held outside. */
function Page({ model, picks, compact }: { model: ClusterModel; picks: boolean; compact: boolean }) {
  const [servers, choose] = useState<readonly ServerName[]>([]);
  const metas = [...model.metas.values()];
  const [meta] = metas;
  if (!meta) throw new Error('no meta group');
  return (
    <MetaDrawing
      meta={meta}
      metas={metas}
      servers={[...model.servers.values()]}
      pick={picks ? { chosen: new Set(servers), onChoose: choose } : null}
      hrefOf={(server) => `#/servers/${server}`}
      compact={compact}
    />
  );
}

function show(model: ClusterModel, { picks = true, compact = false } = {}) {
  render(<Page model={model} picks={picks} compact={compact} />);
}

const drawn = (cluster: TestCluster) => modelOf(cluster.poll(0), 100);
const nameOf = (element: HTMLElement) => element.getAttribute('aria-label');
const member = (name: RegExp) => screen.getByRole('checkbox', { name });
const many = (count: number) =>
  aCluster().withServers(...Array.from({ length: count }, (_, index) => `nats-server-${String(index)}`));

describe('the drawing of the meta group', () => {
  it('says of each member whether it answers, when it was heard and how far it is behind', () => {
    show(modelFixture('oneSilent'));
    expect(member(/^n1: leader, answers/).textContent).toContain('leads');
    expect(nameOf(member(/^n3/))).toBe('n3: follower, silent 15 s');
    expect(member(/^n5/).textContent).toContain('41 entries behind');
    expect(nameOf(member(/^n2/))).toBe('n2: follower, heard 0.4 s ago, even');
  });

  it('leaves the place of the leader empty while nobody leads', () => {
    show(modelFixture('noQuorum'));
    expect(screen.getByTestId('meta-vacant').textContent).toContain('no quorum');
    expect(screen.queryByRole('checkbox', { name: /leader/ })).toBeNull();
  });

  it('knows nothing while the connection is down, and shows nobody as answering', () => {
    show(modelFixture('connectionLost'));
    expect(screen.getByTestId('meta-vacant').textContent).toContain('leader not known');
    for (const node of screen.getAllByTestId('meta-peer')) expect(node.getAttribute('data-state')).toBe('unknown');
  });

  it('shows votes of servers that nobody has heard as such', () => {
    show(drawn(aCluster().withServers('n1', 'n2', 'n3').withMembers(['n1', 'n2', 'n3', 'old-server'])));
    expect(member(/^old-server/).textContent).toContain('no server answers for this vote');
    expect(member(/^old-server/).getAttribute('data-ghost')).toBe('true');
  });

  it('has every name whole, however long and however many there are', () => {
    const long = 'a-very-long-name-of-a-server.with.a.domain.example';
    show(drawn(aCluster().withServers('n1', long)));
    expect(member(/^a-very-long/).textContent).toContain(long);
    cleanup();
    show(drawn(many(40)));
    expect(member(/^nats-server-39/).textContent).toContain('nats-server-39');
  });

  it('draws a crowd as marks on the overview, each a link that says what it stands for', () => {
    show(drawn(many(40)), { picks: false, compact: true });
    const link = screen.getByRole('link', { name: /^nats-server-39: follower/ });
    expect(link.textContent).toBe('');
    expect(link.getAttribute('href')).toBe('#/servers/nats-server-39');
  });

  it('keeps the zone of a leader that stands alone in it where it can be chosen, and only there', () => {
    const cluster = aCluster().withServers('n1', 'n2', 'n3').withServer('w1', { cluster: 'WEST' }).withMetaLeader('w1');
    show(drawn(cluster));
    expect(screen.getByRole('button', { name: /WEST/ })).toBeDefined();
    cleanup();
    show(drawn(cluster), { picks: false });
    expect(screen.queryByText('the leader only')).toBeNull();
    expect(screen.getByRole('link', { name: /^w1: leader/ }).textContent).toContain('WEST');
  });

  it('lists servers that run JetStream without a vote', () => {
    show(drawn(aCluster().withServers('n1', 'n2', 'n3', 'n4').withMembers(['n1', 'n2', 'n3'])));
    expect(screen.getByTestId('meta-outsider').textContent).toContain('n4not a member: the leader does not list it');
  });
});

describe('choosing in the drawing', () => {
  it('takes members in and out by click', async () => {
    show(modelFixture('healthy'));
    await userEvent.click(member(/^n2/));
    await userEvent.click(member(/^n5/));
    expect(chosen()).toEqual(['n2', 'n5']);
    expect(member(/^n2/).getAttribute('aria-checked')).toBe('true');
    await userEvent.click(member(/^n2/));
    expect(chosen()).toEqual(['n5']);
  });

  it('takes a whole zone, and out again; the leader belongs to its own', async () => {
    show(modelFixture('healthy'));
    await userEvent.click(member(/^n5/));
    await userEvent.click(screen.getByRole('button', { name: /az:a/ }));
    expect(chosen().toSorted()).toEqual(['n1', 'n2', 'n5']);
    expect(screen.getByRole('button', { name: /az:a/ }).getAttribute('aria-pressed')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: /az:a/ }));
    expect(chosen()).toEqual(['n5']);
  });

  it('takes a whole cluster', async () => {
    show(drawn(aCluster().withServers('n1', 'n2').withServer('w1', { cluster: 'WEST' })));
    await userEvent.click(screen.getByRole('button', { name: 'WEST' }));
    expect(chosen()).toEqual(['w1']);
  });

  it('is one tab stop, whose members are reached by arrows, Home and End', async () => {
    show(modelFixture('healthy'));
    await userEvent.tab();
    expect(document.activeElement).toBe(member(/^n1/));
    await userEvent.keyboard('{End} ');
    expect(chosen()).toEqual(['n5']);
    await userEvent.keyboard('{ArrowRight} ');
    expect(chosen()).toEqual(['n1', 'n5']);
    await userEvent.keyboard('{ArrowRight}{ArrowLeft}{Home}{Enter}');
    expect(chosen()).toEqual(['n5']);
    expect(
      within(screen.getByTestId('meta-drawing'))
        .getAllByRole('checkbox')
        .filter((it) => it.tabIndex === 0),
    ).toHaveLength(1);
  });

  it('leaves out a vote whose server nobody knows', () => {
    const model = drawn(aCluster().withServers('n1', 'n2', 'n3'));
    const [meta] = [...model.metas.values()];
    const nameless = { ...meta!.peers[2]!, server: null, ghost: true };
    const group = { ...meta!, peers: [...meta!.peers.slice(0, 2), nameless] };
    show({ ...model, metas: new Map([[group.domain, group]]) });
    expect(screen.getAllByRole('checkbox')).toHaveLength(2);
    expect(screen.getByTestId('meta-drawing').textContent).toContain('peer ');
  });
});
