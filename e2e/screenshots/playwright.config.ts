import base from '../../playwright.config';

export default { ...base, testDir: '.', testMatch: '**/*.shots.ts', timeout: 180_000, reporter: [['list']] };
