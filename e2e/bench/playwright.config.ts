import base from '../../playwright.config';

export default { ...base, testDir: '.', testMatch: '**/*.bench.ts', timeout: 600_000, reporter: [['list']] };
