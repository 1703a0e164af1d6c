import type { ComponentType } from 'react';
import type { Part } from '../model/address';
import { AuditPage } from './AuditPage';
import { CallsPage } from './CallsPage';
import { ChannelPage } from './ChannelPage';
import { ChannelsPage } from './ChannelsPage';
import { OverviewPage } from './OverviewPage';
import { PeoplePage } from './PeoplePage';
import { PersonPage } from './PersonPage';
import { QualityPage } from './QualityPage';
import { RhythmPage } from './RhythmPage';

export const pages: Readonly<Record<Part, ComponentType>> = {
  overview: OverviewPage,
  channels: ChannelsPage,
  channel: ChannelPage,
  people: PeoplePage,
  person: PersonPage,
  calls: CallsPage,
  rhythm: RhythmPage,
  quality: QualityPage,
  audit: AuditPage,
};
