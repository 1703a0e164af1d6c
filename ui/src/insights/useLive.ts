import { useShallow } from 'zustand/react/shallow';
import { useVoice } from '../voice/useVoice';
import { useInsights } from './useInsights';

/** How many people are in each channel at this moment, as the socket tells it; null if this tab does not watch the guild. */
export function useLiveCounts(): Readonly<Record<string, number>> | null {
  const { guildId } = useInsights();
  const counts = useVoice(
    useShallow((state) =>
      state.known && state.guildId === guildId
        ? Object.fromEntries(
            Object.entries(state.voiceState).map(([id, { participants }]) => [id, participants.length]),
          )
        : null,
    ),
  );
  return counts;
}

const none: readonly never[] = [];

/** Who is in this channel at this moment. */
export function useLivePeople(channelId: string) {
  const { guildId } = useInsights();
  return useVoice(
    (state) => (state.guildId === guildId ? state.voiceState[channelId]?.participants : undefined) ?? none,
  );
}
