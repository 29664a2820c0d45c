import type { talk as english } from '../en/talk.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const has = (actor: string | null) => (actor === null ? 'Du hast' : `${isolated(actor)} hat`)
const is = (actor: string | null) => (actor === null ? 'Du bist' : `${isolated(actor)} ist`)

export const talk: typeof english = {
  header: {
    details: 'Details',
    members: (members) => count(members, { one: '# Mitglied', other: '# Mitglieder' }),
    notes: 'Nur für dich zu sehen',
    find: 'Hier suchen',
    actions: 'Aktionen für das Gespräch',
  },
  timeline: {
    label: 'Nachrichten',
    beginning: (name) => `Hier beginnt dein Gespräch mit ${isolated(name)}.`,
    beginningGroup: (name) => `Hier beginnt ${isolated(name)}.`,
    beginningOpened:
      'Was geschrieben wurde, bevor die Gruppe offen war, bleibt bei denen, die da schon dabei waren.',
    beginningCleared: 'Was davor geschrieben wurde, hast du für dich gelöscht.',
    beginningNotes: 'Schreib auf, was du behalten willst. Sonst sieht es niemand.',
    sayHello: (name) => `Sag ${isolated(name)} Hallo.`,
    newMessages: 'Neue Nachrichten',
    toLatest: 'Zu den neuesten',
    newCount: (count) => `${count} neu`,
    edited: 'bearbeitet',
    deleted: 'Diese Nachricht wurde gelöscht.',
    sending: 'Wird gesendet',
    unkept: 'Lass diese Seite offen, bis es gesendet ist.',
    sent: 'Gesendet',
    seen: 'Gesehen',
    failed: 'Nicht gesendet.',
    retry: 'Noch einmal versuchen',
    discard: 'Verwerfen',
    notHere: 'Diese Nachricht ist nicht hier, oder nicht für dich. Das sind die neuesten.',
    showAll: 'Alles zeigen',
    showLess: 'Weniger zeigen',
    spoiler: '[verdeckt]',
    showSpoiler: 'Verdeckt: zeigen',
    code: 'Code',
    copyCode: 'Code kopieren',
    folded: (messages) =>
      `${count(messages, { one: 'Eine Nachricht', other: '# Nachrichten' })} von jemandem, den du blockiert hast`,
    show: 'Zeigen',
    hide: 'Verbergen',
    announce: (name, text) => `${name}: ${text}`,
    announceFailed: (text, why) => `Nicht gesendet: ${text}. ${why}`,
    loadFailed: 'Die Nachrichten konnten nicht geladen werden.',
    you: 'Du',
    someone: 'Jemand',
  },
  system: {
    you: 'dich',
    created: (actor) => `${has(actor)} die Gruppe angelegt.`,
    joined: (actor) => `${is(actor)} beigetreten.`,
    left: (actor) => `${has(actor)} die Gruppe verlassen.`,
    added: (actor, names) => `${has(actor)} ${names} dazugeholt.`,
    removed: (actor, name) => `${has(actor)} ${isolated(name)} entfernt.`,
    owner: (actor, name) => `${has(actor)} die Gruppe an ${isolated(name)} übergeben.`,
    renamed: (actor, name) => `${has(actor)} die Gruppe „${isolated(name)}“ genannt.`,
    topic: (actor, topic) => `${has(actor)} das Thema gesetzt: ${isolated(topic)}`,
    noTopic: (actor) => `${has(actor)} das Thema entfernt.`,
    opened: (actor) => `${has(actor)} die Gruppe geöffnet: Wer ab jetzt beitritt, liest ab hier.`,
    closed: (actor) =>
      `${has(actor)} die Gruppe für andere geschlossen: Ab jetzt holt ihre Leitung Leute dazu.`,
    others: (others) => `${number(others)} weitere`,
  },
  composer: {
    label: 'Nachricht',
    placeholder: (name) => `Nachricht an ${name}`,
    placeholderNotes: 'Eine Notiz schreiben',
    send: 'Senden',
    left: (characters) => `noch ${number(characters)}`,
    tooLong: (characters) => `${number(characters)} zu viel`,
    deleted: 'Dieses Konto wurde gelöscht. Du kannst weiter lesen, was geschrieben wurde.',
    unavailable: (name) => `${isolated(name)} ist für Nachrichten nicht erreichbar.`,
    youClosed: 'Du hast dieses Gespräch geschlossen.',
    openAgain: 'Wieder öffnen',
    youBlocked: (names) => `Du hast ${names} blockiert.`,
    unblock: 'Nicht mehr blockieren',
  },
}
