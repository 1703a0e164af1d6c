import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../useApi';
import { DeadRecordItem } from './DeadRecordItem';
import { Section } from './Section';

/** What could not be read, why, and the way to have it read again. */
export function DeadRecords({ total }: { total: number | undefined }) {
  const api = useApi();
  const dead = useInfiniteQuery({
    // A new one makes the list another.
    queryKey: ['operations', 'dead', total],
    queryFn: ({ pageParam, signal }) => api.dead(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
    retry: false,
  });
  const items = dead.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title="Dead records" count={total}>
      {dead.error && (
        <div role="alert">
          <p className="text-danger">{dead.error.message}</p>
          <button type="button" className="btn btn-quiet mt-3" onClick={() => void dead.refetch()}>
            Try again
          </button>
        </div>
      )}
      {dead.isPending && <p className="animate-breathe text-soft">Looking for them…</p>}
      {dead.data && items.length === 0 && (
        <p className="text-soft" data-testid="no-dead">
          None. Every record of every topic could be read.
        </p>
      )}
      <ul className="space-y-3">
        {items.map((record) => (
          <DeadRecordItem
            key={`${record.topic} ${record.partition} ${record.offset}`}
            record={record}
            onRetried={() => void dead.refetch()}
          />
        ))}
      </ul>
      {dead.hasNextPage && (
        <button
          type="button"
          className="btn btn-quiet mt-4"
          disabled={dead.isFetchingNextPage}
          onClick={() => void dead.fetchNextPage()}
        >
          {dead.isFetchingNextPage ? 'Loading…' : 'Show more'}
        </button>
      )}
    </Section>
  );
}
