import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderation',
    member: 'Mitglied',
    makeModerator: 'Moderationsrechte geben',
    makeModeratorTitle: (name: string) => `${isolated(name)} Moderationsrechte geben?`,
    makeModeratorHint:
      'Wer moderiert, bearbeitet die Gruppe, holt Leute dazu, entfernt sie oder schaltet sie stumm und löscht Nachrichten.',
    makeMember: 'Moderationsrechte entziehen',
    ban: 'Aussperren …',
    banTitle: (name: string) => `${isolated(name)} aussperren?`,
    banHint:
      'Wer ausgesperrt wird, verlässt die Gruppe sofort und kommt nicht zurück, bis die Sperre aufgehoben ist. Die anderen lesen nur, dass die Person gegangen ist.',
    reason: 'Grund',
    reasonHint: 'Nur die Moderation sieht ihn.',
    banAction: 'Aussperren',
    wasBanned: (name: string) => `${isolated(name)} ist ausgesperrt.`,
    bansTitle: 'Ausgesperrte Personen',
    bansHint: 'Sie finden die Gruppe nicht und kommen nicht hinein.',
    noBans: 'Niemand ist ausgesperrt.',
    liftBan: 'Sperre aufheben',
    liftBanName: (name: string) => `Sperre von ${isolated(name)} aufheben`,
    banLifted: (name: string) => `${isolated(name)} kann wieder beitreten.`,
    bannedBy: (name: string, date: string) => `Von ${isolated(name)}, ${date}`,
    bannedOn: (date: string) => date,
    banned: (names: string, persons: number) =>
      `${names} ${count(persons, { one: 'ist', other: 'sind' })} ausgesperrt. Hebe zuerst die Sperre auf.`,
    rightsTitle: 'Wer darf was',
    rightsHint: 'Alle Mitglieder können lesen, schreiben, reagieren und gehen.',
    right: 'Was',
    yes: 'ja',
    no: 'nein',
    rights: {
      edit: 'Name, Thema, Beschreibung, Bild',
      configure: 'Wer beitreten und schreiben kann, wie lange Nachrichten bleiben',
      add: 'Leute dazuholen',
      invite: 'Einladungslinks',
      remove: 'Mitglieder entfernen',
      ban: 'Leute aussperren',
      silence: 'Mitglieder stummschalten',
      deleteOthersMessages: 'Nachrichten anderer löschen',
      pin: 'Nachrichten anheften',
      mentionAll: 'Alle erwähnen',
      announce: 'In Ankündigungsgruppen schreiben',
      changeRoles: 'Moderationsrechte vergeben',
      handOver: 'Gruppe übergeben',
      close: 'Gruppe schließen',
    },
  },
}
