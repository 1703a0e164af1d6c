import { useState } from 'react';
import type { Call, Question } from '../api';
import { duration, time } from '../model/format';
import { reason, toneOf } from '../model/words';
import { useList, useListQuestion } from '../useAnswer';
import { useChannelName, useInsights, useLink } from '../useInsights';
import { Badge } from './Badge';
import { Card } from './Card';
import { ExportButtons } from './ExportButtons';
import { MoreButton } from './MoreButton';
import { Answered } from './states';
import { StayRows } from './StayRows';

interface Props {
  filters: Pick<Question, 'channel' | 'user'> & { why?: string | undefined };
  title: string;
}

/** Calls, newest first; each opens to the stays it was made of. */
export function CallList({ filters, title }: Props) {
  const { why, ...rest } = filters;
  const question = useListQuestion(rest);
  const asked = useList('sessions', question, { why });
  return (
    <Card
      title={title}
      hint="Newest first. A call goes on through moves and reconnects."
      testId="calls"
      actions={
        <>
          <ExportButtons named view="calls" question={{ ...question, why }} />
          <ExportButtons named view="stays" question={{ ...question, why }} />
        </>
      }
    >
      <Answered
        of={asked}
        size="h-64"
        isEmpty={(calls) => calls.length === 0}
        nothing="No call began in this time."
      >
        {(calls) => <CallTable calls={calls} withPerson={filters.user === undefined} title={title} />}
      </Answered>
      <MoreButton of={asked} />
    </Card>
  );
}

function CallTable({
  calls,
  withPerson,
  title,
}: {
  calls: readonly Call[];
  withPerson: boolean;
  title: string;
}) {
  return (
    <div role="region" aria-label={`${title}, table`} tabIndex={0} className="-mx-2 overflow-x-auto">
      <table className="w-full text-sm" data-testid="call-table">
        <caption className="sr-only">{title}</caption>
        <thead className="text-left text-soft">
          <tr>
            <th scope="col" className="w-8 px-2 py-1.5">
              <span className="sr-only">Stays</span>
            </th>
            {withPerson && <Heading>Who</Heading>}
            <Heading className={withPerson ? 'max-sm:hidden' : ''}>Began</Heading>
            <Heading className="max-sm:hidden">Channel</Heading>
            <Heading className="text-right">Length</Heading>
            <Heading className="text-right max-md:hidden">Spoke</Heading>
            <Heading className="text-right max-md:hidden">Muted</Heading>
            <Heading>Ended</Heading>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.callId} call={call} withPerson={withPerson} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ children, className = '' }: { children: string; className?: string }) {
  return (
    <th scope="col" className={`px-2 py-1.5 font-medium ${className}`}>
      {children}
    </th>
  );
}

function CallRow({ call, withPerson }: { call: Call; withPerson: boolean }) {
  const [open, setOpen] = useState(false);
  const { zone } = useInsights().address;
  const nameOf = useChannelName();
  const link = useLink();
  return (
    <>
      <tr className="border-t border-line hover:bg-hover" data-testid="call" data-why={call.why ?? ''}>
        <td className="py-1 pl-1">
          <button
            type="button"
            className="icon-btn size-8"
            aria-expanded={open}
            aria-label={`Stays of ${call.username}'s call of ${time(call.began, zone)}`}
            onClick={() => setOpen(!open)}
          >
            <span aria-hidden="true" className={`transition-transform ${open ? 'rotate-90' : ''}`}>
              ▸
            </span>
          </button>
        </td>
        {withPerson && (
          <td className="max-w-28 truncate px-2 py-2 sm:max-w-40">
            <a href={link('person', { user: call.userId })} className="font-medium hover:underline">
              <bdi>{call.username}</bdi>
            </a>
            <span className="block text-xs text-soft sm:hidden">{time(call.began, zone)}</span>
          </td>
        )}
        <td className={`px-2 py-2 whitespace-nowrap ${withPerson ? 'max-sm:hidden' : ''}`}>
          {time(call.began, zone)}
        </td>
        <td className="max-w-40 truncate px-2 py-2 max-sm:hidden">
          <a href={link('channel', { channel: call.channelId })} className="hover:underline">
            {nameOf(call.channelId)}
          </a>
          {call.stays.length > 1 && <span className="text-soft"> +{call.stays.length - 1}</span>}
        </td>
        <td className="px-2 py-2 text-right whitespace-nowrap tabular-nums">{lengthOf(call)}</td>
        <td className="px-2 py-2 text-right whitespace-nowrap tabular-nums max-md:hidden">
          {duration(call.secondsSpoken)}
        </td>
        <td className="px-2 py-2 text-right whitespace-nowrap tabular-nums max-md:hidden">
          {duration(call.secondsMuted)}
        </td>
        <td className="px-2 py-2">
          <Badge tone={toneOf(call.why)}>{reason(call.why)}</Badge>
          {call.clockWasAhead === true && (
            <span
              className="block text-xs text-soft"
              data-testid="clock-was-ahead"
              title="The server's clock was ahead when this call was recorded, so a time here is wrong."
            >
              Clock was ahead
            </span>
          )}
        </td>
      </tr>
      {open && <StayRows call={call} columns={withPerson ? 7 : 6} />}
    </>
  );
}

const lengthOf = ({ began, ended }: Call) =>
  ended === null ? 'so far' : duration((Date.parse(ended) - Date.parse(began)) / 1000);
