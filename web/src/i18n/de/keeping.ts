import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Anheften',
    unpin: 'Lösen',
    label: 'Angeheftete Nachrichten',
    all: 'Alle angehefteten zeigen',
    place: (at: number, count: number) => `${number(at)} von ${number(count)}`,
    none: 'Hier ist nichts mehr angeheftet.',
  },
  expiry: {
    label: 'Verschwindende Nachrichten',
    never: 'Nie',
    hint: 'Was ab jetzt geschrieben wird, verschwindet von selbst, für alle.',
    after: (days: string) => `Nach: ${days}`,
  },
  saved: {
    save: 'Für später merken',
    remove: 'Nicht mehr merken',
    none: 'Noch nichts gemerkt. Wähle „Für später merken“ im Menü einer Nachricht.',
    hint: 'Das siehst nur du. Jede Nachricht steht hier so, wie sie jetzt ist.',
    gone: 'Die Nachricht wurde gelöscht.',
    unavailable: 'Für dich nicht mehr verfügbar.',
  },
  pictures: {
    label: 'Bild',
    choose: 'Bild auswählen …',
    change: 'Bild ändern …',
    remove: 'Entfernen',
    hint: 'JPEG, PNG, WebP oder GIF mit bis zu 8 MB. Du kannst es auch hierher ziehen.',
    saved: 'Das Bild ist gesetzt.',
    removed: 'Das Bild ist entfernt.',
    crop: 'Ausschnitt wählen',
    stage: 'Ausschnitt des Bildes. Pfeiltasten verschieben ihn, Plus und Minus ändern die Größe.',
    zoom: 'Vergrößerung',
    ofGroup: 'Bild ändern',
  },
  scheduled: {
    label: 'Geplante Nachrichten',
    later: 'Später senden',
    choose: 'Zeit wählen …',
    when: 'Tag und Uhrzeit',
    schedule: 'Planen',
    text: 'Nachricht',
    none: 'Hier ist nichts mehr geplant.',
    actions: 'Was damit geschehen soll',
    sendNow: 'Jetzt senden',
    edit: 'Text bearbeiten',
    reschedule: 'Zeit ändern',
    cancel: 'Nicht senden',
    late: 'Der Server war zu dieser Zeit nicht da. Sende sie jetzt oder wähle eine andere Zeit.',
    notSent: 'Eine geplante Nachricht wurde nicht gesendet.',
    tomorrow: (time: string) => `Morgen, ${time}`,
    at: (day: string, time: string) => `${day}, ${time}`,
    count: (messages: number) =>
      count(messages, { one: 'Eine Nachricht ist geplant', other: '# Nachrichten sind geplant' }),
    unsent: (messages: number) =>
      count(messages, {
        one: 'Eine geplante Nachricht wurde nicht gesendet',
        other: '# geplante Nachrichten wurden nicht gesendet',
      }),
  },
  drafts: {
    offered: 'Ein anderes Gerät hat einen Entwurf:',
    take: 'Übernehmen',
    both: 'Beide',
    mine: 'Meinen behalten',
    hide: 'Ausblenden',
    filesElsewhere: (files: number) =>
      count(files, {
        one: '# Datei dieses Entwurfs ist auf einem anderen Gerät und bleibt dort.',
        other: '# Dateien dieses Entwurfs sind auf einem anderen Gerät und bleiben dort.',
      }),
    leftHere: 'Was du hier geschrieben hattest',
    discard: 'Entwurf verwerfen',
  },
}
