import type { actions as english } from '../en/actions.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('de', { type: 'conjunction' })

export const actions: typeof english = {
  messageActions: {
    tools: 'Für diese Nachricht',
    actions: 'Aktionen für die Nachricht',
    reply: 'Antworten',
    edit: 'Bearbeiten',
    remove: 'Löschen',
    copy: 'Text kopieren',
    copyLink: 'Link kopieren',
    forward: 'Weiterleiten',
    profile: 'Profil zeigen',
    removeTitle: 'Diese Nachricht löschen?',
    removeHint: 'Sie verschwindet für alle. Ihr Platz bleibt.',
    removeForAll: 'Für alle löschen',
    removeForAllHint: (name: string) =>
      `Die Nachricht von ${isolated(name)} verschwindet für alle. An ihrer Stelle steht, dass die Moderation sie gelöscht hat.`,
  },
  reactions: {
    react: 'Reagieren',
    with: (emoji: string) => `Mit ${emoji} reagieren`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) => count(others, { one: '# weitere Person', other: '# weitere' }),
  },
  emoji: {
    title: 'Emoji',
    search: 'Emoji suchen',
    groups: 'Arten von Emoji',
    none: 'Kein Emoji mit diesem Namen',
    found: 'Gefunden',
    tone: 'Hautton',
    tones: ['Gelb', 'Hell', 'Mittelhell', 'Mittel', 'Mitteldunkel', 'Dunkel'],
    names: [
      'Zuletzt verwendet',
      'Gesichter und Menschen',
      'Tiere und Natur',
      'Essen und Trinken',
      'Reisen und Orte',
      'Aktivitäten',
      'Gegenstände',
      'Symbole',
      'Flaggen',
    ],
  },
  finding: {
    field: 'In diesem Gespräch suchen',
    none: 'Keine Nachricht mit diesen Wörtern',
    place: (at, all) => `${number(at)} von ${all}`,
    more: (hits) => `${number(hits)}+`,
    older: 'Älterer Treffer',
    newer: 'Neuerer Treffer',
    close: 'Suche beenden',
    toDate: 'Zu einem Tag springen',
    date: 'Tag',
    go: 'Springen',
  },
  direct: {
    close: 'Gespräch schließen',
    closed: (name) =>
      `Geschlossen. ${isolated(name)} kann dir hier nicht schreiben und erfährt nicht, warum.`,
    hide: 'Aus der Liste nehmen',
    unhide: 'In der Liste zeigen',
    hidden: 'Verborgen bis zur nächsten Nachricht.',
    clear: 'Für mich löschen',
    clearTitle: 'Dieses Gespräch für dich löschen?',
    clearHint: (name) =>
      `Was bisher geschrieben wurde, ist für dich weg, auf allen deinen Geräten. ${isolated(name)} behält es. Das lässt sich nicht rückgängig machen.`,
    clearNotesTitle: 'Deine Notizen löschen?',
    clearNotesHint:
      'Was du bisher notiert hast, ist weg, auf allen deinen Geräten. Das lässt sich nicht rückgängig machen.',
    cleared: 'Für dich gelöscht.',
  },
  blocking: {
    tag: 'Blockiert',
    block: 'Blockieren',
    blockName: (name) => `${isolated(name)} blockieren`,
    unblockName: (name) => `${isolated(name)} nicht mehr blockieren`,
    title: (name) => `${isolated(name)} blockieren?`,
    hint: (name) =>
      `${isolated(name)} kann dir nicht schreiben und nicht sehen, wann du online bist. ${isolated(name)} erfährt es nicht. In gemeinsamen Gruppen werden Nachrichten von ${isolated(name)} für dich eingeklappt.`,
    done: (name) => `${isolated(name)} ist blockiert.`,
    undone: (name) => `${isolated(name)} ist nicht mehr blockiert.`,
  },
  forward: {
    title: 'Weiterleiten an …',
    find: 'Unterhaltung finden',
    targets: 'Unterhaltungen',
    none: 'Keine Unterhaltung mit diesem Namen',
    done: (targets: number) =>
      count(targets, { one: 'Weitergeleitet.', other: 'An # Unterhaltungen weitergeleitet.' }),
    refused: (name: string, why: string) => `${isolated(name)}: ${why}`,
  },
  states: {
    title: 'Bearbeitungsverlauf',
    now: 'Jetzt',
    hint: 'Was eine Nachricht früher sagte, können alle in der Unterhaltung weiterhin lesen.',
    none: 'Von dem, was sie früher sagte, ist nichts mehr da.',
    drop: 'Frühere Fassungen löschen',
    dropTitle: 'Die früheren Fassungen löschen?',
    dropHint: 'Niemand kann sie mehr lesen. Die Nachricht bleibt, wie sie jetzt ist.',
  },
  editing: {
    begun: 'Du bearbeitest eine Nachricht',
    changed: 'Du bearbeitest eine Nachricht, die sich inzwischen geändert hat',
    deleted: 'Die Nachricht wurde gelöscht. Was du getippt hast, steht im Nachrichtenfeld.',
    save: 'Änderung speichern',
    cancel: 'Änderung verwerfen',
  },
}
