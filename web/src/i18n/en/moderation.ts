import { isolated } from '../isolated.ts'

export const moderation = {
  moderation: {
    moderator: 'Moderator',
    member: 'Member',
    makeModerator: 'Make moderator',
    makeModeratorTitle: (name: string) => `Make ${isolated(name)} a moderator?`,
    makeModeratorHint: 'Moderators edit the group, add, remove and mute members, and delete messages.',
    makeMember: 'Make member again',
    rightsTitle: 'Who may do what',
    rightsHint: 'All members read, write, react and leave.',
    right: 'What',
    yes: 'yes',
    no: 'no',
    rights: {
      edit: 'Name, topic, picture, slow mode',
      configure: 'Who can join and write, what new members read, how long messages stay',
      add: 'Add people',
      invite: 'Invitation links',
      remove: 'Remove members',
      ban: 'Ban people',
      silence: 'Mute members',
      deleteOthersMessages: 'Delete messages of others',
      pin: 'Pin messages',
      mentionAll: 'Mention everyone',
      writeAnyTime: 'Write during slow mode and announcements',
      changeRoles: 'Make moderators',
      handOver: 'Hand the group over',
      close: 'Close the group',
    },
  },
}
