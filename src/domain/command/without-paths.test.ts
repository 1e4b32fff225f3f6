import { describe, expect, it } from 'vitest';
import { withoutPaths } from './without-paths';

describe('an error of a server', () => {
  it('loses the folders of the paths in it, and keeps what tells where the mistake is', () => {
    expect(withoutPaths('/etc/nats/conf.d/n1.conf:3:1: Parse error')).toBe('…/n1.conf:3:1: Parse error');
    expect(withoutPaths('open "/var/lib/z.conf": no such file')).toBe('open "…/z.conf": no such file');
    expect(withoutPaths(String.raw`error at C:\nats\conf\n1.conf:2`)).toBe('error at …/n1.conf:2');
    expect(withoutPaths('error parsing include file (/a/b/c.conf)')).toBe('error parsing include file (…/c.conf)');
  });

  it('is left as it is where there is none', () => {
    for (const text of ['config reload not supported for ServerName: n1/n2', 'nats://host:4222/x/y', 'a/b/c', '', '/x'])
      expect(withoutPaths(text)).toBe(text);
  });
});
