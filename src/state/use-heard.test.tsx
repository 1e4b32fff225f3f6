// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { protocolVersion, type FromEngine } from '../engine/protocol';
import { EngineClient } from './engine-client';
import { EngineProvider } from './engine-context';
import type { EngineListener } from './engine-port';
import { useHeardAt } from './use-heard';

function start() {
  let listener: EngineListener | undefined;
  const client = new EngineClient((given) => {
    listener = given;
    return { post: () => undefined, close: () => undefined };
  }, 'b');
  const hear = (message: FromEngine) => act(() => listener!.message(message));
  hear({ type: 'hello', protocol: protocolVersion, build: 'b', entry: 'full' });
  let seq = 0;
  const say = (now: number, rounds: readonly { readonly endedAt: number; readonly answered: readonly string[] }[]) => {
    const row = { key: 'C1', now, rounds };
    const rest = { epoch: 1, count: 1, rows: [{ handle: 0, row }], gone: [], last: true };
    hear({ type: 'patch', watch: 1, topic: 'cluster', seq: ++seq, ...rest });
  };
  return { client, say };
}

function Heard() {
  return <p>{String(useHeardAt())}</p>;
}
const shown = () => screen.getByRole('paragraph').textContent;

afterEach(cleanup);

it('the picture is as old as the last answer in it, however often it is assembled', () => {
  const { client, say } = start();
  render(
    <EngineProvider client={client}>
      <Heard />
    </EngineProvider>,
  );
  expect(shown()).toBe('null');
  say(1000, []);
  expect(shown()).toBe('1000');
  say(3000, [
    { endedAt: 2000, answered: ['n1'] },
    { endedAt: 2900, answered: [] },
  ]);
  expect(shown()).toBe('2000');
  // Everybody is silent now: nothing is left of the round that was answered.
  say(9000, [{ endedAt: 8900, answered: [] }]);
  expect(shown()).toBe('2000');
  say(11_000, [{ endedAt: 10_900, answered: ['n2'] }]);
  expect(shown()).toBe('10900');
  client.close();
});
