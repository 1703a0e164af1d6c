/** How voice is used, for analysts. */
export function InsightsPage() {
  return (
    <div className="m-auto max-w-md p-6 text-center">
      <h2 className="text-xl font-bold">How voice is used</h2>
      <p className="mt-2 text-soft">
        People and minutes over time, the busiest channels and hours, call quality and errors will be shown
        here. This version does not show them yet.
      </p>
    </div>
  );
}
