import { Beat } from './beat';
import type { EngineDeps, EnginePort } from './deps';
import { EngineSession } from './engine-session';
import { FaultReporter } from './fault';
import { OpServer } from './op-server';
import { protocolVersion, type EngineStatus, type FromEngine, type ToEngine } from './protocol';
import { WatchBoard } from './watch-board';

/** A running engine, as its own surroundings see it. */
export interface RunningEngine {
  /** For errors that nothing else caught. */
  fault(error: unknown): void;
  stop(): void;
}

const idleStatus: EngineStatus = {
  link: 'closed',
  connectedTo: null,
  identity: null,
  problem: null,
  nextAttemptIn: null,
  traffic: { requests: 0, bytesIn: 0, undecodable: 0 },
};

/** Serves one page over a message port, until stopped. */
export function startEngine(port: EnginePort, deps: EngineDeps): RunningEngine {
  const post = (message: FromEngine) => port.postMessage(message);
  const faults = new FaultReporter(
    () => deps.clock.now(),
    (what) => post({ type: 'fault', what }),
  );
  const fault = (error: unknown) => faults.report(error);
  const board = new WatchBoard(post);
  let visible = true;
  const ops = new OpServer(deps, {
    post,
    fault,
    openSession: (transport, request) => {
      board.restart();
      const session = new EngineSession({
        engine: deps,
        transport,
        request,
        onView: (view) => board.show(view),
        onStatus: () => sendStatus(),
        onError: fault,
      });
      session.setVisible(visible);
      session.setWatched(board.watched());
      return session;
    },
    sessionClosed: () => {
      board.restart();
      sendStatus();
    },
  });
  const sendStatus = () => post({ type: 'status', status: ops.session?.status ?? idleStatus });

  const beat = new Beat(
    deps.clock,
    (seq, at) => {
      post({ type: 'beat', seq, at, link: ops.session?.status.link ?? 'closed' });
      if (ops.session) sendStatus();
    },
    () => ops.session?.wake(),
  );

  function handle(message: ToEngine): void {
    switch (message.type) {
      case 'req': {
        ops.request(message.id, message.op, message.args);
        return;
      }
      case 'abort': {
        ops.abort(message.id);
        return;
      }
      case 'watch':
        board.watch(message.id, message.topic, message.filter);
        return ops.session?.setWatched(board.watched());
      case 'unwatch':
        board.unwatch(message.id);
        return ops.session?.setWatched(board.watched());
      case 'visible':
        visible = message.on;
        board.setVisible(visible);
        return ops.session?.setVisible(visible);
      case 'credit': {
        board.credit(message.n);
        return;
      }
    }
  }

  const listener = ({ data }: { readonly data: ToEngine }) => {
    try {
      handle(data);
    } catch (error) {
      fault(error);
    }
  };
  port.addEventListener('message', listener);
  port.start?.();
  post({ type: 'hello', protocol: protocolVersion, build: deps.build, entry: deps.entry });
  sendStatus();

  return {
    fault,
    stop() {
      port.removeEventListener('message', listener);
      beat.stop();
      ops.stop();
    },
  };
}
