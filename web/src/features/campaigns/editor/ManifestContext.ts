import { createContext } from 'react';
import type { BlockManifest } from './mailDocument';

/** Which blocks there are, for whatever draws or edits one. */
export const ManifestContext = createContext<BlockManifest>({ theme: {}, blocks: {} });
