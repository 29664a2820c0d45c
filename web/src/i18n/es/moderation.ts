import type { moderation as english } from '../en/moderation.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const moderation: typeof english = {
  moderation: {
    moderator: 'Moderación',
    member: 'Miembro',
    makeModerator: 'Dar permisos de moderación',
    makeModeratorTitle: (name: string) => `¿Dar permisos de moderación a ${isolated(name)}?`,
    makeModeratorHint:
      'Quien modera puede editar el grupo, añadir, quitar y silenciar a miembros, y eliminar mensajes.',
    makeMember: 'Quitar permisos de moderación',
    ban: 'Vetar…',
    banTitle: (name: string) => `¿Vetar a ${isolated(name)}?`,
    banHint:
      'Sale del grupo de inmediato y no puede volver hasta que se levante el veto. Los demás solo leen que ha salido.',
    reason: 'Motivo',
    reasonHint: 'Solo lo ve la moderación.',
    banAction: 'Vetar',
    wasBanned: (name: string) => `Vetaste a ${isolated(name)}.`,
    bansTitle: 'Personas vetadas',
    bansHint: 'No encuentran el grupo ni pueden entrar.',
    noBans: 'No hay nadie con veto.',
    liftBan: 'Levantar el veto',
    liftBanName: (name: string) => `Levantar el veto a ${isolated(name)}`,
    banLifted: (name: string) => `${isolated(name)} puede volver a unirse.`,
    bannedBy: (name: string, date: string) => `Por ${isolated(name)}, ${date}`,
    bannedOn: (date: string) => date,
    banned: (names: string, persons: number) =>
      `${names} ${count(persons, { one: 'tiene', many: 'tienen', other: 'tienen' })} un veto. Levántalo primero.`,
    rightsTitle: 'Quién puede hacer qué',
    rightsHint: 'Todos los miembros pueden leer, escribir, reaccionar y salir.',
    right: 'Qué',
    yes: 'sí',
    no: 'no',
    rights: {
      edit: 'Nombre, tema, descripción, imagen',
      configure: 'Quién puede unirse y escribir, cuánto duran los mensajes',
      add: 'Añadir a gente',
      invite: 'Enlaces de invitación',
      remove: 'Quitar a miembros',
      ban: 'Vetar a personas',
      silence: 'Silenciar a miembros',
      deleteOthersMessages: 'Eliminar mensajes de otros',
      pin: 'Fijar mensajes',
      mentionAll: 'Mencionar a todos',
      announce: 'Escribir en grupos de anuncios',
      changeRoles: 'Dar permisos de moderación',
      handOver: 'Ceder el grupo',
      close: 'Cerrar el grupo',
    },
  },
}
