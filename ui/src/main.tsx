import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, restore } from './App';
import './index.css';
import { wakeAudio } from './media/audioContext';
import { followTheme } from './settings/theme';
import { breadcrumbs, errors } from './telemetry/page';
import { watchPage } from './telemetry/watchPage';

watchPage(errors, breadcrumbs);
followTheme();
// A page that was reloaded in a call may make sound from the first touch on.
for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, () => void wakeAudio());
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 2 } } });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const restored = restore();
const failed = (error: unknown) => {
  errors.report('render', error);
  console.error(error);
};
createRoot(root, { onCaughtError: failed, onUncaughtError: failed }).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App restored={restored} />
    </QueryClientProvider>
  </StrictMode>,
);
