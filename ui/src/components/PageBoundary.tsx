import { Component, type ReactNode } from 'react';

/** A page that failed, or could not be loaded because a newer version was put in its place, takes nothing with it: the call goes on. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div role="alert" data-testid="page-problem" className="p-6">
        <h2 className="font-semibold">This page stopped working</h2>
        <p className="mt-1 text-soft">{error.message} Reloading the page may help; a call is taken along.</p>
        <button type="button" className="btn btn-quiet mt-4" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    );
  }
}
