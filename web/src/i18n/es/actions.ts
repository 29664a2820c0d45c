import type { actions as english } from '../en/actions.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('es', { type: 'conjunction' })

export const actions: typeof english = {
  messageActions: {
    tools: 'Para este mensaje',
    actions: 'Acciones del mensaje',
    reply: 'Responder',
    edit: 'Editar',
    remove: 'Eliminar',
    copy: 'Copiar texto',
    copyLink: 'Copiar enlace',
    forward: 'Reenviar',
    profile: 'Ver perfil',
    removeTitle: '¿Eliminar este mensaje?',
    removeHint: 'Desaparece para todo el mundo. Se verá que aquí hubo un mensaje.',
    removeForAll: 'Eliminar para todos',
    removeForAllHint: (name: string) =>
      `El mensaje de ${isolated(name)} desaparece para todos. En su lugar se indica que lo eliminó la moderación.`,
  },
  reactions: {
    react: 'Reaccionar',
    with: (emoji: string) => `Reaccionar con ${emoji}`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) =>
      count(others, { one: '# persona más', many: '# de personas más', other: '# personas más' }),
  },
  emoji: {
    title: 'Emoji',
    search: 'Buscar emoji',
    groups: 'Tipos de emoji',
    none: 'Ningún emoji con ese nombre',
    found: 'Encontrados',
    tone: 'Tono de piel',
    tones: ['Amarillo', 'Claro', 'Medio claro', 'Medio', 'Medio oscuro', 'Oscuro'],
    names: [
      'Usados últimamente',
      'Caras y personas',
      'Animales y naturaleza',
      'Comida y bebida',
      'Viajes y lugares',
      'Actividades',
      'Objetos',
      'Símbolos',
      'Banderas',
    ],
  },
  finding: {
    field: 'Buscar en esta conversación',
    none: 'Ningún mensaje con estas palabras',
    place: (at: number, all: string) => `${number(at)} de ${all}`,
    more: (hits: number) => `${number(hits)}+`,
    older: 'Resultado más antiguo',
    newer: 'Resultado más reciente',
    close: 'Cerrar la búsqueda',
    toDate: 'Ir a una fecha',
    date: 'Fecha',
    go: 'Ir',
  },
  direct: {
    close: 'Cerrar conversación',
    closed: (name: string) => `Cerrada. ${isolated(name)} no puede escribirte aquí y no sabrá por qué.`,
    hide: 'Ocultar de la lista',
    unhide: 'Mostrar en la lista',
    hidden: 'Oculta hasta el próximo mensaje.',
    clear: 'Eliminar para mí',
    clearTitle: '¿Eliminar esta conversación para ti?',
    clearHint: (name: string) =>
      `Lo escrito hasta ahora desaparece para ti en todos tus dispositivos. ${isolated(name)} lo conserva. No se puede deshacer.`,
    clearNotesTitle: '¿Eliminar tus notas?',
    clearNotesHint: 'Lo anotado hasta ahora desaparece de todos tus dispositivos. No se puede deshacer.',
    cleared: 'Eliminada para ti.',
  },
  blocking: {
    tag: 'Bloqueado',
    block: 'Bloquear',
    blockName: (name: string) => `Bloquear a ${isolated(name)}`,
    unblockName: (name: string) => `Desbloquear a ${isolated(name)}`,
    title: (name: string) => `¿Bloquear a ${isolated(name)}?`,
    hint: (name: string) =>
      `${isolated(name)} no podrá escribirte ni ver cuándo estás en línea, y no recibirá ningún aviso. En los grupos en común, los mensajes de ${isolated(name)} quedarán plegados para ti.`,
    done: (name: string) => `Has bloqueado a ${isolated(name)}.`,
    undone: (name: string) => `Has desbloqueado a ${isolated(name)}.`,
  },
  forward: {
    title: 'Reenviar a…',
    find: 'Buscar una conversación',
    targets: 'Conversaciones',
    none: 'Ninguna conversación con ese nombre',
    done: (targets: number) =>
      count(targets, {
        many: 'Reenviado a # de conversaciones.',
        one: 'Reenviado.',
        other: 'Reenviado a # conversaciones.',
      }),
    refused: (name: string, why: string) => `${isolated(name)}: ${why}`,
  },
  states: {
    title: 'Historial de ediciones',
    now: 'Ahora',
    hint: 'Lo que un mensaje decía antes sigue siendo legible para todos en la conversación.',
    none: 'No se conserva nada de lo que decía antes.',
    drop: 'Eliminar las versiones anteriores',
    dropTitle: '¿Eliminar las versiones anteriores?',
    dropHint: 'Nadie podrá leerlas ya. El mensaje queda como está ahora.',
  },
  editing: {
    begun: 'Editando un mensaje',
    changed: 'Editando un mensaje que ha cambiado entretanto',
    deleted: 'El mensaje se ha eliminado. Lo que escribiste está en el cuadro de mensaje.',
    save: 'Guardar los cambios',
    cancel: 'Descartar los cambios',
  },
}
