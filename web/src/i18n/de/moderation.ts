import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderation',
    member: 'Mitglied',
    makeModerator: 'Moderation geben',
    makeModeratorTitle: (name: string) => `${isolated(name)} die Moderation geben?`,
    makeModeratorHint:
      'Wer moderiert, bearbeitet die Gruppe, holt Leute dazu, entfernt sie oder schaltet sie stumm und löscht Nachrichten.',
    makeMember: 'Moderation nehmen',
    rightsTitle: 'Wer darf was',
    rightsHint: 'Alle Mitglieder lesen, schreiben, reagieren und können gehen.',
    right: 'Was',
    yes: 'ja',
    no: 'nein',
    rights: {
      edit: 'Name, Thema, Bild, langsamer Modus',
      configure: 'Wer beitreten und schreiben kann, was neue Mitglieder lesen, wie lange Nachrichten bleiben',
      add: 'Leute dazuholen',
      invite: 'Einladungslinks',
      remove: 'Mitglieder entfernen',
      ban: 'Leute aussperren',
      silence: 'Mitglieder stummschalten',
      deleteOthersMessages: 'Nachrichten anderer löschen',
      pin: 'Nachrichten anheften',
      mentionAll: 'Alle erwähnen',
      writeAnyTime: 'Auch im langsamen Modus und bei Ankündigungen schreiben',
      changeRoles: 'Moderation vergeben',
      handOver: 'Gruppe übergeben',
      close: 'Gruppe schließen',
    },
  },
}
