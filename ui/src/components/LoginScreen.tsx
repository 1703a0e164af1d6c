import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../session/http';
import { logIn, type Login, type Role } from '../session/login';
import { Logo } from './Logo';
import { AlertIcon } from './icons';
import { ThemeSwitch } from './ThemeSwitch';

const roles: readonly { role: Role; label: string; hint: string }[] = [
  { role: 'analyst', label: 'Analyst', hint: 'may query how voice is used' },
  { role: 'operator', label: 'Operator', hint: 'may look into the history' },
];

export function LoginScreen({ reason, onLogin }: { reason: string | null; onLogin: (login: Login) => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const login = useMutation({ mutationFn: () => logIn(name.trim(), chosen), onSuccess: onLogin });
  const problem = login.error ? problemText(login.error) : reason;
  const toggle = (role: Role) =>
    setChosen((now) => (now.includes(role) ? now.filter((other) => other !== role) : [...now, role]));

  return (
    <main className="grid min-h-full place-items-center bg-[radial-gradient(circle_at_50%_-10%,var(--c-accent-wash),transparent_60%)] p-4">
      <div className="absolute top-4 right-4">
        <ThemeSwitch />
      </div>
      <form
        className="w-full max-w-sm animate-rise rounded-3xl border border-line bg-surface p-7 shadow-(--shadow)"
        aria-labelledby="login-title"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') login.mutate();
        }}
      >
        <Logo className="size-12" />
        <h1 id="login-title" className="mt-4 text-2xl font-bold">
          Welcome to Earshot
        </h1>
        <p className="mt-1 text-soft">Voice channels on your own server. Say who you are, and you are in.</p>
        <label htmlFor="login-name" className="mt-6 mb-1.5 block text-sm font-semibold">
          Your name
        </label>
        <input
          id="login-name"
          data-testid="login-name"
          className="field"
          value={name}
          maxLength={64}
          autoComplete="nickname"
          placeholder="How others see you"
          required
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="mt-5">
          <legend className="text-sm font-semibold">Also let me in as</legend>
          {roles.map(({ role, label, hint }) => (
            <label key={role} className="mt-2 flex min-h-6 items-center gap-2.5 text-sm">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                data-testid={`login-role-${role}`}
                checked={chosen.includes(role)}
                onChange={() => toggle(role)}
              />
              <span>
                {label} <span className="text-soft">{hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {problem !== null && (
          <p
            role="alert"
            data-testid="login-problem"
            className="mt-5 flex gap-2 rounded-xl bg-danger-wash p-3 text-sm text-danger"
          >
            <AlertIcon /> {problem}
          </p>
        )}
        <button
          type="submit"
          data-testid="login-submit"
          className="btn btn-primary mt-6 w-full"
          disabled={login.isPending}
        >
          {login.isPending ? 'Opening the door…' : 'Enter'}
        </button>
        <p className="mt-4 text-xs text-soft">
          A development login: it belongs to this tab, so two tabs are two people.
        </p>
      </form>
    </main>
  );
}

function problemText(error: Error): string {
  return error instanceof ProblemError
    ? error.message
    : 'The server cannot be reached. Check that Earshot is running, then try again.';
}
