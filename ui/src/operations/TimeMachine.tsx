import { useState } from 'react';
import { ComparePanel } from './ComparePanel';
import { EventsPanel } from './EventsPanel';
import { useMachine } from './machine';
import { PastBanner } from './PastBanner';
import { PastChannels } from './PastChannels';
import { PersonDrawer } from './PersonDrawer';
import { Timeline } from './Timeline';
import { Toolbar } from './Toolbar';
import { Transport } from './Transport';

/** A guild at a moment of the past: the slider above, who was where on the left, what happened beside it. */
export function TimeMachine() {
  const { place, change } = useMachine();
  const [panel, setPanel] = useState<'events' | 'compare'>('events');
  return (
    <div
      data-testid="time-machine"
      className="flex min-h-0 flex-1 flex-col overflow-y-auto lg:overflow-hidden"
    >
      <Toolbar />
      <div className="border-b border-line bg-surface px-3 pb-3 sm:px-4">
        <Timeline />
        <Transport onMark={() => setPanel('compare')} />
      </div>
      <PastBanner />
      <div className="flex flex-col lg:min-h-0 lg:flex-1 lg:flex-row">
        <PastChannels />
        <section aria-label="What happened" className="flex min-w-0 flex-col lg:min-h-0 lg:flex-1">
          <div
            role="tablist"
            aria-label="What happened"
            className="flex gap-1 border-b border-line px-3 py-1.5"
          >
            <PanelTab name="Events" chosen={panel === 'events'} onChoose={() => setPanel('events')} />
            <PanelTab name="Compare" chosen={panel === 'compare'} onChoose={() => setPanel('compare')} />
          </div>
          {panel === 'events' ? <EventsPanel /> : <ComparePanel />}
        </section>
        {place.user !== null && (
          <PersonDrawer key={place.user} user={place.user} onClose={() => change({ user: undefined })} />
        )}
      </div>
    </div>
  );
}

function PanelTab({ name, chosen, onChoose }: { name: string; chosen: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      className="min-h-9 rounded-lg px-3 text-sm font-semibold text-soft hover:bg-hover aria-selected:bg-hover aria-selected:text-ink"
      onClick={onChoose}
    >
      {name}
    </button>
  );
}
