import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Pin',
    unpin: 'Unpin',
    label: 'Pinned messages',
    all: 'Show all that is pinned',
    place: (at: number, count: number) => `${number(at)} of ${number(count)}`,
    none: 'Nothing is pinned here any more.',
  },
}
