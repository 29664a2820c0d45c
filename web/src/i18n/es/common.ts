import type { common as english } from '../en/common.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const common: typeof english = {
  language: 'es',
  number,
  appName: 'Parley',
  sentences: (first, next) => `${first} ${next}`,
  common: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    show: 'Mostrar',
    hide: 'Ocultar',
    save: 'Guardar',
    saved: 'Guardado',
    back: 'Atrás',
    loading: 'Cargando…',
    more: 'Ver más',
    retry: 'Reintentar',
    skip: 'Ir a la conversación',
    copied: 'Copiado',
    copyFailed: 'El navegador no permite copiar aquí.',
  },
  late: {
    failed: 'No se pudo cargar esta parte de Parley.',
    update: 'Hay una nueva versión de Parley.',
    reload: 'Recargar',
    hint: 'Puede que no haya conexión, o que Parley se haya actualizado desde que abriste esta página.',
  },
  pages: {
    signIn: 'Iniciar sesión',
    register: 'Crear una cuenta',
    profile: 'Perfil',
    settings: 'Ajustes',
    saved: 'Guardados',
    join: 'Invitación',
  },
  nowhere: {
    title: 'No hay nada en esta dirección.',
    hint: 'Puede que esté mal escrita, o que lo que había aquí ya no exista.',
    home: 'Ir al inicio',
  },
  connection: {
    offline: 'No tienes conexión. Lo que escribas se enviará en cuanto vuelva.',
    unreachable: 'No se puede conectar con el servidor. Revisa tu conexión y vuelve a intentarlo.',
    doubtful: 'El servidor no responde. Lo que escribas se enviará en cuanto lo haga.',
    reconnecting: 'Reconectando…',
    restOnly: 'Ahora no se actualiza en directo. Lo que escribas se enviará en cuanto vuelva a hacerlo.',
    back: 'Conexión recuperada.',
    outdated: 'Parley se ha actualizado. Recarga la página para continuar.',
    elsewhere: 'Parley está abierto en demasiados sitios. Cierra alguno y recarga esta página.',
  },
  notices: {
    notForAll:
      'Solo la persona responsable y quienes moderan el grupo pueden mencionar a todos. Tu @all queda como texto.',
    removed: (name: string) => `Ya no estás en ${isolated(name)}.`,
    closed: (name: string) => `Se ha cerrado ${isolated(name)}.`,
  },
}
