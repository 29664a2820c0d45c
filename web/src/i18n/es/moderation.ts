import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

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
      configure: 'Quién puede unirse y escribir, cuánto duran los mensajes',
      add: 'Añadir a gente',
      invite: 'Enlaces de invitación',
      approve: 'Decidir sobre las solicitudes',
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
    requests: {
      canAsk: 'Se puede encontrar y pedir la entrada',
      findable: 'Cerrado: se pide la entrada o se recibe invitación',
      ask: 'Pedir la entrada',
      asked: 'Pedida',
      withdraw: 'Retirar',
      askTitle: (group) => `Pedir la entrada en ${isolated(group)}`,
      sentence: 'Una frase con ella',
      sentenceHint: 'La lee quien administra el grupo. Puede quedar vacía.',
      sent: 'Has pedido la entrada.',
      title: 'Solicitudes',
      none: 'Nadie pide la entrada.',
      approve: 'Aceptar',
      decline: 'Rechazar',
      waiting: (persons) =>
        count(persons, { one: '# persona espera', many: '# personas esperan', other: '# personas esperan' }),
    },
  },
}
