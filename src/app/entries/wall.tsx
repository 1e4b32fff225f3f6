import engineUrl from '../../engine/read.ts?worker&url';
import { PlainShell } from '../shell/plain-shell';
import { start } from '../start';

await start(engineUrl, <PlainShell head />);
