import { describe, expect, it } from 'vitest';
import { checkUrls } from './check-urls';

const fault = (text: string, secure = false) => checkUrls(text, secure).fault?.kind ?? null;

describe('addresses as they are typed', () => {
  it('may be several, on lines or with commas, with a slash at the end', () => {
    expect(checkUrls(' ws://a:1/\nwss://b:2, wss://c ', false)).toEqual({
      urls: ['ws://a:1', 'wss://b:2', 'wss://c'],
      fault: null,
      plain: true,
    });
  });

  it.each([
    ['', 'empty'],
    ['n1:8080', 'scheme'],
    ['not an address', 'notUrl'],
    ['https://n1', 'scheme'],
    ['nats://n1:4222', 'scheme'],
    ['wss://n1#x', 'fragment'],
  ])('%j is refused: %s', (text, kind) => {
    expect(fault(text)).toBe(kind);
  });

  it('never hold a login, and one that does is not repeated', () => {
    for (const text of ['ws://admin:s3cret@n1:1', 'wss://token@n1']) {
      expect(checkUrls(text, false).fault).toEqual({ kind: 'credentials', url: '' });
    }
  });

  it('must be encrypted on a page over https, except on this machine', () => {
    expect(fault('ws://n1:1', true)).toBe('mixed');
    expect(fault('ws://127.0.0.1:1', true)).toBeNull();
    expect(fault('ws://localhost:1', true)).toBeNull();
    expect(fault('wss://n1:1', true)).toBeNull();
  });

  it('without encryption are pointed out, except on this machine', () => {
    expect(checkUrls('ws://n1:1', false).plain).toBe(true);
    expect(checkUrls('ws://127.0.0.1:1', false).plain).toBe(false);
    expect(checkUrls('ws://[::1]:1', false).plain).toBe(false);
  });
});
