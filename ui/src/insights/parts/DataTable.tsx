import { useMemo, useState, type ReactNode } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => ReactNode;
  /** What rows are sorted by; without it the column sorts nothing. */
  readonly by?: (row: Row) => number | string;
  /** Figures stand on the right, digits below digits. */
  readonly figures?: boolean;
  /** Left out where there is no room. */
  readonly wide?: boolean;
}

interface Props<Row> {
  /** For screen readers; the card's title says it to the rest. */
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  /** Name of the column that rows are sorted by at first, the largest on top; without it they stay as they come. */
  largest?: string;
  testId?: string;
  className?: string;
}

/** How many rows are drawn before one asks for the rest. */
const AT_FIRST = 100;

export function DataTable<Row>({
  caption,
  rows,
  columns,
  keyOf,
  largest,
  testId,
  className = '',
}: Props<Row>) {
  const [order, setOrder] = useState({ name: largest, descending: true });
  const [whole, setWhole] = useState(false);
  const by = columns.find(({ name }) => name === order.name)?.by;
  const sorted = useMemo(
    () => (by ? sortedBy(rows, by, order.descending) : rows),
    [rows, by, order.descending],
  );
  const shown = whole ? sorted : sorted.slice(0, AT_FIRST);
  return (
    <>
      <div
        role="region"
        aria-label={`${caption}, table`}
        tabIndex={0}
        className={`-mx-2 overflow-auto ${className}`}
      >
        <table className="w-full text-sm" data-testid={testId}>
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 z-10 bg-raised text-left text-soft">
            <tr>
              {columns.map((column) => (
                <Heading key={column.name} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOf(row)} className="border-t border-line hover:bg-hover">
                {columns.map(({ name, of, figures, wide }) => (
                  <td
                    key={name}
                    className={`px-2 py-2 ${figures ? 'text-right whitespace-nowrap tabular-nums' : ''} ${wide ? 'max-sm:hidden' : ''}`}
                  >
                    {of(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < sorted.length && (
        <button type="button" className="btn btn-quiet mt-3 w-full" onClick={() => setWhole(true)}>
          Show all {sorted.length} rows
        </button>
      )}
    </>
  );
}

interface Order {
  name: string | undefined;
  descending: boolean;
}

function Heading<Row>(props: { column: Column<Row>; order: Order; onOrder: (order: Order) => void }) {
  const { column, order, onOrder } = props;
  const chosen = order.name === column.name && column.by !== undefined;
  return (
    <th
      scope="col"
      aria-sort={chosen ? (order.descending ? 'descending' : 'ascending') : undefined}
      className={`px-2 py-1.5 font-medium whitespace-nowrap ${column.figures ? 'text-right' : ''} ${column.wide ? 'max-sm:hidden' : ''}`}
    >
      {column.by === undefined ? (
        column.name
      ) : (
        <button
          type="button"
          className={`min-h-7 font-medium hover:text-ink ${chosen ? 'text-ink' : ''}`}
          onClick={() => onOrder({ name: column.name, descending: chosen ? !order.descending : true })}
        >
          {column.name}
          <span aria-hidden="true">{chosen ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
        </button>
      )}
    </th>
  );
}

function sortedBy<Row>(rows: readonly Row[], by: (row: Row) => number | string, descending: boolean): Row[] {
  const up = (a: Row, b: Row) => {
    const [left, right] = [by(a), by(b)];
    return typeof left === 'string' && typeof right === 'string'
      ? left.localeCompare(right)
      : Number(left) - Number(right);
  };
  return [...rows].sort((a, b) => (descending ? up(b, a) : up(a, b)));
}
