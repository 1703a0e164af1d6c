import type { Role } from '../session/login';
import type { Page } from '../session/route';
import { ChartIcon, HistoryIcon } from './icons';

/** The pages beside voice, and the role that a login needs for each. */
export const rolePages = [
  { page: 'operations', role: 'operator', name: 'Operations', Icon: HistoryIcon },
  { page: 'insights', role: 'analyst', name: 'Insights', Icon: ChartIcon },
] as const satisfies readonly { page: Page; role: Role; name: string; Icon: typeof ChartIcon }[];
