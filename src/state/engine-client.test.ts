import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  protocolVersion,
  type ConnectRequest,
  type EngineStatus,
  type FromEngine,
  type Identity,
  type PatchMessage,
  type ToEngine,
} from '../engine/protocol';
import { EngineClient } from './engine-client';
import type { EngineListener, SpawnEngine } from './engine-port';

const identity: Identity = {
  user: 'admin',
  account: '$SYS',
  role: 'system',
  missing: [],
  expires: null,
  permissions: null,
};
const status = (link: EngineStatus['link'], who: Identity | null = identity): EngineStatus => ({
  link,
  connectedTo: 'n1',
  identity: who,
  problem: null,
  nextAttemptIn: null,
  traffic: { requests: 0, bytesIn: 0, undecodable: 0 },
});
const login: ConnectRequest = {
  urls: ['ws://127.0.0.1:1'],
  credentials: { kind: 'anonymous' },
  inboxPrefix: null,
  accountPrefix: '{account}',
};

/** The other end of a real channel, so that what cannot be cloned fails as it would with a worker. */
class Engine {
  readonly heard: ToEngine[] = [];
  readonly #channel = new MessageChannel();
  readonly listener: EngineListener;
  closed = false;

  constructor(listener: EngineListener) {
    this.listener = listener;
    this.#channel.port1.onmessage = (event: MessageEvent<FromEngine>) => {
      if (!this.closed) listener.message(event.data);
    };
    this.#channel.port2.onmessage = (event: MessageEvent<ToEngine>) => {
      this.heard.push(event.data);
    };
  }

  readonly port = {
    post: (message: ToEngine) => {
      this.#channel.port1.postMessage(message);
    },
    close: () => {
      this.closed = true;
      this.#channel.port1.close();
      this.#channel.port2.close();
    },
  };

  say(message: FromEngine): void {
    this.#channel.port2.postMessage(message);
  }

  hello(build = 'b'): void {
    this.say({ type: 'hello', protocol: protocolVersion, build, entry: 'full' });
  }

  /** Waits until a message of that kind was heard, and gives the latest. */
  async waitFor<Type extends ToEngine['type']>(type: Type, count = 1) {
    return vi.waitFor(() => {
      const found = this.heard.filter((message): message is Extract<ToEngine, { type: Type }> => message.type === type);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found.at(-1)!;
    });
  }

  async answer(op: string, value: unknown, count = 1): Promise<void> {
    const id = await vi.waitFor(() => {
      const found = this.heard.filter((message) => message.type === 'req' && message.op === op);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return (found.at(-1) as Extract<ToEngine, { type: 'req' }>).id;
    });
    this.say({ type: 'res', id, ok: true, value });
  }
}

const engines: Engine[] = [];
const clients: EngineClient[] = [];
const spawn: SpawnEngine = (listener) => {
  const engine = new Engine(listener);
  engines.push(engine);
  return engine.port;
};

function begin(): { client: EngineClient; engine: Engine } {
  const client = new EngineClient(spawn, 'b');
  clients.push(client);
  return { client, engine: engines.at(-1)! };
}

/** A new patch; handles are the rows themselves. */
function patch(watch: number, change: Partial<PatchMessage>): PatchMessage {
  return {
    type: 'patch',
    watch,
    topic: 'servers',
    epoch: 1,
    seq: 1,
    count: 0,
    rows: [],
    gone: [],
    last: true,
    ...change,
  };
}
const rowsOf = (...names: string[]) => names.map((name) => ({ handle: name.charCodeAt(0), row: { name } }));
const namesIn = (client: EngineClient) =>
  client
    .rows('servers')
    .listing.getState()
    .rows.map((row) => row.name);

afterEach(() => {
  vi.useRealTimers();
  for (const client of clients.splice(0)) client.close();
  engines.splice(0);
});

