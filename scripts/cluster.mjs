// @ts-check
/** `npm run cluster -- <action> [server]`: acts on the running demo. */
import { askDemo, isRunning, knownDemos } from './demo/control.mjs';
import { clusterCommand, clusterUsage } from './demo/options.mjs';

try {
  const asked = clusterCommand(process.argv.slice(2));
  if (asked === 'help') console.log(clusterUsage);
  else {
    const { ok, text } = await askDemo(asked.demo ?? (await theRunningOne()), asked.command);
    if (!ok) throw new Error(text);
    console.log(text);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function theRunningOne() {
  const running = [];
  for (const number of knownDemos()) if (await isRunning(number)) running.push(number);
  if (running.length > 1) throw new Error(`demos ${running.join(' and ')} run: say which one with --demo`);
  const [number] = running;
  if (number === undefined) throw new Error('no demo runs; start one with: npm start');
  return number;
}
