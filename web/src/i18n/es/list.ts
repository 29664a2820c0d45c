import type { list as english } from '../en/list.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list: typeof english = {
  time: { today: 'Hoy', yesterday: 'Ayer' },
  presence: {
    online: 'En línea',
    offline: 'Sin conexión',
    seenToday: (time: string) => `Últ. vez hoy, ${time}`,
    seenYesterday: (time: string) => `Últ. vez ayer, ${time}`,
    seenOn: (date: string) => `Últ. vez el ${date}`,
  },
  list: {
    title: 'Conversaciones',
    search: 'Buscar o ir a',
    jump: 'Ir a',
    filters: 'Qué conversaciones',
    shown: { all: 'Todas', unread: 'Sin leer', groups: 'Grupos' },
    nothing: {
      all: 'Aquí estarán tus conversaciones, las más recientes primero.',
      unread: 'No hay nada sin leer.',
      groups: 'Aún no estás en ningún grupo.',
    },
    account: 'Tu cuenta',
    closed: 'Solo por invitación',
    start: 'Nueva conversación',
    noMatch: 'Aquí no hay nada con ese nombre.',
    notes: 'Notas para ti',
    deletedAccount: 'Cuenta eliminada',
    untitled: 'Grupo',
    you: 'Tú: ',
    by: (name: string) => `${isolated(name)}: `,
    draft: 'Borrador: ',
    deleted: 'Mensaje eliminado',
    noMessages: 'Aún no hay mensajes',
    muted: 'Silenciada',
    unread: (count: string) => `${count} sin leer`,
    mentions: 'Menciones',
    mentioned: 'Te mencionan',
    settings: 'Perfil y ajustes',
  },
  files: {
    pictures: (pictures) => count(pictures, { one: 'Imagen', many: '# imágenes', other: '# imágenes' }),
    files: (files) => count(files, { one: 'Archivo', many: '# archivos', other: '# archivos' }),
    voice: (length) => `Mensaje de voz, ${length}`,
  },
  typing: {
    typing: 'escribiendo…',
    one: (name: string) => `${isolated(name)} está escribiendo…`,
    two: (a: string, b: string) => `${isolated(a)} y ${isolated(b)} están escribiendo…`,
    many: 'Varias personas están escribiendo…',
  },
}
