import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `Imagen: ${isolated(name)}`,
    download: (name) => `Descargar ${isolated(name)}`,
    offline: 'Se mostrará cuando vuelva la conexión.',
    uploaded: (percent) => `${percent} subido`,
  },
  voice: {
    record: 'Grabar un mensaje de voz',
    recording: 'Grabación',
    discard: 'Descartar la grabación',
    stop: 'Detener la grabación',
    play: 'Reproducir',
    pause: 'Pausar',
    position: 'Posición',
    place: (at, all) => `${at} de ${all}`,
    speed: (times) => `Velocidad: ${times}×`,
    refused: 'Parley no puede usar el micrófono. Puedes permitirlo en los ajustes del navegador.',
    missing: 'No se pudo usar ningún micrófono.',
    short: 'Se grabó menos de un segundo y no se conserva.',
    lost: 'El micrófono ya no está. Lo grabado hasta entonces se conserva.',
    hidden: 'La grabación se detuvo al salir de esta página. Lo grabado se conserva.',
    full: (minutes) =>
      `Un mensaje de voz dura ${number(minutes)} minutos como máximo. La grabación se ha detenido.`,
    unplayable: 'Este mensaje de voz no se puede reproducir.',
  },
  viewer: {
    title: 'Imágenes',
    previous: 'Imagen anterior',
    next: 'Imagen siguiente',
    zoomIn: 'Acercar',
    zoomOut: 'Alejar',
    place: (at, all) => `${number(at)} de ${number(all)}`,
  },
  tray: {
    title: 'Archivos para enviar',
    remove: (name) => `Quitar ${isolated(name)}`,
    earlier: (name) => `Mover ${isolated(name)} hacia delante`,
    later: (name) => `Mover ${isolated(name)} hacia atrás`,
    asPicture: 'Como imagen',
    asPictureHint: 'Más pequeña, y sin dónde ni cómo se tomó.',
    asFile: 'Como archivo',
    asFileHint: 'Sin cambios, con todo lo que la cámara escribió.',
    tooLarge: (name, max) => `${isolated(name)} es demasiado grande. Un archivo puede tener ${max}.`,
    tooMany: (max) => `Un mensaje puede tener ${number(max)} archivos.`,
    drop: 'Suelta aquí los archivos para añadirlos',
  },
}
