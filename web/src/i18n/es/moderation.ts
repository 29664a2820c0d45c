import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderación',
    member: 'Miembro',
    makeModerator: 'Dar la moderación',
    makeModeratorTitle: (name: string) => `¿Dar la moderación a ${isolated(name)}?`,
    makeModeratorHint: 'Quien modera edita el grupo, añade, quita y silencia a miembros, y elimina mensajes.',
    makeMember: 'Quitar la moderación',
    rightsTitle: 'Quién puede hacer qué',
    rightsHint: 'Todos los miembros leen, escriben, reaccionan y pueden salir.',
    right: 'Qué',
    yes: 'sí',
    no: 'no',
    rights: {
      edit: 'Nombre, tema, imagen, modo lento',
      configure: 'Quién puede unirse y escribir, qué leen los nuevos miembros, cuánto duran los mensajes',
      add: 'Añadir a gente',
      invite: 'Enlaces de invitación',
      remove: 'Quitar a miembros',
      ban: 'Vetar a personas',
      silence: 'Silenciar a miembros',
      deleteOthersMessages: 'Eliminar mensajes de otros',
      pin: 'Fijar mensajes',
      mentionAll: 'Mencionar a todos',
      writeAnyTime: 'Escribir pese al modo lento y los anuncios',
      changeRoles: 'Dar la moderación',
      handOver: 'Ceder el grupo',
      close: 'Cerrar el grupo',
    },
  },
}
