import WebSocket from 'ws';

/** The transport uses the browser's WebSocket, which Node 20 lacks. */
if (!('WebSocket' in globalThis)) Object.assign(globalThis, { WebSocket });
