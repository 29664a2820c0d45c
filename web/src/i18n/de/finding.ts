import type { finding as english } from '../en/finding.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

const peopleHere = (people: number) =>
  count(people, { one: 'Eine Person ist hier', other: '# Personen sind hier' })

export const finding: typeof english = {
  switcher: {
    label: 'Name eines Gesprächs, einer Person oder einer Aktion',
    groups: { conversations: 'Gespräche', people: 'Leute', actions: 'Aktionen' },
    group: (members) => `Gruppe · ${count(members, { one: '# Mitglied', other: '# Mitglieder' })}`,
    choose: 'wählen',
    open: 'öffnen',
    peopleOnly: 'nur Leute',
    actions: {
      conversation: 'Neues Gespräch',
      group: 'Neue Gruppe',
      openGroups: 'Eine offene Gruppe finden',
      find: (text) => `„${isolated(text)}“ in allen Nachrichten suchen`,
      groupNamed: (text) => `Eine Gruppe „${isolated(text)}“ anlegen`,
    },
  },
  hits: {
    title: 'Nachrichten',
    none: 'Keine Nachrichten mit diesen Wörtern.',
    searchedTo: (date) => `Gesucht bis zurück zum ${date}.`,
    searchedPart: 'Noch ist nicht alles durchsucht.',
    searchOn: 'Weiter zurück suchen',
  },
  shortcuts: {
    title: 'Tastenkürzel',
    everywhere: 'Überall',
    jump: 'Zu einem Gespräch, einer Person oder einer Aktion springen',
    next: 'Nächstes Gespräch',
    previous: 'Voriges Gespräch',
    all: 'Diese Tastenkürzel',
    back: 'Schließen, oder zurück ins Nachrichtenfeld',
    inTalk: 'In einem Gespräch',
    write: 'Senden, oder eine neue Zeile',
    editLast: 'Deine letzte Nachricht bearbeiten, im leeren Nachrichtenfeld',
    moveInTalk: 'Von Nachricht zu Nachricht',
    menu: 'Aktionen für eine Nachricht',
    inList: 'In einer Liste',
    moveInList: 'Vom einen zum nächsten',
  },
  home: {
    morning: (name) => `Guten Morgen, ${isolated(name)}`,
    afternoon: (name) => `Guten Tag, ${isolated(name)}`,
    evening: (name) => `Guten Abend, ${isolated(name)}`,
    lead: (day, here) => (here === 0 ? `${day}.` : `${day}. ${peopleHere(here)}.`),
    waiting: 'Wartet auf dich',
    here: 'Jetzt hier',
    people: 'Leute hier',
    groups: 'Offene Gruppen',
    own: 'Nur deins',
    ownHint: 'Nur für dich zu sehen',
    invite: 'Hol jemanden dazu',
    copy: 'Kopieren',
    address: 'die Adresse',
    qr: 'QR-Code der Adresse',
    jump: 'öffnen',
    nextOne: 'nächstes Gespräch',
    allKeys: 'alle Tastenkürzel',
    first: {
      title: 'Du bist die erste Person hier',
      lead: 'Zum Reden braucht es zwei. Schick die Adresse den Leuten, mit denen du sprechen willst.',
      bring: 'Hol die anderen dazu',
      bringHint: 'Wer diese Adresse öffnet, kann ein Konto anlegen.',
      note: 'Schreib dir eine Notiz',
      noteHint: 'Eine Seite, die nur du siehst.',
      group: 'Leg eine Gruppe an',
      groupHint: 'Dann ist sie fertig, wenn die anderen kommen.',
    },
  },
}
