import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, restore } from './App';
import './index.css';
import { followTheme } from './settings/theme';

followTheme();
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 2 } } });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const restored = restore();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App restored={restored} />
    </QueryClientProvider>
  </StrictMode>,
);
