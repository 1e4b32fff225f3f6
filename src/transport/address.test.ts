import { describe, expect, it } from 'vitest';
import { checkUrl } from './address';

const page = { protocol: 'http:' };
const securePage = { protocol: 'https:' };

describe('a URL', () => {
  it.each([
    ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080/'],
    [' wss://nats.example.org/ws ', 'wss://nats.example.org/ws'],
    ['wss://[::1]:8443', 'wss://[::1]:8443/'],
    ['WSS://Nats.Example.ORG', 'wss://nats.example.org/'],
  ])('%s is taken in its normal form', (text, normal) => {
    expect(checkUrl(text, page)).toEqual({ ok: true, value: normal });
  });

  it.each(['', 'nats.example.org', 'nats://n1:4222', 'http://n1', 'javascript:alert(1)', 'ws://', 'ws://n1:99999'])(
    '%j is no URL of a server',
    (text) => {
      expect(checkUrl(text, page)).toMatchObject({ ok: false, error: { code: 'invalidUrl' } });
    },
  );

  it.each([
    'ws://admin:geheim@n1:8080',
    'ws://geheim@n1:8080',
    'ws://n1:8080/?token=geheim',
    'ws://n1:8080/#geheim',
    'ws://ad/min:ge@heim@n1?geheim',
    'nats://admin:geheim@n1:4222',
  ])('with credentials in it is refused, and they are not repeated: %s', (text) => {
    const checked = checkUrl(text, page);
    expect(checked).toMatchObject({ ok: false, error: { code: 'invalidUrl' } });
    expect(JSON.stringify(checked)).not.toContain('geheim');
  });

  it('without TLS is out of reach of a secure page, except on the same machine', () => {
    expect(checkUrl('ws://n1:8080', securePage)).toMatchObject({ ok: false, error: { code: 'mixedContent' } });
    expect(checkUrl('ws://localhost.example.org', securePage)).toMatchObject({ error: { code: 'mixedContent' } });
    expect(checkUrl('ws://127.0.0.1.example.org', securePage)).toMatchObject({ error: { code: 'mixedContent' } });
    expect(checkUrl('wss://n1:8080', securePage).ok).toBe(true);
    expect(checkUrl('ws://localhost:8080', securePage).ok).toBe(true);
    expect(checkUrl('ws://127.0.0.1:8080', securePage).ok).toBe(true);
    expect(checkUrl('ws://[::1]:8080', securePage).ok).toBe(true);
  });
});
