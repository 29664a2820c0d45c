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
  saved: {
    save: 'Für später merken',
    remove: 'Nicht mehr merken',
    none: 'Noch nichts gemerkt. Wähle „Für später merken“ im Menü einer Nachricht.',
    hint: 'Das siehst nur du. Jede Nachricht steht hier so, wie sie jetzt ist.',
    gone: 'Die Nachricht wurde gelöscht.',
    unavailable: 'Für dich nicht mehr verfügbar.',
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
