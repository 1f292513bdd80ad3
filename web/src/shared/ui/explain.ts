import { t } from '@lingui/core/macro';
import { ApiError } from '../api/error';
import { problemAdvice, problemTitle } from './problemWords';

export interface Explanation {
  title: string;
  /** What one can do now. */
  advice: string;
  /** For support, when the fault is ours. */
  requestId?: string;
}

/** What went wrong, in plain words. */
export function explain(error: unknown): Explanation {
  if (!(error instanceof ApiError)) return explainFailure(error);
  const { problem, status, requestId } = error;
  switch (problem.code) {
    case 'version_conflict':
      return {
        title: t`Somebody changed this in the meantime`,
        advice: t`Load it again to see the present state, then make your change once more.`,
      };
    case 'not_allowed':
      return {
        title: t`Your role does not allow this`,
        advice: t`An admin of this project can do it, or give you another role.`,
      };
    case 'not_found':
      return {
        title: t`There is nothing here any more`,
        advice: t`It may have been deleted, or the address is wrong.`,
      };
    case 'body_too_large':
      return { title: t`That is too large`, advice: t`Send something smaller.` };
  }
  if (status === 429)
    return {
      title: t`That was a bit fast`,
      advice: t`Too many tries in a short time. Wait a minute, then try again.`,
    };
  if (status === 503)
    return {
      title: t`The server is busy`,
      advice: t`It will be back in a moment. Try again.`,
      requestId,
    };
  if (status >= 500)
    return {
      title: t`Something went wrong on our side`,
      advice: t`Nothing that you did. Try again; if it stays, tell support the number below.`,
      requestId,
    };
  return { title: problemTitle(error), advice: problemAdvice(error) };
}

function explainFailure(error: unknown): Explanation {
  // As Vite says it of a part of the app whose style did not come; one whose script did not is a TypeError.
  const styleIsMissing = error instanceof Error && error.message.startsWith('Unable to preload');
  if (error instanceof TypeError || styleIsMissing)
    return {
      title: t`The server cannot be reached`,
      advice: t`Check your connection, then try again.`,
    };
  return {
    title: t`Something went wrong in the app`,
    advice: t`Load the page again. What you saved is safe.`,
  };
}
