import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderation',
    member: 'Mitglied',
    makeModerator: 'Moderationsrechte geben',
    makeModeratorTitle: (name: string) => `${isolated(name)} Moderationsrechte geben?`,
    makeModeratorHint:
      'Wer moderiert, kann die Gruppe bearbeiten, Leute dazuholen, entfernen und stummschalten sowie Nachrichten löschen.',
    makeMember: 'Moderationsrechte entziehen',
    rightsTitle: 'Wer darf was',
    rightsHint: 'Alle Mitglieder können lesen, schreiben, reagieren und gehen.',
    right: 'Was',
    yes: 'ja',
    no: 'nein',
    rights: {
      edit: 'Name, Thema, Beschreibung, Bild, langsamer Modus',
      configure: 'Wer beitreten und schreiben kann, wie lange Nachrichten bleiben',
      add: 'Leute dazuholen',
      invite: 'Einladungslinks',
      remove: 'Mitglieder entfernen',
      ban: 'Leute aussperren',
      silence: 'Mitglieder stummschalten',
      deleteOthersMessages: 'Nachrichten anderer löschen',
      pin: 'Nachrichten anheften',
      mentionAll: 'Alle erwähnen',
      writeAnyTime: 'Auch im langsamen Modus und bei Ankündigungen schreiben',
      changeRoles: 'Moderationsrechte vergeben',
      handOver: 'Gruppe übergeben',
      close: 'Gruppe schließen',
    },
  },
}
