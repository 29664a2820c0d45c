import type { finding as english } from '../en/finding.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

const peopleHere = (people: number) =>
  count(people, {
    one: 'Hay una persona en línea',
    many: 'Hay # de personas en línea',
    other: 'Hay # personas en línea',
  })

/** Days of the week are written small, but not where a sentence begins. */
const begun = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

export const finding: typeof english = {
  switcher: {
    label: 'Nombre de una conversación, una persona o una acción',
    groups: { conversations: 'Conversaciones', people: 'Personas', actions: 'Acciones' },
    group: (members: number) =>
      `Grupo · ${count(members, { one: '# miembro', many: '# de miembros', other: '# miembros' })}`,
    choose: 'elegir',
    open: 'abrir',
    peopleOnly: 'solo personas',
    actions: {
      conversation: 'Nueva conversación',
      group: 'Nuevo grupo',
      openGroups: 'Buscar un grupo abierto',
      find: (text: string) => `Buscar «${isolated(text)}» en todos los mensajes`,
      groupNamed: (text: string) => `Crear un grupo «${isolated(text)}»`,
    },
  },
  search: {
    help: 'Afinar la búsqueda',
    suggestions: 'Sugerencias',
    me: 'Tú',
    exactly: 'palabras exactas',
    kinds: { link: 'con enlace', file: 'con archivo', picture: 'con imagen', voice: 'con mensaje de voz' },
    values: { who: 'quién', where: 'dónde', day: 'un día' },
    operators: {
      from: 'de',
      in: 'en',
      before: 'antes de',
      after: 'después de',
      on: 'el día',
      has: 'con',
    },
    chip: (operator: string, value: string) => `${operator}: ${isolated(value)}`,
    remove: (filter: string) => `Quitar «${isolated(filter)}»`,
  },
  mentions: {
    none: 'Nadie te ha mencionado todavía.',
    members: 'Miembros',
    all: 'Todo el grupo',
    next: 'Ir a la siguiente mención',
  },
  hits: {
    title: 'Mensajes',
    none: 'Ningún mensaje con estas palabras.',
    searchedTo: (date: string) => `Se ha buscado hasta el ${date}.`,
    searchedPart: 'Aún no se ha buscado en todo.',
    searchOn: 'Buscar más atrás',
  },
  shortcuts: {
    title: 'Atajos de teclado',
    everywhere: 'En todas partes',
    jump: 'Ir a una conversación, una persona o una acción',
    next: 'Conversación siguiente',
    previous: 'Conversación anterior',
    all: 'Estos atajos',
    back: 'Cerrar, o volver al cuadro de mensaje',
    inTalk: 'En una conversación',
    write: 'Enviar, o línea nueva',
    editLast: 'Editar tu último mensaje, con el cuadro de mensaje vacío',
    moveInTalk: 'De un mensaje a otro',
    menu: 'Qué se puede hacer con un mensaje',
    react: 'Reaccionar a un mensaje',
    inList: 'En una lista',
    moveInList: 'De un elemento al siguiente',
    formatting: 'Lo seleccionado',
    strong: 'Negrita  **',
    emphasis: 'Cursiva  *',
    strike: 'Tachado  ~~',
    code: 'Código  `',
    spoiler: 'Oculto  ||',
    link: 'Un enlace  [ ]( )',
  },
  home: {
    morning: (name: string) => `Buenos días, ${isolated(name)}`,
    afternoon: (name: string) => `Buenas tardes, ${isolated(name)}`,
    evening: (name: string) => `Buenas noches, ${isolated(name)}`,
    lead: (day: string, here: number) => begun(here === 0 ? `${day}.` : `${day}. ${peopleHere(here)}.`),
    waiting: 'Te espera',
    here: 'En línea ahora',
    people: 'Gente de aquí',
    groups: 'Grupos abiertos',
    own: 'Solo tuyo',
    ownHint: 'Solo tú puedes verlas',
    invite: 'Trae a alguien',
    copy: 'Copiar',
    address: 'la dirección',
    qr: 'Código QR de la dirección',
    jump: 'ir a',
    nextOne: 'conversación siguiente',
    allKeys: 'todos los atajos',
    first: {
      title: 'Eres la primera persona aquí',
      lead: 'Para hablar hacen falta dos. Envía la dirección a la gente con la que quieras hablar.',
      bring: 'Trae a los demás',
      byLinkHint:
        'Aquí las cuentas se crean con un enlace de invitación: crea un grupo y genera uno en sus detalles.',
      bringHint: 'Quien abra esta dirección puede crear una cuenta.',
      note: 'Escríbete una nota',
      noteHint: 'Una página que solo puedes ver tú.',
      group: 'Crea un grupo',
      groupHint: 'Estará listo cuando lleguen.',
    },
  },
}
