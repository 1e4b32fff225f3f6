/** What a client sends, of the NATS protocol. */
export type ClientCommand =
  | { readonly kind: 'connect'; readonly options: ConnectFields }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'sub'; readonly subject: string; readonly sid: string }
  | { readonly kind: 'unsub'; readonly sid: string; readonly max: number | null }
  | {
      readonly kind: 'pub';
      readonly subject: string;
      readonly reply: string | null;
      readonly headers: string;
      readonly body: string;
    };

/** Of the CONNECT options, those that a scripted server looks at. */
export interface ConnectFields {
  readonly user?: string;
  readonly pass?: string;
  readonly auth_token?: string;
  readonly nkey?: string;
  readonly jwt?: string;
}

/** Reads the stream of one client; messages may be cut anywhere. */
export class ClientParser {
  #rest = Buffer.alloc(0);

  push(bytes: Uint8Array): readonly ClientCommand[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const commands: ClientCommand[] = [];
    for (let next = this.#next(); next; next = this.#next()) commands.push(next);
    return commands;
  }

  #next(): ClientCommand | null {
    const end = this.#rest.indexOf('\r\n');
    if (end < 0) return null;
    const line = this.#rest.toString('utf8', 0, end);
    const [verb = '', ...words] = line.split(' ').filter((word) => word !== '');
    const start = end + 2;
    switch (verb.toUpperCase()) {
      case 'PUB':
        return this.#payload(words, start, 0);
      case 'HPUB':
        return this.#payload(words, start, Number(words.at(-2)));
      default:
        this.#rest = this.#rest.subarray(start);
        return simple(verb.toUpperCase(), words, line);
    }
  }

  #payload(words: readonly string[], start: number, headerLength: number): ClientCommand | null {
    const total = Number(words.at(-1));
    if (this.#rest.length < start + total + 2) return null;
    const isHeader = headerLength > 0;
    const replyAt = words.length - (isHeader ? 3 : 2);
    const command: ClientCommand = {
      kind: 'pub',
      subject: words[0] ?? '',
      reply: replyAt > 0 ? (words[1] ?? null) : null,
      headers: this.#rest.toString('utf8', start, start + headerLength),
      body: this.#rest.toString('utf8', start + headerLength, start + total),
    };
    this.#rest = this.#rest.subarray(start + total + 2);
    return command;
  }
}

function simple(verb: string, words: readonly string[], line: string): ClientCommand {
  switch (verb) {
    case 'CONNECT':
      return { kind: 'connect', options: JSON.parse(line.slice('CONNECT '.length)) as ConnectFields };
    case 'SUB':
      return { kind: 'sub', subject: words[0] ?? '', sid: words.at(-1) ?? '' };
    case 'UNSUB':
      return { kind: 'unsub', sid: words[0] ?? '', max: words[1] === undefined ? null : Number(words[1]) };
    case 'PING':
      return { kind: 'ping' };
    case 'PONG':
      return { kind: 'pong' };
    default:
      throw new Error(`a client sent ${verb}`);
  }
}
