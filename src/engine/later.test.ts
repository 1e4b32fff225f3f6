import { describe, expect, it } from 'vitest';
import { Later } from './later';

function asked(load: () => Promise<string>) {
  const seen = { loaded: 0, errors: [] as unknown[] };
  const later = new Later(
    load,
    () => (seen.loaded += 1),
    (error) => seen.errors.push(error),
  );
  return { later, seen };
}

describe('what is loaded later', () => {
  it('is not loaded before somebody asks, and then once', async () => {
    let loads = 0;
    const { later, seen } = asked(() => Promise.resolve(String((loads += 1))));
    expect(loads).toBe(0);
    expect(later.get()).toBeNull();
    expect(later.get()).toBeNull();
    await Promise.resolve();
    expect(later.get()).toBe('1');
    expect(seen).toEqual({ loaded: 1, errors: [] });
  });

  it('is tried again by the next who asks when it could not be loaded', async () => {
    let loads = 0;
    const { later, seen } = asked(() =>
      (loads += 1) === 1 ? Promise.reject(new Error('gone')) : Promise.resolve('it'),
    );
    expect(later.get()).toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toMatchObject({ loaded: 0, errors: [{ message: 'gone' }] });
    expect(later.get()).toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    expect(later.get()).toBe('it');
  });
});
