import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })

/** What one can do about messages, conversations and people. */
export const actions = {
  messageActions: {
    tools: 'For this message',
    actions: 'Message actions',
    reply: 'Reply',
    edit: 'Edit',
    remove: 'Delete',
    copy: 'Copy text',
    copyLink: 'Copy link',
    profile: 'Show profile',
    removeTitle: 'Delete this message?',
    removeHint: 'It disappears for everyone. Its place stays.',
    removeForAll: 'Delete for everyone',
    removeForAllHint: (name: string) =>
      `${isolated(name)}’s message disappears for everyone. In its place stands that the owner deleted it.`,
  },
  reactions: {
    react: 'React',
    with: (emoji: string) => `React with ${emoji}`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) => count(others, { one: '# other', other: '# others' }),
  },
  emoji: {
    title: 'Emoji',
    search: 'Search emoji',
    groups: 'Kinds of emoji',
    none: 'No emoji of that name',
    found: 'Found',
    tone: 'Skin tone',
    tones: ['Yellow', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'],
    names: [
      'Used last',
      'Faces and people',
      'Animals and nature',
      'Food and drink',
      'Travel and places',
      'Activities',
      'Objects',
      'Symbols',
      'Flags',
    ],
  },
  finding: {
    field: 'Find in this conversation',
    none: 'No message with these words',
    place: (at: number, all: string) => `${number(at)} of ${all}`,
    more: (hits: number) => `${number(hits)}+`,
    older: 'Older hit',
    newer: 'Newer hit',
    close: 'Stop finding',
    toDate: 'Jump to a date',
    date: 'Date',
    go: 'Jump',
  },
  direct: {
    close: 'Close conversation',
    closed: (name: string) => `Closed. ${isolated(name)} cannot write to you here, and is not told why.`,
    hide: 'Hide from list',
    unhide: 'Show in list',
    hidden: 'Hidden until the next message.',
    clear: 'Delete for me',
    clearTitle: 'Delete this conversation for you?',
    clearHint: (name: string) =>
      `What was written so far is gone for you, on all your devices. ${isolated(name)} keeps it. This cannot be undone.`,
    clearNotesTitle: 'Delete your notes?',
    clearNotesHint: 'What you have noted so far is gone, on all your devices. This cannot be undone.',
    cleared: 'Deleted for you.',
  },
  blocking: {
    tag: 'Blocked',
    block: 'Block',
    blockName: (name: string) => `Block ${isolated(name)}`,
    unblockName: (name: string) => `Unblock ${isolated(name)}`,
    title: (name: string) => `Block ${isolated(name)}?`,
    hint: (name: string) =>
      `${isolated(name)} cannot write to you or see when you are online. ${isolated(name)} is not told. In groups you share, ${isolated(name)}’s messages are folded away for you.`,
    done: (name: string) => `${isolated(name)} is blocked.`,
    undone: (name: string) => `${isolated(name)} is not blocked any more.`,
  },
  states: {
    title: 'Edit history',
    now: 'Now',
    hint: 'What a message said before stays readable to everyone in the conversation.',
    none: 'Nothing is kept of what it said before.',
    drop: 'Delete earlier versions',
    dropTitle: 'Delete the earlier versions?',
    dropHint: 'Nobody can read them any more. The message stays as it is now.',
  },
  editing: {
    begun: 'Editing a message',
    changed: 'Editing a message that was changed meanwhile',
    deleted: 'The message was deleted. What you typed is in the message box.',
    save: 'Save the edit',
    cancel: 'Cancel the edit',
  },
}
