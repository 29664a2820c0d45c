import type { common as english } from '../en/common.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common: typeof english = {
  language: 'de',
  number,
  appName: 'Parley',
  sentences: (first, next) => `${first} ${next}`,
  common: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    show: 'Anzeigen',
    hide: 'Verbergen',
    save: 'Speichern',
    saved: 'Gespeichert',
    back: 'Zurück',
    loading: 'Lädt…',
    more: 'Mehr anzeigen',
    retry: 'Noch einmal versuchen',
    skip: 'Direkt zum Gespräch',
    copied: 'Kopiert',
    copyFailed: 'Der Browser erlaubt hier kein Kopieren.',
  },
  late: {
    failed: 'Dieser Teil von Parley konnte nicht geladen werden.',
    update: 'Es gibt eine neue Version von Parley.',
    reload: 'Neu laden',
    hint: 'Vielleicht fehlt das Netz, oder Parley wurde aktualisiert, seit diese Seite offen ist.',
  },
  pages: {
    signIn: 'Anmelden',
    register: 'Konto anlegen',
    profile: 'Profil',
    settings: 'Einstellungen',
    saved: 'Gemerkt',
    join: 'Einladung',
  },
  nowhere: {
    title: 'Unter dieser Adresse ist nichts.',
    hint: 'Vielleicht ist sie falsch getippt, oder was hier war, gibt es nicht mehr.',
    home: 'Zur Startseite',
  },
  connection: {
    offline: 'Du bist offline. Was du schreibst, wird gesendet, sobald du wieder da bist.',
    unreachable: 'Der Server ist nicht zu erreichen. Prüfe deine Verbindung und versuch es noch einmal.',
    doubtful: 'Der Server antwortet nicht. Was du schreibst, wird gesendet, sobald er es tut.',
    reconnecting: 'Wird wieder verbunden…',
    restOnly:
      'Gerade erscheint Neues nicht von selbst. Was du schreibst, wird gesendet, sobald es wieder geht.',
    back: 'Wieder verbunden.',
    outdated: 'Parley wurde aktualisiert. Lade diese Seite neu, um weiterzumachen.',
    elsewhere: 'Parley ist an zu vielen Stellen offen. Schließe einige davon und lade dann diese Seite neu.',
  },
  notices: {
    notForAll: 'Nur wer die Gruppe leitet oder moderiert, kann alle erwähnen. Dein @all bleibt Text.',
    removed: (name) => `Du bist nicht mehr in ${isolated(name)}.`,
    closed: (name) => `${isolated(name)} wurde geschlossen.`,
  },
}
