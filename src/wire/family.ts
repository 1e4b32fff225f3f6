import { serverName, type ServerName } from '../domain/ids';
import type { ServerInfo } from '../domain/replies/server';
import { err, ok } from '../lib/result';
import {
  field,
  fields,
  integer,
  Mismatch,
  name as nameText,
  optional,
  text,
  type Decoder,
  type Fields,
} from './decode';
import type { Decoded, Family, Refusal } from './decoded';
import { parseJson } from './json';
import { serverInfo } from './server';

/** Messages without an envelope, such as events. */
export function family<T>(name: string, decoder: Decoder<T>): Family<T> {
  const decode = (value: unknown): Decoded<T> => attempt(name, value, () => ok(decoder(value)));
  return { name, decode, read: (payload) => read(name, payload, decode) };
}

/** Replies of a `$SYS.REQ` subject: `{server, data}`, or `{server, error}` which is a refusal. */
export function systemFamily<T>(name: string, decoder: (data: Fields, server: ServerInfo) => T): Family<T> {
  return refusable(name, (reply) => {
    const server = field(reply, 'server', serverInfo);
    return field(reply, 'data', (data) => decoder(fields(data), server));
  });
}

/** Replies of the JetStream API: the answer itself, or `{error: {code, err_code, description}}`. */
export function apiFamily<T>(name: string, decoder: (reply: Fields) => T): Family<T> {
  return refusable(name, decoder);
}

/** Replies that may be an error instead. */
export function refusable<T>(name: string, decoder: (reply: Fields) => T): Family<T> {
  const decode = (value: unknown): Decoded<T> =>
    attempt(name, value, () => {
      const reply = fields(value);
      const refusal = optional(reply, 'error', refusalOf(name, serverOf(value)), null);
      return refusal === null ? ok(decoder(reply)) : err({ kind: 'refused', refusal });
    });
  return { name, decode, read: (payload) => read(name, payload, decode) };
}

function refusalOf(what: string, server: ServerName | null): Decoder<Refusal> {
  return (value) => {
    const error = fields(value);
    return {
      what,
      code: optional(error, 'code', integer, 0),
      errorCode: optional(error, 'err_code', integer, null),
      description: optional(error, 'description', text, ''),
      server,
    };
  };
}

function read<T>(what: string, payload: Uint8Array, decode: (value: unknown) => Decoded<T>): Decoded<T> {
  const parsed = parseJson(payload);
  if (parsed.ok) return decode(parsed.value);
  return err({ kind: 'undecodable', undecodable: { what, reason: parsed.error, server: null } });
}

/** The one place where a {@link Mismatch} ends. */
function attempt<T>(what: string, value: unknown, run: () => Decoded<T>): Decoded<T> {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return err({ kind: 'undecodable', undecodable: { what, reason: error.toString(), server: serverOf(value) } });
  }
}

/** Who sent it, as far as that can be told of something that cannot be read. */
function serverOf(value: unknown): ServerName | null {
  try {
    return serverName(field(field(fields(value), 'server', fields), 'name', nameText));
  } catch (error) {
    if (error instanceof Mismatch) return null;
    throw error;
  }
}
