import type { OpError } from '../engine/protocol';
import { err, ok, type Result } from '../lib/result';
import { trust } from './trust';

/** Questions that the engine has not answered yet. */
export class PendingCalls {
  readonly #open = new Map<number, (result: Result<unknown, OpError>) => void>();
  #last = 0;

  open<Value>(): { readonly id: number; readonly result: Promise<Result<Value, OpError>> } {
    const id = ++this.#last;
    const result = new Promise<Result<Value, OpError>>((resolve) => {
      this.#open.set(id, (answer) => {
        resolve(answer.ok ? ok(trust<Value>(answer.value)) : answer);
      });
    });
    return { id, result };
  }

  settle(id: number, result: Result<unknown, OpError>): void {
    this.#open.get(id)?.(result);
    this.#open.delete(id);
  }

  /** The engine is gone: nobody will answer. */
  lose(): void {
    for (const id of [...this.#open.keys()]) this.settle(id, err({ code: 'engineLost' }));
  }
}
