import type { groups as english } from '../en/groups.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const people = (persons: number) =>
  count(persons, { one: '# persona', many: '# de personas', other: '# personas' })

export const groups: typeof english = {
  create: {
    title: 'Nueva conversación',
    people: 'Personas',
    groups: 'Grupos abiertos',
    newGroup: 'Nuevo grupo',
    findPeople: 'Buscar por nombre o usuario',
    findGroups: 'Buscar grupos abiertos por nombre',
    noPeople: 'Nadie con ese nombre.',
    noGroups: 'Ningún grupo abierto con ese nombre.',
    known: 'Personas con las que hablas',
    others: 'Todos los demás',
    choose: (name: string) => `Elegir a ${name}`,
    chosen: (persons: number) =>
      count(persons, {
        one: '# persona elegida',
        many: '# de personas elegidas',
        other: '# personas elegidas',
      }),
    openOne: 'Abrir la conversación',
    startGroup: (persons: number) => `Crear un grupo de ${number(persons)}`,
    yourself: 'Notas para ti',
    name: 'Nombre del grupo',
    topic: 'Tema',
    topicHint: 'De qué trata. Puedes dejarlo vacío.',
    who: 'Quién puede unirse',
    open: 'Cualquiera',
    openHint: 'En este servidor, todo el mundo puede encontrarlo y unirse.',
    closed: 'Por invitación',
    closedHint: 'Solo las personas que añada su responsable.',
    submit: 'Crear el grupo',
    join: 'Unirse',
    joined: 'Abrir',
    add: 'Añadir',
    addCount: (persons: number) => `Añadir a ${people(persons)}`,
    results: 'Resultados',
  },
  details: {
    title: 'Detalles',
    noTopic: 'Sin tema',
    members: 'Miembros',
    owner: 'Responsable',
    add: 'Añadir personas',
    addShort: 'Añadir',
    more: 'Más',
    edit: 'Editar el grupo',
    mute: 'Silenciar',
    unmute: 'Reactivar',
    leave: 'Salir del grupo',
    close: 'Cerrar el grupo',
    remove: 'Quitar del grupo',
    handOver: 'Nombrar responsable',
    memberActions: (name: string) => `Acciones para ${name}`,
    removeTitle: (name: string) => `¿Quitar a ${isolated(name)} del grupo?`,
    removeHint: 'Dejará de recibir mensajes al instante.',
    handOverTitle: (name: string) => `¿Dejar a ${isolated(name)} a cargo del grupo?`,
    handOverHint: 'Sigues en el grupo como miembro.',
    leaveTitle: '¿Salir del grupo?',
    leaveHint: 'Dejarás de recibir sus mensajes.',
    closeTitle: '¿Cerrar el grupo?',
    closeHint: 'Desaparece para todos sus miembros. No se puede deshacer.',
    openHint:
      'En este servidor, todo el mundo puede encontrarlo y unirse. Lo escrito hasta entonces queda entre sus miembros.',
    open: 'Abierto: cualquiera puede encontrarlo y unirse',
    closed: 'Cerrado: solo añade gente su responsable',
    added: (persons: number) =>
      count(persons, {
        one: '# persona añadida.',
        many: '# de personas añadidas.',
        other: '# personas añadidas.',
      }),
    invited: (names: string, persons: number) =>
      `Invitación enviada a ${names}: ${count(persons, { one: 'decidirá', many: 'decidirán', other: 'decidirán' })} si entrar.`,
    unavailable: (names: string) => `No se pudo añadir a ${names}.`,
  },
  invitations: {
    title: 'Invitaciones',
    by: (name: string) => `${isolated(name)} te invita`,
    spoken: (name: string, group: string) => `${name} te invita a ${group}.`,
    accept: 'Aceptar',
    decline: 'Rechazar',
    more: (others: number) => `Y ${number(others)} más.`,
  },
}