describe('requests', () => {
  it('are answered with the value, or with the code of the failure', async () => {
    const { client, engine } = begin();
    const one = client.request('recording', null);
    const two = client.request('planCommand', { kind: 'metaStepDown', domain: '' as never, preferred: null });
    await engine.answer('recording', 'lines');
    await engine.waitFor('req', 2);
    engine.say({ type: 'res', id: 2, ok: false, error: { code: 'refused', reason: 'readOnly' } });
    expect(await one).toEqual({ ok: true, value: 'lines' });
    expect(await two).toEqual({ ok: false, error: { code: 'refused', reason: 'readOnly' } });
  });

  it('tell the engine when nobody wants the answer any more', async () => {
    const { client, engine } = begin();
    const wish = new AbortController();
    void client.request('recording', null, wish.signal);
    wish.abort();
    expect(await engine.waitFor('abort')).toEqual({ type: 'abort', id: 1 });
  });

  it('end as engineLost when the engine is gone, at once and for good', async () => {
    const { client } = begin();
    const open = client.request('recording', null);
    client.close();
    expect(await open).toEqual({ ok: false, error: { code: 'engineLost' } });
    expect(await client.request('recording', null)).toEqual({ ok: false, error: { code: 'engineLost' } });
  });
});

describe('rows', () => {
  it('are asked for once by several readers, and given up some time after the last one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, engine } = begin();
    const one = client.subscribe('servers', {}, () => undefined);
    const two = client.subscribe('servers', {}, () => undefined);
    one();
    two();
    const three = client.subscribe('servers', {}, () => undefined);
    vi.runAllTimers();
    three();
    vi.runAllTimers();
    vi.useRealTimers();
    await engine.waitFor('unwatch');
    expect(engine.heard.map((message) => message.type)).toEqual(['watch', 'unwatch']);
  });

  it('keep the identity of what did not change and show a change only when all of it is there', async () => {
    const { client, engine } = begin();
    const shown = vi.fn();
    client.subscribe('servers', {}, shown);
    const { id } = await engine.waitFor('watch');
    engine.say(patch(id, { rows: rowsOf('a'), last: false }));
    engine.say(patch(id, { seq: 2, rows: rowsOf('b') }));
    await vi.waitFor(() => {
      expect(namesIn(client)).toEqual(['a', 'b']);
    });
    expect(shown).toHaveBeenCalledTimes(1);
    const [a] = client.rows('servers').listing.getState().rows;
    engine.say(patch(id, { seq: 3, rows: rowsOf('c'), gone: ['b'.charCodeAt(0)] }));
    await vi.waitFor(() => {
      expect(namesIn(client)).toEqual(['a', 'c']);
    });
    expect(client.rows('servers').listing.getState().rows[0]).toBe(a);
  });

  it('give the engine one credit for every patch', async () => {
    const { client, engine } = begin();
    client.subscribe('servers', {}, () => undefined);
    const { id } = await engine.waitFor('watch');
    engine.say(patch(id, {}));
    engine.say(patch(99, {}));
    await engine.waitFor('credit', 2);
    expect(engine.heard.filter((message) => message.type === 'credit')).toEqual([
      { type: 'credit', n: 1 },
      { type: 'credit', n: 1 },
    ]);
  });

  it('are asked for again when a patch was missed, keeping the old ones until the snapshot is complete', async () => {
    const { client, engine } = begin();
    client.subscribe('servers', {}, () => undefined);
    const { id } = await engine.waitFor('watch');
    engine.say(patch(id, { rows: rowsOf('a') }));
    engine.say(patch(id, { seq: 3, rows: rowsOf('b') }));
    const again = await engine.waitFor('watch', 2);
    expect(again.id).not.toBe(id);
    expect(namesIn(client)).toEqual(['a']);
    engine.say(patch(again.id, { epoch: 2, seq: 7, rows: rowsOf('c'), last: false }));
    engine.say(patch(again.id, { epoch: 2, seq: 8, rows: rowsOf('d') }));
    await vi.waitFor(() => {
      expect(namesIn(client)).toEqual(['c', 'd']);
    });
  });
});

describe('another login', () => {
  it('does not show the rows of the one before', async () => {
    const { client, engine } = begin();
    client.subscribe('servers', {}, () => undefined);
    const { id } = await engine.waitFor('watch');
    engine.say(patch(id, { rows: rowsOf('a') }));
    await vi.waitFor(() => {
      expect(namesIn(client)).toEqual(['a']);
    });
    void client.request('connect', login);
    expect(client.rows('servers').listing.getState()).toEqual({ rows: [], loaded: false });
    engine.say(patch(id, { epoch: 2, rows: rowsOf('b') }));
    await vi.waitFor(() => {
      expect(namesIn(client)).toEqual(['b']);
    });
  });
});

