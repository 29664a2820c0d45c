import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Fijar',
    unpin: 'Dejar de fijar',
    label: 'Mensajes fijados',
    all: 'Ver todos los fijados',
    place: (at: number, count: number) => `${number(at)} de ${number(count)}`,
    none: 'Aquí ya no hay nada fijado.',
  },
  saved: {
    save: 'Guardar para después',
    remove: 'Quitar de guardados',
    none: 'Aún no hay nada guardado. Elige «Guardar para después» en el menú de un mensaje.',
    hint: 'Solo tú ves esto. Cada mensaje aparece como está ahora.',
    gone: 'El mensaje se eliminó.',
    unavailable: 'Ya no está disponible para ti.',
  },
  drafts: {
    offered: 'Otro dispositivo tiene un borrador:',
    take: 'Usarlo',
    both: 'Los dos',
    mine: 'Conservar el mío',
    hide: 'Ocultar',
    filesElsewhere: (files: number) =>
      count(files, {
        one: '# archivo de este borrador está en otro dispositivo y se queda allí.',
        many: '# archivos de este borrador están en otro dispositivo y se quedan allí.',
        other: '# archivos de este borrador están en otro dispositivo y se quedan allí.',
      }),
    leftHere: 'Lo que habías escrito aquí',
    discard: 'Descartar borrador',
  },
}
