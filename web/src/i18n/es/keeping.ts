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
  expiry: {
    label: 'Mensajes que desaparecen',
    never: 'Nunca',
    hint: 'Lo que se escriba desde ahora desaparece solo, para todos.',
    after: (days: string) => `Tras ${days}`,
  },
  saved: {
    save: 'Guardar para después',
    remove: 'Quitar de guardados',
    none: 'Aún no hay nada guardado. Elige «Guardar para después» en el menú de un mensaje.',
    hint: 'Solo tú ves esto. Cada mensaje aparece como está ahora.',
    gone: 'El mensaje se eliminó.',
    unavailable: 'Ya no está disponible para ti.',
  },
  pictures: {
    label: 'Imagen',
    choose: 'Elegir una imagen…',
    change: 'Cambiar la imagen…',
    remove: 'Quitar',
    hint: 'JPEG, PNG, WebP o GIF de hasta 8 MB. También puedes arrastrarla aquí.',
    saved: 'La imagen se ha guardado.',
    removed: 'La imagen se ha quitado.',
    crop: 'Elige el recorte',
    stage: 'Recorte de la imagen. Las flechas lo mueven; más y menos cambian el tamaño.',
    zoom: 'Ampliación',
    ofGroup: 'Cambiar la imagen',
  },
  scheduled: {
    label: 'Mensajes programados',
    later: 'Enviar más tarde',
    choose: 'Elegir una hora…',
    when: 'Día y hora',
    schedule: 'Programar',
    text: 'Mensaje',
    none: 'Aquí ya no hay nada programado.',
    actions: 'Qué hacer con él',
    sendNow: 'Enviar ahora',
    edit: 'Editar el texto',
    reschedule: 'Cambiar la hora',
    cancel: 'Cancelar el envío',
    late: 'El servidor no estaba disponible a esa hora. Envíalo ahora o elige otra hora.',
    notSent: 'Un mensaje programado no se envió.',
    tomorrow: (time: string) => `Mañana, ${time}`,
    at: (day: string, time: string) => `${day}, ${time}`,
    count: (messages: number) =>
      count(messages, {
        one: 'Un mensaje está programado',
        many: '# mensajes están programados',
        other: '# mensajes están programados',
      }),
    unsent: (messages: number) =>
      count(messages, {
        one: 'Un mensaje programado no se envió',
        many: '# mensajes programados no se enviaron',
        other: '# mensajes programados no se enviaron',
      }),
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
