import type { Channel } from '../session/guild';
import { useEnded, usePhase, useVoice, useVoiceActions } from '../voice/useVoice';
import { CallControls } from './CallControls';
import { PersonTile } from './PersonTile';
import { WaveIcon } from './icons';

/** A voice channel seen large: who is there, and the way in. */
export function VoicePane({ channel }: { channel: Channel }) {
  const voice = useVoiceActions();
  const people = useVoice((state) => state.voiceState[channel.id]?.participants);
  const phase = usePhase(channel.id);
  const inCall = useVoice((state) => state.call !== null && state.call.phase !== 'leaving');
  const ended = useEnded(channel.id);
  const known = useVoice((state) => state.known);
  const mine = phase !== null && phase !== 'leaving';
  return (
    <>
      <div
        role="region"
        aria-label={`People in ${channel.name}`}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-4 sm:p-6"
      >
        {ended && (
          <section
            data-testid="ended"
            data-why={ended.why}
            className="mb-6 flex animate-rise flex-wrap items-center gap-4 rounded-2xl border border-line bg-raised p-5"
          >
            <div className="min-w-48 flex-1">
              <h3 className="font-semibold">You are out of this call</h3>
              <p className="text-soft">{ended.message}</p>
            </div>
            <button type="button" className="btn btn-quiet" onClick={() => voice.dismissEnded()}>
              Dismiss
            </button>
          </section>
        )}
        {people ? (
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] sm:gap-4">
            {people.map((person) => (
              <PersonTile key={person.userId} person={person} adjustable={mine} />
            ))}
          </ul>
        ) : (
          <Empty known={known} joining={mine} name={channel.name} />
        )}
      </div>
      <div className="border-t border-line bg-surface p-3">
        {mine ? (
          <CallControls />
        ) : (
          <div className="flex flex-wrap items-center justify-center gap-3">
            <button
              type="button"
              data-testid="pane-join"
              className="btn btn-primary min-w-44"
              disabled={!known}
              onClick={() => voice.join(channel.id)}
            >
              {inCall ? 'Move here' : ended?.why === 'replaced' ? 'Join from here' : 'Join the conversation'}
            </button>
          </div>
        )}
      </div>
    </>
  );
}

function Empty({ known, joining, name }: { known: boolean; joining: boolean; name: string }) {
  return (
    <div
      data-testid="empty-channel"
      className="grid h-full min-h-64 place-content-center justify-items-center text-center"
    >
      <span
        className={`grid size-20 place-items-center rounded-full bg-accent-wash text-accent ${known && !joining ? '' : 'animate-breathe'}`}
      >
        <WaveIcon className="size-9" />
      </span>
      <h3 className="mt-5 text-lg font-semibold">
        {joining ? `Joining ${name}…` : known ? 'Nobody is here yet' : 'Looking who is here…'}
      </h3>
      <p className="mt-1 max-w-xs text-soft">
        {joining
          ? 'Your seat is being confirmed.'
          : known
            ? `Join ${name}, and others see at once that you are here to talk.`
            : 'The list of people is on its way from the server.'}
      </p>
    </div>
  );
}
