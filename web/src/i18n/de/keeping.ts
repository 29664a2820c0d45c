import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Anheften',
    unpin: 'Lösen',
    label: 'Angeheftete Nachrichten',
    all: 'Alle angehefteten zeigen',
    place: (at: number, count: number) => `${number(at)} von ${number(count)}`,
    none: 'Hier ist nichts mehr angeheftet.',
  },
}
