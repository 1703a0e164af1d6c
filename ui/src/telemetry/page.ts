/** What this page has to tell of itself, whoever is logged in. */
import { systemClock } from '../presence/clock';
import { Breadcrumbs } from './Breadcrumbs';
import { ErrorReports } from './ErrorReports';

export const breadcrumbs = new Breadcrumbs();
export const errors = new ErrorReports(systemClock, breadcrumbs);
