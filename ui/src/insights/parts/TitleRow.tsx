import type { ReactNode } from 'react';
import { BackIcon } from '../../components/icons';

interface Props {
  back: string;
  backName: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** Whom or what the page is about, and the way back to all of them. */
export function TitleRow({ back, backName, children, actions }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <a href={back} className="icon-btn" aria-label={backName} title={backName}>
        <BackIcon />
      </a>
      <h2 className="flex min-w-0 flex-1 items-center gap-3 text-xl font-bold">{children}</h2>
      {actions !== undefined && <div className="max-sm:w-full">{actions}</div>}
    </div>
  );
}
