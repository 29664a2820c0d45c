import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list = {
  time: { today: 'Today', yesterday: 'Yesterday' },
  presence: {
    online: 'Online',
    offline: 'Offline',
    seenToday: (time: string) => `Last seen at ${time}`,
    seenYesterday: (time: string) => `Last seen yesterday at ${time}`,
    seenOn: (date: string) => `Last seen on ${date}`,
  },
  list: {
    title: 'Conversations',
    search: 'Search or jump to',
    jump: 'Jump to',
    filters: 'Which conversations',
    shown: { all: 'All', unread: 'Unread', groups: 'Groups' },
    nothing: {
      all: 'Your conversations will stand here, newest first.',
      unread: 'Nothing is unread.',
      groups: 'You are in no group yet.',
    },
    account: 'Your account',
    closed: 'By invitation only',
    start: 'New conversation',
    noMatch: 'Nothing here by that name.',
    notes: 'Notes to yourself',
    deletedAccount: 'Deleted account',
    untitled: 'Group',
    you: 'You: ',
    by: (name: string) => `${isolated(name)}: `,
    draft: 'Draft: ',
    deleted: 'Message deleted',
    noMessages: 'No messages yet',
    muted: 'Muted',
    unread: (count: string) => `${count} unread`,
    mentions: 'Mentions',
    mentioned: 'You are mentioned',
    settings: 'Profile and settings',
  },
  files: {
    pictures: (pictures: number) => count(pictures, { one: 'Picture', other: '# pictures' }),
    files: (files: number) => count(files, { one: 'File', other: '# files' }),
    voice: (length: string) => `Voice message, ${length}`,
  },
  typing: {
    typing: 'typing…',
    one: (name: string) => `${isolated(name)} is typing…`,
    two: (a: string, b: string) => `${isolated(a)} and ${isolated(b)} are typing…`,
    many: 'Several people are typing…',
  },
}
