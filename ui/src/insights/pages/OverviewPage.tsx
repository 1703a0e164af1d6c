import { MinutesCard } from '../parts/MinutesCard';
import { OverviewTiles } from '../parts/OverviewTiles';
import { PresenceCard } from '../parts/PresenceCard';
import { ReasonsCard } from '../parts/ReasonsCard';
import { TopCard } from '../parts/TopCard';

/** How much voice is used, by whom and where, and whether that is more than before. */
export function OverviewPage() {
  return (
    <>
      <h2 className="sr-only">Overview</h2>
      <OverviewTiles />
      <div className="grid gap-4 lg:grid-cols-3">
        <PresenceCard channelId={null} className="lg:col-span-2" />
        <TopCard topic="channels" />
        <MinutesCard className="lg:col-span-2" />
        <TopCard topic="people" />
        <ReasonsCard className="lg:col-span-3" />
      </div>
    </>
  );
}
