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
  expiry: {
    label: 'Disappearing messages',
    never: 'Never',
    hint: 'What is written from now on goes by itself, for everybody.',
    after: (days: string) => `After ${days}`,
  },
  saved: {
    save: 'Save for later',
    remove: 'Remove from saved',
    none: 'Nothing is saved yet. Choose “Save for later” in the menu of a message.',
    hint: 'Only you see this. A message is here as it is now.',
    gone: 'The message was deleted.',
    unavailable: 'Not available to you any more.',
  },
  pictures: {
    label: 'Picture',
    choose: 'Choose a picture…',
    change: 'Change the picture…',
    remove: 'Remove',
    hint: 'JPEG, PNG, WebP or GIF, up to 8 MB. You can drop one here.',
    saved: 'The picture is set.',
    removed: 'The picture is removed.',
    crop: 'Choose the section',
    stage: 'Section of the picture. Arrow keys move it, plus and minus zoom.',
    zoom: 'Zoom',
    ofGroup: 'Change the picture',
  },
  scheduled: {
    label: 'Scheduled messages',
    later: 'Schedule message',
    choose: 'Choose a time…',
    when: 'Day and time',
    schedule: 'Schedule',
    text: 'Message',
    none: 'Nothing is scheduled here any more.',
    actions: 'What to do with it',
    sendNow: 'Send now',
    edit: 'Edit the text',
    reschedule: 'Change the time',
    cancel: 'Cancel it',
    late: 'The server was away at its time. Send it now, or choose another time.',
    notSent: 'A scheduled message was not sent.',
    tomorrow: (time: string) => `Tomorrow, ${time}`,
    at: (day: string, time: string) => `${day}, ${time}`,
    count: (messages: number) =>
      count(messages, { one: 'A message is scheduled', other: '# messages are scheduled' }),
    unsent: (messages: number) =>
      count(messages, {
        one: 'A scheduled message was not sent',
        other: '# scheduled messages were not sent',
      }),
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
