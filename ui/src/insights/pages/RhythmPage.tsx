import { HeatCard } from '../parts/HeatCard';
import { LengthsCard } from '../parts/LengthsCard';
import { ReasonsCard } from '../parts/ReasonsCard';
import { SpeakersCard } from '../parts/SpeakersCard';

/** When people come, how long they stay, how many of them speak, and how it ends. */
export function RhythmPage() {
  return (
    <>
      <h2 className="sr-only">Rhythm</h2>
      <HeatCard />
      <div className="grid gap-4 lg:grid-cols-2">
        <LengthsCard />
        <SpeakersCard />
      </div>
      <ReasonsCard />
    </>
  );
}
