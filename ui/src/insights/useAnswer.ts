import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useVoiceActions } from '../voice/useVoice';
import { pathOf, type Answer, type Cursor, type More, type Paged, type Question, type Topic } from './api';
import { useInsights } from './useInsights';

/** How often figures of a time that is not over are asked for again. */
const REFRESH_MS = 15_000;
const LASTS_MS = 300_000;

/** For charts and figures: up to now, if the time that is shown holds now. */
export function useQuestion(filters: Pick<Question, 'channel' | 'user'> = {}): Question {
  const { guildId, window, address } = useInsights();
  return questionOf(guildId, window.from, window.to, address.zone, filters);
}

/** Of as long a time before. */
export function useQuestionBefore(filters: Pick<Question, 'channel' | 'user'>): Question {
  const { guildId, window, address } = useInsights();
  return questionOf(guildId, 2 * window.from - window.to, window.from, address.zone, filters);
}

/** For lists, whose pages must stay the same while one reads on: to the end of the last day. */
export function useListQuestion(filters: Pick<Question, 'channel' | 'user'> = {}): Question {
  const { guildId, window, address } = useInsights();
  return questionOf(guildId, window.from, window.end, address.zone, filters);
}

export function useAnswer<T extends Topic>(topic: T, question: Question, more: More<T>, enabled = true) {
  const voice = useVoiceActions();
  const { live } = useInsights().window;
  return useQuery({
    queryKey: ['insights', topic, question, more],
    queryFn: ({ signal }) => voice.ask<Answer<T>>(pathOf(topic, { ...question, ...more }), { signal }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: live ? REFRESH_MS : false,
    staleTime: live ? REFRESH_MS / 2 : LASTS_MS,
    retry: 1,
  });
}

type PagedTopic = 'sessions' | 'audit' | 'channels' | 'people' | 'errors/recent';

/** A list page by page; asked for again by itself only while one has not read on. */
export function useList<T extends PagedTopic>(topic: T, question: Question, more: More<T>) {
  const voice = useVoiceActions();
  const { live } = useInsights().window;
  const list = useInfiniteQuery({
    queryKey: ['insights', topic, 'list', question, more],
    queryFn: ({ pageParam, signal }) =>
      voice.ask<Paged<Cursor<T>>>(pathOf(topic, { ...question, ...more, cursor: pageParam }), { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (live && (state.data?.pages.length ?? 0) < 2 ? REFRESH_MS : false),
    staleTime: live ? REFRESH_MS / 2 : LASTS_MS,
    retry: 1,
  });
  const { data } = list;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...list, data: items };
}

function questionOf(
  guild: string,
  from: number,
  to: number,
  tz: string,
  filters: Pick<Question, 'channel' | 'user'>,
): Question {
  return { guild, from: new Date(from).toISOString(), to: new Date(to).toISOString(), tz, ...filters };
}
