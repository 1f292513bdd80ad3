import type { ReactNode } from 'react';

/** What is asked before something that matters is done. */
export interface Question {
  title: string;
  body: ReactNode;
  /** Says what happens: "Delete 3 contacts", never "OK". */
  action: string;
  danger?: boolean;
  /** The person has to type this first; for what cannot be undone. */
  typed?: string;
}
