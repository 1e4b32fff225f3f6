// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { streamKey } from '../domain/ids';
import { aCluster } from '../testing/builders';
import { modelOf } from '../testing/replay';
import { protocolVersion, type FromEngine, type ToEngine } from '../engine/protocol';
import { EngineClient } from './engine-client';
import { EngineProvider } from './engine-context';
import type { EngineListener } from './engine-port';
import { useStream, useStreams } from './use-rows';

const key = (name: string) => streamKey('' as never, 'APP' as never, name as never);
const row = (name: string, messages = 0) => ({ key: key(name), name, messages });

function start() {
  const heard: ToEngine[] = [];
  let listener: EngineListener | undefined;
  const client = new EngineClient((given) => {
    listener = given;
    return {
      post: (message) => void heard.push(message),
      close: () => undefined,
    };
  }, 'b');
  const hear = (message: FromEngine) => {
    act(() => {
      listener!.message(message);
    });
  };
  hear({ type: 'hello', protocol: protocolVersion, build: 'b', entry: 'full' });
  hear({ type: 'status', status: { ...closed, link: 'live' } });
  let seq = 0;
  const say = (...rows: readonly { readonly handle: number; readonly row: unknown }[]) => {
    hear({
      type: 'patch',
      watch: 1,
      topic: 'streams',
      epoch: 1,
      seq: ++seq,
      count: rows.length,
      rows,
      gone: [],
      last: true,
    });
  };
  return { client, heard, say };
}

const closed = {
  connectedTo: null,
  identity: null,
  problem: null,
  nextAttemptIn: null,
  traffic: { requests: 0, bytesIn: 0, undecodable: 0 },
};

const drawn = vi.fn<(name: string) => void>();
function One({ name }: { readonly name: string }) {
  const stream = useStream(key(name));
  drawn(name);
  return <p>{`${name} ${stream === undefined ? 'loading' : stream === null ? 'missing' : 'known'}`}</p>;
}
function Marks() {
  const said = useStreams().rows.map(({ name, mark, health }) => `${name} ${mark} ${health}`);
  return <p>{said.join(', ')}</p>;
}
function All() {
  return <p>{`${String(useStreams().rows.length)} streams`}</p>;
}

afterEach(() => {
  cleanup();
  drawn.mockClear();
});

describe('hooks of rows', () => {
  it('tell what is not there from what is not known yet', () => {
    const { client, say } = start();
    render(
      <EngineProvider client={client}>
        <One name="a" />
        <One name="b" />
      </EngineProvider>,
    );
    expect(screen.getByText('a loading')).toBeDefined();
    say({ handle: 0, row: row('a') });
    expect(screen.getByText('a known')).toBeDefined();
    expect(screen.getByText('b missing')).toBeDefined();
    client.close();
  });

  it('share one watch and draw again only what uses a changed row', () => {
    const { client, heard, say } = start();
    render(
      <EngineProvider client={client}>
        <One name="a" />
        <One name="b" />
        <All />
      </EngineProvider>,
    );
    say({ handle: 0, row: row('a') }, { handle: 1, row: row('b') });
    expect(screen.getByText('2 streams')).toBeDefined();
    drawn.mockClear();
    say({ handle: 1, row: row('b', 7) });
    expect(drawn.mock.calls).toEqual([['b']]);
    expect(heard.filter((message) => message.type === 'watch')).toHaveLength(1);
    client.close();
  });

  it('say nothing good of rows that a lost engine left behind', () => {
    vi.useFakeTimers();
    const { client, say } = start();
    const cluster = aCluster().withServers('n1', 'n2', 'n3').withStream('ORDERS', ['n1', 'n2', 'n3']);
    const [stream] = [...modelOf(cluster.poll(0), 100).streams.values()];
    render(
      <EngineProvider client={client}>
        <Marks />
      </EngineProvider>,
    );
    say({ handle: 0, row: stream });
    expect(screen.getByText('ORDERS ok healthy')).toBeDefined();
    act(() => {
      vi.advanceTimersByTime(4_000);
    });
    expect(screen.getByText('ORDERS unknown unknown')).toBeDefined();
    say({ handle: 0, row: stream });
    expect(screen.getByText('ORDERS ok healthy')).toBeDefined();
    client.close();
    vi.useRealTimers();
  });
});
