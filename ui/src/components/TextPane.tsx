import type { Channel } from '../session/guild';
import { HashIcon } from './icons';

export function TextPane({ channel }: { channel: Channel }) {
  return (
    <div
      data-testid="text-pane"
      className="grid min-h-0 flex-1 place-content-center justify-items-center p-6 text-center"
    >
      <span className="grid size-20 place-items-center rounded-full bg-hover text-soft">
        <HashIcon className="size-9" />
      </span>
      <h3 className="mt-5 text-lg font-semibold">Messages are not part of Earshot yet</h3>
      <p className="mt-1 max-w-sm text-soft">
        <bdi>#{channel.name}</bdi> is listed because the server has it, but there is nothing to read or write
        here. Voice channels work: choose one to talk.
      </p>
    </div>
  );
}
