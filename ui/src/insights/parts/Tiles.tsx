import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Overview } from '../api';
import { changeSince, count, minutes } from '../model/format';
import { beforeName } from '../model/range';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Problem } from './states';
import { StatTile, StatTilesSkeleton } from './StatTile';

interface Props {
  /** The whole guild without it. */
  channel?: string;
  /** How many columns at which width. */
  columns: string;
  /** How many come with the answer. */
  tiles: number;
  /** Before those, and there before it. */
  first?: (data: Overview | undefined) => ReactNode;
  children: (data: Overview, before: string) => ReactNode;
}

/** A row of the figures of a window beside the one before, while and when they are there. */
export function Tiles({ channel, columns, tiles, first, children }: Props) {
  const { address, window } = useInsights();
  const asked = useAnswer('overview', useQuestion(channel === undefined ? {} : { channel }), {});
  const before = beforeName(address.range, window);
  return (
    <AskedTiles asked={asked} columns={columns} tiles={tiles} first={first?.(asked.data)}>
      {(data) => children(data, before)}
    </AskedTiles>
  );
}

interface AskedProps<T> {
  asked: UseQueryResult<T>;
  columns: string;
  tiles: number;
  first?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A row of figures: their places while they are awaited, and what is wrong if they cannot be had. */
export function AskedTiles<T>({ asked, columns, tiles, first, children }: AskedProps<T>) {
  const { data, error } = asked;
  if (!data && error)
    return (
      <Problem
        error={error}
        size="min-h-28"
        retrying={asked.isFetching}
        onRetry={() => void asked.refetch()}
      />
    );
  return (
    <dl className={`grid grid-cols-2 gap-3 ${columns}`} aria-busy={!data}>
      {first}
      {data ? children(data) : <StatTilesSkeleton tiles={tiles} />}
    </dl>
  );
}

/** How long and by how many. */
export function UseTiles({ data, before }: { data: Overview; before: string }) {
  return (
    <>
      <StatTile
        label="Time in voice"
        testId="stat-minutes"
        value={minutes(data.minutes)}
        change={changeSince(data.minutes, data.previous.minutes)}
        before={before}
        better="up"
      />
      <StatTile
        label="People"
        testId="stat-people"
        value={count(data.people)}
        change={changeSince(data.people, data.previous.people)}
        before={before}
        better="up"
      />
    </>
  );
}
