/** The time machine and the health of the deployment, for operators. */
export function OperationsPage() {
  return (
    <div className="m-auto max-w-md p-6 text-center">
      <h2 className="text-xl font-bold">The memory of this server</h2>
      <p className="mt-2 text-soft">
        Any past moment of a guild, and how the parts of this deployment are, will be shown here. This version
        does not show them yet.
      </p>
    </div>
  );
}
