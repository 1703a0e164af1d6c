export function Logo({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#123c36" />
      <g fill="none" stroke="#5fe0b7" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="11" cy="16" r="2.2" fill="#5fe0b7" stroke="none" />
        <path d="M16 10.8a7.4 7.4 0 0 1 0 10.4" />
        <path d="M20.4 7.2a12.6 12.6 0 0 1 0 17.6" />
      </g>
    </svg>
  );
}
