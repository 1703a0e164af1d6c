import { micProblemText, type MicProblem } from '../media/micProblem';
import type { Ended, Notice } from '../presence/call';
import type { Toast } from './toasts';

type Told = Omit<Toast, 'id'>;

/** A call ended without the person's doing. */
export function endedToast({ why, message }: Ended): Told {
  return { tone: 'warning', code: `ended-${why}`, title: endedTitles[why], message };
}

/** Nobody hears the person. */
export function micToast(problem: MicProblem): Told {
  return { tone: 'warning', code: `mic-${problem}`, ...micProblemText[problem] };
}

/** The server, or the protocol, said no. */
export function noticeToast({ code, message }: Notice): Told {
  return { tone: 'error', code, title: 'That did not work', message };
}

const endedTitles: Readonly<Record<Ended['why'], string>> = {
  replaced: 'You joined from somewhere else',
  removed: 'You were removed',
  closed: 'Channel closed',
  hidden: 'Channel no longer visible',
  refused: 'Could not join',
};
