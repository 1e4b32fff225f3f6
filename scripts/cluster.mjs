// @ts-check
/** `npm run cluster -- <action> [server]`: acts on the running demo. */
import { actions, askDemo, isRunning, knownDemos } from './demo/control.mjs';

const usage = `npm run cluster -- status | kill n3 | stop n3 | freeze n3 | thaw n3 | start n3 | add n6 | remove n6 | reset

  status   every server with its process, and the meta leader
  kill     SIGKILL: gone at once, tells nobody       stop    SIGTERM: an orderly stop
  freeze   SIGSTOP: keeps its connections, silent    thaw    SIGCONT
  start    starts a killed or stopped server again, with its data
  add      one more server                           remove  stops a server and takes it out of the meta group
  reset    all servers anew, with fresh data
  --demo 2 acts on the second demo when two run`;

const words = process.argv.slice(2);
const demoAt = words.indexOf('--demo');
const [, asked] = demoAt < 0 ? [] : words.splice(demoAt, 2);
const [action, server] = words;

/** @param {string} text */
function fail(text) {
  console.error(text);
  process.exit(1);
}

const known = actions.find((name) => name === action);
if (known === undefined) fail(action === undefined ? usage : `there is no action ${action}\n\n${usage}`);
else {
  try {
    const number = asked === undefined ? await theRunningOne() : Number(asked);
    const { ok, text } = await askDemo(number, { action: known, ...(server === undefined ? {} : { server }) });
    if (ok) console.log(text);
    else fail(text);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

async function theRunningOne() {
  const running = [];
  for (const number of knownDemos()) if (await isRunning(number)) running.push(number);
  if (running.length > 1) throw new Error(`demos ${running.join(' and ')} run: say which one with --demo`);
  const [number] = running;
  if (number === undefined) throw new Error('no demo runs; start one with: npm start');
  return number;
}
