import engineUrl from '../../engine/full.ts?worker&url';
import { ConsoleShell } from '../shell/console-shell';
import { start } from '../start';

await start(engineUrl, <ConsoleShell />);
