import WebSocket from 'ws';

/** The transport uses the browser's WebSocket, which Node 20 lacks. */
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });
