import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Pin',
    unpin: 'Unpin',
    label: 'Pinned messages',
    all: 'Show all that is pinned',
    place: (at: number, count: number) => `${number(at)} of ${number(count)}`,
    none: 'Nothing is pinned here any more.',
  },
  saved: {
    save: 'Save for later',
    remove: 'Remove from saved',
    none: 'Nothing is saved yet. Choose “Save for later” in the menu of a message.',
    hint: 'Only you see this. A message is here as it is now.',
    gone: 'The message was deleted.',
    unavailable: 'Not available to you any more.',
  },
  drafts: {
    offered: 'Another device has a draft:',
    take: 'Take it',
    both: 'Both',
    mine: 'Keep mine',
    hide: 'Hide',
    filesElsewhere: (files: number) =>
      count(files, {
        one: '# file of this draft is on another device, and stays there.',
        other: '# files of this draft are on another device, and stay there.',
      }),
    leftHere: 'What you had typed here',
    discard: 'Discard draft',
  },
}
