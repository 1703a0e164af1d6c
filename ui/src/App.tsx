import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { GuildScreen } from './components/GuildScreen';
import { LoginScreen } from './components/LoginScreen';
import { PageBoundary } from './components/PageBoundary';
import { PageFrame } from './components/PageFrame';
import { exposeDiagnosis } from './diagnosis';
import { forgetLogin, rememberedLogin, type Login } from './session/login';
import { useRoute } from './session/route';
import { leaveBehind, takeUp } from './session/savedCall';
import { Voice } from './voice/Voice';
import { VoiceContext } from './voice/useVoice';

// Whoever comes to talk loads none of these.
const OperationsPage = lazy(() =>
  import('./operations/OperationsPage').then((it) => ({ default: it.OperationsPage })),
);
const InsightsPage = lazy(() =>
  import('./insights/InsightsPage').then((it) => ({ default: it.InsightsPage })),
);

/** `restored` is what this tab was before a reload. It comes in from outside: taking a saved call up removes it. */
export function App({ restored }: { restored: Voice | null }) {
  const [voice, setVoice] = useState(restored);

  useEffect(() => {
    if (!voice) return undefined;
    voice.start();
    exposeDiagnosis(voice);
    const gone = () => leaveBehind(voice.savedSession, Date.now());
    const check = () => {
      if (document.visibilityState === 'visible') voice.checkNow();
    };
    window.addEventListener('pagehide', gone);
    window.addEventListener('online', check);
    document.addEventListener('visibilitychange', check);
    return () => {
      window.removeEventListener('pagehide', gone);
      window.removeEventListener('online', check);
      document.removeEventListener('visibilitychange', check);
    };
  }, [voice]);

  if (!voice) return <LoginScreen reason={null} onLogin={(login) => setVoice(voiceOf(login))} />;
  const logOut = () => {
    voice.stop();
    forgetLogin();
    setVoice(null);
  };
  return (
    <VoiceContext value={voice}>
      <PageBoundary>
        <Room voice={voice} onLogOut={logOut} />
      </PageBoundary>
    </VoiceContext>
  );
}

function Room({ voice, onLogOut }: { voice: Voice; onLogOut: () => void }) {
  const { page } = useRoute();
  const me = useQuery({
    queryKey: ['me', voice.login.userId],
    queryFn: () => voice.ask<{ avatarUrl: string | null }>('/api/me'),
  });
  if (page === 'voice') return <GuildScreen avatarUrl={me.data?.avatarUrl ?? null} onLogOut={onLogOut} />;
  return (
    <PageFrame page={page} onLogOut={onLogOut}>
      <PageBoundary key={page}>
        <Suspense fallback={<p className="animate-breathe p-6 text-soft">Loading…</p>}>
          {page === 'operations' ? <OperationsPage /> : <InsightsPage />}
        </Suspense>
      </PageBoundary>
    </PageFrame>
  );
}

export function restore(): Voice | null {
  const login = rememberedLogin();
  return login && voiceOf(login);
}

function voiceOf(login: Login): Voice {
  return new Voice(login, takeUp(Date.now()));
}
