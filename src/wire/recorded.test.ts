import { describe, expect, it } from 'vitest';
import type { Family } from './decoded';
import { accountJszReply, jszReply } from './jsz';
import { accountzReply } from './accountz';
import { advisoryEvent } from './advisory';
import { connzReply } from './connz';
import { clientEvent, departureEvent } from './events';
import { bytes, recordings, type Recording } from './fixtures/fixtures';
import { gatewayzReply } from './gatewayz';
import { healthzReply } from './healthz';
import { idzReply } from './idz';
import { leafzReply } from './leafz';
import { successReply } from './ops/change';
import { raftzReply } from './raftz';
import { routezReply } from './routez';
import { statszReply } from './statsz';
import { apiInfoReply, streamNamesPage } from './stream-names';
import { userInfoReply } from './user-info';
import { varzReply } from './varz';

const newest = recordings.find((recording) => recording.version === '2.15.1') as Recording;

/** All values of the family, through the bytes; fails on anything that is not a value. */
function all<T>(family: Family<T>, replies: readonly unknown[]): readonly T[] {
  return replies.map((reply) => {
    const decoded = family.read(bytes(reply));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
    return decoded.value;
  });
}

describe.each(recordings)('replies of nats-server $version', (recording) => {
  const is29 = recording.version.startsWith('2.9.');
  const is215 = recording.version.startsWith('2.15.');
  const three = ['n1', 'n2', 'n3'];

  it('STATSZ names the servers and their load', () => {
    const replies = all(statszReply, recording.replies('STATSZ'));
    expect(replies.map((reply) => reply.server.name).sort()).toEqual(three);
    for (const reply of replies) {
      expect(reply.server.version).toBe(recording.version);
      expect(reply.server.cluster).toBe('C1');
      expect(reply.load.started).toBeLessThan(reply.server.time);
      expect(reply.load.memory).toBeGreaterThan(1_000_000);
      expect(reply.load.routes).toBe(is29 ? 2 : 8);
      expect(reply.meta?.size).toBe(3);
      expect(reply.activeServers).toBe(3);
    }
  });

  it('VARZ has the limits of the connection and when the server started', () => {
    for (const reply of all(varzReply, recording.replies('VARZ'))) {
      expect(reply).toMatchObject({ maxPayload: 1_048_576, maxPending: 67_108_864, systemAccount: '$SYS' });
      expect(reply.started).toBeLessThan(reply.server.time);
      expect(reply.configDigest === null).toBe(!is215);
      expect(reply.maxProcs).toBeGreaterThan(0);
    }
  });

  it('JSZ without options has totals and the meta group, and no accounts', () => {
    const replies = all(jszReply, recording.replies('JSZ'));
    expect(replies).toHaveLength(3);
    for (const reply of replies) {
      expect(reply.totals).toMatchObject({ disabled: false, maxMemory: 268_435_456, maxStorage: 2_147_483_648 });
      expect(reply.meta?.size).toBe(3);
      expect(reply.accounts).toEqual([]);
    }
    const leader = replies.find((reply) => reply.server.name === reply.meta?.leader);
    expect(leader?.meta?.replicas).toHaveLength(2);
    expect(leader?.meta?.quorumNeeded).toBe(is215 ? 2 : null);
  });

  it('JSZ leaves out the meta peers in followers before 2.15: null, not an empty list', () => {
    const replies = all(jszReply, recording.replies('JSZ'));
    const followers = replies.filter((reply) => reply.server.name !== reply.meta?.leader);
    expect(followers.map((reply) => reply.meta?.replicas === null)).toEqual(is215 ? [false, false] : [true, true]);
  });

  it('JSZ with everything has streams, configuration, consumers and groups', () => {
    const streams = all(jszReply, recording.replies('JSZ full'))
      .flatMap((reply) => reply.accounts)
      .filter((account) => account.id === 'APP')
      .flatMap((account) => account.streams);
    const r3 = streams.filter((stream) => stream.name === 'R3');
    expect(r3).toHaveLength(3);
    for (const stream of r3) {
      expect(stream.state).toMatchObject({ messages: 20, lastSeq: 20, firstSeq: 1, subjects: 3, consumers: 1 });
      expect(stream.config).toMatchObject({
        subjects: ['R3.>'],
        description: 'three copies',
        retention: 'limits',
        storage: 'file',
        replicas: 3,
        maxMessages: 'unlimited',
        maxBytes: 1_048_576,
        maxAge: 3_600_000,
      });
      expect(stream.config?.other).toMatchObject({ duplicate_window: 120_000_000_000, deny_purge: false });
      expect(stream.consumers).toHaveLength(1);
      expect(stream.consumers?.[0]?.config).toMatchObject({
        durable: true,
        filterSubjects: ['R3.1'],
        maxAckPending: 10,
      });
      expect(stream.group?.leader).toBeTruthy();
    }
    const r1 = streams.filter((stream) => stream.name === 'R1');
    expect(r1).toHaveLength(1);
    expect(r1[0]?.group?.replicas).toEqual([]);
    const mirror = streams.find((stream) => stream.name === 'MIRROR');
    expect(mirror?.config).toMatchObject({ mirrorOf: 'R3', storage: 'memory', maxAge: 'unlimited' });
    expect(mirror?.mirror?.name).toBe('R3');
    expect(streams.find((stream) => stream.name === 'SOURCING')?.config?.sourcesOf).toEqual(['R1']);
  });

  it('JSZ with streams alone leaves configuration and consumers unknown, not empty', () => {
    const accounts = all(jszReply, recording.replies('JSZ streams')).flatMap((reply) => reply.accounts);
    const streams = accounts.flatMap((account) => account.streams);
    expect(streams.length).toBeGreaterThanOrEqual(8);
    for (const stream of streams) expect(stream).toMatchObject({ config: null, consumers: null });
  });

  it('ACCOUNT.JSZ is one account, and reservations written as 2^64 - 1 are unlimited', () => {
    for (const reply of all(accountJszReply, recording.replies('ACCOUNT.JSZ'))) {
      expect(reply.account).toMatchObject({ id: 'APP', reservedMemory: 'unlimited', reservedStorage: 'unlimited' });
      expect(reply.account.streams.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('ACCOUNT.JSZ of an unknown account is a refusal by every server, not something unreadable', () => {
    const problems = recording.replies('ACCOUNT.JSZ refused').map((reply) => accountJszReply.read(bytes(reply)));
    expect(problems).toHaveLength(3);
    for (const problem of problems) {
      expect(problem).toMatchObject({
        ok: false,
        error: { kind: 'refused', refusal: { what: 'ACCOUNT.JSZ', code: 500, errorCode: null } },
      });
    }
  });

  it('IDZ is there from 2.10 on', () => {
    const names = all(idzReply, recording.replies('IDZ')).map((reply) => reply.name);
    expect(names.sort()).toEqual(is29 ? [] : three);
  });

  it('ROUTEZ tells the remote id, and the round trip in ms', () => {
    const routes = all(routezReply, recording.replies('ROUTEZ')).flatMap((reply) => reply.routes);
    expect(routes).toHaveLength(is29 ? 6 : 24);
    for (const route of routes) {
      expect(route.remoteId).toMatch(/^N[A-Z0-9]{55}$/);
      expect(route.remote === null).toBe(is29);
      expect(route.rtt).toBeGreaterThan(0);
      expect(route.rtt).toBeLessThan(1000);
    }
  });

  it('GATEWAYZ and LEAFZ are empty without gateways and leaf nodes', () => {
    for (const reply of all(gatewayzReply, recording.replies('GATEWAYZ'))) {
      expect(reply).toMatchObject({ outbound: [], inbound: [] });
    }
    for (const reply of all(leafzReply, recording.replies('LEAFZ'))) expect(reply.leafs).toEqual([]);
  });

  it('ACCOUNTZ lists the accounts', () => {
    for (const reply of all(accountzReply, recording.replies('ACCOUNTZ'))) {
      expect(reply.systemAccount).toBe('$SYS');
      expect([...reply.accounts].sort()).toEqual(expect.arrayContaining(['$SYS', 'APP', 'ORDERS']));
    }
  });

  it('HEALTHZ has a code from 2.10 on', () => {
    for (const reply of all(healthzReply, recording.replies('HEALTHZ'))) {
      expect(reply).toMatchObject({ status: 'ok', statusCode: is29 ? null : 200, error: null, details: [] });
    }
  });

  it('RAFTZ shows the meta group, and the groups of an account when asked for', () => {
    const meta = all(raftzReply, recording.replies('RAFTZ')).flatMap((reply) => reply.groups);
    expect(meta.map((node) => node.group)).toEqual(is29 ? [] : ['_meta_', '_meta_', '_meta_']);
    expect(meta.filter((node) => node.state === 'leader')).toHaveLength(is29 ? 0 : 1);
    const groups = all(raftzReply, recording.replies('RAFTZ APP')).flatMap((reply) => reply.groups);
    expect(groups).toHaveLength(is29 ? 0 : 9);
    for (const node of groups) expect(node).toMatchObject({ account: 'APP', size: 3, quorumNeeded: 2 });
    for (const node of groups.filter((other) => other.state === 'leader')) {
      expect(node.peers.map((peer) => peer.lastSeen !== null && peer.lastReplicated !== null)).toEqual([true, true]);
    }
  });

  it('CONNZ lists connections without their addresses', () => {
    const replies = all(connzReply, recording.replies('CONNZ'));
    const connections = replies.flatMap((reply) => reply.connections);
    expect(connections.map((connection) => connection.user).sort()).toEqual(['admin', 'app']);
    expect(JSON.stringify(replies)).not.toContain('192.0.2.1');
  });

  it('USER.INFO says who we are, from 2.10 on', () => {
    expect(all(userInfoReply, recording.replies('USER.INFO'))).toMatchObject(
      is29 ? [] : [{ user: 'admin', account: '$SYS', permissions: null, expiresIn: null }],
    );
  });

  it('STREAM.NAMES is a page of names', () => {
    expect(all(streamNamesPage, recording.replies('STREAM.NAMES'))).toEqual([
      { total: 4, offset: 0, limit: 1024, names: ['MIRROR', 'R1', 'R3', 'SOURCING'] },
    ]);
  });

  it('an error of the JetStream API is a refusal with its own code', () => {
    expect(apiInfoReply.decode(recording.replies('JS API refused')[0])).toMatchObject({
      error: { kind: 'refused', refusal: { code: 503, errorCode: 10039, server: null } },
    });
    expect(streamNamesPage.decode(recording.replies('STREAM.INFO missing')[0])).toMatchObject({
      error: { kind: 'refused', refusal: { code: 404, errorCode: 10059, description: 'stream not found' } },
    });
  });

  it('META.LEADER.STEPDOWN is accepted', () => {
    expect(all(successReply, recording.replies('STEPDOWN'))).toEqual([{ accepted: true }]);
  });

  it('advisories tell who leads', () => {
    const prefix = '$JS.EVENT.ADVISORY';
    expect(advisoryEvent.decode(recording.event(`${prefix}.STREAM.LEADER_ELECTED.R3`))).toMatchObject({
      value: {
        kind: 'leaderElected',
        account: 'APP',
        stream: 'R3',
        consumer: null,
        leader: expect.stringMatching(/^n\d$/) as string,
      },
    });
    expect(advisoryEvent.decode(recording.event(`${prefix}.CONSUMER.LEADER_ELECTED.R3.PULL`))).toMatchObject({
      value: { kind: 'leaderElected', account: 'APP', stream: 'R3', consumer: 'PULL' },
    });
    expect(advisoryEvent.decode(recording.event(`APP.${prefix}.STREAM.DELETED.GONE`))).toMatchObject({
      value: { kind: 'assetChanged', stream: 'GONE', action: 'deleted', account: null },
    });
  });

  it('an advisory that came through an import has the same id and no account', () => {
    const subject = '$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED.R3';
    const [plain, imported] = all(advisoryEvent, [recording.event(subject), recording.event(`APP.${subject}`)]);
    expect(plain).toMatchObject({ account: 'APP' });
    expect(imported).toEqual({ ...plain, account: null });
  });

  it('every recorded advisory is of a kind that is known', () => {
    const advisories = recording.events.filter((event) => JSON.stringify(event).includes('io.nats.jetstream.advisory'));
    expect(all(advisoryEvent, advisories).filter((advisory) => advisory.kind === 'other')).toEqual([]);
    expect(advisories.length).toBeGreaterThan(8);
  });

  it('events tell of departures, connections and load', () => {
    expect(departureEvent.decode(recording.event('$SYS.SERVER.*.SHUTDOWN'))).toMatchObject({
      value: { name: expect.stringMatching(/^n[23]$/) as string, version: recording.version },
    });
    const left = clientEvent.decode(recording.event('$SYS.ACCOUNT.APP.DISCONNECT'));
    expect(left).toMatchObject({ value: { kind: 'disconnect', account: 'APP', user: 'app', reason: 'Client Closed' } });
    expect(clientEvent.decode(recording.event('$SYS.ACCOUNT.APP.CONNECT'))).toMatchObject({
      value: { kind: 'connect' },
    });
    expect(all(statszReply, [recording.event('$SYS.SERVER.*.STATSZ')])).toHaveLength(1);
  });
});

describe('the meta leader election', () => {
  it('names a peer id where every other election names a server', () => {
    const event = newest.event('$JS.EVENT.ADVISORY.DOMAIN.LEADER_ELECTED');
    expect(advisoryEvent.decode(event)).toMatchObject({
      value: { kind: 'metaLeaderElected', leader: expect.stringMatching(/^\w{8}$/) as string },
    });
  });
});
