import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Fijar',
    unpin: 'Dejar de fijar',
    label: 'Mensajes fijados',
    all: 'Ver todos los fijados',
    place: (at: number, count: number) => `${number(at)} de ${number(count)}`,
    none: 'Aquí ya no hay nada fijado.',
  },
}
