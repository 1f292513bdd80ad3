import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export const serverProgram = join(root, 'build', process.env.SOCIALFLOW_PRESET || 'release', 'socialflow');
export const pictureFolder = join(root, 'build/test/e2e');
export const routerFile = join(root, 'web/src/app/router.tsx');
export const webPackage = join(root, 'web/package.json');

export const chromiumProgram = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
