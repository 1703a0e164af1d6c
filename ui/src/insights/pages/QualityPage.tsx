import { ErrorsCard } from '../parts/ErrorsCard';
import { QualityCard } from '../parts/QualityCard';
import { QualityTable } from '../parts/QualityTable';

const everything = {};

/** How calls sounded, as the browsers measured it, and what went wrong in them. */
export function QualityPage() {
  return (
    <>
      <h2 className="sr-only">Quality</h2>
      <QualityCard title="Quality by hour" filters={everything} />
      <QualityTable by="channel" />
      <QualityTable by="user" />
      <ErrorsCard />
    </>
  );
}
