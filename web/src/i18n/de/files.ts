import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `Bild: ${isolated(name)}`,
    download: (name) => `${isolated(name)} herunterladen`,
    offline: 'Es erscheint, sobald wieder eine Verbindung besteht.',
    uploaded: (percent) => `${percent} hochgeladen`,
  },
  voice: {
    record: 'Sprachnachricht aufnehmen',
    recording: 'Aufnahme',
    discard: 'Aufnahme verwerfen',
    stop: 'Aufnahme beenden',
    play: 'Abspielen',
    pause: 'Anhalten',
    position: 'Stelle',
    place: (at, all) => `${at} von ${all}`,
    speed: (times) => `Tempo: ${times}×`,
    refused:
      'Parley darf das Mikrofon nicht benutzen. Das lässt sich in den Einstellungen des Browsers erlauben.',
    missing: 'Es ist kein Mikrofon zu benutzen.',
    short: 'Es wurde weniger als eine Sekunde aufgenommen, und nichts behalten.',
    lost: 'Das Mikrofon ist weg. Was bis dahin aufgenommen wurde, ist noch da.',
    hidden: 'Die Aufnahme endete, als diese Seite verlassen wurde. Was aufgenommen wurde, ist noch da.',
    full: (minutes) =>
      `Eine Sprachnachricht dauert höchstens ${number(minutes)} Minuten. Die Aufnahme ist beendet.`,
    unplayable: 'Diese Sprachnachricht lässt sich nicht abspielen.',
  },
  viewer: {
    title: 'Bilder',
    previous: 'Voriges Bild',
    next: 'Nächstes Bild',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    place: (at, all) => `${number(at)} von ${number(all)}`,
  },
  tray: {
    title: 'Dateien zum Senden',
    remove: (name) => `${isolated(name)} entfernen`,
    earlier: (name) => `${isolated(name)} nach vorn`,
    later: (name) => `${isolated(name)} nach hinten`,
    asPicture: 'Als Bild',
    asPictureHint: 'Kleiner, und ohne Ort und Art der Aufnahme.',
    asFile: 'Als Datei',
    asFileHint: 'Unverändert, mit allem, was die Kamera hineingeschrieben hat.',
    tooLarge: (name, max) => `${isolated(name)} ist zu groß. Eine Datei darf ${max} haben.`,
    tooMany: (max) => `Eine Nachricht darf ${number(max)} Dateien haben.`,
    drop: 'Dateien hier ablegen, um sie hinzuzufügen',
  },
}
