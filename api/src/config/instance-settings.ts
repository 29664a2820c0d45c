import { isLongerThan, limits, storedLine, storedName } from '@parley/shared'

import type { Setting } from './setting.ts'

const registrations = ['open', 'invited', 'closed'] as const
const directories = ['everyone', 'groups'] as const

/** How an instance presents itself, and what it does for newcomers. */
export interface InstanceSettings {
  readonly name: string
  readonly welcome: string
  /** Ids or names. */
  readonly defaultGroups: readonly string[]
  readonly peopleDirectory: (typeof directories)[number]
  /** Once there is an account. */
  readonly registration: (typeof registrations)[number]
}

export const usualInstance: InstanceSettings = {
  name: 'Parley',
  welcome: '',
  defaultGroups: [],
  peopleDirectory: 'everyone',
  registration: 'open',
}

const upTo = (max: number, text: string): string | undefined =>
  text === '' || isLongerThan(max, text) ? undefined : text

/** Newcomers wait until they are in all of them. */
const defaultGroupsMax = 10

function groupsOf(text: string): readonly string[] | undefined {
  const groups = text.split(',').map((part) => upTo(limits.groupNameMax, storedName(part)))
  return groups.length <= defaultGroupsMax && groups.every((group) => group !== undefined)
    ? [...new Set(groups)]
    : undefined
}

export const instanceSettings = {
  instanceName: {
    name: 'INSTANCE_NAME',
    meaning: 'What the instance is called, where people sign in.',
    allowed: `a name of up to ${limits.instanceNameMax} characters`,
    byDefault: usualInstance.name,
    parse: (text) => upTo(limits.instanceNameMax, storedName(text)),
  },
  instanceWelcome: {
    name: 'INSTANCE_WELCOME',
    meaning: 'A sentence below the name: whose instance it is, and for whom.',
    allowed: `one line of up to ${limits.instanceWelcomeMax} characters`,
    byDefault: 'none',
    parse: (text) => upTo(limits.instanceWelcomeMax, storedLine(text)),
  },
  defaultGroups: {
    name: 'DEFAULT_GROUPS',
    meaning:
      'Open groups that people join by registering. One that is not there, not open or full is passed over.',
    allowed: `up to ${defaultGroupsMax} names of groups, or ids as in their addresses, separated by commas`,
    byDefault: 'none',
    parse: groupsOf,
  },
  peopleDirectory: {
    name: 'PEOPLE_DIRECTORY',
    meaning:
      'Whom people find in lists and by parts of names: everyone, or those with whom they share a group or a direct conversation. By the whole username everyone is found.',
    allowed: directories.join(', '),
    byDefault: usualInstance.peopleDirectory,
    parse: (text) => directories.find((directory) => directory === text),
  },
  registration: {
    name: 'REGISTRATION',
    meaning:
      'Who may register: everyone, those who have an invitation link to a group, or nobody. The first account of an instance registers in any case.',
    allowed: registrations.join(', '),
    byDefault: usualInstance.registration,
    parse: (text) => registrations.find((registration) => registration === text),
  },
} satisfies Record<string, Setting>
