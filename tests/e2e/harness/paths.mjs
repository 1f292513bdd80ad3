import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const preset = process.env.SOCIALFLOW_PRESET || 'release';

export const serverProgram = join(root, `build/${preset}/socialflow`);
export const pictureFolder = join(root, 'build/test/e2e');
export const routerFile = join(root, 'web/src/app/router.tsx');
export const webPackage = join(root, 'web/package.json');

export const chromiumProgram = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
