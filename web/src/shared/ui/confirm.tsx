import { Suspense, useSyncExternalStore } from 'react';
import { lazyPart } from './lazyPart';
import type { Question } from './question';

const ConfirmDialog = lazyPart(async () => (await import('./ConfirmDialog')).default);

let asked: Question | null = null;
let answerAsked: (yes: boolean) => void = () => {};
let number = 0;
const listeners = new Set<() => void>();

function show(question: Question | null) {
  asked = question;
  for (const listener of listeners) listener();
}

/** Asks and waits: `if (await confirm({ … })) remove()`. */
export function confirm(question: Question): Promise<boolean> {
  answerAsked(false);
  number++;
  return new Promise((resolve) => {
    answerAsked = resolve;
    show(question);
  });
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Stands once in the app; shows what `confirm` asks. */
export function ConfirmHost() {
  const question = useSyncExternalStore(subscribe, () => asked);
  if (!question) return null;
  const answer = (yes: boolean) => {
    answerAsked(yes);
    show(null);
  };
  return (
    <Suspense>
      <ConfirmDialog key={number} question={question} onAnswer={answer} />
    </Suspense>
  );
}
