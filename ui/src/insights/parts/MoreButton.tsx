interface Props {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list, if there is one. */
export function MoreButton({ of }: Props) {
  if (!of.hasNextPage) return null;
  return (
    <button
      type="button"
      data-testid="more"
      className="btn btn-quiet mt-3 w-full"
      disabled={of.isFetchingNextPage}
      onClick={() => void of.fetchNextPage()}
    >
      {of.isFetchingNextPage ? 'Loading…' : 'Show more'}
    </button>
  );
}
