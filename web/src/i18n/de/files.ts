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
