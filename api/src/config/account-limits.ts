import { limits } from '@parley/shared'

import { numberIn, type Setting } from './setting.ts'

/** From one address: a class may register at once. */
export const usualRegistrationsPerHour = 40

/** What one account may do where nothing else is set, over all its connections and all instances. */
export const usualAccountLimits = {
  messagesPerTenSeconds: 600,
  editsPerMinute: 120,
  typingPerTenSeconds: 60,
  readsPerTenSeconds: 600,
  profileChangesPerHour: 60,
  directsPerHour: 20,
  groupsPerDay: 10,
  addedPerDay: 100,
  joinsPerHour: 30,
  linksPerDay: 50,
  joinRequestsPerDay: 20,
}

export type AccountLimits = Readonly<typeof usualAccountLimits>
type Name = keyof AccountLimits

export const accountLimitsBy = (most: (name: Name) => number): AccountLimits => ({
  messagesPerTenSeconds: most('messagesPerTenSeconds'),
  editsPerMinute: most('editsPerMinute'),
  typingPerTenSeconds: most('typingPerTenSeconds'),
  readsPerTenSeconds: most('readsPerTenSeconds'),
  profileChangesPerHour: most('profileChangesPerHour'),
  directsPerHour: most('directsPerHour'),
  groupsPerDay: most('groupsPerDay'),
  addedPerDay: most('addedPerDay'),
  joinsPerHour: most('joinsPerHour'),
  linksPerDay: most('linksPerDay'),
  joinRequestsPerDay: most('joinRequestsPerDay'),
})

const settingOf = (key: Name, name: string, meaning: string, least = 1) => ({
  name,
  meaning,
  allowed: `a whole number from ${least} to 999999`,
  byDefault: String(usualAccountLimits[key]),
  parse: (text: string) => numberIn(text, least, 999_999),
})

export const accountLimitSettings = {
  messagesPerTenSeconds: settingOf(
    'messagesPerTenSeconds',
    'MESSAGES_PER_TEN_SECONDS',
    'How many messages one account may send, over its connections and by requests together.',
  ),
  editsPerMinute: settingOf(
    'editsPerMinute',
    'EDITS_PER_MINUTE',
    'How many edits of messages one account may make. Deletions are not among them.',
  ),
  typingPerTenSeconds: settingOf(
    'typingPerTenSeconds',
    'TYPING_PER_TEN_SECONDS',
    'How often one account may say that it types, in all conversations together.',
  ),
  readsPerTenSeconds: settingOf(
    'readsPerTenSeconds',
    'READS_PER_TEN_SECONDS',
    'How often one account may say how far it has read, in all conversations together.',
  ),
  profileChangesPerHour: settingOf(
    'profileChangesPerHour',
    'PROFILE_CHANGES_PER_HOUR',
    'How often one account may change its profile and what it lets others do.',
  ),
  directsPerHour: settingOf(
    'directsPerHour',
    'DIRECTS_PER_HOUR',
    'How many direct conversations one account may open with people with whom it shares no group.',
  ),
  groupsPerDay: settingOf('groupsPerDay', 'GROUPS_PER_DAY', 'How many groups one account may create.'),
  addedPerDay: settingOf(
    'addedPerDay',
    'ADDED_PER_DAY',
    'How many people one account may put into groups or invite, counting those who were refused.',
    limits.addMembersMax,
  ),
  joinsPerHour: settingOf(
    'joinsPerHour',
    'JOINS_PER_HOUR',
    'How many groups one account may join, open ones and by invitation links.',
  ),
  linksPerDay: settingOf(
    'linksPerDay',
    'INVITATION_LINKS_PER_DAY',
    'How many invitation links to its groups one account may make.',
  ),
  joinRequestsPerDay: settingOf(
    'joinRequestsPerDay',
    'JOIN_REQUESTS_PER_DAY',
    'How many closed groups one account may ask to join.',
  ),
} satisfies Record<Name, Setting>
