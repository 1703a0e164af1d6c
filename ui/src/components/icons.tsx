import type { ReactNode } from 'react';

/** One hand for all icons: 20 by 20, a line of 1.7, round ends. Always decoration; the control around it has the name. */
function Icon({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className ?? 'size-5'}`}
    >
      {children}
    </svg>
  );
}

type Props = { className?: string | undefined };
const slash = <path d="M3 3l14 14" />;
const mic = (
  <>
    <rect x="7.2" y="2.2" width="5.6" height="9.4" rx="2.8" />
    <path d="M4.5 9.4a5.5 5.5 0 0 0 11 0M10 15v2.8" />
  </>
);
const headphones = (
  <path d="M3.2 12.5V10a6.8 6.8 0 0 1 13.6 0v2.5M3.2 12.4c0-.8.6-1.4 1.4-1.4h1.2v5.6H4.6c-.8 0-1.4-.6-1.4-1.4zM16.8 12.4c0-.8-.6-1.4-1.4-1.4h-1.2v5.6h1.2c.8 0 1.4-.6 1.4-1.4z" />
);

export const MicIcon = (p: Props) => <Icon {...p}>{mic}</Icon>;
export const MicOffIcon = (p: Props) => (
  <Icon {...p}>
    {mic}
    {slash}
  </Icon>
);
export const HeadphonesIcon = (p: Props) => <Icon {...p}>{headphones}</Icon>;
export const DeafIcon = (p: Props) => (
  <Icon {...p}>
    {headphones}
    {slash}
  </Icon>
);
export const WaveIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3 8.5v3M6.5 6v8M10 3.5v13M13.5 6v8M17 8.5v3" />
  </Icon>
);
export const HashIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M7.8 3l-1.6 14M13.8 3l-1.6 14M3.5 7.3h13.4M3 12.7h13.4" />
  </Icon>
);
export const GearIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3 6h6M13 6h4M3 14h3M10 14h7" />
    <circle cx="11" cy="6" r="2" />
    <circle cx="8" cy="14" r="2" />
  </Icon>
);
export const HangUpIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M2.5 11.8c4.2-4 10.8-4 15 0l-1.7 2.6-3.3-1.2-.3-2.2a8.6 8.6 0 0 0-4.4 0l-.3 2.2-3.3 1.2z" />
  </Icon>
);
export const KeyboardIcon = (p: Props) => (
  <Icon {...p}>
    <rect x="2" y="5" width="16" height="10.5" rx="2" />
    <path d="M5.3 8.4h.01M8.4 8.4h.01M11.6 8.4h.01M14.7 8.4h.01M6.5 12.2h7" />
  </Icon>
);
export const BackIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M12.5 4L6.5 10l6 6" />
  </Icon>
);
export const CloseIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const AlertIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M10 3.2l7.6 13.3H2.4zM10 8.4v3.4M10 14.2h.01" />
  </Icon>
);
export const InfoIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="10" cy="10" r="7.6" />
    <path d="M10 9.2v4.4M10 6.4h.01" />
  </Icon>
);
export const MoonIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M16.8 12.2A7 7 0 0 1 7.8 3.2a7 7 0 1 0 9 9z" />
  </Icon>
);
export const SunIcon = (p: Props) => (
  <Icon {...p}>
    <circle cx="10" cy="10" r="3.4" />
    <path d="M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2" />
  </Icon>
);
export const EarIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M5 8a5 5 0 0 1 10 0c0 3.2-2.6 3.8-3.2 6.2-.4 1.7-1.2 3-2.9 3-1.6 0-2.6-1.1-2.6-2.6" />
    <path d="M7.6 8.2a2.4 2.4 0 0 1 4.8 0c0 1.5-1.7 1.7-1.9 3.1" />
  </Icon>
);
export const LeaveIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M8 3H5a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h3M13 6l4 4-4 4M17 10H8" />
  </Icon>
);
export const HistoryIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3.2 8a7.2 7.2 0 1 1-.3 3.6M2.8 3.8v4.4h4.4M10 6.2V10l2.8 1.8" />
  </Icon>
);
export const ChartIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M3 3v14h14M6.6 13.4V10M10 13.4V6M13.4 13.4V8.2" />
  </Icon>
);
export const PlayIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M6 3.8v12.4L16.2 10z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M6.5 4v12M13.5 4v12" strokeWidth="3" />
  </Icon>
);
export const StepBackIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M14.5 4.5v11L6.5 10zM4.5 4.5v11" />
  </Icon>
);
export const StepForwardIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M5.5 4.5v11l8-5.5zM15.5 4.5v11" />
  </Icon>
);
export const NextIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M7.5 4l6 6-6 6" />
  </Icon>
);
export const LinkIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M8.4 11.6a3.2 3.2 0 0 0 4.6 0l3-3a3.2 3.2 0 0 0-4.6-4.6l-1 1M11.6 8.4a3.2 3.2 0 0 0-4.6 0l-3 3A3.2 3.2 0 0 0 8.6 16l1-1" />
  </Icon>
);
export const FlagIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M5 17.5V3.2M5 4c3.5-2 6 2 10 .2v7c-4 1.8-6.5-2.2-10-.2" />
  </Icon>
);
export const CheckIcon = (p: Props) => (
  <Icon {...p}>
    <path d="M4 10.6l4 4 8-9" />
  </Icon>
);
