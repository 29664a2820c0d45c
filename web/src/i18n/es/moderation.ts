import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderación',
    member: 'Miembro',
    makeModerator: 'Dar permisos de moderación',
    makeModeratorTitle: (name: string) => `¿Dar permisos de moderación a ${isolated(name)}?`,
    makeModeratorHint:
      'Quien modera puede editar el grupo, añadir, quitar y silenciar a miembros, y eliminar mensajes.',
    makeMember: 'Quitar permisos de moderación',
    rightsTitle: 'Quién puede hacer qué',
    rightsHint: 'Todos los miembros pueden leer, escribir, reaccionar y salir.',
    right: 'Qué',
    yes: 'sí',
    no: 'no',
    rights: {
      edit: 'Nombre, tema, descripción, imagen, modo lento',
      configure: 'Quién puede unirse y escribir, cuánto duran los mensajes',
      add: 'Añadir a gente',
      invite: 'Enlaces de invitación',
      remove: 'Quitar a miembros',
      ban: 'Vetar a personas',
      silence: 'Silenciar a miembros',
      deleteOthersMessages: 'Eliminar mensajes de otros',
      pin: 'Fijar mensajes',
      mentionAll: 'Mencionar a todos',
      writeAnyTime: 'Escribir pese al modo lento y los anuncios',
      changeRoles: 'Dar permisos de moderación',
      handOver: 'Ceder el grupo',
      close: 'Cerrar el grupo',
    },
  },
}
