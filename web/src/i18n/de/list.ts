import type { list as english } from '../en/list.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list: typeof english = {
  time: { today: 'Heute', yesterday: 'Gestern' },
  presence: {
    online: 'Online',
    offline: 'Offline',
    seenToday: (time) => `Zuletzt online um ${time}`,
    seenYesterday: (time) => `Zuletzt online gestern um ${time}`,
    seenOn: (date) => `Zuletzt online am ${date}`,
  },
  list: {
    title: 'Gespräche',
    search: 'Suchen oder öffnen',
    jump: 'Gehe zu',
    filters: 'Welche Gespräche',
    shown: { all: 'Alle', unread: 'Ungelesen', groups: 'Gruppen' },
    nothing: {
      all: 'Hier stehen deine Gespräche, die neuesten zuerst.',
      unread: 'Nichts ist ungelesen.',
      groups: 'Du bist noch in keiner Gruppe.',
    },
    account: 'Dein Konto',
    closed: 'Nur mit Einladung',
    start: 'Neues Gespräch',
    noMatch: 'Hier ist nichts mit diesem Namen.',
    notes: 'Notizen für dich',
    deletedAccount: 'Gelöschtes Konto',
    untitled: 'Gruppe',
    you: 'Du: ',
    by: (name) => `${isolated(name)}: `,
    draft: 'Entwurf: ',
    deleted: 'Nachricht gelöscht',
    noMessages: 'Noch keine Nachrichten',
    muted: 'Stumm',
    unread: (count) => `${count} ungelesen`,
    mentions: 'Erwähnungen',
    mentioned: 'Du wirst erwähnt',
    settings: 'Profil und Einstellungen',
  },
  files: {
    pictures: (pictures) => count(pictures, { one: 'Bild', other: '# Bilder' }),
    files: (files) => count(files, { one: 'Datei', other: '# Dateien' }),
    voice: (length) => `Sprachnachricht, ${length}`,
  },
  typing: {
    typing: 'schreibt…',
    one: (name) => `${isolated(name)} schreibt…`,
    two: (a, b) => `${isolated(a)} und ${isolated(b)} schreiben…`,
    many: 'Mehrere schreiben…',
  },
}