describe('the life of the engine', () => {
  const seconds = (count: number) => vi.advanceTimersByTime(count * 1000);
  function beginTimed() {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const started = begin();
    // Said directly: a channel needs a real turn of the event loop.
    started.engine.listener.message({ type: 'hello', protocol: protocolVersion, build: 'b', entry: 'full' });
    return started;
  }
  const health = (client: EngineClient) => client.state.getState().health;

  it('is silent after 3 s without a word and answering again with the next', () => {
    const { client, engine } = beginTimed();
    seconds(2);
    expect(health(client)).toBe('answering');
    seconds(1);
    expect(health(client)).toBe('silent');
    engine.listener.message({ type: 'fault', what: 'x' });
    expect(health(client)).toBe('answering');
  });

  it('is ended and started again after 10 s, three times in five minutes, then no more', () => {
    const { client } = beginTimed();
    for (const count of [2, 3, 4]) {
      seconds(10);
      expect(engines).toHaveLength(count);
      expect(engines.at(-2)!.closed).toBe(true);
      engines.at(-1)!.listener.message({ type: 'hello', protocol: protocolVersion, build: 'b', entry: 'full' });
    }
    seconds(10);
    expect(health(client)).toBe('stopped');
    expect(engines).toHaveLength(4);
    client.revive();
    expect(engines).toHaveLength(5);
  });

  it('is not blamed for the time in which the page itself was not seen', () => {
    const { client } = beginTimed();
    client.visible(false);
    seconds(60);
    client.visible(true);
    expect(health(client)).toBe('answering');
    seconds(1);
    expect(health(client)).toBe('silent');
    expect(engines).toHaveLength(1);
  });

  it('has stopped when its script does not load: an error or no hello within 20 s', () => {
    const { client, engine } = begin();
    engine.listener.error();
    expect(health(client)).toBe('stopped');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const other = begin().client;
    seconds(19);
    expect(health(other)).toBe('silent');
    seconds(1);
    expect(health(other)).toBe('stopped');
  });

  it('goes on after an error that it survived', () => {
    const { client, engine } = beginTimed();
    engine.listener.error();
    expect(health(client)).toBe('answering');
  });

  it('of another build is not listened to', async () => {
    const { client, engine } = begin();
    engine.hello('older');
    await vi.waitFor(() => {
      expect(client.state.getState().wrongBuild).toBe(true);
    });
  });
});

describe('after a crash', () => {
  async function connected(sealed: unknown) {
    const { client, engine } = begin();
    engine.hello();
    const outcome = client.request('connect', login);
    await engine.answer('connect', identity);
    await engine.answer('seal', sealed);
    expect((await outcome).ok).toBe(true);
    engine.say({ type: 'status', status: status('live') });
    await vi.waitFor(() => {
      expect(client.state.getState().status?.link).toBe('live');
    });
    client.subscribe('servers', {}, () => undefined);
    client.revive();
    const next = engines.at(-1)!;
    next.hello();
    next.say({ type: 'status', status: status('closed', null) });
    return { client, next };
  }

  it('the new engine logs in with the sealed copy and watches what was watched', async () => {
    const sealed = { iv: new Uint8Array([1]), data: new Uint8Array([2]) };
    const { client, next } = await connected(sealed);
    await next.waitFor('req');
    // Asked earlier it would answer that there is nothing, and the picture would go.
    expect(next.heard.some((message) => message.type === 'watch')).toBe(false);
    await next.answer('reconnectSealed', identity);
    await next.waitFor('watch');
    next.say({ type: 'status', status: status('live') });
    await vi.waitFor(() => {
      expect(client.state.getState().status?.link).toBe('live');
    });
    expect(next.heard.find((message) => message.type === 'req')).toMatchObject({ args: sealed });
    expect(client.state.getState().loginLost).toBe(false);
  });

  it('the operator is asked where nothing could be sealed, and the picture stays', async () => {
    const { client, next } = await connected(null);
    await vi.waitFor(() => {
      expect(client.state.getState().loginLost).toBe(true);
    });
    expect(client.state.getState().status?.identity).toEqual(identity);
    void client.request('connect', login);
    await next.answer('connect', identity);
    await next.waitFor('watch');
    expect(client.state.getState().loginLost).toBe(false);
  });
});
