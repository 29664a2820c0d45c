import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

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
      configure: 'Wer beitreten und schreiben kann, wie lange Nachrichten bleiben',
      add: 'Leute dazuholen',
      invite: 'Einladungslinks',
      approve: 'Über Beitrittsanfragen entscheiden',
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
    requests: {
      canAsk: 'Ist zu finden; man kann um Beitritt bitten',
      findable: 'Geschlossen: Man bittet um Beitritt oder wird eingeladen',
      ask: 'Um Beitritt bitten',
      asked: 'Angefragt',
      withdraw: 'Zurückziehen',
      askTitle: (group) => `Um Beitritt zu ${isolated(group)} bitten`,
      sentence: 'Ein Satz dazu',
      sentenceHint: 'Ihn liest, wer die Gruppe verwaltet. Er darf fehlen.',
      sent: 'Du hast um Beitritt gebeten.',
      title: 'Beitrittsanfragen',
      none: 'Niemand bittet um Beitritt.',
      approve: 'Annehmen',
      decline: 'Ablehnen',
      waiting: (persons) => count(persons, { one: '# Person wartet', other: '# Personen warten' }),
    },
  },
}
