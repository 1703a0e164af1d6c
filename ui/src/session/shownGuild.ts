import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

/** Which guild this tab shows, over a reload too; empty until it has shown one. */
export const useShownGuild = create<{ guildId: string }>()(
  persist(() => ({ guildId: '' }), {
    name: 'earshot.guild',
    storage: createJSONStorage(() => sessionStorage),
  }),
);
