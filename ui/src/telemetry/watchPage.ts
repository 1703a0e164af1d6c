import type { Breadcrumbs } from './Breadcrumbs';
import type { ErrorReports } from './ErrorReports';

/** A browser's complaint that it measures again next time; nothing went wrong. */
const HARMLESS = /^ResizeObserver loop/;

/** Hears of every error that nobody caught, from now on. */
export function watchPage(errors: ErrorReports, breadcrumbs: Breadcrumbs): void {
  breadcrumbs.drop('page-opened');
  window.addEventListener('error', ({ error, message, filename, lineno, colno }) => {
    if (HARMLESS.test(message)) return;
    errors.report('uncaught', error ?? message, filename ? `${filename}:${lineno}:${colno}` : null);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => errors.report('unhandled-rejection', reason));
  document.addEventListener('visibilitychange', () => breadcrumbs.drop(`page-${document.visibilityState}`));
}
